"""The rows behind a figure, and behind what stands beside the figures: they add up to it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.figures import FigureKey
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
    """Attendances, or learner-hours."""


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


Row = PersonRow | AttendanceRow | LessonRow


@dataclass(frozen=True)
class RowsBehind:
    """A figure with its rows."""

    key: FigureKey
    period: Period
    rows: tuple[Row, ...]

    @property
    def amount(self) -> int | Fraction:
        """What the rows add up to: the figure."""
        return sum((row.amount for row in self.rows), 0)


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


@dataclass(frozen=True)
class RowsBeside:
    """What stands behind a line beside the figures: `about` is one source of the funds, all of them (None), or a
    count of publicity."""

    about: FundSource | PublicityCount | None
    period: Period
    rows: tuple[MoneyRow | NoticeRow, ...]

    @property
    def amount(self) -> int:
        """What the rows add up to: the rest of a line of the funds in minor units, or the count."""
        return sum(row.amount for row in self.rows)


def about_of(key: str) -> FundSource | PublicityCount | None:
    """What `funds/government`, `funds/` or `publicity/posted` is about. Raises: Refused figure-unknown."""
    kind, _slash, line = key.partition("/")
    try:
        if kind == "funds":
            return FundSource(line) if line else None
        if kind == "publicity":
            return PublicityCount(line)
    except ValueError:
        pass
    raise Refused("figure-unknown", figure=key)
