"""Looks whether the data hold together, and says what it found."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.sentences import told
from commedu_desktop.services.check import Finding, check_centre, repair_derived
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import Fitting
from commedu_desktop.ui.widgets.flow import Flow


class CheckDialog(Fitting):
    """Begins at once; what can be made anew from other data is offered for repair."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        look = desk.look
        self.setWindowTitle(_("Check the data"))
        self.found = words(_("Looking …"), wrap=True, selectable=True)
        self.found.setMinimumWidth(look.px(420))
        self.repair_button = Button(look, _("Repair search and sums"), icon="refresh-cw")
        self.repair_button.hide()
        close = Button(look, _("Close"), shortcut="Esc")
        self.repair_button.clicked.connect(self.repair)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(words(_("Check the data"), "large", wrap=True))
        layout.addWidget(self.found)
        layout.addLayout(Flow(self.repair_button, close, end=True))
        self.look_again()

    def look_again(self) -> None:
        office = self._desk.office
        self._desk.work(
            lambda progress: office.read(check_centre, progress), done=self._say, title=_("Checking the data")
        )

    def repair(self) -> None:
        self._desk.write(repair_derived, None, done=self._repaired, title=_("Repairing"))

    def _repaired(self, _none: None) -> None:
        self.look_again()

    def _say(self, findings: list[Finding]) -> None:
        lines = [told(finding.code, finding.facts) for finding in findings]
        well = _("All is well: file, references, journal, search and sums agree.")
        self.found.setText("\n\n".join(lines) or well)
        self.repair_button.setVisible(bool(findings))
        self.fit()
