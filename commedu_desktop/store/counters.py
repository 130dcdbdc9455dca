"""Human numbers without gaps: cards, receipts, certificates."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.store.tables import Counter


def take_numbers(session: Session, branch_id: UUID, kind: str, year: int = 0, count: int = 1) -> range:
    """The next `count` numbers of a branch, from 1; given back when the transaction rolls back."""
    wanted = select(Counter).where(Counter.branch_id == branch_id, Counter.kind == kind, Counter.year == year)
    counter = session.scalars(wanted).one_or_none()
    if counter is None:
        counter = Counter(branch_id=branch_id, kind=kind, year=year, value=0)
        session.add(counter)
    first = counter.value + 1
    counter.value += count
    return range(first, first + count)
