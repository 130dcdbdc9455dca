"""Places that wait for an answer: whom to call, and what has run out goes to the next."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences import shown
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.offered_places import passed_on
from commedu_desktop.ui.widgets.rows_dialog import RowsDialog

if TYPE_CHECKING:
    from commedu_desktop.services.offers import OfferLine


def show_offers(desk: Desk, parent: QWidget, rows: Sequence["OfferLine"]) -> QDialog:
    """The list; offers that have run out are passed on as it opens."""
    from commedu_desktop.services.waiting_list import SettleOffers, settle_offers

    if any(row.lapsed for row in rows):
        desk.write(settle_offers, SettleOffers(), done=lambda settled: desk.toast(passed_on(settled), undo=True))
    columns = (
        Column(N_("Name"), lambda row: row.name, 130, stretch=1, kind="strong"),
        Column(N_("Telephone"), lambda row: row.phone or "—", 140),
        Column(N_("Class"), lambda row: row.title, 200, stretch=2),
        Column(N_("Offered until"), lambda row: shown(row.until), 170),
        Column(
            N_("State"),
            lambda row: _("ran out") if row.lapsed else _("waits for an answer"),
            150,
            kind="pill",
            state=lambda row: "bad" if row.lapsed else "accent",
        ),
    )
    sums = _("Call, and confirm the place in the class's list of learners. What has run out goes to the next.")
    dialog = RowsDialog(desk.look, parent, _("Offered places"), sums, columns, rows)
    dialog.opened.connect(lambda row: desk.go("courses", offering_id=row.offering_id))
    dialog.open()
    return dialog
