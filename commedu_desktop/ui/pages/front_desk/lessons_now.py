"""What people are coming for: the lessons on now or about to start, filling up."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences import shown
from commedu_desktop.services.attendance import LessonState, class_grid, lesson_states
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import words

LONGEST = timedelta(hours=6)
"""A lesson that began earlier than this is not waited for."""


class LessonsNow(QStackedWidget):
    """A hint while there are none; a double click opens the lesson on the Attendance page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._lessons: dict[UUID, LessonState] = {}
        columns = (
            Column(N_("Time"), _time, 105, kind="muted"),
            Column(N_("Class"), lambda one: one.title, 110, stretch=2, kind="strong"),
            Column(N_("Has come"), _come, 150, stretch=1, kind="bar", share=_share, state=lambda _one: "accent"),
            Column(N_("Room"), lambda one: one.venue or "", 100, stretch=1, kind="muted"),
        )
        model = LazyModel(columns, lambda _sort, _descending: list(self._lessons), self._rows)
        self.table = LazyTable(desk.look, model, _("Lessons now"))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.opened.connect(self._open)
        self.hint = words(_("zxm finds 张小明. ↑ ↓ choose, Enter checks in, Ctrl+E enrols."), "muted", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(self.hint)
        self.addWidget(self.table)

    def refresh(self, until: datetime) -> None:
        """Show the lessons that are on, or start before `until`."""
        now = self.desk.wall_clock()
        near = self.desk.read(lesson_states, now - LONGEST, until)
        standing = [one for one in near if one.status is not LessonStatus.CANCELLED and not one.closed]
        open_now = [one for one in standing if one.ends > now]
        self._lessons = {one.id: one for one in open_now}
        self.table.reload()
        self.setCurrentWidget(self.table if open_now else self.hint)

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, LessonState]:
        return {key: self._lessons[key] for key in ids}

    def _open(self, key: Any) -> None:
        self.desk.go("attendance", offering_id=self._lessons[key].offering_id, lesson_id=key)


def _time(lesson: LessonState) -> str:
    return f"{shown(lesson.starts.time())}–{shown(lesson.ends.time())}"


def _come(lesson: LessonState) -> str:
    here = lesson.attended + lesson.heads
    return _("{here} of {expected}").format(here=here, expected=lesson.expected) if lesson.expected else str(here)


def _share(lesson: LessonState) -> float:
    return min(1.0, lesson.attended / lesson.expected) if lesson.expected else 0.0


def someone_expected(desk: Desk) -> str | None:
    """The card of somebody who has not come yet to a lesson that is on: for the tour."""
    now = desk.wall_clock()
    for lesson in desk.read(lesson_states, now - timedelta(hours=1), now + timedelta(minutes=50)):
        grid = desk.read(class_grid, lesson.offering_id)
        at = [one.id for one in grid.lessons].index(lesson.id)
        missing = [row.card for row in grid.rows if row.marks[at] is None and row.expected(now.date())]
        if missing and lesson.ends > now:
            return missing[0]
    return None
