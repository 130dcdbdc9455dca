"""`check`: whether the centre's data hold together, as findings in clear sentences."""

from collections.abc import Callable, Iterable

from sqlalchemy.orm import Session

from commedu_desktop.services.progress import Progress, silent
from commedu_desktop.store import search, tally
from commedu_desktop.store.queries.check import (
    Finding,
    broken_pages,
    broken_references,
    counters_behind,
    overfull,
    stray_marks,
    strayed_from_journal,
    strayed_from_search,
)
from commedu_desktop.store.queries.check_credits import credits_miscounted, credits_without_completion
from commedu_desktop.store.queries.check_fees import closing_sums, receipt_gaps, receipt_sums

__all__ = ["Finding", "check_centre", "repair_derived"]


def _miscounted(session: Session) -> Iterable[Finding]:
    count = tally.differences(session)
    return [Finding("check-tally", {"count": count})] if count else []


def _not_repeated(session: Session) -> Iterable[Finding]:
    """Allocations that do not come out again from their seed."""
    from commedu_desktop.services.allocation import repeat_allocation
    from commedu_desktop.store.queries.ranked_choices import rounds

    for one in rounds(session):
        if one.allocated_at is not None and not repeat_allocation(session, one.id).holds:
            yield Finding("check-allocation", {"round": one.title})


_LOOKS: tuple[Callable[[Session], Iterable[Finding]], ...] = (
    broken_references,
    strayed_from_journal,
    strayed_from_search,
    _miscounted,
    counters_behind,
    overfull,
    stray_marks,
    receipt_gaps,
    receipt_sums,
    closing_sums,
    _not_repeated,
    credits_without_completion,
    credits_miscounted,
)


def check_centre(session: Session, progress: Progress = silent) -> list[Finding]:
    """Everything that is wrong; empty when all is well. A broken file is looked at no further."""
    findings = broken_pages(session)
    for number, look in enumerate(_LOOKS if not findings else (), start=1):
        findings += look(session)
        progress(number, len(_LOOKS))
    return findings


def repair_derived(session: Session, _request: None) -> None:
    """Make anew what is made from other rows: the search index and the monthly sums."""
    search.rebuild(session)
    tally.rebuild(session)
