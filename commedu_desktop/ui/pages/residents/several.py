"""Chosen residents at once into a class; a lost card replaced."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences import sentence, shown
from commedu_desktop.sentences.weekly_times import times_shown
from commedu_desktop.services.cards import ReplaceCard, replace_card
from commedu_desktop.services.front_desk import Choice, choices
from commedu_desktop.services.resident_lists import EnrolledSeveral, EnrolSeveral, enrol_several
from commedu_desktop.services.residents import ResidentDetail
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.pages.residents.doing import print_cards
from commedu_desktop.ui.widgets.basics import Card, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField
from commedu_desktop.ui.widgets.messages import Banner
from commedu_desktop.ui.widgets.search_field import SearchField

_NAMED = 6
"""Refused people who are named in full."""


class EnrolSeveralDialog(QDialog):
    """Type to find the class, Enter enrols all; who could not join is named with the reason."""

    def __init__(self, desk: Desk, parent: QWidget, ids: Sequence[UUID]) -> None:
        super().__init__(parent)
        self.desk, self._ids = desk, tuple(ids)
        count = len(self._ids)
        title = ngettext("Enrol {count} resident", "Enrol {count} residents", count).format(count=count)
        self.setWindowTitle(title)
        self.setModal(True)
        found = desk.read(choices, self._ids[0], desk.wall_clock())
        self._choices: dict[UUID, Choice] = {one.offering_id: one for one in found}
        self.search = SearchField(desk.look, _("Class, room, teacher or time"))
        self.banner = Banner(desk.look)
        columns = (
            Column(N_("Class"), lambda one: one.title, 180, stretch=2, kind="strong"),
            Column(N_("Places"), _places, 130, kind="pill", state=lambda one: "warn" if one.free == 0 else "good"),
            Column(N_("Time"), lambda one: times_shown(one.times), 190, stretch=2, kind="muted"),
        )
        self.table = LazyTable(desk.look, LazyModel(columns, self._found, self._rows), _("Classes"))
        self.enrol_button = Button(desk.look, _("Enrol"), kind="primary", shortcut="Enter")
        self.close_button = Button(desk.look, _("Close"), shortcut="Esc")
        self.enrol_button.clicked.connect(self.enrol)
        self.close_button.clicked.connect(self.reject)
        self.search.searched.connect(lambda _text: self._reload())
        self.search.moved.connect(self.table.move)
        self.search.entered.connect(lambda _text: self.enrol())
        self.table.opened.connect(lambda _key: self.enrol())
        self._lay_out(title, parent)
        self._reload()
        self.search.setFocus()

    def _lay_out(self, title: str, parent: QWidget) -> None:
        card = Card(margin=8)
        card.body.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        for part in (words(title, "large", wrap=True), self.search, self.banner, card):
            layout.addWidget(part, 1 if part is card else 0)
        layout.addLayout(row(1, self.close_button, self.enrol_button))
        look, room = self.desk.look, parent.window().size()
        self.resize(min(look.px(760), room.width() - 40), min(look.px(540), room.height() - 40))

    def _reload(self) -> None:
        self.table.reload()
        self.table.choose(None)

    def _found(self, _sort: str, _descending: bool) -> list[UUID]:
        typed = self.search.text().casefold().split()
        return [key for key, one in self._choices.items() if all(part in _haystack(one) for part in typed)]

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, Choice]:
        return {key: self._choices[key] for key in ids}

    def enrol(self) -> None:
        key = self.table.chosen_id
        if isinstance(key, UUID):
            request = EnrolSeveral(self._ids, key)
            self.desk.write(enrol_several, request, done=self._done, refused=self._refused, title=_("Enrolling"))

    def _refused(self, refusal: Refused) -> None:
        self.banner.say(sentence(refusal), "bad")

    def _done(self, done: EnrolledSeveral) -> None:
        count = len(done.enrolled)
        parts = [ngettext("{count} enrolled", "{count} enrolled", count).format(count=count)]
        if done.waiting:
            waiting = _("on the waiting list: {names}").format(names=shown(list(done.waiting[:_NAMED])))
            parts.append(waiting)
        lines = [f"{name}: {sentence(why)}" for name, why in done.refused[:_NAMED]]
        if len(done.refused) > _NAMED:
            lines.append(_("and {count} more").format(count=len(done.refused) - _NAMED))
        said = "\n".join([" · ".join(parts), *lines])
        self.banner.say(said, "warn" if done.refused or done.waiting else "good")


def _haystack(one: Choice) -> str:
    return " ".join((one.title, one.code, one.venue or "", one.teacher or "", times_shown(one.times))).casefold()


def _places(one: Choice) -> str:
    if one.free is None:
        return _("places for all")
    return _("{free} of {capacity} free").format(free=one.free, capacity=one.capacity) if one.free else _("full")


class NewCardDialog(FormDialog):
    """Why the card is replaced; the old one is void, and the new one is shown to be printed."""

    def __init__(self, desk: Desk, parent: QWidget, one: ResidentDetail) -> None:
        super().__init__(desk.look, parent, _("New card for {name}").format(name=one.name[:40]), _("New card"))
        self.desk, self.one = desk, one
        reasons = (_("lost"), _("broken"), _("name or photo changed"))
        said = _("Card {card} is void from now on: whoever scans it is told so.").format(card=one.card)
        self.form.addWidget(words(said, wrap=True))
        self.reason = ChoiceField(_("Reason"), [(reason, reason) for reason in reasons])
        self.printing = ChoiceField(
            _("Print"),
            [(True, _("one card on its own page")), (False, _("on a sheet of A4")), (None, _("not now"))],
            True,
        )
        self.add(self.reason)
        self.add(self.printing)
        self.form.addStretch(1)
        self.resize(desk.look.px(460), desk.look.px(380))

    def save(self) -> None:
        request = ReplaceCard(self.one.id, self.reason.value)
        toast = _("{name} has a new card").format(name=self.one.name[:40])
        self.desk.write(replace_card, request, toast=toast, done=self._done, refused=self.explain)

    def _done(self, _card: str) -> None:
        self.accept()
        if self.printing.value is not None:
            print_cards(self.desk, [self.one.id], single=self.printing.value)
