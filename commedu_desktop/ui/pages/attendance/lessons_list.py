"""The lessons of a day, and those of earlier days that nobody has closed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from babel.dates import format_date
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.i18n import N_, _, day_locale, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.services.attendance import LessonState, lesson_states, unmarked_lessons
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import Card
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.messages import Banner, EmptyPage, PageHeader, page_column


def state_of(lesson: LessonState, now: datetime) -> tuple[str, str]:
    """How far a lesson is, in words, and the state of its pill."""
    if lesson.status is LessonStatus.CANCELLED:
        return _("cancelled"), "neutral"
    if lesson.closed:
        return _("closed"), "good"
    if lesson.starts > now:
        return _("to come"), "neutral"
    return (_("on now"), "accent") if lesson.ends > now else (_("to be closed"), "warn")


class LessonsList(QWidget):
    """`opened(lesson)` when one is chosen. Days are turned with Alt+Left and Alt+Right."""

    opened = Signal(object)

    def __init__(self, desk: Desk, header_buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self.desk = desk
        self.day: date | None = None
        self._lessons: dict[UUID, LessonState] = {}
        self.header = PageHeader(_("Attendance"), *header_buttons)
        self.show_unmarked = Button(desk.look, _("Show them"))
        self.show_unmarked.clicked.connect(lambda: self.turn_to(None))
        self.banner = Banner(desk.look, self.show_unmarked)
        self.banner.close_button.hide()
        self.table = LazyTable(desk.look, self._model(), _("Lessons"))
        self.table.opened.connect(lambda key: self.opened.emit(self._lessons[key]))
        self.empty = EmptyPage(
            desk.look,
            "clipboard-check",
            _("No lessons on this day"),
            _("Lessons come from the Courses page. Alt+Left and Alt+Right turn the days."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        card = Card(margin=8)
        card.body.addWidget(self.stack)
        page_column(self, self.header, self.banner, card)

    def turn_to(self, day: date | None) -> None:
        """Show a day; None: all lessons that are over and not closed."""
        self.day = day
        self.refresh()

    def lesson(self, lesson_id: Any) -> LessonState:
        """One of those shown."""
        return self._lessons[lesson_id]

    def turn(self, days: int) -> None:
        self.turn_to((self.day or self.desk.wall_clock().date()) + timedelta(days=days))

    def refresh(self) -> None:
        unmarked = self.desk.read(unmarked_lessons, self.desk.wall_clock())
        self._lessons = {lesson.id: lesson for lesson in (unmarked if self.day is None else self._of_day(self.day))}
        self.table.reload()
        self.stack.setCurrentWidget(self.table if self._lessons else self.empty)
        if self._lessons and self.table.chosen_id is None:
            self.table.choose(self._first())
        title = _("Lessons not closed yet") if self.day is None else format_date(self.day, "full", locale=day_locale())
        self.header.say(subtitle=title)
        self._remind(len(unmarked))

    def _of_day(self, day: date) -> list[LessonState]:
        first = datetime.combine(day, datetime.min.time())
        return self.desk.read(lesson_states, first, first + timedelta(days=1))

    def _first(self) -> UUID:
        """The lesson that is on, or the next to come."""
        now = self.desk.wall_clock()
        later = [one.id for one in self._lessons.values() if one.ends > now and one.status is LessonStatus.PLANNED]
        return (later or list(self._lessons))[0]

    def _remind(self, count: int) -> None:
        told = ngettext(
            "{count} lesson is over and not closed yet.", "{count} lessons are over and not closed yet.", count
        )
        self.banner.say(told.format(count=count) if count and self.day is not None else "", "warn")

    def _model(self) -> LazyModel:
        columns = (
            Column(N_("Time"), self._time, 165, stretch=1),
            Column(N_("Class"), lambda lesson: lesson.title, 150, stretch=3, kind="strong"),
            Column(N_("Marked"), _marked, 140, kind="bar", share=_share, state=lambda _lesson: "accent"),
            Column(N_("State"), self._words, 120, kind="pill", state=self._pill),
            Column(N_("Room"), lambda lesson: lesson.venue or "", 100, stretch=1, kind="muted", spare=1),
            Column(N_("Teacher"), lambda lesson: lesson.teacher or "", 90, stretch=1, kind="muted", spare=2),
        )
        return LazyModel(columns, lambda _sort, _descending: list(self._lessons), self._rows)

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, LessonState]:
        return {key: self._lessons[key] for key in ids}

    def _time(self, lesson: LessonState) -> str:
        hours = f"{shown(lesson.starts.time())}–{shown(lesson.ends.time())}"
        return hours if self.day is not None else f"{format_date(lesson.starts, 'MMMd', locale=day_locale())}  {hours}"

    def _words(self, lesson: LessonState) -> str:
        return state_of(lesson, self.desk.wall_clock())[0]

    def _pill(self, lesson: LessonState) -> str:
        return state_of(lesson, self.desk.wall_clock())[1]


def _marked(lesson: LessonState) -> str:
    return f"{lesson.marked}/{lesson.expected}" if lesson.expected else str(lesson.heads or "")


def _share(lesson: LessonState) -> float:
    return lesson.marked / lesson.expected if lesson.expected else 0.0
