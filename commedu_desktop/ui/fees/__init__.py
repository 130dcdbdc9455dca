"""Money at the desk: what somebody owes and pays, who owes, and the closing of the cash drawer."""

from commedu_desktop.ui.fees.cash import CashDialog
from commedu_desktop.ui.fees.payments import PaymentsDialog
from commedu_desktop.ui.fees.unpaid import UnpaidDialog

__all__ = ["CashDialog", "PaymentsDialog", "UnpaidDialog"]
