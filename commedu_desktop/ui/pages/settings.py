"""Settings: how the window looks and which language it speaks."""

from commedu_desktop.i18n import LANGUAGES, _, language
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.menu import THEMES
from commedu_desktop.ui.page import Page
from commedu_desktop.ui.theme import TEXT_SIZES
from commedu_desktop.ui.widgets.basics import Card, words
from commedu_desktop.ui.widgets.fields import ChoiceField
from commedu_desktop.ui.widgets.messages import PageHeader, page_column


class SettingsPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        card = Card()
        self.theme = ChoiceField(_("Theme"), [(mode, _(text)) for mode, text in THEMES.items()], desk.look.mode)
        sizes = [(size, f"{size} %") for size in TEXT_SIZES]
        self.text_size = ChoiceField(_("Text size"), sizes, desk.look.text_size)
        self.language = ChoiceField("Language · 语言", list(LANGUAGES.items()), language())
        card.body.addWidget(words(_("Appearance"), "heading"))
        for field in (self.theme, self.text_size, self.language):
            card.body.addWidget(field)
        page_column(self, PageHeader(_("Settings")), card, 1)
