"""The first start: which language, whose centre, and how to begin."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from babel import Locale
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from commedu_desktop.i18n import LANGUAGES, N_, _, language, locale
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import Card, column, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import scrolled
from commedu_desktop.ui.widgets.fields import ChoiceField, TextField
from commedu_desktop.ui.widgets.messages import Banner, Picture

if TYPE_CHECKING:
    from commedu_desktop.services.centre import NewCentre

EMPTY, IMPORT, DEMO = "empty", "import", "demo"
BEGINNINGS = (
    (EMPTY, "house", N_("Start empty"), N_("Register residents and plan classes one by one.")),
    (IMPORT, "file-spreadsheet", N_("Import a spreadsheet"), N_("Bring residents in from Excel, WPS or CSV.")),
    (DEMO, "eye", N_("Look around"), N_("A demonstration centre with 300 residents and a running term.")),
)
DEMO_NAME = N_("Wuzhong Road Community School")


class Welcome(QWidget):
    """`spoken(language)` when another language is chosen; `begun(NewCentre, how)` with how to begin."""

    spoken = Signal(str)
    begun = Signal(object, str)
    restoring = Signal()

    def __init__(self, look: Look, regions: list[str], make: "Callable[[str, str, str], NewCentre]") -> None:
        super().__init__()
        self.look, self._make = look, make
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.banner = Banner(look)
        self.name = TextField(
            _("Name of the centre"),
            placeholder=_("Wuzhong Road Community School"),
            hint=_("As it stands on certificates and notices; it can be changed later."),
        )
        named = Locale.parse(locale()).territories
        self.region = ChoiceField(
            _("Region"),
            [(code, named.get(code, code)) for code in regions],
            hint=_("Decides the lists of groups and categories, and the public holidays."),
        )
        self.cards = {key: self._beginning(key, icon, title, text) for key, icon, title, text in BEGINNINGS}
        self.restore_button = Button(look, _("Restore a backup…"), icon="database-backup", kind="quiet")
        self.restore_button.clicked.connect(self.restoring)
        self._lay_out()
        self.name.control.setFocus()

    def begin(self, how: str) -> None:
        """Take the answers; a centre of one's own needs a name."""
        name = self.name.value or (_(DEMO_NAME) if how == DEMO else "")
        if not name:
            self.name.refuse(_("Give the centre a name first."))
            return
        self.begun.emit(self._make(name, self.region.value, language()), how)

    def wait(self) -> None:
        """The centre is being made."""
        for card in self.cards.values():
            card.setEnabled(False)

    def explain(self, sentence: str) -> None:
        """It could not be made; say why, and let it be tried again."""
        for card in self.cards.values():
            card.setEnabled(True)
        self.banner.say(sentence, "bad")

    def _beginning(self, key: str, icon: str, title: str, text: str) -> Card:
        card = Card(hot=True, gap=8)
        card.body.addWidget(Picture(self.look, icon, "accent", 28))
        card.body.addWidget(words(_(title), "heading", wrap=True))
        card.body.addWidget(words(_(text), "muted", wrap=True))
        card.body.addStretch(1)
        card.setAccessibleName(f"{_(title)}. {_(text)}")
        card.clicked.connect(lambda: self.begin(key))
        return card

    def _languages(self) -> QHBoxLayout:
        line = row(gap=6)
        self.language_buttons = QButtonGroup(self)
        for tag, name in LANGUAGES.items():
            button = Button(self.look, name)
            button.setCheckable(True)
            button.setChecked(tag == language())
            button.clicked.connect(lambda _checked=False, tag=tag: self.spoken.emit(tag))
            self.language_buttons.addButton(button)
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _lay_out(self) -> None:
        inside = QWidget()
        middle = QWidget()
        middle.setMaximumWidth(self.look.px(820))
        answers = row(self.name, self.region, gap=16)
        answers.setStretch(0, 2)
        answers.setStretch(1, 1)
        beginnings = row(gap=12)
        for card in self.cards.values():
            beginnings.addWidget(card, 1)
        heading = row(Picture(self.look, "graduation-cap", "accent", 40), gap=14)
        heading.addWidget(words(_("Welcome to CommEdu Desktop"), "title", wrap=True), 1)
        parts = column(
            heading,
            words(
                _("The office of your community school on this computer. It needs no internet; everything stays here."),
                "muted",
                wrap=True,
            ),
            self._languages(),
            self.banner,
            answers,
            words(_("How would you like to begin?"), "heading", wrap=True),
            beginnings,
            row(self.restore_button, 1),
            gap=16,
        )
        middle.setLayout(parts)
        across = row(1, middle, 1, gap=0)
        across.setStretch(1, 100)
        whole = column(1, across, 2, gap=0)
        whole.setContentsMargins(28, 28, 28, 28)
        inside.setLayout(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
