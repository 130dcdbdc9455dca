"""Lessons: one dated meeting of an offering. Dates and times are the centre's wall clock."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from commedu_desktop.domain.weekly_times import WeeklyTime

LONGEST = timedelta(days=1)
"""No lesson is longer: its end is given as a time of the day."""


class LessonStatus(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, order=True)
class Slot:
    """A half-open span of wall-clock time: one that ends at 10:00 leaves 10:00 free."""

    starts: datetime
    ends: datetime

    def overlaps(self, other: "Slot") -> bool:
        return self.starts < other.ends and other.starts < self.ends

    @property
    def minutes(self) -> int:
        return (self.ends - self.starts) // timedelta(minutes=1)


@dataclass(frozen=True)
class Closed:
    """Days without lessons and why; `stand_ins` maps a day off to the working day that makes up for it."""

    days: Mapping[date, str]
    stand_ins: Mapping[date, date]


@dataclass(frozen=True)
class Skipped:
    """A lesson that the series leaves out, and why."""

    day: date
    reason: str


@dataclass(frozen=True)
class Series:
    """The lessons of weekly times, and the days that were left out."""

    slots: tuple[Slot, ...]
    skipped: tuple[Skipped, ...]


OPEN = Closed({}, {})


@dataclass(frozen=True)
class SeriesRule:
    """Weekly times from `first` to `last`, both included.

    `every` 2 takes the week of `first`, leaves out the next, and so on; weeks begin on Monday. `lessons` ends the
    series once so many are placed. With `make_up`, a lesson on a day off moves to the working day that makes up for it.
    """

    times: tuple[WeeklyTime, ...]
    first: date
    last: date
    every: int = 1
    lessons: int | None = None
    make_up: bool = False


def series(rule: SeriesRule, closed: Closed = OPEN) -> Series:
    """The dated lessons of a rule, in order; closed days are skipped and named."""
    slots: list[Slot] = []
    skipped: list[Skipped] = []
    for day, time in _occurrences(rule):
        if rule.lessons is not None and len(slots) >= rule.lessons:
            break
        held_on = _moved(day, rule, closed)
        if held_on in closed.days:
            skipped.append(Skipped(day, closed.days[held_on]))
        else:
            slots.append(Slot(*time.on(held_on)))
    return Series(tuple(sorted(set(slots))), tuple(skipped))


def _occurrences(rule: SeriesRule) -> Iterator[tuple[date, WeeklyTime]]:
    monday = rule.first - timedelta(days=rule.first.weekday())
    while monday <= rule.last:
        for time in rule.times:
            day = monday + timedelta(days=time.weekday)
            if rule.first <= day <= rule.last:
                yield day, time
        monday += timedelta(weeks=rule.every)


def _moved(day: date, rule: SeriesRule, closed: Closed) -> date:
    stand_in = closed.stand_ins.get(day, day) if rule.make_up else day
    return stand_in if rule.first <= stand_in <= rule.last and stand_in not in closed.days else day


def days_between(first: date, last: date) -> Iterable[date]:
    """Every day from `first` to `last`, both included."""
    return (first + timedelta(days=step) for step in range((last - first).days + 1))
