"""Today: the day's lessons and figures at once, and what needs a look as soon as it is counted."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction

from sqlalchemy.orm import Session

from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.periods import Period, month_of
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries import today as queries
from commedu_desktop.store.queries.attendance import LessonState, Missing, lesson_states, unmarked_lessons
from commedu_desktop.store.queries.today import LowClass, Present, WaitingClass

__all__ = ["ClashLine", "LessonState", "LowClass", "Missing", "Moment", "Present", "Today", "Training", "WaitingClass"]

LOW_PERCENT = 60
"""Attendance below this is low."""
CLASH_DAYS = 7


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


def present_today(session: Session, day: date) -> list[Present]:
    """Who came to a lesson of the day, the last first: thousands in a large centre, so read when asked for."""
    midnight = datetime.combine(day, time())
    return queries.came_today(session, midnight, midnight + timedelta(days=1))


def today(session: Session, now: datetime) -> Today:
    """What the first page opens with: a few milliseconds, whatever the size of the centre."""
    settings = centre_settings(session, now.year)
    midnight = datetime.combine(now.date(), time())
    month = month_of(now.date())
    counted = queries.attendances_by_month(session, month.before.first_key, month.first_key)
    return Today(
        now=now,
        lessons=tuple(lesson_states(session, midnight, midnight + timedelta(days=1))),
        month=month,
        attendances=counted.get(month.first_key, 0),
        attendances_before=counted.get(month.before.first_key, 0),
        low=tuple(queries.low_classes(session, now.date(), LOW_PERCENT)),
        day_begins=time.fromisoformat(settings.day_begins),
        day_ends=time.fromisoformat(settings.day_ends),
    )


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


def training(session: Session, now: datetime) -> Training:
    """The training rate of the year so far."""
    year = now.year
    return Training(year, queries.persons_of_year(session, year), queries.population_of_year(session, year))


def unclosed(session: Session, now: datetime) -> list[LessonState]:
    """Lessons that are over and were not closed."""
    return unmarked_lessons(session, now)


def missing(session: Session, now: datetime) -> list[Missing]:
    """Who was absent as often running as the centre wants to know of."""
    return queries.absent_running(session, now, centre_settings(session, now.year).absences_running)


def waiting(session: Session, now: datetime) -> list[WaitingClass]:
    """Classes with people on the waiting list."""
    return queries.waiting_classes(session, now.date())


def clashes_ahead(session: Session, now: datetime) -> list[ClashLine]:
    """Clashes of the next seven days."""
    from commedu_desktop.services.conflicts import clashes

    until = now.date() + timedelta(days=CLASH_DAYS - 1)
    return [
        ClashLine(
            clash.kind, clash.lessons[0].starts, tuple(one.title for one in clash.lessons), clash.who, clash.where
        )
        for clash in clashes(session, now.date(), until)
        if clash.lessons
    ]
