"""The Attendance page: from the day's lessons into a class and back."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences import sentence
from commedu_desktop.services.attendance import Closed, LessonState, close_lesson, fill_blanks_with_present
from commedu_desktop.services.class_papers import register_pdf, roster_pdf
from commedu_desktop.services.sheets import sign_in_pdf
from commedu_desktop.ui.actions import Action, shown_shortcut
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.learners import LearnersDialog
from commedu_desktop.ui.page import Page, Stop
from commedu_desktop.ui.pages.attendance.class_view import ClassView
from commedu_desktop.ui.pages.attendance.dialogs import HeadsDialog, NoteDialog, ReopenDialog
from commedu_desktop.ui.pages.attendance.lessons_list import LessonsList
from commedu_desktop.ui.widgets.buttons import IconButton

_IN_LIST = ("before", "today", "next", "scan")
_AS_ICONS = ("back", "learners", "note", "print", "fill")
"""What shrinks to an icon where words have no room."""
_IN_CLASS = ("back", "learners", "note", "print", "fill", "heads", "reopen", "close")


class AttendancePage(Page):
    """Marks are saved as they are made."""

    ACTIONS = (
        Action("before", N_("Day before"), "turn_back", "Alt+Left", "chevron-left"),
        Action("today", N_("Today"), "turn_to_today", "Alt+Home"),
        Action("next", N_("Next day"), "turn_on", "Alt+Right", "chevron-right"),
        Action("scan", N_("Read scanned sheets…"), "choose_scans", "Ctrl+Shift+S", "scan-line"),
        Action("back", N_("Lessons"), "leave_class", "Esc", "arrow-left"),
        Action("learners", N_("Learners…"), "show_learners", "Ctrl+L", "users"),
        Action("print", N_("Print…"), "choose_paper", "", "printer"),
        Action("fill", N_("Fill blanks: present"), "fill", "F", "check"),
        Action("heads", N_("Count guests…"), "count_guests", "Ctrl+H"),
        Action("note", N_("Note…"), "note_lesson", "Ctrl+T", "pencil"),
        Action("large", N_("Large boxes"), "enlarge", "Z", "maximize"),
        Action("reopen", N_("Reopen…"), "reopen", "Ctrl+Shift+R"),
        Action("close", N_("Close lesson"), "close_lesson", "Ctrl+Return", "", "primary"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shows_already, self._roomy = 0, True
        turning = [self._small("before"), self.button("today"), self._small("next")]
        self.lessons = LessonsList(desk, [*turning, self.button("scan")])
        self.lessons.opened.connect(self.open_lesson)
        self.small = {key: self._small(key) for key in _AS_ICONS}
        self.buttons = {key: self.button(key) for key in _IN_CLASS}
        self.large = self._small("large")
        self.class_view = ClassView(desk, self._in_order())
        self.class_view.moved.connect(self._offer)
        self.class_view.wrote.connect(self._count_write)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.lessons)
        self.stack.addWidget(self.class_view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.setAcceptDrops(True)
        self.lessons.day = desk.wall_clock().date()
        self.look.changed.connect(self._make_room)
        self._make_room()

    @property
    def in_class(self) -> bool:
        return self.stack.currentWidget() is self.class_view

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def refresh(self) -> None:
        if self.in_class:
            self.class_view.refresh()
        else:
            self.lessons.refresh()
            self.lessons.table.setFocus()

    def open(
        self,
        offering_id: UUID | None = None,
        lesson_id: UUID | None = None,
        day: date | None = None,
        unmarked: bool = False,
        **_where: Any,
    ) -> None:
        """A class (at one of its lessons), the lessons of a day, or those not closed yet."""
        if offering_id is not None:
            self.show_class(offering_id, lesson_id)
        elif day is not None or unmarked:
            self.leave_class()
            self.lessons.turn_to(day)

    def show_class(self, offering_id: UUID, lesson_id: UUID | None = None) -> None:
        self.stack.setCurrentWidget(self.class_view)
        self.class_view.show_class(offering_id, lesson_id)
        self.class_view.grid.setFocus()
        self._offer()

    def leave_class(self) -> None:
        self.stack.setCurrentWidget(self.lessons)
        self._offer()
        self.lessons.refresh()
        self.lessons.table.setFocus()

    def turn_back(self) -> None:
        self.lessons.turn(-1)

    def turn_on(self) -> None:
        self.lessons.turn(1)

    def turn_to_today(self) -> None:
        self.lessons.turn_to(self.desk.wall_clock().date())

    def fill(self) -> None:
        if (lesson := self.class_view.lesson) is not None:
            self.desk.write(fill_blanks_with_present, lesson.id, done=self._filled, refused=self._explain)

    def close_lesson(self) -> None:
        if (lesson := self.class_view.lesson) is not None:
            self.desk.write(close_lesson, lesson.id, done=self._closed, refused=self._explain)

    def reopen(self) -> None:
        if (lesson := self.class_view.lesson) is not None:
            ReopenDialog(self.desk, self, lesson).open()

    def count_guests(self) -> None:
        if (lesson := self.class_view.lesson) is not None:
            HeadsDialog(self.desk, self, lesson).open()

    def enlarge(self) -> None:
        self.class_view.enlarge()

    def note_lesson(self) -> None:
        if (lesson := self.class_view.lesson) is not None:
            NoteDialog(self.desk, self, lesson).open()

    def show_learners(self) -> None:
        """Who is in the class and who waits: enrol, withdraw."""
        if self.class_view.offering_id is not None:
            LearnersDialog(self.desk, self, self.class_view.offering_id).open()

    def choose_scans(self) -> None:
        self.read_scans(())

    def read_scans(self, paths: Sequence[Path]) -> None:
        """Sign-in sheets that come back on paper."""
        from commedu_desktop.ui.pages.attendance.scanned.dialog import ScansDialog

        ScansDialog(self.desk, self, paths).open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.read_scans(paths)

    def print_page(self) -> None:
        """The sign-in sheet of the lesson that is meant."""
        if self.in_class:
            lesson = self.class_view.lesson
        else:
            key = self.lessons.table.chosen_id
            lesson = None if key is None else self.lessons.lesson(key)
        if lesson is not None:
            self._preview(sign_in_pdf, lesson.id, _("Sign-in sheet · {title}").format(title=lesson.title))

    def choose_paper(self) -> None:
        lesson = self.class_view.lesson
        if lesson is None:
            return
        papers = (
            (_("Sign-in sheet of this lesson"), sign_in_pdf, lesson.id, "Ctrl+P"),
            (_("Sheet to tick for this lesson and the next five"), _six_lessons, lesson.id, ""),
            (_("Class register with all marks"), register_pdf, lesson.offering_id, ""),
            (_("Class list"), roster_pdf, lesson.offering_id, ""),
        )
        menu = QMenu(self)
        for text, paper, key, shortcut in papers:
            chosen = menu.addAction(f"{text}\t{shortcut}" if shortcut else text)
            title = f"{text} · {lesson.title}"
            chosen.triggered.connect(lambda _checked=False, one=(paper, key, title): self._preview(*one))
        menu.setActiveAction(menu.actions()[0])
        button = self.small["print"] if self.buttons["print"].isHidden() else self.buttons["print"]
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _preview(self, paper: Callable[..., bytes], key: UUID, title: str) -> None:
        def ready(pdf: bytes) -> None:
            self.desk.preview(pdf, title)

        self.desk.work(lambda _progress: self.desk.office.read(paper, key), done=ready, title=title)

    def tour_stops(self) -> Iterator[Stop]:
        from commedu_desktop.ui.pages.attendance.tour import stops

        return stops(self)

    def _small(self, key: str) -> IconButton:
        action = self.act[key]
        icon = str(action.property("icon_name"))
        made = IconButton(self.look, icon, action.text(), shortcut=shown_shortcut(action), token="text")
        made.clicked.connect(action.trigger)
        return made

    def _in_order(self) -> list[QWidget]:
        words = dict(self.buttons)
        leading = [words.pop(key) for key in ("back", "learners", "note", "print")]
        icons = dict(self.small)
        fill = icons.pop("fill")
        return [*icons.values(), *leading, self.large, fill, *words.values()]

    def _make_room(self) -> None:
        """Words where there is room for them, icons otherwise; the grid comes first."""
        self._roomy = roomy = self.width() >= self.look.px(900)
        for key, icon in self.small.items():
            icon.setVisible(not roomy)
            self.buttons[key].setVisible(roomy)
        self.class_view.make_room(roomy=roomy)
        self._offer()

    def open_lesson(self, lesson: LessonState) -> None:
        self.show_class(lesson.offering_id, lesson.id)

    def _offer(self) -> None:
        """Only what can be done where one is."""
        lesson = self.class_view.lesson if self.in_class else None
        open_now = lesson is not None and not lesson.closed and lesson.status is not LessonStatus.CANCELLED
        able = {
            **dict.fromkeys(_IN_LIST, not self.in_class),
            "back": self.in_class,
            "large": self.in_class,
            "learners": self.in_class,
            "print": lesson is not None,
            "note": lesson is not None,
            "fill": open_now,
            "close": open_now,
            "heads": open_now,
            "reopen": lesson is not None and lesson.closed,
        }
        for key, can in able.items():
            self.act[key].setEnabled(can)
        self.buttons["reopen"].setVisible(able["reopen"])
        self.buttons["heads"].setVisible(open_now and lesson is not None and (lesson.walk_in or lesson.heads > 0))
        self.buttons["close"].setVisible(not able["reopen"])
        self.small["fill"].setVisible(not able["reopen"] and not self._roomy)
        self.buttons["fill"].setVisible(not able["reopen"] and self._roomy)

    def _filled(self, count: int) -> None:
        told = ngettext("{count} blank is present now", "{count} blanks are present now", count)
        self.desk.toast(told.format(count=count), undo=count > 0)

    def _closed(self, closed: Closed) -> None:
        told = ngettext("Lesson closed, {count} person absent", "Lesson closed, {count} people absent", closed.absent)
        self.desk.toast(told.format(count=closed.absent), undo=True)

    def _explain(self, refusal: Refused) -> None:
        self.class_view.notice.say(sentence(refusal), "bad")

    def _count_write(self) -> None:
        self._shows_already += 1

    def _changed(self) -> None:
        """A mark that shows already needs no reading; everything else does."""
        if self._shows_already:
            self._shows_already -= 1
            self._stale = self._stale or not self.isVisible()
            return
        super()._changed()


def _six_lessons(session: Any, lesson_id: UUID) -> bytes:
    """A sheet that covers as many lessons as fit."""
    return sign_in_pdf(session, lesson_id, lessons=6)
