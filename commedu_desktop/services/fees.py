"""Fees: paying all or a part, discounts, and giving back by the centre's rule. Each payment has its receipt."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.fees import Charge, FeeRules, Method, ReceiptKind, Why
from commedu_desktop.domain.money import Money
from commedu_desktop.domain.settings import CentreSettings
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.enrolments import Withdraw, withdraw
from commedu_desktop.services.receipts import NewReceipt, write_receipt
from commedu_desktop.services.roles import check_lead
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries import fees as queries
from commedu_desktop.store.queries.fees import FeeLine
from commedu_desktop.store.tables import Enrolment
from commedu_desktop.store.tables.payments import FeeCharge

__all__ = [
    "FeeLine",
    "FeeSummary",
    "GiveDiscount",
    "Given",
    "PayFees",
    "RefundFee",
    "fee_lines",
    "fee_rules",
    "fee_summary",
    "follow_fee_rules",
    "give_discount",
    "pay_fees",
    "refund_fee",
    "unpaid",
]


@dataclass(frozen=True)
class PayFees:
    """Someone pays: `amounts` in minor units for each enrolment, on one receipt of a branch (None: the centre)."""

    amounts: tuple[tuple[UUID, int], ...]
    method: Method = Method.CASH
    branch_id: UUID | None = None


@dataclass(frozen=True)
class GiveDiscount:
    """A discount by hand, in per cent or in minor units, with the reason; 0 asks for the whole fee."""

    enrolment_id: UUID
    reason: str
    percent: int | None = None
    amount: int | None = None


@dataclass(frozen=True)
class RefundFee:
    """Money goes back: all that the rule gives, or `amount`. More than the rule gives needs `override`, a reason.

    `leaves`: the resident is withdrawn from the class at once.
    """

    enrolment_id: UUID
    amount: int | None = None
    method: Method = Method.CASH
    branch_id: UUID | None = None
    override: str = ""
    leaves: bool = False


@dataclass(frozen=True)
class Given:
    """The receipt of a payment or refund: its id and number, whose it is, and the sum (below 0: given back)."""

    receipt_id: UUID
    number: str
    name: str
    amount: Money


@dataclass(frozen=True)
class FeeSummary:
    """What somebody owes and has paid, all classes together."""

    owed: Money
    paid: Money


def fee_rules(settings: CentreSettings) -> FeeRules:
    return FeeRules(
        settings.household_discount, settings.group_discounts, settings.refund_part, settings.refund_lessons
    )


def fee_lines(session: Session, resident_id: UUID, now: datetime) -> list[FeeLine]:
    """What a resident owes and has paid; `now` is the centre's wall clock."""
    return queries.fee_lines(session, resident_id, fee_rules(centre_settings(session)), now)


def fee_summary(session: Session, resident_id: UUID, now: datetime) -> FeeSummary | None:
    """None for who is in no class that costs anything."""
    lines = fee_lines(session, resident_id, now)
    currency = centre_settings(session).currency
    if not lines:
        return None
    owed, paid = sum(line.owed for line in lines), sum(line.account.paid for line in lines)
    return FeeSummary(Money(owed, currency), Money(paid, currency))


def unpaid(session: Session, now: datetime, offering_id: UUID | None = None) -> list[FeeLine]:
    """Who owes a fee; of one class, or of all."""
    return queries.unpaid_lines(session, fee_rules(centre_settings(session)), now, offering_id)


def owed_by(session: Session, enrolment_id: UUID, now: datetime) -> Money | None:
    """What is still to pay for an enrolment; None when nothing is."""
    settings = centre_settings(session)
    owed = queries.fee_line(session, enrolment_id, fee_rules(settings), now).owed
    return Money(owed, settings.currency) if owed else None


def pay_fees(session: Session, request: PayFees) -> Given:
    """Take a payment; it fixes what each place costs.

    Raises: Refused fee-nothing-to-pay, fee-amount-not-positive, fee-more-than-owed, fee-several-people.
    """
    if not request.amounts:
        raise Refused("fee-nothing-to-pay")
    lines = [(_line(session, key), amount) for key, amount in request.amounts]
    if len({line.resident_id for line, _ in lines}) > 1 or len({line.enrolment_id for line, _ in lines}) < len(lines):
        raise Refused("fee-several-people")
    for line, amount in lines:
        _check_payment(session, line, amount)
        _fix(session, line)
    items = tuple((line.enrolment_id, line.title, amount) for line, amount in lines)
    new = NewReceipt(ReceiptKind.PAYMENT, lines[0][0].resident_id, items, request.method, request.branch_id)
    return _given(session, new, lines[0][0].name)


