"""The reports: figures of a period, the period before beside them, and the rows behind each figure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.figures import FigureKey, Measure, Report
from commedu_desktop.domain.funds import Funds
from commedu_desktop.domain.participation import participation
from commedu_desktop.domain.period_reports import PeriodReport
from commedu_desktop.domain.periods import Period, month_of
from commedu_desktop.domain.reports import gather, make_report
from commedu_desktop.domain.rows_behind import (
    EVERYBODY,
    PeopleList,
    PeopleOf,
    PublicityCount,
    RegisteredRow,
    RowsBehind,
    RowsBeside,
    TeacherRow,
    about_of,
)
from commedu_desktop.domain.targets import Progress as TargetProgress
from commedu_desktop.domain.targets import reached
from commedu_desktop.services.clock import wall_time
from commedu_desktop.services.progress import Progress, Steps, silent
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.interruptible import interruptible
from commedu_desktop.store.queries import reports as queries
from commedu_desktop.store.queries.funds import fund_sums
from commedu_desktop.store.queries.organisation import organisation, publicity, teaching
from commedu_desktop.store.queries.participation import on_register, register, taught
from commedu_desktop.store.queries.rows_behind import Behind
from commedu_desktop.store.queries.rows_beside import money_rows, notice_rows
from commedu_desktop.store.queries.targets import targets

__all__ = [
    "PeriodReport",
    "branches_of",
    "period_report",
    "report_branches",
    "rows_behind",
    "rows_beside",
    "trend",
    "unit_of",
]

TREND_MONTHS = 12


def period_report(
    session: Session, period: Period, branch: str = "", progress: Progress = silent, today: date | None = None
) -> PeriodReport:
    """All figures of a period, of the whole centre or of one branch and those below it.

    `today` tells how much of the period is over; without it, all of it is.
    Raises: Refused no-branch-with-code; Cancelled, within the tenth of a second.
    """
    codes = branches_of(session, branch)
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
        before = _report(session, period.before, codes, settings.age_bands)
        steps.next()
        same = period.year_before == period.before
        year_before = before if same else _report(session, period.year_before, codes, settings.age_bands)
        beside = _beside(session, now, branch, codes)
        steps.next()
    day = today or period.end
    return PeriodReport(unit_of(session, branch), branch, day, now, before, year_before, taking_part, **beside)


def _beside(session: Session, now: Report, branch: str, codes: list[str]) -> dict[str, Any]:
    """What stands beside the figures."""
    period, settings = now.period, centre_settings(session, now.period.year)
    return {
        "teaching": teaching(session, period, codes),
        "publicity": publicity(session, period, _wall(session)),
        "funds": Funds(settings.currency, fund_sums(session, period, codes), now.total.population),
        "targets": _progress(session, now, branch, codes),
        "organisation": organisation(session, period, codes),
        "trend": tuple(one.attendances for one in trend(session, period, branch)),
    }


def _progress(session: Session, now: Report, branch: str, codes: list[str]) -> tuple[TargetProgress, ...]:
    """The year's targets, measured from January to the period's end."""
    wanted = targets(session, now.period.year, branch)
    if not wanted:
        return ()
    until = Period(now.period.year, 1, now.period.last.month)
    report = (
        now if until == now.period else _report(session, until, codes, centre_settings(session, until.year).age_bands)
    )
    return tuple(
        TargetProgress(row.name, row.measure, row.aim, reached(row.measure, row.by_hand, report)) for row in wanted
    )


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


def rows_behind(
    session: Session,
    key: FigureKey,
    period: Period,
    branch: str = "",
    progress: Progress = silent,
    *,
    bands_of: int | None = None,
) -> RowsBehind:
    """The rows that add up to a figure of `period_report` with the same period and branch.

    `bands_of` is the year of the report beside which the figure stands: its age bands hold.
    Raises: Refused no-branch-with-code; Cancelled.
    """
    settings = centre_settings(session, period.year)
    bands = centre_settings(session, bands_of or period.year).age_bands
    codes = branches_of(session, branch)
    with interruptible(session, Steps(progress, 1).again):
        found = Behind(session, key, period, codes, bands, settings.academic_hour)
        of = tuple(found.populations()) if key.measure is Measure.TRAINING_RATE else ()
        return RowsBehind(key, period, tuple(found.rows()), of)


def rows_beside(session: Session, key: str, period: Period, branch: str = "") -> RowsBeside:
    """The rows behind what stands beside the figures: `funds/government`, `publicity/posted`, `teachers/volunteer` …

    Publicity is that of the whole centre. Raises: Refused figure-unknown, no-branch-with-code.
    """
    about, codes = about_of(key), branches_of(session, branch)
    if isinstance(about, PeopleOf):
        return RowsBeside(about, period, _people(session, about, period, codes))
    if isinstance(about, PublicityCount):
        return RowsBeside(about, period, notice_rows(session, period, about, _wall(session)))
    return RowsBeside(about, period, money_rows(session, period, codes, about))


def _people(
    session: Session, about: PeopleOf, period: Period, codes: list[str]
) -> tuple[RegisteredRow | TeacherRow, ...]:
    settings = centre_settings(session, period.year)
    if about.list is PeopleList.REGISTER:
        return on_register(session, period.last, codes, settings.age_bands, about.value)
    hour = settings.academic_hour
    return tuple(
        TeacherRow(one.code, one.name, one.kind, one.lessons, Fraction(one.minutes, hour), one.attendances)
        for one in taught(session, period, codes)
        if about.value in (EVERYBODY, one.kind)
    )


def report_branches(session: Session) -> list[tuple[str, str]]:
    """Code and name of every branch a report may be made of, the centre itself first."""
    return queries.branch_names(session)


def branches_of(session: Session, branch: str) -> list[str]:
    """The branches a report on `branch` covers. Raises: Refused no-branch-with-code."""
    codes = queries.branch_codes(session, branch)
    if branch and not codes:
        raise Refused("no-branch-with-code", code=branch)
    return codes


def _wall(session: Session) -> Callable[[datetime], datetime]:
    """What the centre's clock shows at a moment."""
    return partial(wall_time, zone=session.info.get("zone"))


def _report(session: Session, period: Period, codes: list[str], age_bands: tuple[int, ...]) -> Report:
    """Figures to stand beside others: by the same age bands, hours as long as they were in that year."""
    source = queries.source(session, period, codes, age_bands)
    return make_report(period, centre_settings(session, period.year).academic_hour, source, gather(source))
