"""A banner: one giant character a page."""

from PySide6.QtWidgets import QWidget

from commedu_desktop.i18n import N_, _, locale
from commedu_desktop.services.centre_papers import banner_pdf, missing_on_banner
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.papers import may_print, open_paper
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, TextField

COLOURS = (
    ("green", N_("Green")),
    ("red", N_("Red")),
    ("blue", N_("Blue")),
    ("amber", N_("Amber")),
)


class BannerDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.look, parent, _("Banner"), _("Preview"))
        self.desk = desk
        self.text = TextField(_("Words"), hint=_("Each character is printed on a page of its own."))
        self.size_field = ChoiceField(_("Paper"), [(size, size) for size in ("A4", "A3", "A2")])
        colours = [*((key, _(text)) for key, text in COLOURS), ("ink", _("Black"))]
        self.colour = ChoiceField(_("Colour"), colours, "red")
        self.add(self.text)
        self.add(self.size_field, self.colour)
        self.form.addStretch(1)
        self.resize(desk.look.px(480), desk.look.px(340))

    def save(self) -> None:
        text, size, colour, tongue = self.text.value, self.size_field.value, self.colour.value, locale()
        if not text:
            self.explain(_("Type the words of the banner."), self.text)
            return
        if not may_print(self.desk, self, missing_on_banner(text)):
            return
        self.accept()
        open_paper(self.desk, lambda: banner_pdf(text, tongue, size, colour), text)
