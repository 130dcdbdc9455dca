"""Fees: what a place costs, what is owed, what is given back, and what the drawer must hold; minor units throughout."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from commedu_desktop.domain.enrolments import EnrolmentStatus

WHOLE = 100
"""Per cent."""


class Method(StrEnum):
    """How money changes hands; only cash lies in the drawer."""

    CASH = "cash"
    MOBILE = "mobile"
    CARD = "card"
    TRANSFER = "transfer"


class ReceiptKind(StrEnum):
    """A correction takes back a receipt of a day that is closed."""

    PAYMENT = "payment"
    REFUND = "refund"
    CORRECTION = "correction"


class Why(StrEnum):
    """Why a fee is lower, if it is."""

    FULL = "full"
    HOUSEHOLD = "household"
    GROUP = "group"
    GIVEN = "given"


@dataclass(frozen=True)
class FeeRules:
    """The centre's rules, in per cent.

    `household`: off for everyone of a household after the first in a term. `groups`: code of a population group -> off
    for its members, 100 exempts. Who leaves before the first lesson gets all back, before lesson number
    `refund_lessons` begins `refund_part` per cent, and later nothing.
    """

    household: int = 0
    groups: Mapping[str, int] = field(default_factory=dict)
    refund_part: int = 50
    refund_lessons: int = 3


@dataclass(frozen=True)
class Charge:
    """What one place costs."""

    fee: int
    discount: int = 0
    why: Why = Why.FULL

    @property
    def due(self) -> int:
        return self.fee - self.discount


def charge(fee: int, rules: FeeRules, groups: Collection[str], *, household: bool) -> Charge:
    """The best of the discounts that hold; they do not add up. `household`: another member was enrolled before.

    A discount is rounded down to a whole minor unit.
    """
    by_group = max((rules.groups.get(code, 0) for code in groups), default=0)
    by_household = rules.household if household else 0
    best = max(by_group, by_household)
    if best <= 0 or fee == 0:
        return Charge(fee)
    return Charge(fee, fee * min(best, WHOLE) // WHOLE, Why.GROUP if by_group == best else Why.HOUSEHOLD)


@dataclass(frozen=True)
class Account:
    """One enrolment's money: `paid` is what was taken less what was given back; `begun` lessons of theirs have begun.

    `cancelled`: the centre called the offering off.
    """

    charge: Charge
    paid: int
    status: EnrolmentStatus
    begun: int = 0
    cancelled: bool = False

    @property
    def owed(self) -> int:
        """Still to pay; nobody owes for a waiting list, for a class they left, or for one that was called off."""
        return max(0, self.charge.due - self.paid) if self.status.takes_a_place and not self.cancelled else 0

    def refundable(self, rules: FeeRules) -> int:
        """What the rules give back now."""
        return max(0, self.paid - self.retained(rules))

    def retained(self, rules: FeeRules) -> int:
        """What the centre keeps of the fee, rounded down."""
        if self.cancelled or self.status is EnrolmentStatus.WAITING:
            return 0
        if self.status.takes_a_place:
            return self.charge.due
        if self.begun == 0:
            return 0
        part = rules.refund_part if self.begun < rules.refund_lessons else 0
        return self.charge.due * (WHOLE - part) // WHOLE


def receipt_number(branch: str, year: int, serial: int) -> str:
    """`B01-2026-R00012`."""
    return f"{branch}-{year}-R{serial:05}"


@dataclass(frozen=True)
class Drawer:
    """What a branch's drawer must hold: what lay in it, cash taken and cash given back (both 0 or more)."""

    opening: int
    taken: int
    given: int

    @property
    def expected(self) -> int:
        return self.opening + self.taken - self.given
