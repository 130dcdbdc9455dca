"""Human numbers without gaps: cards, receipts, certificates."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.store.tables import Counter


def counter_of(session: Session, branch_id: UUID, kind: str, year: int = 0) -> Counter:
    """The counter of a branch; `value` is the last number given out."""
    wanted = select(Counter).where(Counter.branch_id == branch_id, Counter.kind == kind, Counter.year == year)
    counter = session.scalars(wanted).one_or_none()
    if counter is None:
        counter = Counter(branch_id=branch_id, kind=kind, year=year, value=0)
        session.add(counter)
    return counter


def take_numbers(session: Session, branch_id: UUID, kind: str, year: int = 0, count: int = 1) -> range:
    """The next `count` numbers of a branch, from 1; given back when the transaction rolls back."""
    counter = counter_of(session, branch_id, kind, year)
    first = counter.value + 1
    counter.value += count
    return range(first, first + count)
