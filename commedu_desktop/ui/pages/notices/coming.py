"""What comes: festivals and campaign weeks that have no notice yet, each a card that starts one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.festivals import Festival
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.services.festivals import pass_over_festival, proposals
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.notices.calendar import when
from commedu_desktop.ui.widgets.basics import Card, Pill, empty, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.flow import Flow

MOST, LARGE = 3, 125
"""Cards at once; with text larger than LARGE per cent, one."""


def how_far(days: int) -> tuple[str, str]:
    """Words and state of the pill."""
    if days <= 0:
        return _("now"), "good"
    return ngettext("in {count} day", "in {count} days", days).format(count=days), "info"


class Coming(QWidget):
    """`wanted(festival)`; hidden while nothing comes."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.shown: list[Festival] = []
        self._cards = Flow(gap=12)
        self.setLayout(self._cards)

    def refresh(self) -> None:
        found = self._desk.read(proposals, self._desk.wall_clock())
        self.setVisible(bool(found))
        most = MOST if self._desk.look.text_size <= LARGE else 1
        if found[:most] == self.shown:
            return
        self.shown = found[:most]
        empty(self._cards)
        for festival in self.shown:
            self._cards.addWidget(self._card(festival))

    def _card(self, festival: Festival) -> Card:
        look, today = self._desk.look, self._desk.wall_clock().date()
        card = Card(margin=14, gap=6)
        pill = Pill()
        pill.say(*how_far((festival.starts - today).days))
        card.body.addLayout(row(words(festival.name, "strong"), 1, pill, gap=12))
        card.body.addWidget(words(when(festival), "muted"))
        write = Button(look, _("Write its notice"), icon="megaphone")
        passed = Button(look, _("Not this time"), kind="quiet")
        write.clicked.connect(lambda: self.wanted.emit(festival))
        passed.clicked.connect(lambda: self._desk.write(pass_over_festival, festival))
        card.body.addLayout(row(write, passed, 1))
        return card
