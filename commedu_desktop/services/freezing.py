"""Submitted reports: frozen as they were, in versions, with what has changed since beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.period_reports import Coverage, PeriodReport, coverage
from commedu_desktop.domain.periods import Period
from commedu_desktop.domain.plain import from_plain, to_plain
from commedu_desktop.domain.residents import one_line
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.progress import progress_of
from commedu_desktop.services.report_changes import Changed, changes
from commedu_desktop.services.report_lists import report_lists
from commedu_desktop.services.report_texts import texts_of
from commedu_desktop.services.report_words import period_name
from commedu_desktop.services.reports import period_report
from commedu_desktop.store.journal import current, happened, name_write
from commedu_desktop.store.tables.frozen_reports import FrozenReport


@dataclass(frozen=True)
class Freeze:
    """Hand in the report of a period; from the second version on, with the reason for correcting it."""

    period: Period
    branch: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Frozen:
    """One version of a submitted report; `texts` are sentences written anew, by language and key."""

    period: str
    branch: str
    version: int
    at: datetime
    actor: str
    reason: str
    report: PeriodReport
    texts: Mapping[str, Mapping[str, str]]

    def since(self, present: PeriodReport) -> tuple[Changed, ...]:
        """What has changed since it was frozen; of its lists too, where `present` has them."""
        return changes(self.report, present)


def freeze_report(session: Session, request: Freeze) -> int:
    """Keep the figures as they are; returns the version. It cannot be undone: a correction is a new version.

    Raises: Refused period-not-over, nothing-to-correct, correction-without-reason, no-branch-with-code; Cancelled.
    """
    today = local_now(session).date()
    if coverage(request.period, today) is not Coverage.WHOLE:
        raise Refused("period-not-over", period=period_name(request.period), last=request.period.last)
    figures = period_report(session, request.period, request.branch, progress_of(session), today)
    report = replace(figures, lists=report_lists(session, request.period, request.branch))
    texts = texts_of(session, request.period, request.branch)
    last = frozen_report(session, request.period, request.branch)
    reason = one_line(request.reason)
    if last is not None:
        _refuse_idle(last, report, texts, reason)
    row = FrozenReport(
        period=str(request.period),
        branch=request.branch,
        version=last.version + 1 if last else 1,
        at=happened(session),
        actor=current(session).actor,
        reason=reason,
        content=to_plain(report),
        texts=texts,
    )
    session.add(row)
    name_write(session, f"{period_name(request.period)} · {report.unit}", undoable=False)
    return row.version


def _refuse_idle(last: Frozen, report: PeriodReport, texts: Mapping[str, Mapping[str, str]], reason: str) -> None:
    if not last.since(report) and last.texts == texts:
        raise Refused("nothing-to-correct", version=last.version)
    if not reason:
        raise Refused("correction-without-reason")


def frozen_report(session: Session, period: Period, branch: str = "", version: int | None = None) -> Frozen | None:
    """The last version, or the one that is asked for; None when there is none."""
    found = frozen_reports(session, period, branch)
    return next((one for one in reversed(found) if version in (None, one.version)), None)


def frozen_reports(session: Session, period: Period, branch: str = "") -> list[Frozen]:
    """All versions, the first one first."""
    wanted = select(FrozenReport).where(FrozenReport.period == str(period), FrozenReport.branch == branch)
    return [_frozen(row) for row in session.scalars(wanted.order_by(FrozenReport.version))]


def _frozen(row: FrozenReport) -> Frozen:
    texts: dict[str, Any] = row.texts
    report = from_plain(PeriodReport, row.content)
    return Frozen(row.period, row.branch, row.version, row.at, row.actor, row.reason, report, texts)
