"""The credit bank of a resident, as a tab of the whole record: granted, growing and redeemed; redeeming."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from babel.numbers import format_decimal, format_percent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commedu_desktop.domain.credits import read_credits
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import N_, _, locale
from commedu_desktop.sentences import shown
from commedu_desktop.services.credits import (
    RedeemCredits,
    balance,
    granted,
    growing,
    redeem_credits,
    redeemed,
    rewards,
    take_back_redemption,
)
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyTable
from commedu_desktop.ui.pages.residents.record import Section
from commedu_desktop.ui.widgets.basics import row
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import TextField


@dataclass(frozen=True)
class Line:
    """A class with its credits; `share` is how far it has come, 1 once it is completed."""

    title: str
    credits: Fraction
    share: Fraction
    state: str
    entry_id: UUID | None = None
    """Of what was redeemed."""


def credits_section(desk: Desk, resident_id: UUID) -> Section:
    """Classes under way first, then rewards, then every class that was credited."""
    hours = desk.read(centre_settings, desk.wall_clock().year).hours_per_credit
    lines = [_growing(one.title, one.credits, one.share) for one in desk.read(growing, resident_id, hours)]
    for given in desk.read(redeemed, resident_id):
        told = _("redeemed on {day}").format(day=shown(given.on))
        lines.append(Line(given.reward, -given.credits, Fraction(0), told, given.id))
    for one in desk.read(granted, resident_id):
        told = _("granted on {day}").format(day=shown(one.on))
        lines.append(Line(one.title, one.credits, Fraction(1), told))
    columns = (
        Column(N_("Class"), lambda one: one.title, 190, stretch=2, kind="strong"),
        Column(N_("Credits"), lambda one: number(one.credits), 110, kind="number"),
        Column(N_("Progress"), _percent, 160, kind="bar", share=_share, state=_colour),
        Column(N_("State"), lambda one: one.state, 190, stretch=1, kind="muted"),
    )
    total = desk.read(balance, resident_id, hours)
    about = _("Balance: {number}").format(number=number(total))

    def doing(table: LazyTable, again: Callable[[], None]) -> QWidget:
        return Doing(desk, resident_id, table, again)

    return Section(_("Credit bank"), columns, lines, about, doing)


class Doing(QWidget):
    """Redeems, and takes back the chosen line that was redeemed."""

    def __init__(self, desk: Desk, resident_id: UUID, table: LazyTable, again: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._resident_id, self._table, self._again = desk, resident_id, table, again
        self.redeem_button = Button(desk.look, _("Redeem credits…"), icon="award", shortcut="Ctrl+R")
        self.back_button = Button(desk.look, _("Take back"), shortcut="Del")
        self.redeem_button.clicked.connect(self.redeem)
        self.back_button.clicked.connect(self.take_back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self.redeem_button, self.back_button, 1))
        table.selectionModel().selectionChanged.connect(self._offer)
        table.model().modelReset.connect(self._offer)
        self._offer()

    def redeem(self) -> None:
        dialog = RedeemDialog(self._desk, self, self._resident_id)
        dialog.accepted.connect(self._again)
        dialog.open()

    def take_back(self) -> None:
        if (entry_id := self._chosen()) is not None:
            done = _("The credits are in the bank again")
            self._desk.write(take_back_redemption, entry_id, toast=done, done=lambda _none: self._again())

    def _chosen(self) -> UUID | None:
        line = (
            self._table.rows.row_at(self._table.currentIndex().row()) if self._table.currentIndex().isValid() else None
        )
        return line.entry_id if isinstance(line, Line) else None

    def _offer(self, *_changed: object) -> None:
        self.back_button.setEnabled(self._chosen() is not None)


class RedeemDialog(FormDialog):
    """How many credits, and for what."""

    def __init__(self, desk: Desk, parent: QWidget, resident_id: UUID) -> None:
        super().__init__(desk.look, parent, _("Redeem credits"), _("Redeem"))
        self._desk, self._resident_id = desk, resident_id
        hours = desk.read(centre_settings, desk.wall_clock().year).hours_per_credit
        total = number(desk.read(balance, resident_id, hours))
        self.amount = TextField(_("Credits"), hint=_("Balance: {number}").format(number=total))
        self.reward = TextField(_("Reward"), hint=_("What is given for them: a book, a course fee, a kettle …"))
        self.reward.suggest(desk.read(rewards))
        self.add(self.amount)
        self.add(self.reward)
        self.form.addStretch(1)
        self.resize(desk.look.px(460), desk.look.px(340))
        self.amount.setFocus()

    def save(self) -> None:
        wanted = read_credits(self.amount.value)
        if wanted is None:
            self.explain(Refused("credits-amount"), self.amount)
            return
        self._desk.write(
            redeem_credits,
            RedeemCredits(self._resident_id, wanted, self.reward.value),
            toast=_("Redeemed: {reward}").format(reward=self.reward.value),
            done=lambda _id: self.accept(),
            refused=self._refused,
        )

    def _refused(self, refusal: Refused) -> None:
        self.explain(refusal, self.reward if refusal.code == "credits-reward-missing" else self.amount)


def number(value: Fraction) -> str:
    """`2`, `0.75`."""
    return str(format_decimal(float(value), "#,##0.##", locale=locale()))


def _growing(title: str, value: Fraction, share: Fraction) -> Line:
    told = _("{number} so far, granted on completion").format(number=number(value * share))
    return Line(title, value, share, told)


def _percent(one: Line) -> str:
    return "" if one.entry_id else str(format_percent(float(one.share), "#,##0%", locale=locale()))


def _share(one: Line) -> float:
    return float(one.share)


def _colour(one: Line) -> str:
    return "good" if one.share == 1 else "accent"
