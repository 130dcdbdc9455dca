"""Today: the day's lessons and where each is, and the figures beside them."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from commedu_desktop.domain.figures import attendance_rate
from commedu_desktop.domain.lesson_states import LessonState
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.periods import Period

LOW_PERCENT = 60
"""Attendance below this is low."""


class Moment(StrEnum):
    """Where a lesson of today is."""

    LATER = "later"
    RUNNING = "running"
    OVER = "over"
    """Has ended and waits to be closed."""
    CLOSED = "closed"
    CANCELLED = "cancelled"


def moment_of(lesson: LessonState, now: datetime) -> Moment:
    if lesson.status is LessonStatus.CANCELLED:
        return Moment.CANCELLED
    if lesson.closed or lesson.status is LessonStatus.HELD:
        return Moment.CLOSED
    if now < lesson.starts:
        return Moment.LATER
    return Moment.RUNNING if now < lesson.ends else Moment.OVER


@dataclass(frozen=True)
class LowClass:
    """A running class that few come to."""

    offering_id: UUID
    code: str
    title: str
    attended: int
    absent: int

    @property
    def rate(self) -> Fraction:
        return attendance_rate(self.attended, self.absent) or Fraction(0)


@dataclass(frozen=True)
class Today:
    """The day at `now`. Months are keys like `2026-11`."""

    now: datetime
    lessons: tuple[LessonState, ...]
    month: Period
    attendances: int
    attendances_before: int
    low: tuple[LowClass, ...]
    day_begins: time
    day_ends: time

    @property
    def standing(self) -> list[LessonState]:
        return [lesson for lesson in self.lessons if lesson.status is not LessonStatus.CANCELLED]

    @property
    def expected(self) -> int:
        return sum(lesson.expected for lesson in self.standing)

    @property
    def came(self) -> int:
        return sum(lesson.attended for lesson in self.standing)

    @property
    def due(self) -> int:
        """How many could have come by now: learners of the lessons that have begun."""
        return sum(lesson.expected for lesson in self.standing if lesson.starts <= self.now)

    @property
    def in_now(self) -> int:
        """How many are in a lesson that runs."""
        return sum(lesson.attended for lesson in self.standing if lesson.starts <= self.now < lesson.ends)


@dataclass(frozen=True)
class ClashLine:
    """A clash of the coming days, ready to be read."""

    kind: str
    starts: datetime
    titles: tuple[str, ...]
    who: str
    where: str


@dataclass(frozen=True)
class Training:
    """How many of the people of the area took part this year; no rate without a population."""

    year: int
    persons: int
    population: int

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.persons, self.population) if self.population else None
