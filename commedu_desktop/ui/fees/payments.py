"""What somebody owes, pays and has paid."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.fees import Method
from commedu_desktop.i18n import _
from commedu_desktop.sentences import sentence, shown, together
from commedu_desktop.services.fee_words import amount_shown
from commedu_desktop.services.fees import FeeLine, Given, PayFees, fee_lines, pay_fees
from commedu_desktop.services.receipts import ReceiptRow, receipts_of
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.fees.changes import DiscountDialog, RefundDialog, TakeBackDialog
from commedu_desktop.ui.fees.columns import fee_columns, receipt_columns
from commedu_desktop.ui.fees.desk_branch import desk_branch
from commedu_desktop.ui.fees.money_field import MethodField, MoneyField
from commedu_desktop.ui.fees.printing import preview_receipts
from commedu_desktop.ui.lazy_table import LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import Card, column, row, words
from commedu_desktop.ui.widgets.buttons import Button, connect_verbs
from commedu_desktop.ui.widgets.dialogs import scrolled
from commedu_desktop.ui.widgets.flow import Beside, Flow
from commedu_desktop.ui.widgets.messages import Banner


class PaymentsDialog(QDialog):
    """Everything owed is chosen and its sum stands in the field: Enter takes it, Ctrl+P prints the receipt."""

    def __init__(self, desk: Desk, parent: QWidget, resident_id: UUID, name: str) -> None:
        super().__init__(parent)
        self.desk, self._resident_id, self._name = desk, resident_id, name
        self.currency = desk.read(centre_settings).currency
        self._lines: dict[UUID, FeeLine] = {}
        self._receipts: dict[UUID, ReceiptRow] = {}
        title = _("Payments of {name}").format(name=name)
        self.setWindowTitle(title)
        self.setModal(True)
        self.about = words("", "muted", wrap=True)
        self.banner = Banner(desk.look)
        self.fees = self._table(fee_columns(self.currency), lambda: self._lines, _("Fees"), several=True)
        self.receipts = self._table(receipt_columns(), lambda: self._receipts, _("Receipts"))
        self.amount = MoneyField(_("Amount"), self.currency)
        self.method = MethodField()
        self.handed = MoneyField(_("Handed over"), self.currency, hint=_("To work out the change; may stay empty."))
        self.change = words("", "strong")
        self._make_buttons()
        self._lay_out(title, parent)
        self._connect()
        self.read()
        self._choose_owed()
        self.amount.setFocus()
        self.amount.edit.selectAll()

    def read(self) -> None:
        """Read again what is owed and the receipts."""
        every = self.desk.read(fee_lines, self._resident_id, self.desk.wall_clock())
        self._lines = {one.enrolment_id: one for one in sorted(every, key=lambda one: one.owed == 0)}
        self._receipts = {one.id: one for one in self.desk.read(receipts_of, self._resident_id)}
        for table in (self.fees, self.receipts):
            table.reload()
            if table.chosen_id is None:
                table.choose(None)
        self._tell()
        self._offer()

    def pay(self) -> None:
        """Take the amount for the chosen classes, the first of them first."""
        amount = self.amount.read()
        if amount is None:
            return
        request = PayFees(self._shared(amount), self.method.value, desk_branch(self.desk))
        self.desk.write(pay_fees, request, done=self._paid, refused=self._explain)

    def print_receipt(self) -> None:
        if (receipt := self._receipt()) is not None:
            preview_receipts(self.desk, self, [receipt])

    def give_discount(self) -> None:
        if (line := self._line()) is not None:
            self._follow(DiscountDialog(self.desk, self, line, self.currency))

    def refund(self) -> None:
        if (line := self._line()) is not None:
            self._follow(RefundDialog(self.desk, self, line, self.currency, desk_branch(self.desk)))

    def take_back(self) -> None:
        if (receipt := self._receipt()) is not None and receipt.stands:
            self._follow(TakeBackDialog(self.desk, self, receipt))

    def _follow(self, dialog: QDialog) -> None:
        dialog.accepted.connect(self._settle)
        dialog.open()

    def _table(self, columns: Any, rows: Any, name: str, *, several: bool = False) -> LazyTable:
        def ids(_sort: str, _descending: bool) -> Sequence[UUID]:
            return list(rows())

        def some(keys: Sequence[Any]) -> Mapping[Any, Any]:
            return {key: rows()[key] for key in keys}

        return LazyTable(self.desk.look, LazyModel(columns, ids, some), name, several=several)

    def _make_buttons(self) -> None:
        look = self.desk.look
        self.pay_button = Button(look, _("Take payment"), icon="banknote", kind="primary", shortcut="Ctrl+Enter")
        self.print_button = Button(look, _("Print receipt"), icon="printer", shortcut="Ctrl+P")
        self.discount_button = Button(look, _("Discount…"), shortcut="Ctrl+D")
        self.refund_button = Button(look, _("Give back…"), shortcut="Ctrl+R")
        self.void_button = Button(look, _("Void…"), kind="danger", shortcut="Ctrl+Del")
        self.leave_button = Button(look, _("Close"), shortcut="Esc")

    def _lay_out(self, title: str, parent: QWidget) -> None:
        look = self.desk.look
        fees, receipts = Card(margin=8), Card(margin=8)
        fees.body.addWidget(self.fees)
        receipts.body.addWidget(self.receipts)
        for card in (fees, receipts):
            card.setMinimumHeight(look.px(150))
        paying = row(gap=16)
        for field in (self.amount, self.method, self.handed):
            paying.addWidget(field, 1)
        inside, changing, papers = QWidget(), QWidget(), QWidget()
        changing.setLayout(Flow(self.discount_button, self.refund_button, end=True))
        papers.setLayout(Flow(self.void_button, self.print_button, end=True))
        owing, listed = QWidget(), QWidget()
        owing.setLayout(Beside(self.change, changing))
        listed.setLayout(Beside(words(_("Receipts"), "heading"), papers))
        body = column(fees, paying, owing, listed, receipts, gap=12)
        body.setStretch(0, 1)
        body.setStretch(4, 1)
        inside.setLayout(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        for part in (words(title, "large", wrap=True), self.about, self.banner):
            layout.addWidget(part)
        layout.addWidget(scrolled(inside), 1)
        layout.addLayout(Flow(self.leave_button, self.pay_button, end=True))
        room = parent.window().size()
        self.resize(min(look.px(860), room.width() - 24), min(look.px(700), room.height() - 24))

    def _connect(self) -> None:
        verbs = (
            (self.pay_button, self.pay, ("Ctrl+Return", "Ctrl+Enter")),
            (self.print_button, self.print_receipt, ("Ctrl+P",)),
            (self.discount_button, self.give_discount, ("Ctrl+D",)),
            (self.refund_button, self.refund, ("Ctrl+R",)),
            (self.void_button, self.take_back, ("Ctrl+Del",)),
        )
        connect_verbs(self, *verbs)
        self.leave_button.clicked.connect(self.reject)
        self.amount.edit.returnPressed.connect(self.pay)
        self.handed.edit.returnPressed.connect(self.pay)
        self.fees.selectionModel().selectionChanged.connect(lambda *_what: self._chosen())
        self.receipts.chosen.connect(lambda _key: self._offer())
        self.receipts.opened.connect(lambda _key: self.print_receipt())
        for field in (self.amount, self.handed, self.method):
            field.edited.connect(self._say_change)

    def _choose_owed(self) -> None:
        owing = [at for at, one in enumerate(self._lines.values()) if one.owed]
        model = self.fees.selectionModel()
        model.clearSelection()
        for at in owing:
            model.select(self.fees.rows.index(at, 0), model.SelectionFlag.Select | model.SelectionFlag.Rows)
        self._chosen()

    def _chosen(self) -> None:
        self.amount.minor = sum(one.owed for one in self._chosen_lines())
        self._say_change()
        self._offer()

    def _chosen_lines(self) -> list[FeeLine]:
        return [self._lines[key] for key in self.fees.chosen_ids if isinstance(key, UUID) and key in self._lines]

    def _shared(self, amount: int) -> tuple[tuple[UUID, int], ...]:
        """What of the amount is for which class; what is too much stays with the last, to be refused by name."""
        owing = [one for one in self._chosen_lines() if one.owed]
        parts, left = [], amount
        for at, one in enumerate(owing):
            part = left if at == len(owing) - 1 else min(left, one.owed)
            if part:
                parts.append((one.enrolment_id, part))
            left -= part
        return tuple(parts)

    def _line(self) -> FeeLine | None:
        chosen = self._chosen_lines()
        return chosen[0] if len(chosen) == 1 else None

    def _receipt(self) -> ReceiptRow | None:
        key: Any = self.receipts.chosen_id
        return self._receipts.get(key)

    def _offer(self) -> None:
        line, receipt = self._line(), self._receipt()
        self.pay_button.setEnabled(any(one.owed for one in self._chosen_lines()))
        self.discount_button.setEnabled(line is not None and line.account.status.takes_a_place)
        self.refund_button.setEnabled(line is not None and line.account.paid > 0)
        self.print_button.setEnabled(receipt is not None)
        self.void_button.setEnabled(receipt is not None and receipt.stands)
        self.void_button.setText(_("Correct…") if receipt is not None and receipt.closed else _("Void…"))

    def _tell(self) -> None:
        owed = sum(one.owed for one in self._lines.values())
        paid = sum(one.account.paid for one in self._lines.values())
        if not self._lines:
            self.about.setText(_("{name} is in no class that costs anything.").format(name=self._name))
            return
        told = _("To pay: {owed} · paid: {paid}") if owed else _("All is paid: {paid}")
        self.about.setText(told.format(owed=amount_shown(owed, self.currency), paid=amount_shown(paid, self.currency)))

    def _say_change(self) -> None:
        handed, amount = self.handed.minor, self.amount.minor
        self.handed.setEnabled(self.method.value is Method.CASH)
        if handed is None or amount is None or self.method.value is not Method.CASH:
            self.change.setText("")
        elif handed < amount:
            missing = amount_shown(amount - handed, self.currency)
            self.change.setText(_("{amount} is missing").format(amount=missing))
        else:
            self.change.setText(_("Change: {amount}").format(amount=amount_shown(handed - amount, self.currency)))

    def _paid(self, given: Given) -> None:
        told = _("{amount} taken from {name}. Receipt {number}; Ctrl+P prints it.")
        said = told.format(amount=shown(given.amount), name=given.name, number=given.number)
        self.banner.say(together(said, self.change.text()), "good")
        self.handed.value = ""
        self._settle()
        self.receipts.choose(given.receipt_id)
        self.print_button.setFocus()

    def _settle(self) -> None:
        self.read()
        self.receipts.choose(None)
        self._choose_owed()

    def _explain(self, refusal: Refused) -> None:
        if refusal.code in ("fee-more-than-owed", "fee-amount-not-positive"):
            self.amount.refuse(refusal)
        else:
            self.banner.say(sentence(refusal), "bad")
