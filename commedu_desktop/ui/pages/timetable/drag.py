"""A lesson on its way over the week, and a lesson in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QPointF

from commedu_desktop.domain.lessons import LessonStatus, Slot
from commedu_desktop.i18n import _
from commedu_desktop.sentences.weekly_times import span_shown
from commedu_desktop.services.timetable import TimetableLesson


@dataclass
class Drag:
    """A lesson on its way: where it was taken, where it would fall, what stands in the way there."""

    lesson: TimetableLesson
    grip: timedelta
    at: QPointF
    resize: bool = False
    begun: bool = False
    slot: Slot | None = None
    trouble: str = ""
    free: tuple[Slot, ...] = ()


@dataclass(frozen=True)
class Advice:
    """What the grid asks while something is dragged."""

    trouble: Callable[[TimetableLesson, Slot], str]
    """A sentence, or nothing where the lesson may go."""
    free: Callable[[TimetableLesson], tuple[Slot, ...]]


def spoken(lesson: TimetableLesson) -> str:
    """A lesson for a screen reader and a tool tip."""
    parts = [lesson.title, span_shown(lesson.starts, lesson.ends), lesson.venue, lesson.teacher]
    if lesson.status is LessonStatus.CANCELLED:
        parts.append(_("cancelled"))
    return " · ".join(part for part in parts if part)
