"""One class: its grid, what stands out, and what the keys mean."""

from collections.abc import Sequence
from uuid import UUID

from babel.dates import format_date
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _, locale, ngettext
from commedu_desktop.sentences import sentence, shown
from commedu_desktop.services.attendance import (
    ClearMark,
    LessonState,
    MarkAttendance,
    class_grid,
    clear_mark,
    mark_attendance,
)
from commedu_desktop.services.planned_absences import WasCalled, grid_extras, was_called
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.attendance.grid_view import GridView
from commedu_desktop.ui.pages.attendance.painting import STATES
from commedu_desktop.ui.pages.attendance.sheet import Sheet
from commedu_desktop.ui.pages.attendance.wording import legend_words
from commedu_desktop.ui.widgets.basics import Card, column, row, words
from commedu_desktop.ui.widgets.buttons import Button, set_property
from commedu_desktop.ui.widgets.messages import Banner, PageHeader, page_column


class ClassView(QWidget):
    """`moved` comes when another lesson is meant; `wrote` before the window hears of a write that shows already."""

    moved = Signal()
    wrote = Signal()

    def __init__(self, desk: Desk, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self.desk = desk
        self.offering_id: UUID | None = None
        self._roomy = True
        self.header = PageHeader("", *buttons)
        self.called = Button(desk.look, _("Called"))
        self.called.clicked.connect(self._was_called)
        self.missing = Banner(desk.look, self.called)
        self.notice = Banner(desk.look)
        self.grid = GridView(desk.look)
        self.grid.marked.connect(self._mark)
        self.grid.came_late.connect(self._came_late)
        self.grid.moved.connect(self._tell)
        self.grid.moved.connect(self.moved)
        card = Card(margin=12)
        card.body.addWidget(self.grid, 1)
        card.body.addLayout(self._legend())
        self.grid.enlarge(large=desk.settings.now.large_marks)
        self.about = words("", "muted", wrap=True)
        page_column(self, column(self.header, self.about, gap=4), self.missing, self.notice, card)

    @property
    def sheet(self) -> Sheet | None:
        return self.grid.sheet

    @property
    def lesson(self) -> LessonState | None:
        """The lesson that the keys mark."""
        sheet = self.sheet
        return sheet.lessons[self.grid.here[1]] if sheet and sheet.lessons else None

    def show_class(self, offering_id: UUID, lesson_id: UUID | None = None) -> None:
        """Read a class and go to a lesson's first blank; without one, to the lesson that is on."""
        self.offering_id = offering_id
        sheet = self._read(offering_id)
        ids = [lesson.id for lesson in sheet.lessons]
        column = ids.index(lesson_id) if lesson_id in ids else sheet.lesson_nearest(self.desk.wall_clock())
        self.notice.hide()
        self._show(sheet, (sheet.first_blank(column) if ids else 0, column))

    def make_room(self, *, roomy: bool) -> None:
        """Where there is little room, the grid has it."""
        self.keys.setVisible(roomy)
        self._roomy = roomy
        self._tell()

    def enlarge(self) -> None:
        """Boxes for a finger or for the mouse, as this computer was last used."""
        large = not self.grid.large
        self.desk.settings.change(large_marks=large)
        self.grid.enlarge(large=large)
        self.grid.setFocus()

    def refresh(self) -> None:
        if self.offering_id is not None:
            self._show(self._read(self.offering_id), self.grid.here)

    def _read(self, offering_id: UUID) -> Sheet:
        grid = self.desk.read(class_grid, offering_id)
        settings = self.desk.read(centre_settings, self.desk.wall_clock().year)
        self._at_least = settings.absences_running
        return Sheet(grid, settings.threshold, self.desk.read(grid_extras, offering_id))

    def _show(self, sheet: Sheet, here: tuple[int, int]) -> None:
        self.grid.show_sheet(sheet, here)
        self._tell()
        self._raise_missing()
        self.moved.emit()

    def _mark(self, at: int, column: int, mark: Mark | None, minutes: int | None = None) -> None:
        """Show the mark, then write it; a refusal takes it back and says why."""
        sheet = self.sheet
        if sheet is None:
            return
        person, lesson, before = sheet.rows[at], sheet.lessons[column], sheet.marks[at][column]

        def refused(refusal: Refused) -> None:
            if self.sheet is sheet:
                self.grid.put(at, column, before)
                self._tell()
            self.notice.say(sentence(refusal), "bad")

        self.notice.hide()
        sheet.come_late(at, column, minutes)
        self.grid.put(at, column, mark)
        self.grid.paint_now()
        self._tell()
        self._raise_missing()
        if mark is None:
            clear = ClearMark(lesson.id, person.resident_id)
            self.desk.write(clear_mark, clear, done=lambda _none: self.wrote.emit(), refused=refused)
        else:
            wanted = MarkAttendance(lesson.id, person.resident_id, mark, minutes)
            self.desk.write(mark_attendance, wanted, done=lambda _none: self.wrote.emit(), refused=refused)

    def _tell(self) -> None:
        lesson, sheet = self.lesson, self.sheet
        if sheet is None:
            return
        if lesson is None:
            self._head(sheet.grid.title, _("This class has no lessons yet. Plan them on the Courses page."))
            return
        marked, of = sheet.marked_in(self.grid.here[1])
        english = ("EEEE d MMMM" if self._roomy else "EEE d MMM") if locale() == "en" else ""
        day = format_date(lesson.starts, english or "M月d日 EEEE", locale=locale())
        hours = f"{shown(lesson.starts.time())}–{shown(lesson.ends.time())}"
        parts = [f"{day}, {hours}" if locale() == "en" else f"{day} {hours}"]
        parts += [lesson.venue or "", lesson.teacher or ""] if self._roomy else []
        parts.append(_("{marked} of {of} marked").format(marked=marked, of=of))
        if lesson.walk_in or lesson.heads:
            guests = ngettext("{count} guest counted", "{count} guests counted", lesson.heads)
            parts.append(guests.format(count=lesson.heads))
        if lesson.closed:
            parts.append(_("closed"))
        self._head(sheet.grid.title, " · ".join(filter(None, parts)))

    def _head(self, title: str, about: str) -> None:
        self.header.say(title)
        self.about.setText(about)

    def _raise_missing(self) -> None:
        """Who was absent several times running, one at a time, until called."""
        sheet = self.sheet
        waiting = sheet.missing(self._at_least) if sheet else []
        if not waiting:
            self.missing.say("")
            return
        person, times, last = waiting[0]
        self._next_call = WasCalled(person.resident_id, last.id)
        told = _("{name} has been absent {times} times running").format(name=person.name, times=times)
        parts = [told, person.phone or _("no telephone number")]
        if len(waiting) > 1:
            more = ngettext("{count} more after that", "{count} more after that", len(waiting) - 1)
            parts.append(more.format(count=len(waiting) - 1))
        self.missing.say(" · ".join(parts), "warn")

    def _was_called(self) -> None:
        """Kept for good; only a new absence raises the person again."""
        self.desk.write(was_called, self._next_call)
        self.grid.setFocus()

    def _came_late(self, at: int, column: int, minutes: int) -> None:
        self._mark(at, column, Mark.LATE, minutes)

    def _legend(self) -> QHBoxLayout:
        buttons = []
        for mark, text in legend_words():
            button = Button(self.desk.look, text)
            set_property(button, "kind", f"mark-{STATES[mark]}")
            button.clicked.connect(lambda _checked=False, one=mark: self._from_legend(one))
            buttons.append(button)
        self.keys = words(
            _("↑ ↓ ← → move · Space present · M minutes late · Backspace clear · Ctrl+Z undo"), "muted", wrap=True
        )
        line = row(*buttons, self.keys, 1)
        line.setStretch(len(buttons), 3)
        return line

    def _from_legend(self, mark: Mark) -> None:
        self.grid.mark_here(mark)
        self.grid.setFocus()
