"""The reports: figures of a period, the period before beside them, and the rows behind each figure."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.figures import FigureKey, Report
from commedu_desktop.domain.participation import Participation, participation
from commedu_desktop.domain.periods import Period, month_of
from commedu_desktop.domain.reports import gather, make_report
from commedu_desktop.domain.rows_behind import RowsBehind
from commedu_desktop.services.progress import Progress, Steps, silent
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.interruptible import interruptible
from commedu_desktop.store.queries import reports as queries
from commedu_desktop.store.queries.participation import register
from commedu_desktop.store.queries.rows_behind import Behind

TREND_MONTHS = 12


@dataclass(frozen=True)
class PeriodReport:
    """A report beside that of the period before and of the same period a year before; `unit` is whom it speaks for."""

    unit: str
    branch: str
    now: Report
    before: Report
    year_before: Report
    participation: Participation


def period_report(session: Session, period: Period, branch: str = "", progress: Progress = silent) -> PeriodReport:
    """All figures of a period, of the whole centre or of one branch and those below it.

    Raises: Refused no-branch-with-code; Cancelled, within the tenth of a second.
    """
    codes = branches_of(session, branch)
    unit = unit_of(session, branch)
    steps = Steps(progress, 4)
    with interruptible(session, steps.again):
        settings = centre_settings(session, period.year)
        source = queries.source(session, period, codes, settings.age_bands)
        steps.next()
        gathered = gather(source)
        now = make_report(period, settings.academic_hour, source, gathered)
        steps.again()
        people = register(session, period.last, codes, settings.age_bands)
        taking_part = participation(now, source, gathered, people)
        steps.next()
        before = _report(session, period.before, codes)
        steps.next()
        same = period.year_before == period.before
        year_before = before if same else _report(session, period.year_before, codes)
        steps.next()
    return PeriodReport(unit, branch, now, before, year_before, taking_part)


@dataclass(frozen=True)
class MonthFigure:
    """Attendances of one month."""

    month: Period
    attendances: int


def trend(session: Session, period: Period, branch: str = "") -> tuple[MonthFigure, ...]:
    """The twelve months up to the period's last. Raises: Refused no-branch-with-code."""
    months = [month_of(period.last)]
    while len(months) < TREND_MONTHS:
        months.insert(0, months[0].before)
    found = queries.attendances_of_months(session, months[0], months[-1], branches_of(session, branch))
    return tuple(MonthFigure(month, found.get(month.first_key, 0)) for month in months)


def unit_of(session: Session, branch: str) -> str:
    """Whom a report speaks for: the branch's name, or the centre's."""
    return queries.branch_name(session, branch) if branch else centre_settings(session).name


def rows_behind(session: Session, key: FigureKey, period: Period, branch: str = "") -> RowsBehind:
    """The rows that add up to a figure of `period_report` with the same period and branch.

    Raises: Refused no-branch-with-code.
    """
    settings = centre_settings(session, period.year)
    codes = branches_of(session, branch)
    found = Behind(session, key, period, codes, settings.age_bands, settings.academic_hour)
    return RowsBehind(key, period, tuple(found.rows()))


def report_branches(session: Session) -> list[tuple[str, str]]:
    """Code and name of every branch a report may be made of, the centre itself first."""
    return queries.branch_names(session)


def branches_of(session: Session, branch: str) -> list[str]:
    """The branches a report on `branch` covers. Raises: Refused no-branch-with-code."""
    codes = queries.branch_codes(session, branch)
    if branch and not codes:
        raise Refused("no-branch-with-code", code=branch)
    return codes


def _report(session: Session, period: Period, codes: list[str]) -> Report:
    settings = centre_settings(session, period.year)
    source = queries.source(session, period, codes, settings.age_bands)
    return make_report(period, settings.academic_hour, source, gather(source))
