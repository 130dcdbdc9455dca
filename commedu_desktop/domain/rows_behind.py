"""The rows behind a figure, and behind what stands beside the figures: they add up to it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.figures import Dimension, FigureKey, Measure
from commedu_desktop.domain.funds import FundKind, FundSource
from commedu_desktop.domain.periods import Period


@dataclass(frozen=True)
class PersonRow:
    """A resident who came at least once; `times` how often."""

    card: str
    name: str
    sex: str
    born: date | None
    branch: str
    times: int

    @property
    def amount(self) -> int:
        return 1


@dataclass(frozen=True)
class AttendanceRow:
    """Somebody in a lesson, or (without card and name) people counted there without names."""

    starts: datetime
    offering: str
    title: str
    card: str
    name: str
    mark: str
    amount: int | Fraction
    """Attendances, or learner-hours; of an attendance rate 1 or, for who was absent, 0."""


@dataclass(frozen=True)
class LessonRow:
    """A lesson that was held."""

    starts: datetime
    ends: datetime
    offering: str
    title: str
    teacher: str
    venue: str
    amount: int | Fraction
    """1, or its delivered hours."""


@dataclass(frozen=True)
class PopulationRow:
    """What was entered for a branch and year, None where nothing was; `persons` are those who came there."""

    code: str
    branch: str
    year: int
    number: int | None
    persons: int

    @property
    def amount(self) -> int:
        return self.number or 0


Row = PersonRow | AttendanceRow | LessonRow | PopulationRow


@dataclass(frozen=True)
class RowsBehind:
    """A figure with its rows; `of` are those that a training rate is divided by."""

    key: FigureKey
    period: Period
    rows: tuple[Row, ...]
    of: tuple[PopulationRow, ...] = ()

    @property
    def sum(self) -> int | Fraction:
        """What the rows add up to."""
        return sum((row.amount for row in self.rows), 0)

    @property
    def amount(self) -> int | Fraction | None:
        """The figure: what the rows add up to, or for a rate their share; None where it cannot be said."""
        match self.key.measure:
            case Measure.ATTENDANCE_RATE:
                return Fraction(self.sum, len(self.rows)) if self.rows else None
            case Measure.POPULATION:
                return self._together(tuple(row for row in self.rows if isinstance(row, PopulationRow)))
            case Measure.TRAINING_RATE:
                together = self._together(self.of)
                return Fraction(self.sum, together) if together else None
        return self.sum

    def _together(self, rows: tuple[PopulationRow, ...]) -> int | None:
        """Of all residents, also 0 is a gap where somebody came; of a group it may be what was counted."""
        known = [row.number for row in rows if row.number is not None]
        total = self.key.dimension is Dimension.TOTAL
        gap = any(row.persons and (row.number is None or (total and not row.number)) for row in rows)
        return sum(known) if known and not gap else None


@dataclass(frozen=True)
class MoneyRow:
    """One entry of the funds, or (`receipt` is its number) a fee that was taken or given back; minor units."""

    on: date
    branch: str
    kind: FundKind
    source: FundSource
    purpose: str
    minor: int
    receipt: str = ""

    @property
    def amount(self) -> int:
        """Income adds to what is left, spending takes from it."""
        return self.minor if self.kind is FundKind.INCOME else -self.minor


@dataclass(frozen=True)
class NoticeRow:
    """A notice that was published, or hung up in a place."""

    on: date
    title: str
    place: str
    amount: int
    """1, or the brochures that went out."""


class PublicityCount(StrEnum):
    """What the table of publicity counts."""

    PUBLISHED = "published"
    POSTED = "posted"
    BROCHURES = "brochures"


class PeopleList(StrEnum):
    """Lists of people that stand beside the figures."""

    REGISTER = "register"
    TEACHERS = "teachers"


@dataclass(frozen=True)
class PeopleOf:
    """Who is on the register in an age band, or the teachers of a kind who taught; EVERYBODY for all of them."""

    list: PeopleList
    value: str


EVERYBODY = "all"


@dataclass(frozen=True)
class RegisteredRow:
    """A resident on the register."""

    card: str
    name: str
    born: date | None
    branch: str
    amount: int = 1


@dataclass(frozen=True)
class TeacherRow:
    """What a teacher taught; lessons without one stand in a row that counts for nobody."""

    code: str
    name: str
    kind: str
    lessons: int
    hours: Fraction
    attendances: int

    @property
    def amount(self) -> int:
        return int(bool(self.code))


@dataclass(frozen=True)
class RowsBeside:
    """What stands behind a line beside the figures: `about` is one source of the funds, all of them (None), a count of
    publicity, or a list of people."""

    about: FundSource | PublicityCount | PeopleOf | None
    period: Period
    rows: tuple[MoneyRow | NoticeRow | RegisteredRow | TeacherRow, ...]

    @property
    def amount(self) -> int:
        """What the rows add up to: the rest of a line of the funds in minor units, or the count."""
        return sum(row.amount for row in self.rows)


def about_of(key: str) -> FundSource | PublicityCount | PeopleOf | None:
    """What `funds/government`, `funds/`, `publicity/posted`, `register/70+` or `teachers/volunteer` is about.

    Raises: Refused figure-unknown.
    """
    kind, _slash, line = key.partition("/")
    try:
        if kind == "funds":
            return FundSource(line) if line else None
        if kind == "publicity":
            return PublicityCount(line)
        if kind in set(PeopleList):
            return PeopleOf(PeopleList(kind), line)
    except ValueError:
        pass
    raise Refused("figure-unknown", figure=key)
