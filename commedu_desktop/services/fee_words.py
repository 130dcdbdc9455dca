"""Money, and the names of what is done with it, as window and paper say them in the language that is spoken."""

from decimal import Decimal

from babel.numbers import get_currency_precision

from commedu_desktop.domain.fees import Method, ReceiptKind, Why
from commedu_desktop.i18n import _, money


def amount_shown(minor: int, currency: str) -> str:
    """`¥120.00`"""
    return money(minor, currency)


def amount_typed(minor: int, currency: str) -> str:
    """As it is put into a field to be changed: `120.00`."""
    return str(Decimal(minor).scaleb(-decimals(currency)))


def decimals(currency: str) -> int:
    """How many places after the point a currency has."""
    return int(get_currency_precision(currency))


def method_name(method: Method | str) -> str:
    """How money changed hands."""
    names = {
        Method.CASH: _("cash"),
        Method.MOBILE: _("mobile payment"),
        Method.CARD: _("bank card"),
        Method.TRANSFER: _("bank transfer"),
    }
    return names[Method(method)]


def kind_name(kind: ReceiptKind) -> str:
    names = {
        ReceiptKind.PAYMENT: _("payment"),
        ReceiptKind.REFUND: _("refund"),
        ReceiptKind.CORRECTION: _("correction"),
    }
    return names[kind]


def why_name(why: Why) -> str:
    """Why a fee is lower; nothing for the whole fee."""
    names = {
        Why.FULL: "",
        Why.HOUSEHOLD: _("household discount"),
        Why.GROUP: _("discount of a group"),
        Why.GIVEN: _("discount by hand"),
    }
    return names[why]
