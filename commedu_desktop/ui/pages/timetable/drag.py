"""A lesson on its way over the week, and a lesson in words."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import QPointF

from commedu_desktop.domain.lessons import LessonStatus, Slot
from commedu_desktop.i18n import _
from commedu_desktop.sentences.weekly_times import span_shown
from commedu_desktop.services.timetable import TimetableLesson


@dataclass(frozen=True)
class Trouble:
    """What stands in the way, in a sentence; `refused` unless it may be confirmed."""

    said: str = ""
    refused: bool = False

    @property
    def token(self) -> str:
        return "good" if not self.said else "bad" if self.refused else "warn"


@dataclass
class Drag:
    """A lesson on its way: where it was taken, where it would fall, what stands in the way there."""

    lesson: TimetableLesson
    grip: timedelta
    at: QPointF
    column: int
    resize: bool = False
    begun: bool = False
    slot: Slot | None = None
    trouble: Trouble = Trouble()
    free: tuple[tuple[Slot, int], ...] = ()
    """Places where nothing is in the way, each with its column."""


class Adviser(Protocol):
    """What the grid asks while something is dragged."""

    def begin(self, drag: Drag) -> None: ...
    def trouble(self, drag: Drag, slot: Slot, column: int) -> Trouble: ...


def spoken(lesson: TimetableLesson) -> str:
    """A lesson for a screen reader and a tool tip."""
    parts = [lesson.title, span_shown(lesson.starts, lesson.ends), lesson.venue, lesson.teacher]
    if lesson.status is LessonStatus.CANCELLED:
        parts.append(_("cancelled"))
    return " · ".join(part for part in parts if part)
