"""The cash drawer of a branch: counted, closed with the difference and its reason, and from then on unchangeable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.fees import Drawer
from commedu_desktop.domain.money import Money, worth
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.journal import current, happened, name_write
from commedu_desktop.store.queries.receipts import (
    ClosingRow,
    ReceiptRow,
    closing,
    closings,
    drawer,
    open_receipts,
    other_sums,
    receipts_in,
)
from commedu_desktop.store.tables import Branch
from commedu_desktop.store.tables.payments import CashClosing, Receipt

__all__ = ["CashDay", "CloseCash", "ClosingRow", "cash_day", "close_cash", "closing", "closings", "receipts_in"]


@dataclass(frozen=True)
class CashDay:
    """A drawer since it was closed last: what it must hold, the receipts, the sums by other methods than cash."""

    branch_id: UUID
    branch: str
    currency: str
    drawer: Drawer
    receipts: tuple[ReceiptRow, ...]
    others: Mapping[str, int]


@dataclass(frozen=True)
class CloseCash:
    """What was counted: by notes and coins (value -> how many), or `total` at once; a difference needs its reason.

    `kept` stays in the drawer for the next day; None: all that was counted.
    """

    branch_id: UUID
    pieces: Mapping[int, int] = field(default_factory=dict)
    total: int | None = None
    kept: int | None = None
    reason: str = ""


def centre_id(session: Session) -> UUID:
    """The root branch, whose drawer it is unless another is named."""
    return session.scalars(select(Branch.id).where(Branch.parent_id.is_(None))).one()


def cash_day(session: Session, branch_id: UUID | None = None) -> CashDay:
    """The open day of a branch's drawer, or of the centre's."""
    branch = session.get_one(Branch, branch_id or centre_id(session))
    return CashDay(
        branch.id,
        branch.name,
        centre_settings(session).currency,
        drawer(session, branch.id),
        tuple(open_receipts(session, branch.id)),
        other_sums(session, branch.id),
    )


def close_cash(session: Session, request: CloseCash) -> UUID:
    """Close a drawer over everything since its last closing; returns the closing's id.

    Raises: Refused cash-count-missing, cash-count-negative, cash-difference-reason, cash-kept-too-much,
    cash-nothing-to-close.
    """
    branch = session.get_one(Branch, request.branch_id, with_for_update=True)
    expected = drawer(session, branch.id)
    counted = _counted(request)
    kept = counted if request.kept is None else request.kept
    currency = centre_settings(session).currency
    wanted = select(Receipt).where(Receipt.branch_id == branch.id, Receipt.closing_id.is_(None))
    receipts = session.scalars(wanted).all()
    if not receipts and counted == expected.expected == kept:
        raise Refused("cash-nothing-to-close", branch=branch.name)
    if counted != expected.expected and not request.reason.strip():
        raise Refused("cash-difference-reason", difference=Money(counted - expected.expected, currency))
    if not 0 <= kept <= counted:
        raise Refused("cash-kept-too-much", counted=Money(counted, currency))
    row = _closing(session, request, branch, expected, counted, kept)
    for receipt in receipts:
        receipt.closing_id = row.id
    name_write(session, f"{branch.name} · {row.on.isoformat()}", undoable=False)
    return row.id


def _counted(request: CloseCash) -> int:
    if request.total is None and not request.pieces:
        raise Refused("cash-count-missing")
    if any(number < 0 for number in request.pieces.values()) or (request.total or 0) < 0:
        raise Refused("cash-count-negative")
    return worth(request.pieces) if request.total is None else request.total


def _closing(
    session: Session, request: CloseCash, branch: Branch, expected: Drawer, counted: int, kept: int
) -> CashClosing:
    row = CashClosing(
        branch_id=branch.id,
        on=local_now(session).date(),
        at=happened(session),
        closed_by=current(session).actor,
        currency=centre_settings(session).currency,
        opening=expected.opening,
        taken=expected.taken,
        given=expected.given,
        counted=counted,
        kept=kept,
        pieces={str(value): number for value, number in request.pieces.items() if number},
        others=other_sums(session, branch.id),
        reason=request.reason.strip(),
    )
    session.add(row)
    return row
