"""Who still owes a fee; Enter opens what they pay."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commedu_desktop.domain.residents import shown_phone
from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.services.fee_words import amount_shown
from commedu_desktop.services.fees import FeeLine, unpaid
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.unpaid_papers import unpaid_pdf
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.fees.columns import fee_colour, fee_state
from commedu_desktop.ui.fees.payments import PaymentsDialog
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.preview import PreviewDialog
from commedu_desktop.ui.widgets.basics import Card, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.search_field import SearchField


class UnpaidDialog(QDialog):
    """By class and name; typing narrows the list."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(_("Unpaid fees"))
        self.setModal(True)
        self.currency = desk.read(centre_settings).currency
        self._lines: dict[UUID, FeeLine] = {}
        self._shown: list[UUID] = []
        self.about = words("", "muted", wrap=True)
        self.search = SearchField(desk.look, _("Name, card, telephone or class"))
        self.table = LazyTable(desk.look, LazyModel(self._columns(), self._ids, self._rows), _("Unpaid fees"))
        self.pay_button = Button(desk.look, _("Payments…"), icon="banknote", kind="primary", shortcut="Enter")
        self.print_button = Button(desk.look, _("Print the list"), icon="printer", shortcut="Ctrl+P")
        self.leave_button = Button(desk.look, _("Close"), shortcut="Esc")
        self._lay_out(parent)
        self.leave_button.clicked.connect(self.reject)
        self.pay_button.clicked.connect(self.pay)
        self.print_button.clicked.connect(self.print_list)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_list)
        self.table.opened.connect(lambda _key: self.pay())
        self.search.searched.connect(lambda _text: self._narrow())
        self.search.moved.connect(self.table.move)
        self.search.entered.connect(lambda _text: self.pay())
        desk.changed.connect(self.read)
        self.read()
        self.search.setFocus()

    def read(self) -> None:
        self._lines = {one.enrolment_id: one for one in self.desk.read(unpaid, self.desk.wall_clock())}
        self._narrow()

    def pay(self) -> None:
        key: Any = self.table.chosen_id
        if key is not None:
            line = self._lines[key]
            PaymentsDialog(self.desk, self, line.resident_id, line.name).open()

    def print_list(self) -> None:
        def show(pdf: bytes) -> None:
            PreviewDialog(self.desk, pdf, _("Unpaid fees"), self).open()

        now = self.desk.wall_clock()
        self.desk.work(lambda _progress: self.desk.read(unpaid_pdf, now), done=show, title=_("Setting the paper"))

    def _lay_out(self, parent: QWidget) -> None:
        card = Card(margin=8)
        card.body.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        for part in (words(_("Unpaid fees"), "large", wrap=True), self.about, self.search, card):
            layout.addWidget(part, 1 if part is card else 0)
        layout.addLayout(Flow(self.leave_button, self.print_button, self.pay_button, end=True))
        look, room = self.desk.look, parent.window().size()
        self.resize(min(look.px(860), room.width() - 24), min(look.px(640), room.height() - 24))

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(N_("Name"), lambda one: one.name, 110, stretch=2, kind="strong"),
            Column(N_("Class"), lambda one: one.title, 130, stretch=3),
            Column(N_("State"), fee_state, 120, kind="pill", state=fee_colour),
            Column(N_("Card"), lambda one: one.card, 104, kind="muted", spare=2),
            Column(N_("Telephone"), lambda one: shown_phone(one.phone), 120, kind="muted", spare=1),
            Column(N_("To pay"), lambda one: amount_shown(one.owed, self.currency), 100, kind="number"),
        )

    def _narrow(self) -> None:
        typed = self.search.text().casefold().split()
        self._shown = [key for key, one in self._lines.items() if all(word in _haystack(one) for word in typed)]
        self.table.reload()
        if self.table.chosen_id is None:
            self.table.choose(None)
        self.pay_button.setEnabled(bool(self._shown))
        self._tell()

    def _tell(self) -> None:
        owed = sum(self._lines[key].owed for key in self._shown)
        if not self._lines:
            self.about.setText(_("Everything is paid."))
            return
        told = ngettext("{count} fee, {amount}", "{count} fees, {amount}", len(self._shown))
        self.about.setText(told.format(count=len(self._shown), amount=amount_shown(owed, self.currency)))

    def _ids(self, _sort: str, _descending: bool) -> Sequence[UUID]:
        return self._shown

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, FeeLine]:
        return {key: self._lines[key] for key in ids}


def _haystack(one: FeeLine) -> str:
    return " ".join((one.name, one.card, one.phone, one.title)).casefold()
