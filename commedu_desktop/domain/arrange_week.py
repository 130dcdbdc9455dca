"""The classes, rooms and teachers of a term that is to be arranged, and the hours that suit its people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from commedu_desktop.domain.arrange import Choice
from commedu_desktop.domain.availability import Availability
from commedu_desktop.domain.clashes import Booking
from commedu_desktop.domain.weekly_times import WeeklyTime

WEEK, SATURDAY = range(7), 5
USUAL_STARTS = (time(8, 30), time(10, 15), time(14, 0), time(15, 45), time(19, 0))
DAYTIME_ENDS = time(16, 0)
OTHER_ROOM, FAR_TOO_LARGE, NEXT_DAY, OTHER_BRANCH_SAME_DAY = 2, 1, 1, 2
"""What weighs: a room other than the one wished for (also for each room after the first), a large hall for a few
people, lessons on days that follow each other, two branches in one day of a teacher."""


@dataclass(frozen=True)
class Wanted:
    """A class that has no times yet; `people` are its places or, when more, those enrolled; `last` is included."""

    id: UUID
    code: str
    title: str
    first: date
    last: date
    lessons: int = 1
    minutes: int = 90
    people: int = 0
    teacher_id: UUID | None = None
    teacher: str = ""
    branch_id: UUID | None = None
    branch: str = ""
    venue_id: UUID | None = None
    equipment: str = ""
    audience: frozenset[str] = frozenset()
    category: str = ""


@dataclass(frozen=True)
class RoomFacts:
    """A room that can be used; capacity 0: not limited."""

    id: UUID
    name: str
    branch_id: UUID
    capacity: int = 0
    equipment: str = ""


@dataclass(frozen=True)
class WeeklyPlace:
    """A weekly time and the room for it."""

    time: WeeklyTime
    venue_id: UUID | None = None


@dataclass(frozen=True)
class Ground:
    """What is there already: rooms, lessons planned, when teachers can, closed days, and the people who attend two
    classes (pair of classes -> how many).

    `days_off_bind`: a weekly time that meets a single day off of its teacher is none; otherwise it costs a little,
    and none meets more than half of them.
    """

    rooms: tuple[RoomFacts, ...] = ()
    booked: tuple[Booking, ...] = ()
    availability: Mapping[UUID, Availability] = field(default_factory=dict)
    closed: Collection[date] = ()
    part_of: Mapping[UUID, UUID | None] = field(default_factory=dict)
    shared: Mapping[tuple[UUID, UUID], int] = field(default_factory=dict)
    day_begins: time = time(8)
    day_ends: time = time(21)
    travel_minutes: int = 30
    days_off_bind: bool = False


@dataclass(frozen=True)
class Options:
    """What the coordinator chooses: when lessons may begin, from when on it is evening, whether audience hours hold,
    what stays
    where it is, and what was proposed before, from where the search goes on."""

    starts: tuple[time, ...] = USUAL_STARTS
    evening: time = time(17, 30)
    audience_hours: bool = True
    pinned: Mapping[UUID, tuple[WeeklyPlace, ...]] = field(default_factory=dict)
    before: Mapping[UUID, tuple[WeeklyPlace, ...]] = field(default_factory=dict)


def minutes_of(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def clock_of(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def weekly_time(choice: Choice) -> WeeklyTime:
    return WeeklyTime(choice.day, clock_of(choice.starts), clock_of(choice.ends))


def suits_audience(audience: frozenset[str], day: int, starts: int, evening: int) -> bool:
    """Employees come in the evening, youth at weekends; others when they like."""
    if "employee" in audience and starts < evening:
        return False
    return "youth" not in audience or day >= SATURDAY


def hours_cost(audience: frozenset[str], day: int, starts: int, evening: int) -> int:
    """How far a time is from what its people prefer: youth the day, families weekends and evenings, older adults the
    earlier part of the day, all who have no hours of their own working days before the evening."""
    if "employee" in audience:
        return 0
    if "youth" in audience:
        return int(starts >= evening)
    free = day >= SATURDAY or starts >= evening
    if "family" in audience:
        return int(not free)
    return int(free) + int("older-adult" in audience and starts >= minutes_of(DAYTIME_ENDS))
