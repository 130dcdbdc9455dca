"""What belongs to merged residents beside classes and marks: money and check-outs. Sums stay what they were."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.store.tables.check_outs import CheckOut
from commedu_desktop.store.tables.payments import FeeCharge, Receipt, ReceiptLine


def move_receipts(session: Session, kept_id: UUID, gone_id: UUID) -> None:
    """Receipts keep number, name and sum; they are listed with the resident who is kept."""
    for receipt in session.scalars(select(Receipt).where(Receipt.resident_id == gone_id)):
        receipt.resident_id = kept_id


def move_payments(session: Session, kept_id: UUID, gone_id: UUID) -> None:
    """From one enrolment to the other of the same class: what was paid adds up, the fee is owed once."""
    for line in session.scalars(select(ReceiptLine).where(ReceiptLine.enrolment_id == gone_id)):
        line.enrolment_id = kept_id
    mine, theirs = (
        session.scalars(select(FeeCharge).where(FeeCharge.enrolment_id == key)).one_or_none()
        for key in (kept_id, gone_id)
    )
    if theirs is None:
        return
    if mine is None:
        theirs.enrolment_id = kept_id
        return
    if theirs.discount > mine.discount:
        mine.fee, mine.discount, mine.why, mine.note = theirs.fee, theirs.discount, theirs.why, theirs.note
    session.delete(theirs)


def move_check_outs(session: Session, kept_id: UUID, gone_id: UUID) -> None:
    """Of two check-outs from one lesson the later one stays."""
    mine = {row.lesson_id: row for row in session.scalars(select(CheckOut).where(CheckOut.resident_id == kept_id))}
    for row in session.scalars(select(CheckOut).where(CheckOut.resident_id == gone_id)).all():
        same = mine.get(row.lesson_id)
        if same is None:
            row.resident_id = kept_id
            continue
        same.at = max(same.at, row.at)
        session.delete(row)
