"""The register of certificates on paper: of one year or all, of one kind or all."""

from PySide6.QtWidgets import QWidget

from commedu_desktop.i18n import _, language
from commedu_desktop.services.certificate_papers import register_paper
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.certificates.look import kinds
from commedu_desktop.ui.papers import open_paper
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField


class RegisterDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.look, parent, _("Print the register"), _("Preview"))
        self.desk = desk
        this_year = desk.wall_clock().year
        years = [(None, _("all years")), *((year, str(year)) for year in range(this_year, this_year - 10, -1))]
        self.year = ChoiceField(_("Year of issue"), years, this_year)
        self.kind = ChoiceField(_("Kind"), [(None, _("all kinds")), *kinds()])
        self.add(self.year, self.kind)
        self.form.addStretch(1)
        self.resize(desk.look.px(480), desk.look.px(280))

    def save(self) -> None:
        year, kind, tongue = self.year.value, self.kind.value, language()
        self.accept()
        office = self.desk.office
        open_paper(
            self.desk,
            lambda: office.read(register_paper, year=year, kind=kind, language=tongue),
            _("Register of certificates"),
        )
