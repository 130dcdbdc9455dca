"""A term to be arranged: classes that need weekly times and rooms, and proposals that give them some.

A week is cut into ticks, the shortest spans between any two times at which something may begin or end. Two lessons
meet when they share a tick. Where a class runs only part of the term, its ticks are those of that part.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Rule(StrEnum):
    """What a time or a room may break, so that it is not open to a class."""

    HOURS = "hours"
    AUDIENCE = "audience"
    AVAILABILITY = "availability"
    TEACHER = "teacher"
    LIMIT = "limit"
    TRAVEL = "travel"
    VENUE = "venue"
    CAPACITY = "capacity"
    EQUIPMENT = "equipment"
    BRANCH = "branch"
    CLOSED = "closed"
    DAY = "day"
    """Two lessons of a class on one day."""


class Desire(StrEnum):
    """What is weighed, when no rule forbids it."""

    HOURS = "hours"
    SEATS = "seats"
    GAPS = "gaps"
    ROOMS = "rooms"
    TOGETHER = "together"
    TRAVEL = "travel"
    SPREAD = "spread"
    COMPACT = "compact"
    UNPLACED = "unplaced"


@dataclass(frozen=True)
class Choice:
    """A weekly time: weekday from Monday, 0, minutes since midnight; `against` are the rules it breaks."""

    day: int
    starts: int
    ends: int
    ticks: tuple[int, ...]
    cost: int = 0
    against: frozenset[Rule] = frozenset()

    @property
    def minutes(self) -> int:
        return self.ends - self.starts


@dataclass(frozen=True)
class Fit:
    """How a room suits a class; `cost` for each weekly lesson, `short` the places it lacks."""

    room: int
    cost: int = 0
    against: frozenset[Rule] = frozenset()
    short: int = 0


@dataclass(frozen=True, order=True)
class Placed:
    """One weekly lesson of an activity: the number of its choice, and the room, None where it needs none."""

    choice: int
    room: int | None = None


@dataclass(frozen=True)
class Activity:
    """A class with so many `lessons` a week, all of them placed or none.

    `place` is where its rooms are. With `once_a_day` no two lessons lie on one day; `adjacent_cost` is for each pair
    on days that follow each other, `missing_day_cost` for each day short of `days`, `room_cost` for each room after
    the first. `pinned`: stays where it is.
    """

    name: Hashable
    choices: tuple[Choice, ...]
    fits: tuple[Fit, ...] = ()
    lessons: int = 1
    teacher: int | None = None
    place: Hashable = None
    once_a_day: bool = True
    adjacent_cost: int = 0
    days: int = 0
    missing_day_cost: int = 0
    room_cost: int = 0
    pinned: tuple[Placed, ...] = ()

    @cached_property
    def open_choices(self) -> tuple[int, ...]:
        """Numbers of the times that no rule forbids; of the pinned ones alone when it is pinned."""
        if self.pinned:
            return tuple(sorted(placed.choice for placed in self.pinned))
        return tuple(number for number, choice in enumerate(self.choices) if not choice.against)

    @cached_property
    def open_rooms(self) -> dict[int, int]:
        """Rooms that no rule forbids, with their cost."""
        if self.pinned:
            costs = {fit.room: fit.cost for fit in self.fits}
            return {one.room: costs.get(one.room, 0) for one in self.pinned if one.room is not None}
        return {fit.room: fit.cost for fit in self.fits if not fit.against}

    @property
    def needs_room(self) -> bool:
        return bool(self.fits)


@dataclass(frozen=True)
class Room:
    """A room; `blocked` are ticks in which it is taken by what is planned already."""

    capacity: int = 0
    blocked: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Teacher:
    """`busy`: ticks of lessons planned already, which count as lessons between which there should be no gaps;
    `day_minutes` (by weekday) and `week_minutes`: how much more the teacher takes on, None: any."""

    busy: frozenset[int] = frozenset()
    day_minutes: Mapping[int, int] | None = None
    week_minutes: int | None = None


@dataclass(frozen=True)
class Together:
    """Activities that the same people attend. `cost` for each tick in which one more of them is held at the same time,
    None: not at all. `isolated_cost` for each lesson of theirs with none directly before or after it."""

    members: tuple[int, ...]
    cost: int | None = None
    isolated_cost: int = 0


@dataclass(frozen=True)
class Problem:
    """`days` lists the ticks of each day in order; `gap_costs` what an idle tick between two lessons of a teacher
    costs; `halls` rooms of which only one can be used at a time; `seat_cost`, where rooms may be too small, for each
    place missing; `sizes` then has the people of each activity."""

    activities: tuple[Activity, ...]
    rooms: tuple[Room, ...]
    days: tuple[tuple[int, ...], ...]
    teachers: tuple[Teacher, ...] = ()
    groups: tuple[Together, ...] = ()
    gap_costs: Mapping[int, int] = field(default_factory=dict)
    halls: tuple[tuple[int, ...], ...] = ()
    seat_cost: int = 0
    sizes: tuple[int, ...] = ()
    travel_cost: int = 0
    travel_minutes: int = 0
    unplaced_cost: int = 1_000

    @cached_property
    def day_of(self) -> dict[int, int]:
        """Tick -> number of its day."""
        return {tick: number for number, ticks in enumerate(self.days) for tick in ticks}

    @cached_property
    def of_teacher(self) -> dict[int, tuple[int, ...]]:
        """Teacher -> numbers of their activities."""
        return {
            teacher: tuple(number for number, one in enumerate(self.activities) if one.teacher == teacher)
            for teacher in range(len(self.teachers))
        }

    @cached_property
    def groups_of(self) -> tuple[tuple[int, ...], ...]:
        """For each activity the numbers of the groups it is in."""
        found: list[list[int]] = [[] for _ in self.activities]
        for number, group in enumerate(self.groups):
            for member in group.members:
                found[member].append(number)
        return tuple(map(tuple, found))

    def too_far(self, one: int, first: Choice, other: int, second: Choice) -> bool:
        """Whether a teacher cannot get from one lesson to the other: different places, too little time between."""
        if self.activities[one].place == self.activities[other].place or first.day != second.day:
            return False
        gap = max(second.starts - first.ends, first.starts - second.ends)
        return 0 <= gap < self.travel_minutes


@dataclass(frozen=True)
class Proposal:
    """For each activity its weekly lessons, or none when it is not placed."""

    placed: tuple[tuple[Placed, ...], ...]

    @property
    def unplaced(self) -> tuple[int, ...]:
        return tuple(number for number, lessons in enumerate(self.placed) if not lessons)

    def lessons(self, problem: Problem) -> Iterator[tuple[int, Choice, int | None]]:
        """Activity, time and room of every weekly lesson."""
        for number, lessons in enumerate(self.placed):
            for one in lessons:
                yield number, problem.activities[number].choices[one.choice], one.room
