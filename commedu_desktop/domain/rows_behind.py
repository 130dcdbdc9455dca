"""The rows behind a figure: they add up to it."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from commedu_desktop.domain.figures import FigureKey
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
