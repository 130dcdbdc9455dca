"""Enrolling someone: every open class with its places, what stands in the way said beforehand."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commedu_desktop.domain.enrolments import RULES, EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences import sentence, shown, together
from commedu_desktop.sentences.weekly_times import times_shown
from commedu_desktop.services.enrolments import Enrol, Enrolled, enrol
from commedu_desktop.services.fee_words import amount_shown
from commedu_desktop.services.fees import fee_summary
from commedu_desktop.services.front_desk import Choice, choices
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import Card, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.fields import TextField
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.messages import Banner
from commedu_desktop.ui.widgets.search_field import SearchField


class EnrolDialog(QDialog):
    """Type to find a class, Enter enrols; a refusal stays in sight with its way out."""

    def __init__(self, desk: Desk, parent: QWidget, resident_id: UUID, name: str) -> None:
        super().__init__(parent)
        self.desk, self._resident_id, self._name = desk, resident_id, name
        title = _("Enrol {name}").format(name=name)
        self.setWindowTitle(title)
        self.setModal(True)
        self._currency = desk.read(centre_settings).currency
        self._choices: dict[UUID, Choice] = {}
        self.search = SearchField(desk.look, _("Class, room, teacher or time"))
        self.banner = Banner(desk.look)
        self.table = LazyTable(desk.look, self._model(), _("Classes"))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.reason = TextField(
            _("Reason for an exception"), hint=_("A supervisor may pass over rules, never over the number of places.")
        )
        self.reason.hide()
        self.enrol_button = Button(desk.look, _("Enrol"), kind="primary", shortcut="Enter")
        self.leave_button = Button(desk.look, _("Close"), shortcut="Esc")
        self.pay_button = Button(desk.look, _("Payments…"), icon="banknote", shortcut="F6")
        self.pay_button.clicked.connect(self.pay)
        QShortcut(QKeySequence("F6"), self).activated.connect(self.pay)
        self.enrol_button.clicked.connect(self.enrol)
        self.leave_button.clicked.connect(self.reject)
        self.search.searched.connect(lambda _text: self.table.reload())
        self.search.searched.connect(lambda _text: self.table.choose(None))
        self.search.moved.connect(self.table.move)
        self.search.entered.connect(lambda _text: self.enrol())
        self.table.opened.connect(lambda _key: self.enrol())
        self.reason.edit.returnPressed.connect(self.enrol)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.enrol)
        self._lay_out(title, parent)
        self._read()
        self.search.setFocus()

    def enrol(self) -> None:
        key = self.table.chosen_id
        if isinstance(key, UUID):
            request = Enrol(self._resident_id, key, self.reason.value if not self.reason.isHidden() else "")
            self.desk.write(enrol, request, done=self._enrolled, refused=self._explain)

    def pay(self) -> None:
        """Take what is owed at once."""
        from commedu_desktop.ui.fees import PaymentsDialog

        dialog = PaymentsDialog(self.desk, self, self._resident_id, self._name)
        dialog.finished.connect(lambda _code: self._read())
        dialog.open()

    def _lay_out(self, title: str, parent: QWidget) -> None:
        card = Card(margin=8)
        card.body.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        for part in (words(title, "large", wrap=True), self.search, self.banner, self.reason, card):
            layout.addWidget(part, 1 if part is card else 0)
        layout.addLayout(Flow(self.leave_button, self.pay_button, self.enrol_button, end=True))
        look, room = self.desk.look, parent.window().size()
        self.resize(min(look.px(860), room.width() - 40), min(look.px(560), room.height() - 40))

    def _read(self) -> None:
        found = self.desk.read(choices, self._resident_id, self.desk.wall_clock())
        self._choices = {one.offering_id: one for one in found}
        self.table.reload()
        if self.table.chosen_id is None:
            self.table.choose(None)
        fees = self.desk.read(fee_summary, self._resident_id, self.desk.wall_clock())
        self.pay_button.setVisible(fees is not None)
        told = _("Payments…")
        if fees is not None and fees.owed.minor:
            told = _("To pay: {amount}").format(amount=shown(fees.owed))
        self.pay_button.setText(told)

    def _enrolled(self, enrolled: Enrolled) -> None:
        if enrolled.status is EnrolmentStatus.WAITING:
            told = _("{title} is full: {name} is number {place} on the waiting list.")
            self.banner.say(told.format(title=enrolled.title, name=enrolled.name, place=enrolled.place), "warn")
        else:
            told = _("{name} is enrolled in {title}. Ctrl+Z takes it back.")
            said = told.format(title=enrolled.title, name=enrolled.name)
            if enrolled.left:
                left = _("Taken off the waiting list at the same hours: {left}.")
                said = together(said, left.format(left=shown(list(enrolled.left))))
            self.banner.say(said, "good")
        self.reason.value = ""
        self.reason.hide()
        self._read()

    def _explain(self, refusal: Refused) -> None:
        self.banner.say(sentence(refusal), "bad")
        if refusal.code == "enrol-by-choices" and isinstance(self.table.chosen_id, UUID):
            self._hand_in(self.table.chosen_id)
        elif refusal.code in RULES:
            self.reason.show()

    def _hand_in(self, offering_id: UUID) -> None:
        """The places are given by ranked choices: take them here."""
        from commedu_desktop.services.ranked_choices import open_round_of, rounds
        from commedu_desktop.ui.choices.hand_in import HandInDialog

        found = self.desk.read(open_round_of, offering_id)
        if found is not None:
            (chosen,) = self.desk.read(rounds, found.id)
            HandInDialog(self.desk, self, chosen, self._resident_id, self._name).open()

    def _model(self) -> LazyModel:
        columns = (
            Column(N_("Class"), lambda one: one.title, 150, stretch=2, kind="strong"),
            Column(N_("Places"), _places, 125, kind="pill", state=_places_state),
            Column(
                N_("State"), _mine, 130, stretch=1, kind="pill", state=lambda one: "warn" if one.clash else "accent"
            ),
            Column(N_("Time"), lambda one: times_shown(one.times), 190, stretch=2, kind="muted"),
            Column(N_("Room"), lambda one: one.venue or "", 100, stretch=1, kind="muted", spare=1),
            Column(N_("Fee"), self._fee, 100, kind="number"),
        )
        return LazyModel(columns, self._ids, self._rows)

    def _ids(self, _sort: str, _descending: bool) -> Sequence[UUID]:
        typed = self.search.text().casefold().split()
        return [key for key, one in self._choices.items() if all(word in _haystack(one) for word in typed)]

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, Choice]:
        return {key: self._choices[key] for key in ids}

    def _fee(self, one: Choice) -> str:
        if not one.fee:
            return _("free")
        return amount_shown(one.fee, self._currency)


def _haystack(one: Choice) -> str:
    parts = (one.title, one.code, one.venue or "", one.teacher or "", times_shown(one.times))
    return " ".join(parts).casefold()


def _places(one: Choice) -> str:
    if one.free is None:
        return _("places for all")
    if one.free:
        return _("{free} of {capacity} free").format(free=one.free, capacity=one.capacity)
    return _("full · {waiting} waiting").format(waiting=one.waiting) if one.waiting else _("full")


def _places_state(one: Choice) -> str:
    return "warn" if one.free == 0 else "good"


def _mine_state(one: Choice) -> str:
    return "warn" if one.clash else "accent"


def _mine(one: Choice) -> str:
    match one.mine:
        case EnrolmentStatus.ENROLLED | EnrolmentStatus.COMPLETED:
            return _("enrolled")
        case EnrolmentStatus.WAITING:
            return _("waiting")
    return _("same time as {title}").format(title=one.clash) if one.clash else ""
