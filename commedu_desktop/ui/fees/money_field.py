"""Typing an amount, and saying how it is paid."""

from commedu_desktop.domain.fees import Method
from commedu_desktop.domain.money import read_amount
from commedu_desktop.i18n import _
from commedu_desktop.services.fee_words import amount_typed, decimals, method_name
from commedu_desktop.ui.widgets.fields import ChoiceField, TextField


class MoneyField(TextField):
    """An amount in minor units of a currency; `minor` is None while the field holds none."""

    def __init__(self, caption: str, currency: str, minor: int | None = None, *, hint: str = "") -> None:
        super().__init__(caption, hint=hint)
        self._currency = currency
        if minor is not None:
            self.minor = minor

    @property
    def minor(self) -> int | None:
        return read_amount(self.value, decimals(self._currency))

    @minor.setter
    def minor(self, minor: int) -> None:
        self.value = amount_typed(minor, self._currency)

    @property
    def is_empty(self) -> bool:
        return not self.value

    def read(self) -> int | None:
        """The amount; what is none is refused in its place."""
        if self.minor is None:
            self.refuse(_("This is no amount. Write it as 50 or 50.00."))
        return self.minor


class MethodField(ChoiceField):
    """Cash first: it is what the drawer is for."""

    def __init__(self) -> None:
        super().__init__(_("How"), [(method, method_name(method)) for method in Method], Method.CASH)
