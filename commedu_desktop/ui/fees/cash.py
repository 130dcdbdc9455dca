"""The cash drawer: what must be in it, what is in it, and its closing."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.money import pieces, worth
from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences import sentence, shown
from commedu_desktop.services.branches import branches
from commedu_desktop.services.cash import CashDay, CloseCash, ClosingRow, cash_day, close_cash, closings
from commedu_desktop.services.fee_words import amount_shown, method_name
from commedu_desktop.services.receipt_papers import closing_pdf
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.fees.desk_branch import desk_branch
from commedu_desktop.ui.fees.money_field import MoneyField
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.preview import PreviewDialog
from commedu_desktop.ui.widgets.basics import Card, Pill, column, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import scrolled
from commedu_desktop.ui.widgets.fields import ChoiceField, NumberField, TextField
from commedu_desktop.ui.widgets.flow import Even, Flow
from commedu_desktop.ui.widgets.messages import Banner


class CashDialog(QDialog):
    """Counted by note and coin, or as one sum; the difference is said while counting. Ctrl+Enter closes the day."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(_("Cash drawer"))
        self.setModal(True)
        every = desk.read(branches)
        self._codes = {one.id: one.code for one in every}
        self.branch = ChoiceField(_("Drawer of"), [(one.id, one.name) for one in every], desk_branch(desk))
        self.branch.setVisible(len(every) > 1)
        self.day: CashDay = desk.read(cash_day, self.branch.value)
        self._closings: dict[UUID, ClosingRow] = {}
        self.banner = Banner(desk.look)
        self.sums = QGridLayout()
        self.counts = {value: NumberField(self._shown(value), most=99_999) for value in pieces(self.day.currency)}
        self.total = MoneyField(_("Or the whole sum"), self.day.currency, hint=_("Instead of counting by note."))
        self.kept = MoneyField(_("Stays in the drawer"), self.day.currency, hint=_("For change tomorrow; empty: all."))
        self.reason = TextField(_("Reason of the difference"))
        self.difference = Pill()
        self.earlier = LazyTable(desk.look, self._model(), _("Earlier closings"))
        self.close_button = Button(desk.look, _("Close the day"), kind="primary", shortcut="Ctrl+Enter")
        self.print_button = Button(desk.look, _("Print closing"), icon="printer", shortcut="Ctrl+P")
        self.leave_button = Button(desk.look, _("Close window"), shortcut="Esc")
        self._lay_out(parent)
        self._connect()
        self.read()
        next(iter(self.counts.values())).setFocus()

    @property
    def counted(self) -> int | None:
        """What was typed comes to; None while nothing was."""
        if not self.total.is_empty:
            return self.total.minor
        numbers = self._numbers()
        return worth(numbers) if numbers else None

    def read(self) -> None:
        self.day = self.desk.read(cash_day, self.branch.value)
        self._closings = {one.id: one for one in self.desk.read(closings, self.branch.value)}
        self.earlier.reload()
        if self.earlier.chosen_id is None:
            self.earlier.choose(None)
        self.print_button.setEnabled(bool(self._closings))
        self._say_sums()
        self._reckon()

    def close_day(self) -> None:
        if any(not field.is_empty and field.read() is None for field in (self.total, self.kept)):
            return
        total = None if self.total.is_empty else self.total.minor
        kept = None if self.kept.is_empty else self.kept.minor
        request = CloseCash(self.branch.value, self._numbers(), total, kept, self.reason.value)
        self.desk.write(close_cash, request, done=self._closed, refused=self._explain)

    def print_closing(self) -> None:
        key: Any = self.earlier.chosen_id
        if key is not None:
            self._print(key)

    def _numbers(self) -> dict[int, int]:
        return {value: field.value for value, field in self.counts.items() if field.value is not None}

    def _lay_out(self, parent: QWidget) -> None:
        left, right = Card(gap=8), Card(gap=8)
        left.body.addWidget(words(_("What must be there"), "heading"))
        left.body.addLayout(self.sums)
        left.body.addLayout(row(words(_("Difference"), "strong"), self.difference, 1))
        left.body.addWidget(self.kept)
        left.body.addWidget(self.reason)
        left.body.addStretch(1)
        right.body.addWidget(words(_("Count"), "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for at, field in enumerate(self.counts.values()):
            grid.addWidget(field, at // 2, at % 2)
        right.body.addLayout(grid)
        right.body.addWidget(self.total)
        right.body.addStretch(1)
        both, below, inside = QWidget(), Card(margin=8), QWidget()
        both.setLayout(Even(left, right, gap=16))
        below.body.addWidget(self.earlier)
        below.setMinimumHeight(self.desk.look.px(150))
        inside.setLayout(column(self.branch, both, words(_("Earlier closings"), "heading"), below, gap=12))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        for part in (words(_("Cash drawer"), "large"), self.banner):
            layout.addWidget(part)
        layout.addWidget(scrolled(inside), 1)
        layout.addLayout(Flow(self.leave_button, self.print_button, self.close_button, end=True))
        look, room = self.desk.look, parent.window().size()
        self.resize(min(look.px(840), room.width() - 24), min(look.px(720), room.height() - 24))

    def _connect(self) -> None:
        for field in (*self.counts.values(), self.total):
            field.edited.connect(self._reckon)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.close_day)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_closing)
        self.close_button.clicked.connect(self.close_day)
        self.print_button.clicked.connect(self.print_closing)
        self.leave_button.clicked.connect(self.reject)
        self.earlier.opened.connect(lambda _key: self.print_closing())
        self.branch.edited.connect(self._other_branch)

    def _other_branch(self) -> None:
        """This computer stands at that branch from now on: its receipts are numbered there."""
        self.desk.settings.change(desk_branch=self._codes[self.branch.value])
        self.read()

    def _say_sums(self) -> None:
        while (item := self.sums.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        drawer = self.day.drawer
        void = sum(one.voided_at is not None for one in self.day.receipts)
        told = ngettext("{count} receipt", "{count} receipts", len(self.day.receipts))
        lines = [
            (_("In the drawer at the beginning"), self._shown(drawer.opening), "muted"),
            (_("Cash taken"), self._shown(drawer.taken), "muted"),
            (_("Cash given back"), self._shown(-drawer.given), "muted"),
            (_("Must be there"), self._shown(drawer.expected), "strong"),
        ]
        for name, minor in self.day.others.items():
            lines.append((_("By {method}").format(method=method_name(name)), self._shown(minor), "muted"))
        voided = _("{count} void").format(count=void) if void else ""
        lines.append((told.format(count=len(self.day.receipts)), voided, "muted"))
        for at, (caption, value, role) in enumerate(lines):
            self.sums.addWidget(words(caption, role, wrap=True), at, 0)
            self.sums.addWidget(_right(words(value, role)), at, 1)

    def _reckon(self) -> None:
        counted = self.counted
        differs = None if counted is None else counted - self.day.drawer.expected
        if differs is None:
            self.difference.say(_("not counted yet"), "neutral")
        else:
            state = "good" if differs == 0 else "bad" if differs < 0 else "warn"
            self.difference.say(_("none") if differs == 0 else self._shown(differs), state)
        self.reason.setVisible(bool(differs))

    def _closed(self, key: UUID) -> None:
        for count in self.counts.values():
            count.value = None
        for field in (self.total, self.kept, self.reason):
            field.value = ""
        self.banner.say(_("The day is closed. The closing can be printed again at any time."), "good")
        self.read()
        self.earlier.choose(key)
        self._print(key)

    def _print(self, key: UUID) -> None:
        def show(pdf: bytes) -> None:
            PreviewDialog(self.desk, pdf, _("Closing of the cash drawer"), self).open()

        self.desk.work(lambda _progress: self.desk.read(closing_pdf, key), done=show, title=_("Setting the paper"))

    def _explain(self, refusal: Refused) -> None:
        if refusal.code == "cash-difference-reason":
            self.reason.setVisible(True)
            self.reason.refuse(refusal)
        elif refusal.code == "cash-kept-too-much":
            self.kept.refuse(refusal)
        else:
            self.banner.say(sentence(refusal), "bad")

    def _shown(self, minor: int) -> str:
        return amount_shown(minor, self.day.currency)

    def _model(self) -> LazyModel:
        columns = (
            Column(N_("Day"), lambda one: shown(one.on), 140, kind="strong"),
            Column(N_("Must be there"), lambda one: self._shown(one.drawer.expected), 110, kind="number"),
            Column(N_("Counted"), lambda one: self._shown(one.counted), 110, kind="number"),
            Column(N_("Difference"), self._difference_of, 110, kind="pill", state=_difference_state),
            Column(N_("Reason"), lambda one: one.reason, 100, stretch=2, kind="muted", spare=1),
            Column(N_("Closed by"), lambda one: one.closed_by, 100, stretch=1, kind="muted", spare=2),
        )
        return LazyModel(columns, lambda _sort, _descending: list(self._closings), self._rows)

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, ClosingRow]:
        return {key: self._closings[key] for key in ids}

    def _difference_of(self, one: ClosingRow) -> str:
        return self._shown(one.difference) if one.difference else _("none")


def _difference_state(one: ClosingRow) -> str:
    return "warn" if one.difference else "good"


def _right(label: QLabel) -> QLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label
