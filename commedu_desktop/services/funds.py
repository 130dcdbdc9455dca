"""Income and spending: entered, corrected and taken out, each with its history."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.funds import FundKind, FundSource, check_fund
from commedu_desktop.domain.residents import one_line
from commedu_desktop.services.clock import local_now
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.funds import FundRow, fund_entries
from commedu_desktop.store.tables.funds import FundEntry

__all__ = ["FundRow", "KeepFund", "fund_entries", "keep_fund", "remove_fund"]


@dataclass(frozen=True)
class KeepFund:
    """An entry as it shall be: a new one, or the one with this id. `amount` in minor units."""

    branch_id: UUID
    on: date
    kind: FundKind
    source: FundSource
    amount: int
    purpose: str
    id: UUID | None = None


def keep_fund(session: Session, request: KeepFund) -> UUID:
    """Raises: Refused fund-amount, fund-purpose, fund-in-future."""
    purpose = one_line(request.purpose)
    check_fund(request.on, request.amount, purpose, local_now(session).date())
    row = session.get_one(FundEntry, request.id) if request.id else FundEntry()
    row.branch_id, row.on, row.kind, row.source = request.branch_id, request.on, request.kind, request.source
    row.amount, row.purpose = request.amount, purpose
    if not request.id:
        session.add(row)
    name_write(session, purpose)
    return row.id


def remove_fund(session: Session, fund_id: UUID) -> None:
    row = session.get_one(FundEntry, fund_id)
    session.delete(row)
    name_write(session, row.purpose)
