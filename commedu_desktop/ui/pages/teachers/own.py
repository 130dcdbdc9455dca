"""The page of one teacher: my lessons, my classes, my marks."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.lesson_states import LessonState
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.i18n import N_, _, money, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.sentences.telling import hours_shown
from commedu_desktop.sentences.weekly_times import span_shown, times_shown
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.teacher_desk import TaughtClass, TeacherDesk, teacher_desk
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import Card, column, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.flow import Flow

MARKS = {
    Mark.PRESENT: N_("Present"),
    Mark.LATE: N_("Late"),
    Mark.EXCUSED: N_("Excused"),
    Mark.ABSENT: N_("Absent"),
}


class OwnPage(QWidget):
    """Enter on a lesson opens its sheet, on a class its grid."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.teacher_id: UUID | None = None
        self._shown: TeacherDesk | None = None
        self.name, self.month = words("", "large"), words("", "muted", wrap=True)
        back = Button(desk.look, _("All teachers"), icon="arrow-left", shortcut="Esc")
        back.clicked.connect(self.left)
        unmarked = Button(desk.look, _("Mark what is open"), icon="clipboard-check", kind="primary")
        unmarked.clicked.connect(self._open_unmarked)
        timetable = Button(desk.look, _("Timetable"), icon="calendar-days")
        timetable.clicked.connect(lambda: desk.go("timetable", teacher_id=self.teacher_id))
        self.lessons = self._table(_LESSONS, _("My lessons"), self._open_lesson)
        self.classes = self._table(_CLASSES, _("My classes"), self._open_class)
        self.marks = self._table(_MARKED, _("My marks"), self._open_class)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Teachers"))
        self.tabs.setDocumentMode(True)
        for table, title in (
            (self.lessons, _("My lessons")),
            (self.classes, _("My classes")),
            (self.marks, _("My marks")),
        ):
            self.tabs.addTab(table, title)
        card = Card(margin=8)
        card.body.addWidget(self.tabs)
        head = column(self.name, self.month, gap=4)
        self.setLayout(column(head, Flow(back, unmarked, timetable, gap=8), card, gap=12))
        self.unmarked = unmarked
        self.setFocusProxy(self.lessons)

    def _table(self, columns: Sequence[Column], title: str, opened: Any) -> LazyTable:
        model = LazyModel(
            columns, lambda _sort, _down: range(len(self._rows(title))), lambda ids: self._some(title, ids)
        )
        table = LazyTable(self.desk.look, model, title)
        table.opened.connect(lambda at: opened(self._rows(title)[at]))
        return table

    def _rows(self, title: str) -> Sequence[Any]:
        if self._shown is None:
            return ()
        return self._shown.lessons if title == _("My lessons") else self._shown.classes

    def _some(self, title: str, ids: Sequence[Hashable]) -> Mapping[Hashable, Any]:
        rows = self._rows(title)
        return {at: rows[at] for at in ids if isinstance(at, int)}

    def say(self, teacher_id: UUID) -> None:
        """Show this teacher; the table begins at the next lesson."""
        now = self.desk.wall_clock()
        self.teacher_id = teacher_id
        self._shown = self.desk.read(teacher_desk, teacher_id, now)
        self.name.setText(self._shown.name)
        self.month.setText(self._month())
        for table in (self.lessons, self.classes, self.marks):
            table.reload()
        coming = [at for at, one in enumerate(self._shown.lessons) if one.ends > now]
        if coming:
            self.lessons.selectRow(coming[0])
        self.unmarked.setEnabled(bool(self._open()))

    def _open(self) -> list[LessonState]:
        """Lessons that are over and not closed, oldest first."""
        now = self.desk.wall_clock()
        lessons = self._shown.lessons if self._shown else ()
        return [one for one in lessons if one.status is LessonStatus.PLANNED and not one.closed and one.ends <= now]

    def _month(self) -> str:
        month = self._shown.month if self._shown else None
        if month is None:
            return _("No lessons this month")
        currency = self.desk.read(centre_settings).currency
        said = ngettext(
            "This month: {count} lesson held, {hours} hours",
            "This month: {count} lessons held, {hours} hours",
            month.lessons,
        ).format(count=shown(month.lessons), hours=hours_shown(month.hours))
        parts = [said]
        if month.stood_in:
            parts.append(_("{count} as substitute").format(count=shown(month.stood_in)))
        if month.amount:
            parts.append(money(month.amount, currency))
        return " · ".join(parts)

    def _open_unmarked(self) -> None:
        if found := self._open():
            self._open_lesson(found[0])

    def _open_lesson(self, one: LessonState) -> None:
        self.desk.go("attendance", offering_id=one.offering_id, lesson_id=one.id)

    def _open_class(self, one: TaughtClass) -> None:
        self.desk.go("attendance", offering_id=one.facts.offering_id)


def _state(one: LessonState) -> str:
    if one.status is LessonStatus.CANCELLED:
        return _("cancelled")
    if one.closed:
        return _("closed")
    return _("{marked} of {expected} marked").format(marked=one.marked, expected=one.expected) if one.marked else ""


def _count(mark: Mark) -> Any:
    return lambda one: shown(one.marks.get(mark, 0)) if one.marks else ""


_LESSONS = (
    Column(N_("When"), lambda one: span_shown(one.starts, one.ends), 200, stretch=1),
    Column(N_("Class"), lambda one: one.title, 160, stretch=1, kind="strong"),
    Column(N_("Room"), lambda one: one.venue or "", 120, kind="muted", spare=1),
    Column(N_("Learners"), lambda one: shown(one.expected), 90, kind="number", spare=2),
    Column(N_("Marks"), _state, 150, kind="muted"),
)
_CLASSES = (
    Column(N_("Class"), lambda one: one.facts.title, 180, stretch=1, kind="strong"),
    Column(N_("Weekly times"), lambda one: times_shown(one.facts.times), 200, stretch=1),
    Column(N_("Lessons"), lambda one: shown(one.facts.lessons), 90, kind="number"),
    Column(N_("Learners"), lambda one: shown(one.learners), 90, kind="number"),
    Column(
        N_("Attendance rate"),
        lambda one: shown(one.rate) if one.rate is not None else "",
        150,
        kind="bar",
        share=lambda one: float(one.rate or 0),
    ),
)
_MARKED = (
    Column(N_("Class"), lambda one: one.facts.title, 180, stretch=1, kind="strong"),
    *(Column(caption, _count(mark), 84, kind="number") for mark, caption in MARKS.items()),
)
