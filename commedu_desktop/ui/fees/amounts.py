"""A fee in a field: as people type it, and the minor units of the centre's currency behind it."""

from commedu_desktop.domain.money import read_amount
from commedu_desktop.services.fee_words import decimals
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui.desk import Desk


def minor_units(desk: Desk, text: str) -> int | None:
    """Nothing typed is 0, what is no amount None."""
    return read_amount(text, _places(desk)) if text.strip() else 0


def as_typed(desk: Desk, units: int) -> str:
    """The amount for the field; empty when there is no fee."""
    places = _places(desk)
    return f"{units / 10**places:.{places}f}" if units else ""


def _places(desk: Desk) -> int:
    return decimals(desk.read(centre_settings).currency)
