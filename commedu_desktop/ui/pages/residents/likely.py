"""Beside the form: who on the register may be the person that is being typed, and why."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.domain.residents import shown_phone
from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences import shown
from commedu_desktop.services.residents import LikelyDuplicate
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import Card, empty, words
from commedu_desktop.ui.widgets.resident_panel import breakable, narrow

REASONS = {
    "id-number": N_("same ID number"),
    "name": N_("same name"),
    "sounds-alike": N_("name sounds alike"),
    "looks-alike": N_("name looks alike"),
    "born": N_("same birth date"),
    "phone": N_("same phone"),
}


class Likely(QWidget):
    """Cards of people; clicking one, or Enter on it, opens that record instead."""

    taken = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.people: Sequence[LikelyDuplicate] = ()
        self._quiet = False
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(8, 8, 24, 16)
        self._body.setSpacing(10)
        self.say(())

    def keep_quiet(self) -> None:
        """Take room only while there is somebody to show."""
        self._quiet = True
        self._body.setContentsMargins(0, 0, 0, 0)
        self.setVisible(bool(self.people))

    def say(self, people: Sequence[LikelyDuplicate]) -> None:
        self.people = people
        if self._quiet:
            self.setVisible(bool(people))
        empty(self._body)
        self._body.addWidget(words(_("On the register already?"), "heading"))
        if not people:
            told = _("Nobody looks like the person you are typing.")
            self._body.addWidget(narrow(words(told, "muted")))
        for one in people:
            self._body.addWidget(self._card(one))
        self._body.addStretch(1)

    def _card(self, one: LikelyDuplicate) -> Card:
        who = one.resident
        reasons = shown([_(REASONS[reason]) for reason in one.reasons])
        name = f"{who.name}  {shown_pinyin(who.name, who.pinyin)}".strip()
        told = " · ".join(part for part in (who.card, str(who.born or ""), shown_phone(who.phone)) if part)
        card = Card(hot=True, margin=14, gap=4)
        card.setAccessibleName(f"{name}, {told}, {reasons}")
        card.body.addWidget(narrow(words(breakable(name), "strong")))
        card.body.addWidget(narrow(words(told, "small")))
        card.body.addWidget(narrow(words(reasons, "small")))
        card.clicked.connect(lambda: self.taken.emit(who.id))
        return card
