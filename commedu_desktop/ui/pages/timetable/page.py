"""The page: a week by room, teacher, branch or category, what stands in the way, and the clashes of the term."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QWidget

from commedu_desktop.i18n import N_, _
from commedu_desktop.services.conflicts import Clash, clashes
from commedu_desktop.services.files import write_atomically
from commedu_desktop.services.timetable import (
    EVERYTHING,
    Only,
    TimetableLesson,
    Week,
    count_between,
    day_board,
    week,
)
from commedu_desktop.services.timetable_papers import calendar_file
from commedu_desktop.ui.actions import Action
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.page import Page, Stop
from commedu_desktop.ui.pages.timetable.clashes import ClashesDialog
from commedu_desktop.ui.pages.timetable.dialogs import CancelDialog, LessonDialog, NewLessonDialog
from commedu_desktop.ui.pages.timetable.grid import WeekGrid
from commedu_desktop.ui.pages.timetable.moving import Moving
from commedu_desktop.ui.pages.timetable.paper import PrintDialog
from commedu_desktop.ui.pages.timetable.subtitle import subtitle
from commedu_desktop.ui.pages.timetable.whose import Whose
from commedu_desktop.ui.widgets.basics import Card, words
from commedu_desktop.ui.widgets.buttons import IconButton
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.messages import PageHeader, page_column

MANY = 200
"""Lessons in a week from which the page begins with one room: all of them side by side could not be read."""

COUNTING_WAITS = 500
"""Milliseconds after the page was read until the clashes of the term are counted: the week comes first."""


ROOMY_HEIGHT, ROOMY_WIDTH = 620, 720
"""For 100 % text: from which height the keys are told under the grid, from which width all tools stand there."""


class TimetablePage(Page):
    ACTIONS = (
        Action("new", N_("New lesson"), "new_lesson", "N", "plus", "primary"),
        Action("arrange", N_("Arrange"), "arrange", "G", "list-checks"),
        Action("clashes", N_("Clashes"), "show_clashes", "C", "triangle-alert"),
        Action("today", N_("Today"), "this_week", "T"),
        Action("before", N_("Before"), "week_before", "PgUp"),
        Action("after", N_("After"), "week_after", "PgDown"),
        Action("calendar", N_("Calendar file…"), "save_calendar", "Ctrl+S", "download"),
        Action("by_week", N_("Week"), "show_whole_week", "W", "calendar-days"),
        Action("by_day", N_("One day"), "show_one_day", "D", "clock"),
        Action("closer", N_("Zoom in"), "zoom_in", "+"),
        Action("farther", N_("Zoom out"), "zoom_out", "-"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.day = desk.wall_clock().date()
        self.shown: Week | None = None
        self.one_day = False
        self._clashes: list[Clash] = []
        self.header = PageHeader(_("Timetable"), self.button("arrange"), self.button("clashes"), self.button("new"))
        self.whose = Whose(desk)
        self.whose.changed.connect(self.show_week)
        self.grid = WeekGrid(desk.look, desk.wall_clock)
        self.moving = Moving(desk, self.grid)
        self.banner, self.way_button = self.moving.banner, self.moving.way_button
        self.grid.opened.connect(self.open_lesson)
        self.grid.wanted.connect(self.new_lesson_at)
        self.grid.cancelling.connect(lambda lesson: CancelDialog(self.desk, self, lesson).open())
        hint = _("Arrows choose · Enter opens · Alt+arrows or the mouse move · Ctrl+drag copies · Delete cancels")
        self.hint = words(hint, "small", wrap=True)
        card = Card(margin=10, gap=4)
        card.body.addWidget(self.grid, 1)
        card.body.addWidget(self.hint)
        page_column(self, self.header, self._tools(), self.banner, card).setStretch(3, 1)
        self._counting = QTimer(self, singleShot=True, interval=COUNTING_WAITS)
        self._counting.timeout.connect(self._count_clashes)
        self._begin_with_one_room()

    def _tools(self) -> Any:
        look = self.look
        before = IconButton(look, "chevron-left", _("Week before"), shortcut="PgUp")
        after = IconButton(look, "chevron-right", _("Week after"), shortcut="PgDown")
        before.clicked.connect(self.week_before)
        after.clicked.connect(self.week_after)
        closer = IconButton(look, "zoom-in", _("Zoom in"), shortcut="+")
        farther = IconButton(look, "zoom-out", _("Zoom out"), shortcut="-")
        closer.clicked.connect(self.zoom_in)
        farther.clicked.connect(self.zoom_out)
        paper = IconButton(look, "printer", _("Print the timetable"), shortcut="Ctrl+P")
        calendar = IconButton(look, "download", _("Calendar file…"), shortcut="Ctrl+S")
        paper.clicked.connect(self.print_page)
        calendar.clicked.connect(self.save_calendar)
        self.views = {"by_week": self.button("by_week"), "by_day": self.button("by_day")}
        self.tools = (farther, closer, paper, calendar)
        self.more = IconButton(look, "ellipsis", _("More"))
        self.more.clicked.connect(self._show_more)
        views = self.views.values()
        return Flow(before, self.button("today"), after, self.whose, *views, *self.tools, self.more, gap=8)

    def _show_more(self) -> None:
        menu = QMenu(self)
        for tool in self.tools:
            menu.addAction(tool.accessibleName()).triggered.connect(tool.click)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the lessons have it; F1 tells the keys as well."""
        super().resizeEvent(event)
        self.hint.setVisible(self.height() >= self.look.px(ROOMY_HEIGHT))
        roomy = self.width() >= self.look.px(ROOMY_WIDTH)
        for tool in self.tools:
            tool.setVisible(roomy)
        self.more.setVisible(not roomy)

    def _begin_with_one_room(self) -> None:
        monday = self.day - timedelta(days=self.day.weekday())
        sunday = monday + timedelta(days=6)
        if self.desk.read(count_between, monday, sunday, at_most=MANY + 1) > MANY:
            self.whose.begin_with_a_room()

    def refresh(self) -> None:
        self.whose.refresh()
        self.show_week()
        self._counting.start()

    def show_week(self) -> None:
        if self.one_day:
            self.shown = self.desk.read(day_board, self.day, self.whose.columns, _("none"))
        else:
            self.shown = self.desk.read(week, self.day, self.whose.only)
        self.whose.hide_choice(self.one_day)
        self.views["by_week"].setVisible(self.one_day)
        self.views["by_day"].setVisible(not self.one_day)
        self.header.say(subtitle=subtitle(self.shown))
        self.grid.say(self.shown)

    def open(self, **where: Any) -> None:
        """`day`: that week; `venue_id` or `teacher_id`: only theirs; `lesson_id`: with the cursor on it."""
        self.day, self.one_day = where.get("day", self.day), False
        only = {name: where[name] for name in ("venue_id", "teacher_id") if name in where}
        self.whose.show_only(Only(**only) if only else EVERYTHING)
        self.refresh_now()
        if "lesson_id" in where:
            self.grid.choose(where["lesson_id"])
        self.grid.setFocus()

    def find_in_page(self) -> None:
        self.whose.setFocus()

    def print_page(self) -> None:
        """As it is shown, or the classes of the term for the bulletin board."""
        PrintDialog(self.desk, self, self.shown, self.whose.only).open()

    def save_calendar(self) -> None:
        """The lessons of the term in sight, of whoever is chosen, for other calendars."""
        start = str(Path.home() / f"{_('Timetable')}.ics")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as calendar"), start, _("Calendar (*.ics)"))
        if chosen:
            self.save_calendar_as(Path(chosen))

    def save_calendar_as(self, path: Path) -> None:
        term, only = self.shown.term if self.shown else None, self.whose.only
        first, last = (term.starts, term.ends) if term else (self.day, self.day + timedelta(days=90))

        def work(_progress: object) -> None:
            write_atomically(path, self.desk.office.read(calendar_file, first, last, only))

        self.desk.work(work, done=lambda _n: self.desk.toast(_("Saved as {name}").format(name=path.name)))

    def this_week(self) -> None:
        self._show_day(self.desk.wall_clock().date())

    def week_before(self) -> None:
        self._show_day(self.day - self._step())

    def week_after(self) -> None:
        self._show_day(self.day + self._step())

    def _step(self) -> timedelta:
        return timedelta(days=1 if self.one_day else 7)

    def show_whole_week(self) -> None:
        self.one_day = False
        self._show_day(self.day)

    def show_one_day(self) -> None:
        """The day of the lesson that is chosen, or the one in sight."""
        chosen = self.grid.lesson(self.grid.chosen_id)
        self.one_day = True
        self._show_day(chosen.starts.date() if chosen else self.day)

    def zoom_in(self) -> None:
        self.grid.zoom(1)

    def zoom_out(self) -> None:
        self.grid.zoom(-1)

    def _show_day(self, day: date) -> None:
        self.day = day
        self.banner.hide()
        self.show_week()
        self.grid.setFocus()

    def open_lesson(self, lesson: TimetableLesson) -> None:
        LessonDialog(self.desk, self, lesson).open()

    def new_lesson(self) -> None:
        today = self.desk.wall_clock().date()
        monday = self.day - timedelta(days=self.day.weekday())
        day = today if monday <= today < monday + timedelta(days=7) else self.day
        self.new_lesson_at(datetime(day.year, day.month, day.day, 9))

    def new_lesson_at(self, starts: datetime) -> None:
        term = self.shown.term if self.shown else None
        NewLessonDialog(self.desk, self, term.id if term else None, starts).open()

    def arrange(self) -> None:
        """Times and rooms for the classes of a term that have none."""
        from commedu_desktop.ui.pages.arrange import ArrangeDialog

        ArrangeDialog(self.desk, self, self.shown.term.id if self.shown and self.shown.term else None).open()

    def show_clashes(self) -> None:
        dialog = ClashesDialog(self.desk, self, self._span(), self._clashes)
        dialog.chosen.connect(self._show_lesson)
        dialog.counted.connect(self._say_clashes)
        dialog.open()

    def _show_lesson(self, lesson_id: UUID, day: date) -> None:
        self.open(day=day, lesson_id=lesson_id)

    def _span(self) -> tuple[date, date]:
        """From today, or its beginning, to the end of the term in sight."""
        today, term = self.desk.wall_clock().date(), self.shown.term if self.shown else None
        first = max(today, term.starts) if term else today
        return first, max(term.ends if term else first, first)

    def _count_clashes(self) -> None:
        """From today to the end of the term, on the worker: the week does not wait for it."""
        first, last = self._span()
        self.desk.work(lambda _progress: self.desk.office.read(clashes, first, last), done=self._say_clashes)

    def _say_clashes(self, found: list[Clash]) -> None:
        self._clashes = found
        count = f"{len(found)}" if found else ""
        self.act["clashes"].setText(f"{_('Clashes')} {count}".strip())

    def tour_stops(self) -> Iterator[Stop]:
        """One day first, then the dialogs."""
        term = self.shown.term if self.shown else None
        planned = [one for one in (self.shown.lessons if self.shown else ()) if one.status == "planned"]
        now = self.desk.wall_clock()
        yield "day", self.show_one_day
        yield "print", lambda: _opened(PrintDialog(self.desk, self, self.shown, self.whose.only))
        yield "clashes", lambda: _opened(ClashesDialog(self.desk, self, self._span(), self._clashes))
        if planned:
            yield "lesson", lambda: _opened(LessonDialog(self.desk, self, planned[0]))
        yield "arrange", lambda: _opened(arrange_dialog(self.desk, self))
        yield "new-lesson", lambda: _opened(NewLessonDialog(self.desk, self, term.id if term else None, now))


def _opened(dialog: QDialog) -> QWidget:
    dialog.open()
    return dialog


def arrange_dialog(desk: Desk, parent: QWidget) -> QDialog:
    """Loaded when it is wanted: it brings the solver's rules along."""
    from commedu_desktop.ui.pages.arrange import ArrangeDialog

    return ArrangeDialog(desk, parent)
