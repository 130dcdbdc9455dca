"""Enrolments: a resident in an offering, the places it has, and who is next."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class EnrolmentStatus(StrEnum):
    ENROLLED = "enrolled"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"

    @property
    def takes_a_place(self) -> bool:
        return self in (EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED)

    @property
    def present(self) -> bool:
        """Whether the resident is in the offering or waits for it."""
        return self is not EnrolmentStatus.WITHDRAWN


class Claim(IntEnum):
    """Whose turn comes first among those who wait; the earlier one goes first within a claim."""

    RETURNING = 0
    """Was in the course, or in one that leads to it, in an earlier term."""
    GROUP = 1
    """Belongs to a group that the centre lets go first."""
    OPEN = 2
    LAPSED = 3
    """Let the offer of a place run out: is offered another one only by hand."""


RULES = (
    "enrol-by-choices",
    "enrol-returning-first",
    "enrol-age",
    "enrol-group",
    "enrol-requires",
    "enrol-most-classes",
    "enrol-clash",
)
"""What a supervisor may pass over for a reason that is kept; never the number of places."""

NO_LIMIT = 0
"""The capacity of an offering that takes everybody."""


@dataclass(frozen=True)
class Places:
    """Capacity (0: no limit), places taken (those offered to someone who waits too), and how many wait without one."""

    capacity: int
    taken: int
    waiting: int
    offered: int = 0

    @property
    def free(self) -> int | None:
        """Places left, never below 0; None when there is no limit."""
        return None if self.capacity == NO_LIMIT else max(0, self.capacity - self.taken)

    @property
    def full(self) -> bool:
        return self.free == 0


def learns_on(enrolled_on: date, ended_on: date | None, day: date) -> bool:
    """Whether a lesson of that day is expected of a learner: not before enrolling, nor on the day of leaving."""
    return enrolled_on <= day and (ended_on is None or day < ended_on)


def age_fits(age: int | None, age_from: int | None, age_to: int | None) -> bool:
    """Whether an age is within a course's limits, both included; who has no birth date is not turned away."""
    if age is None:
        return True
    return (age_from is None or age >= age_from) and (age_to is None or age <= age_to)
