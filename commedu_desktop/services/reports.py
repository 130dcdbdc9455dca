"""The reports: figures of a period, the period before beside them, and the rows behind each figure."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.figures import FigureKey, Report
from commedu_desktop.domain.periods import Period
from commedu_desktop.domain.reports import make_report
from commedu_desktop.domain.rows_behind import RowsBehind
from commedu_desktop.services.progress import Progress, silent
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries import reports as queries
from commedu_desktop.store.queries.rows_behind import Behind


@dataclass(frozen=True)
class PeriodReport:
    """A report with that of the period before; `unit` is the branch or centre it speaks for."""

    unit: str
    branch: str
    now: Report
    before: Report


def period_report(session: Session, period: Period, branch: str = "", progress: Progress = silent) -> PeriodReport:
    """All figures of a period, of the whole centre or of one branch and those below it.

    Raises: Refused branch-unknown; Cancelled.
    """
    codes = branches_of(session, branch)
    unit = queries.branch_name(session, branch) or centre_settings(session).name
    progress(0, 2)
    now = _report(session, period, codes)
    progress(1, 2)
    before = _report(session, period.before, codes)
    progress(2, 2)
    return PeriodReport(unit, branch, now, before)


def rows_behind(session: Session, key: FigureKey, period: Period, branch: str = "") -> RowsBehind:
    """The rows that add up to a figure of `period_report` with the same period and branch.

    Raises: Refused branch-unknown.
    """
    settings = centre_settings(session, period.year)
    codes = branches_of(session, branch)
    found = Behind(session, key, period, codes, settings.age_bands, settings.academic_hour)
    return RowsBehind(key, period, tuple(found.rows()))


def branches_of(session: Session, branch: str) -> list[str]:
    """The branches a report on `branch` covers. Raises: Refused branch-unknown."""
    codes = queries.branch_codes(session, branch)
    if branch and not codes:
        raise Refused("branch-unknown", code=branch)
    return codes


def _report(session: Session, period: Period, codes: list[str]) -> Report:
    settings = centre_settings(session, period.year)
    source = queries.source(session, period, codes, settings.age_bands)
    return make_report(period, settings.academic_hour, source)
