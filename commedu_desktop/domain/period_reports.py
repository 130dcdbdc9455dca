"""Everything a return says of one period: the figures, and what stands beside them."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from commedu_desktop.domain.figures import Report
from commedu_desktop.domain.funds import Funds
from commedu_desktop.domain.participation import Participation
from commedu_desktop.domain.periods import Period
from commedu_desktop.domain.report_lists import ReportLists
from commedu_desktop.domain.targets import Progress


class Coverage(StrEnum):
    """How much of a period has passed."""

    WHOLE = "whole"
    BEGUN = "begun"
    AHEAD = "ahead"


def coverage(period: Period, today: date) -> Coverage:
    if today > period.last:
        return Coverage.WHOLE
    return Coverage.BEGUN if today >= period.first else Coverage.AHEAD


def passed(period: Period, today: date) -> Fraction:
    """The share of a period's days that are over, today among them: 0 to 1."""
    days = (period.end - period.first).days
    return Fraction(min(max((today - period.first).days + 1, 0), days), days)


@dataclass(frozen=True)
class Teaching:
    """What teachers of one kind taught; an empty kind for lessons without a teacher."""

    kind: str
    teachers: int
    lessons: int
    minutes: int
    attendances: int


@dataclass(frozen=True)
class Publicity:
    """Notices that were published, places in which notices were put up, and brochures handed out."""

    published: int = 0
    posted: int = 0
    brochures: int = 0


@dataclass(frozen=True)
class Organisation:
    """What there is at the end of the period."""

    branches: int
    teachers: int
    volunteers: int
    classes: int
    lectures: int
    activities: int


@dataclass(frozen=True)
class PeriodReport:
    """A report beside that of the period before and of the same period a year before; `unit` is whom it speaks for.

    `today` is the day it was made; `targets` are measured from January to the period's end.
    """

    unit: str
    branch: str
    today: date
    now: Report
    before: Report
    year_before: Report
    participation: Participation
    teaching: tuple[Teaching, ...] = ()
    publicity: Publicity = field(default_factory=Publicity)
    funds: Funds = field(default_factory=lambda: Funds("CNY"))
    targets: tuple[Progress, ...] = ()
    organisation: Organisation | None = None
    trend: tuple[int, ...] = ()
    """Attendances of the twelve months up to the period's last."""
    lists: ReportLists | None = None
    """Of single teachers and branches: in a report that is being submitted or was, and beside one that was."""

    @property
    def period(self) -> Period:
        return self.now.period

    @property
    def coverage(self) -> Coverage:
        return coverage(self.period, self.today)

    @property
    def passed(self) -> Fraction:
        """The share of the year that is over at the end of the period, or today."""
        return passed(Period(self.period.year, 1, 12), min(self.today, self.period.last))
