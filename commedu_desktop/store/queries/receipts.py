"""Receipts as they are listed and printed, and what lies in the drawers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.fees import Drawer, Method, ReceiptKind
from commedu_desktop.store.tables import Branch, Resident
from commedu_desktop.store.tables.payments import CashClosing, Receipt, ReceiptLine


@dataclass(frozen=True)
class ReceiptRow:
    """A receipt: `lines` are text and amount; `closed`: the day it belongs to is closed. `at`, `voided_at` are UTC."""

    id: UUID
    number: str
    kind: ReceiptKind
    resident_id: UUID
    card: str
    name: str
    branch: str
    on: date
    at: datetime
    amount: int
    currency: str
    method: Method
    taken_by: str
    note: str
    closed: bool
    corrected: bool
    prints: int
    voided_at: datetime | None
    void_reason: str
    lines: tuple[tuple[str, int], ...]

    @property
    def stands(self) -> bool:
        """Neither void nor taken back by a correction."""
        return self.voided_at is None and not self.corrected


@dataclass(frozen=True)
class ClosingRow:
    """A closing of a drawer: see CashClosing."""

    id: UUID
    branch: str
    on: date
    at: datetime
    closed_by: str
    currency: str
    drawer: Drawer
    counted: int
    kept: int
    pieces: dict[int, int]
    others: dict[str, int]
    reason: str

    @property
    def difference(self) -> int:
        return self.counted - self.drawer.expected


def receipts_of(session: Session, resident_id: UUID) -> list[ReceiptRow]:
    """All receipts of a resident, the newest first."""
    keys = (
        select(Receipt.id).where(Receipt.resident_id == resident_id).order_by(Receipt.at.desc(), Receipt.serial.desc())
    )
    return receipt_rows(session, list(session.scalars(keys)))


def open_receipts(session: Session, branch_id: UUID) -> list[ReceiptRow]:
    """All receipts of a branch that no closing holds yet, in the order of their numbers."""
    keys = select(Receipt.id).where(Receipt.branch_id == branch_id, Receipt.closing_id.is_(None))
    return receipt_rows(session, list(session.scalars(keys.order_by(Receipt.year, Receipt.serial))))


def receipts_in(session: Session, closing_id: UUID) -> list[ReceiptRow]:
    """The receipts that a closing holds, in the order of their numbers."""
    keys = select(Receipt.id).where(Receipt.closing_id == closing_id).order_by(Receipt.year, Receipt.serial)
    return receipt_rows(session, list(session.scalars(keys)))


def receipt_rows(session: Session, ids: Sequence[UUID]) -> list[ReceiptRow]:
    """These receipts in this order."""
    found: dict[UUID, ReceiptRow] = {}
    for at in range(0, len(ids), 500):
        found |= _some(session, ids[at : at + 500])
    return [found[key] for key in ids]


def _some(session: Session, ids: Sequence[UUID]) -> dict[UUID, ReceiptRow]:
    lines: dict[UUID, list[tuple[str, int]]] = {}
    for line in session.scalars(
        select(ReceiptLine).where(ReceiptLine.receipt_id.in_(ids)).order_by(ReceiptLine.position)
    ):
        lines.setdefault(line.receipt_id, []).append((line.text, line.amount))
    counter = select(Receipt.corrects_id).where(Receipt.corrects_id.in_(ids), Receipt.voided_at.is_(None))
    corrected = set(session.scalars(counter))
    wanted = (
        select(Receipt, Resident.card, Branch.name)
        .join(Resident, Resident.id == Receipt.resident_id)
        .join(Branch, Branch.id == Receipt.branch_id)
        .where(Receipt.id.in_(ids))
    )
    return {
        row.id: _row(row, card, branch, row.id in corrected, lines.get(row.id, []))
        for row, card, branch in session.execute(wanted)
    }


def _row(row: Receipt, card: str, branch: str, corrected: bool, lines: list[tuple[str, int]]) -> ReceiptRow:
    return ReceiptRow(
        id=row.id,
        number=row.number,
        kind=row.kind,
        resident_id=row.resident_id,
        card=card,
        name=row.name,
        branch=branch,
        on=row.on,
        at=row.at,
        amount=row.amount,
        currency=row.currency,
        method=row.method,
        taken_by=row.taken_by,
        note=row.note,
        closed=row.closing_id is not None,
        corrected=corrected,
        prints=row.prints,
        voided_at=row.voided_at,
        void_reason=row.void_reason,
        lines=tuple(lines),
    )


def drawer(session: Session, branch_id: UUID) -> Drawer:
    """What a branch's drawer must hold now: what the last closing left in it, and cash since then."""
    last = select(CashClosing.kept).where(CashClosing.branch_id == branch_id).order_by(CashClosing.at.desc()).limit(1)
    sums = select(
        func.coalesce(func.sum(case((Receipt.amount > 0, Receipt.amount), else_=0)), 0),
        func.coalesce(func.sum(case((Receipt.amount < 0, -Receipt.amount), else_=0)), 0),
    ).where(
        Receipt.branch_id == branch_id,
        Receipt.closing_id.is_(None),
        Receipt.voided_at.is_(None),
        Receipt.method == Method.CASH,
    )
    taken, given = session.execute(sums).one()
    return Drawer(session.scalar(last) or 0, int(taken), int(given))


def other_sums(session: Session, branch_id: UUID) -> dict[str, int]:
    """What came in since the last closing by other methods than cash, less what went back."""
    wanted = (
        select(Receipt.method, func.sum(Receipt.amount))
        .where(
            Receipt.branch_id == branch_id,
            Receipt.closing_id.is_(None),
            Receipt.voided_at.is_(None),
            Receipt.method != Method.CASH,
        )
        .group_by(Receipt.method)
    )
    return {Method(method).value: int(amount) for method, amount in session.execute(wanted)}


def closings(session: Session, branch_id: UUID, limit: int = 60) -> list[ClosingRow]:
    """The closings of a branch's drawer, the newest first."""
    wanted = select(CashClosing, Branch.name).join(Branch, Branch.id == CashClosing.branch_id)
    wanted = wanted.where(CashClosing.branch_id == branch_id).order_by(CashClosing.at.desc()).limit(limit)
    return [_closing(row, branch) for row, branch in session.execute(wanted)]


def closing(session: Session, closing_id: UUID) -> ClosingRow:
    wanted: Any = select(CashClosing, Branch.name).join(Branch, Branch.id == CashClosing.branch_id)
    row, branch = session.execute(wanted.where(CashClosing.id == closing_id)).one()
    return _closing(row, branch)


def _closing(row: CashClosing, branch: str) -> ClosingRow:
    return ClosingRow(
        id=row.id,
        branch=branch,
        on=row.on,
        at=row.at,
        closed_by=row.closed_by,
        currency=row.currency,
        drawer=Drawer(row.opening, row.taken, row.given),
        counted=row.counted,
        kept=row.kept,
        pieces={int(value): number for value, number in row.pieces.items()},
        others=dict(row.others),
        reason=row.reason,
    )
