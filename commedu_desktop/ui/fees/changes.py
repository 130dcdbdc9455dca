"""The dialogs that change what is owed or was paid; each asks for its reason."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.money import read_amount
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.services.fee_words import amount_shown, decimals
from commedu_desktop.services.fees import (
    FeeLine,
    GiveDiscount,
    RefundFee,
    fee_rules,
    follow_fee_rules,
    give_discount,
    refund_fee,
)
from commedu_desktop.services.receipts import CorrectReceipt, ReceiptRow, VoidReceipt, correct_receipt, void_receipt
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.fees.money_field import MethodField, MoneyField
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import CheckField, TextField


class DiscountDialog(FormDialog):
    """Per cent or an amount off, with the reason."""

    def __init__(self, desk: Desk, parent: QWidget, line: FeeLine, currency: str) -> None:
        super().__init__(desk.look, parent, _("Discount for {name}").format(name=line.name))
        self.desk, self.line, self._currency = desk, line, currency
        fee = amount_shown(line.account.charge.fee, currency)
        self.form.addWidget(words(_("{title}: the whole fee is {fee}.").format(title=line.title, fee=fee), wrap=True))
        self.discount = TextField(_("Discount"), hint=_("Per cent or an amount: 50% or 60.00; 100% exempts."))
        self.reason = TextField(_("Reason"), line.note, hint=_("It is kept with the fee."))
        self.add(self.discount)
        self.add(self.reason)
        self.form.addStretch(1)
        if line.fixed and not line.account.paid:
            again = Button(desk.look, _("By the rules again"), kind="quiet")
            again.clicked.connect(self.by_rules)
            self.foot.insertWidget(0, again)
        self.resize(desk.look.px(480), desk.look.px(400))
        self.discount.setFocus()

    def save(self) -> None:
        typed = self.discount.value.replace("％", "%")
        if typed.endswith("%"):
            part = read_amount(typed.removesuffix("%"), 0)
            request = GiveDiscount(self.line.enrolment_id, self.reason.value, percent=part)
        else:
            amount = read_amount(typed, decimals(self._currency))
            request = GiveDiscount(self.line.enrolment_id, self.reason.value, amount=amount)
        if request.percent is None and request.amount is None:
            self.discount.refuse(_("Write per cent or an amount: 50% or 60.00."))
            return
        self.desk.write(give_discount, request, done=lambda _none: self.accept(), refused=self._say)

    def by_rules(self) -> None:
        self.desk.write(
            follow_fee_rules, self.line.enrolment_id, done=lambda _none: self.accept(), refused=self.explain
        )

    def _say(self, refusal: Refused) -> None:
        self.explain(refusal, self.discount if refusal.code == "discount-out-of-range" else self.reason)


class RefundDialog(FormDialog):
    """What the rule gives back stands in the field; more needs a reason."""

    def __init__(
        self, desk: Desk, parent: QWidget, line: FeeLine, currency: str, branch_id: UUID | None = None
    ) -> None:
        super().__init__(desk.look, parent, _("Give back to {name}").format(name=line.name), _("Give back"))
        self.desk, self.line, self._branch_id, self._currency = desk, line, branch_id, currency
        self._rules = fee_rules(desk.read(centre_settings))
        stays = line.account.status.takes_a_place and not line.account.cancelled
        self.leaves = CheckField(_("Withdraw from the class at once"), value=stays)
        self.leaves.setVisible(stays)
        self.told = words("", wrap=True)
        self.amount = MoneyField(_("Amount"), currency)
        self.method = MethodField()
        self.reason = TextField(_("Reason"), hint=_("Needed only to give more than the rule."))
        self.form.addWidget(self.told)
        self.add(self.leaves)
        self.add(self.amount, self.method)
        self.add(self.reason)
        self.form.addStretch(1)
        self.leaves.edited.connect(self._reckon)
        self._reckon()
        self.resize(desk.look.px(520), desk.look.px(460))
        self.amount.setFocus()

    def save(self) -> None:
        amount = self.amount.read()
        if amount is None:
            return
        request = RefundFee(
            self.line.enrolment_id,
            amount,
            self.method.value,
            self._branch_id,
            self.reason.value,
            self.leaves.value and not self.leaves.isHidden(),
        )
        self.desk.write(refund_fee, request, done=lambda _given: self.accept(), refused=self._say)

    def _reckon(self) -> None:
        account = self.line.account
        if self.leaves.value and not self.leaves.isHidden():
            account = replace(account, status=EnrolmentStatus.WITHDRAWN)
        by_rule = account.refundable(self._rules)
        self.amount.minor = by_rule
        told = ngettext(
            "{title}: {begun} lesson has begun, {paid} is paid. By the rule {amount} goes back.",
            "{title}: {begun} lessons have begun, {paid} is paid. By the rule {amount} goes back.",
            account.begun,
        )
        paid, back = amount_shown(account.paid, self._currency), amount_shown(by_rule, self._currency)
        self.told.setText(told.format(title=self.line.title, begun=account.begun, paid=paid, amount=back))

    def _say(self, refusal: Refused) -> None:
        needs_reason = ("refund-beyond-rule", "refund-still-enrolled", "lead-only")
        self.explain(refusal, self.reason if refusal.code in needs_reason else self.amount)


class TakeBackDialog(FormDialog):
    """Void a receipt of the open day, or correct one of a day that is closed by a new receipt."""

    def __init__(self, desk: Desk, parent: QWidget, receipt: ReceiptRow) -> None:
        title = _("Correct receipt {number}") if receipt.closed else _("Void receipt {number}")
        yes = _("Correct") if receipt.closed else _("Declare void")
        super().__init__(desk.look, parent, title.format(number=receipt.number), yes)
        self.desk, self.receipt = desk, receipt
        amount = amount_shown(receipt.amount, receipt.currency)
        if receipt.closed:
            told = _("{amount} of {name}. Its day is closed: a new receipt of today takes it back.")
        else:
            told = _("{amount} of {name}. The number stays taken, and this cannot be undone.")
        self.form.addWidget(words(told.format(amount=amount, name=receipt.name), wrap=True))
        self.reason = TextField(_("Reason"), hint=_("For example: the wrong class, typed twice."))
        self.add(self.reason)
        self.form.addStretch(1)
        self.resize(desk.look.px(480), desk.look.px(330))
        self.reason.setFocus()

    def save(self) -> None:
        if self.receipt.closed:
            correction = CorrectReceipt(self.receipt.id, self.reason.value)
            self.desk.write(correct_receipt, correction, done=lambda _id: self.accept(), refused=self._say)
        else:
            void = VoidReceipt(self.receipt.id, self.reason.value)
            self.desk.write(void_receipt, void, done=lambda _none: self.accept(), refused=self._say)

    def _say(self, refusal: Refused) -> None:
        self.explain(refusal, self.reason)