def give_discount(session: Session, request: GiveDiscount) -> None:
    """Set a discount by hand in place of what the rules say.

    Raises: Refused discount-reason-missing, discount-out-of-range, lead-only.
    """
    line = _line(session, request.enrolment_id)
    fee = line.account.charge.fee
    if not request.reason.strip():
        raise Refused("discount-reason-missing")
    check_lead(session)
    discount = request.amount if request.percent is None else fee * request.percent // 100
    if discount is None or not 0 <= discount <= fee:
        raise Refused("discount-out-of-range", fee=_money(session, fee))
    row = _fix(session, line)
    row.discount, row.why, row.note = discount, Why.GIVEN, request.reason.strip()
    name_write(session, f"{line.name} · {line.title}")


def follow_fee_rules(session: Session, enrolment_id: UUID) -> None:
    """Let the rules say again what a place costs. Raises: Refused fee-paid-already once something was paid."""
    line = _line(session, enrolment_id)
    if line.account.paid:
        raise Refused("fee-paid-already", name=line.name, title=line.title, paid=_money(session, line.account.paid))
    drop_charge(session, enrolment_id)
    name_write(session, f"{line.name} · {line.title}")


def refund_fee(session: Session, request: RefundFee) -> Given:
    """Give money back by the centre's rule, or beyond it for a reason that is kept.

    Raises: Refused refund-still-enrolled, refund-nothing, refund-beyond-rule, refund-more-than-paid,
    fee-amount-not-positive, lead-only, and whatever `withdraw` refuses.
    """
    if request.leaves:
        withdraw(session, Withdraw(request.enrolment_id, request.override))
        session.flush()
    line = _line(session, request.enrolment_id)
    rules = fee_rules(centre_settings(session))
    by_rule = line.account.refundable(rules)
    amount = by_rule if request.amount is None else request.amount
    _check_refund(session, line, amount, by_rule, request.override)
    items = ((line.enrolment_id, line.title, -amount),)
    new = NewReceipt(
        ReceiptKind.REFUND, line.resident_id, items, request.method, request.branch_id, request.override.strip()
    )
    return _given(session, new, line.name)


def drop_charge(session: Session, enrolment_id: UUID) -> None:
    row = session.scalars(select(FeeCharge).where(FeeCharge.enrolment_id == enrolment_id)).one_or_none()
    if row is not None:
        session.delete(row)


def _check_payment(session: Session, line: FeeLine, amount: int) -> None:
    if amount <= 0:
        raise Refused("fee-amount-not-positive")
    if amount > line.owed:
        raise Refused("fee-more-than-owed", name=line.name, title=line.title, owed=_money(session, line.owed))


def _check_refund(session: Session, line: FeeLine, amount: int, by_rule: int, override: str) -> None:
    facts = {"name": line.name, "title": line.title, "paid": _money(session, line.account.paid)}
    stays = line.account.status.takes_a_place and not line.account.cancelled and line.account.paid > 0
    if stays and not override.strip() and (amount == 0 or amount > by_rule):
        raise Refused("refund-still-enrolled", **facts)
    if amount > line.account.paid:
        raise Refused("refund-more-than-paid", **facts)
    if amount > by_rule and not override.strip():
        raise Refused("refund-beyond-rule", **facts, allowed=_money(session, by_rule), begun=line.account.begun)
    if amount > by_rule:
        check_lead(session)
    if amount == 0:
        raise Refused("refund-nothing", **facts, begun=line.account.begun)
    if amount < 0:
        raise Refused("fee-amount-not-positive")


def _line(session: Session, enrolment_id: UUID) -> FeeLine:
    session.get_one(Enrolment, enrolment_id)
    return queries.fee_line(session, enrolment_id, fee_rules(centre_settings(session)), local_now(session))


def _money(session: Session, minor: int) -> Money:
    return Money(minor, centre_settings(session).currency)


def _fix(session: Session, line: FeeLine) -> FeeCharge:
    """The charge as a row: from now on it no longer follows the rules."""
    row = session.scalars(select(FeeCharge).where(FeeCharge.enrolment_id == line.enrolment_id)).one_or_none()
    if row is None:
        now: Charge = line.account.charge
        row = FeeCharge(enrolment_id=line.enrolment_id, fee=now.fee, discount=now.discount, why=now.why, note="")
        session.add(row)
    return row


def _given(session: Session, new: NewReceipt, name: str) -> Given:
    receipt = write_receipt(session, new, name)
    name_write(session, f"{name} · {receipt.number}", undoable=False)
    return Given(receipt.id, receipt.number, name, Money(receipt.amount, receipt.currency))
