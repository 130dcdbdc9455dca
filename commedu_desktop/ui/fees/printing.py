"""Receipts on their way to the printer, counted when they really went there."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from commedu_desktop.i18n import _
from commedu_desktop.services.printed_again import RECEIPTS, recipe
from commedu_desktop.services.receipt_papers import receipt_pdf
from commedu_desktop.services.receipts import ReceiptRow, count_receipt_prints
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.papers import CountedPreview


def preview_receipts(desk: Desk, parent: QWidget, receipts: Sequence[ReceiptRow]) -> None:
    """Show receipts before they print; a receipt that was printed before says that it is a copy."""
    ids = [one.id for one in receipts]
    title = receipts[0].number if len(receipts) == 1 else _("Receipts")

    def count() -> None:
        desk.write(count_receipt_prints, tuple(ids))

    def show(pdf: bytes) -> None:
        CountedPreview(desk, pdf, title, parent, count, recipe(RECEIPTS, tuple(ids))).open()

    desk.work(lambda _progress: desk.read(receipt_pdf, ids), done=show, title=_("Setting the paper"))
