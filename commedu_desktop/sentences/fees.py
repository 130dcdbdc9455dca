"""Fees, receipts and the cash drawer."""

from collections.abc import Mapping
from typing import Any

from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences.telling import Telling, shown


def _beyond(facts: Mapping[str, Any]) -> str:
    values = {name: shown(value) for name, value in facts.items()}
    told = ngettext(
        "{begun} lesson of {title} has begun: the centre's rule gives {name} {allowed} back of {paid}. "
        "A supervisor may give more with a reason.",
        "{begun} lessons of {title} have begun: the centre's rule gives {name} {allowed} back of {paid}. "
        "A supervisor may give more with a reason.",
        facts["begun"],
    )
    return told.format(**values)


def _nothing(facts: Mapping[str, Any]) -> str:
    values = {name: shown(value) for name, value in facts.items()}
    if not facts["paid"].minor:
        return _("{name} has paid nothing for {title}, so nothing can be given back.").format(**values)
    return _(
        "By the centre's rule nothing of the {paid} for {title} is given back any more. "
        "A supervisor may give an amount with a reason."
    ).format(**values)


SENTENCES: dict[str, Telling] = {
    "lead-only": N_("Only {leads} may pass over this rule. Ask one of them; the settings say who it is."),
    "fee-nothing-to-pay": N_("Nothing is to pay here."),
    "fee-amount-not-positive": N_("Give an amount above zero."),
    "fee-more-than-owed": N_("For {title} {name} owes {owed}, no more. Correct the amount."),
    "fee-several-people": N_("One receipt is for one person, each class once. Take the payments one after the other."),
    "fee-paid-already": N_(
        "{name} has paid {paid} for {title}, so the fee is fixed. Give a discount, or void the receipt first."
    ),
    "discount-reason-missing": N_("Say why the fee is changed; the reason is kept."),
    "discount-out-of-range": N_("A discount lies between nothing and the whole fee of {fee}."),
    "refund-still-enrolled": N_(
        "{name} is still in {title}. Withdraw them at the same time, or give a reason for an exception."
    ),
    "refund-nothing": _nothing,
    "refund-beyond-rule": _beyond,
    "refund-more-than-paid": N_("{name} has paid {paid} for {title}; no more than that can be given back."),
    "receipt-reason-missing": N_("Say why receipt {number} is taken back; the reason is kept with it."),
    "receipt-voided": N_("Receipt {number} is void already: {reason}"),
    "receipt-corrected": N_("Receipt {number} was taken back by {by} already."),
    "receipt-day-closed": N_(
        "The drawer was closed over receipt {number} of {on}, so it stays as it is. "
        "Take it back with a correction; that is a new receipt of today."
    ),
    "receipt-day-open": N_("The drawer has not been closed over receipt {number} yet. Void it instead."),
    "receipt-given-back-since": N_(
        "Of receipt {number} money has been given back since, less than {amount} is left. Take the refund back first."
    ),
    "receipt-number-unknown": N_("There is no receipt {number}. Its number stands at its top right corner."),
    "cash-count-missing": N_("Count the drawer: type how many of each note and coin there are, or the whole sum."),
    "cash-count-negative": N_("There cannot be less than nothing of a note or coin."),
    "cash-difference-reason": N_(
        "What was counted differs by {difference} from what must be there. Count again, or say the reason."
    ),
    "cash-kept-too-much": N_("Between nothing and the counted {counted} can stay in the drawer."),
    "cash-nothing-to-close": N_("Nothing has happened in the drawer of {branch} since it was closed last."),
    "cash-closing-unknown": N_("The drawer was not closed on {on}."),
}
VERBS: dict[str, Telling] = {
    "pay_fees": N_("payment of {subject}"),
    "give_discount": N_("discount for {subject}"),
    "follow_fee_rules": N_("fee by the rules again for {subject}"),
    "refund_fee": N_("refund to {subject}"),
    "void_receipt": N_("voiding of the receipt of {subject}"),
    "correct_receipt": N_("correction of the receipt of {subject}"),
    "count_receipt_prints": N_("print of receipt {subject}"),
    "print_receipts": N_("print of receipt {subject}"),
    "close_cash": N_("closing of the drawer of {subject}"),
}
