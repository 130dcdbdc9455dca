"""Income and spending as they are listed, and added up for a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.funds import FundKind, FundLine, FundSource, summed
from commedu_desktop.domain.periods import Period
from commedu_desktop.store.tables import Branch
from commedu_desktop.store.tables.funds import FundEntry
from commedu_desktop.store.tables.payments import Receipt


@dataclass(frozen=True)
class FundRow:
    """One entry; `amount` in minor units."""

    id: UUID
    branch_id: UUID
    branch: str
    on: date
    kind: FundKind
    source: FundSource
    amount: int
    purpose: str


def fund_entries(session: Session, first: date, last: date, branches: Sequence[str] = ()) -> list[FundRow]:
    """In the order of days; of these branches (codes), or of all."""
    wanted = (
        select(
            FundEntry.id, Branch.id, Branch.name, FundEntry.on, FundEntry.kind, FundEntry.source, FundEntry.amount,
            FundEntry.purpose,
        )
        .join(Branch, Branch.id == FundEntry.branch_id)
        .where(FundEntry.on.between(first, last))
        .order_by(FundEntry.on, FundEntry.id)
    )  # fmt: skip
    if branches:
        wanted = wanted.where(Branch.code.in_(branches))
    return [FundRow(*row) for row in session.execute(wanted)]


def fund_sums(session: Session, period: Period, branches: Sequence[str]) -> tuple[FundLine, ...]:
    """Entries, and the fees that were taken on receipts (less what was given back) as income from individuals."""
    rows = fund_entries(session, period.first, period.last, branches)
    found = [(row.kind, row.source, row.amount) for row in rows]
    fees = fees_taken(session, period, branches)
    if fees > 0:
        found.append((FundKind.INCOME, FundSource.INDIVIDUAL, fees))
    return summed(found)


def fees_taken(session: Session, period: Period, branches: Sequence[str]) -> int:
    """Minor units on receipts that are not void; below 0 when more was given back than taken."""
    wanted = (
        select(func.coalesce(func.sum(Receipt.amount), 0))
        .join(Branch, Branch.id == Receipt.branch_id)
        .where(Receipt.voided_at.is_(None), Receipt.on.between(period.first, period.last), Branch.code.in_(branches))
    )
    return int(session.scalar(wanted) or 0)
