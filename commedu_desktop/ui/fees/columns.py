"""What the lists of fees and receipts say of each."""

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences import shown
from commedu_desktop.services.fee_words import amount_shown, kind_name, method_name, why_name
from commedu_desktop.services.fees import FeeLine
from commedu_desktop.services.receipts import ReceiptRow
from commedu_desktop.ui.lazy_table import Column


def fee_columns(currency: str) -> tuple[Column, ...]:
    return (
        Column(N_("Class"), lambda one: one.title, 130, stretch=3, kind="strong"),
        Column(N_("State"), fee_state, 140, stretch=1, kind="pill", state=fee_colour),
        Column(N_("Fee"), lambda one: amount_shown(one.account.charge.fee, currency), 95, kind="number"),
        Column(N_("Discount"), lambda one: _discount(one, currency), 110, stretch=2, kind="muted", spare=1),
        Column(N_("Paid"), lambda one: amount_shown(one.account.paid, currency), 95, kind="number"),
        Column(N_("To pay"), lambda one: amount_shown(one.owed, currency) if one.owed else "—", 95, kind="number"),
    )


def _discount(one: FeeLine, currency: str) -> str:
    charge = one.account.charge
    if not charge.discount:
        return one.note
    return " · ".join(filter(None, (f"−{amount_shown(charge.discount, currency)}", one.note or why_name(charge.why))))


def fee_state(one: FeeLine) -> str:
    account = one.account
    if account.cancelled:
        return _("cancelled")
    if account.status is EnrolmentStatus.WITHDRAWN:
        return _("has left")
    if one.owed:
        return _("paid in part") if account.paid else _("not paid")
    return _("paid") if account.charge.due else _("exempt")


def fee_colour(one: FeeLine) -> str:
    if one.account.cancelled or one.account.status is EnrolmentStatus.WITHDRAWN:
        return "warn" if one.account.paid else "neutral"
    return "warn" if one.owed else "good"


def receipt_columns() -> tuple[Column, ...]:
    return (
        Column(N_("Receipt no."), lambda one: one.number, 150, kind="strong"),
        Column(N_("Date"), lambda one: shown(one.on), 155, kind="muted"),
        Column(N_("State"), receipt_state, 120, stretch=1, kind="pill", state=receipt_colour),
        Column(N_("For"), _what_for, 120, stretch=3, kind="muted", tip=_what_for, spare=1),
        Column(N_("How"), lambda one: method_name(one.method), 100, stretch=1, kind="muted", spare=2),
        Column(N_("Amount"), lambda one: amount_shown(one.amount, one.currency), 100, kind="number"),
    )


def _what_for(one: ReceiptRow) -> str:
    """What it was for, and the reason of anything unusual."""
    parts = [text for text, _amount in one.lines]
    return " · ".join(filter(None, (*parts, one.note, one.void_reason)))


def receipt_state(one: ReceiptRow) -> str:
    if one.voided_at is not None:
        return _("void")
    return _("corrected") if one.corrected else kind_name(one.kind)


def receipt_colour(one: ReceiptRow) -> str:
    if not one.stands:
        return "neutral"
    return "good" if one.amount > 0 else "warn"
