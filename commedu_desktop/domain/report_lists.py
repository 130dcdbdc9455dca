"""Lists of single teachers and branches that belong to a report: found when they are asked for, kept when it is
submitted."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from commedu_desktop.domain.teachers import TeacherKind


@dataclass(frozen=True)
class Taught:
    """What a teacher taught; empty code and name for lessons without one."""

    code: str
    name: str
    kind: str
    lessons: int
    minutes: int
    attendances: int


@dataclass(frozen=True)
class Pay:
    """One teacher's line. Amounts in minor units; `open` lessons were not held yet and earn nothing so far."""

    teacher_id: UUID
    code: str
    name: str
    kind: TeacherKind
    lessons: int
    hours: Fraction
    stood_in: int
    rate: int
    amount: int
    open: int


@dataclass(frozen=True)
class StoodIn:
    """A lesson that somebody gave in another's place."""

    starts: datetime
    title: str
    teacher: str
    absent: str


@dataclass(frozen=True)
class BranchCredits:
    """Of one branch's residents in a period; credits in hundredths, `people` those who were granted some."""

    code: str
    name: str
    people: int
    granted: int
    redeemed: int


@dataclass(frozen=True)
class ReportLists:
    """`academic_hour` in minutes; `currency` is that of the pay."""

    academic_hour: int
    currency: str
    taught: tuple[Taught, ...] = ()
    pay: tuple[Pay, ...] = ()
    stood_in: tuple[StoodIn, ...] = ()
    credits: tuple[BranchCredits, ...] = ()
