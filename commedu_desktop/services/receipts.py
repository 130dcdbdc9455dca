"""Receipts: numbered without gaps per branch and year; voided while the day is open, corrected once it is closed."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.fees import Method, ReceiptKind, Why, receipt_number
from commedu_desktop.domain.money import Money
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.counters import take_numbers
from commedu_desktop.store.journal import current, happened, name_write
from commedu_desktop.store.queries.receipts import ReceiptRow, receipt_rows, receipts_of
from commedu_desktop.store.tables import Branch
from commedu_desktop.store.tables.payments import FeeCharge, Receipt, ReceiptLine

__all__ = ["CorrectReceipt", "ReceiptRow", "VoidReceipt", "correct_receipt", "receipt_rows", "receipts_of"]
COUNTER = "receipt"


@dataclass(frozen=True)
class NewReceipt:
    """`items` are enrolment, text and signed amount; without a branch, the centre's own."""

    kind: ReceiptKind
    resident_id: UUID
    items: tuple[tuple[UUID, str, int], ...]
    method: Method
    branch_id: UUID | None = None
    note: str = ""
    corrects_id: UUID | None = None


@dataclass(frozen=True)
class VoidReceipt:
    receipt_id: UUID
    reason: str


@dataclass(frozen=True)
class CorrectReceipt:
    """Take back a receipt of a closed day by a new one of today."""

    receipt_id: UUID
    reason: str


def write_receipt(session: Session, new: NewReceipt, name: str) -> Receipt:
    """Number and keep a receipt; part of the verbs that take or give money."""
    branch = _branch(session, new.branch_id)
    today = local_now(session).date()
    (serial,) = take_numbers(session, branch.id, COUNTER, today.year)
    receipt = Receipt(
        number=receipt_number(branch.code, today.year, serial),
        branch_id=branch.id,
        year=today.year,
        serial=serial,
        kind=new.kind,
        resident_id=new.resident_id,
        name=name,
        on=today,
        at=happened(session),
        amount=sum(amount for _, _, amount in new.items),
        currency=centre_settings(session).currency,
        method=new.method,
        taken_by=current(session).actor,
        note=new.note,
        corrects_id=new.corrects_id,
        closing_id=None,
        prints=0,
        voided_at=None,
        void_reason="",
    )
    session.add(receipt)
    for at, (enrolment_id, text, amount) in enumerate(new.items):
        line = ReceiptLine(receipt_id=receipt.id, enrolment_id=enrolment_id, position=at, text=text, amount=amount)
        session.add(line)
    session.flush()
    return receipt


def _branch(session: Session, branch_id: UUID | None) -> Branch:
    if branch_id is not None:
        return session.get_one(Branch, branch_id)
    return session.scalars(select(Branch).where(Branch.parent_id.is_(None))).one()


def void_receipt(session: Session, request: VoidReceipt) -> None:
    """Declare a receipt void: it keeps its number and counts no more.

    Raises: Refused receipt-reason-missing, receipt-voided, receipt-corrected, receipt-day-closed,
    receipt-given-back-since.
    """
    receipt = _standing(session, request.receipt_id, request.reason)
    if receipt.closing_id is not None:
        raise Refused("receipt-day-closed", number=receipt.number, on=receipt.on)
    lines = _lines(session, receipt)
    _check_nothing_lost(session, receipt, lines)
    receipt.voided_at, receipt.void_reason = happened(session), request.reason.strip()
    session.flush()
    _loosen(session, lines)
    name_write(session, f"{receipt.name} · {receipt.number}", undoable=False)


def correct_receipt(session: Session, request: CorrectReceipt) -> UUID:
    """A new receipt that takes an old one back, whose day is closed; returns its id.

    Raises: Refused receipt-reason-missing, receipt-voided, receipt-corrected, receipt-day-open,
    receipt-given-back-since.
    """
    receipt = _standing(session, request.receipt_id, request.reason)
    if receipt.closing_id is None:
        raise Refused("receipt-day-open", number=receipt.number)
    lines = _lines(session, receipt)
    _check_nothing_lost(session, receipt, lines)
    items = tuple((line.enrolment_id, line.text, -line.amount) for line in lines)
    new = NewReceipt(ReceiptKind.CORRECTION, receipt.resident_id, items, receipt.method, receipt.branch_id)
    new = replace(new, note=request.reason.strip(), corrects_id=receipt.id)
    written = write_receipt(session, new, receipt.name)
    name_write(session, f"{receipt.name} · {receipt.number} → {written.number}", undoable=False)
    return written.id


def count_receipt_prints(session: Session, ids: tuple[UUID, ...]) -> None:
    """Remember that these went to the printer or into a file: a further print says that it is a copy."""
    rows = [session.get_one(Receipt, one) for one in ids]
    for row in rows:
        row.prints += 1
    name_write(session, ", ".join(sorted(row.number for row in rows)[:3]), undoable=False)


def _standing(session: Session, receipt_id: UUID, reason: str) -> Receipt:
    """A receipt that can still be taken back, for a reason."""
    receipt = session.get_one(Receipt, receipt_id)
    if receipt.voided_at is not None:
        raise Refused("receipt-voided", number=receipt.number, reason=receipt.void_reason)
    counter = select(Receipt.number).where(Receipt.corrects_id == receipt.id, Receipt.voided_at.is_(None))
    if (by := session.scalars(counter).first()) is not None:
        raise Refused("receipt-corrected", number=receipt.number, by=by)
    if not reason.strip():
        raise Refused("receipt-reason-missing", number=receipt.number)
    return receipt


def _lines(session: Session, receipt: Receipt) -> list[ReceiptLine]:
    return list(
        session.scalars(select(ReceiptLine).where(ReceiptLine.receipt_id == receipt.id).order_by(ReceiptLine.position))
    )


def _check_nothing_lost(session: Session, receipt: Receipt, lines: list[ReceiptLine]) -> None:
    """What was given back since cannot exceed what is left."""
    for line in lines:
        if _paid(session, line.enrolment_id) < line.amount:
            raise Refused(
                "receipt-given-back-since", number=receipt.number, amount=Money(line.amount, receipt.currency)
            )


def _paid(session: Session, enrolment_id: UUID) -> int:
    wanted = (
        select(func.coalesce(func.sum(ReceiptLine.amount), 0))
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .where(ReceiptLine.enrolment_id == enrolment_id, Receipt.voided_at.is_(None))
    )
    return int(session.scalar(wanted) or 0)


def _loosen(session: Session, lines: list[ReceiptLine]) -> None:
    """Where nothing is paid any more, the rules say again what the place costs."""
    for line in lines:
        wanted = select(FeeCharge).where(FeeCharge.enrolment_id == line.enrolment_id, FeeCharge.why != Why.GIVEN)
        row = session.scalars(wanted).one_or_none()
        if row is not None and _paid(session, line.enrolment_id) == 0:
            session.delete(row)
