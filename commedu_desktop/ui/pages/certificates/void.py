"""Declare a certificate void."""

from PySide6.QtWidgets import QWidget

from commedu_desktop.i18n import _
from commedu_desktop.services.certificates import CertificateRow, VoidCertificate, void_certificate
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import TextField


class VoidDialog(FormDialog):
    """Asks for the reason, which stays in the register."""

    def __init__(self, desk: Desk, parent: QWidget, row: CertificateRow) -> None:
        title = _("Void certificate {number}").format(number=row.number)
        super().__init__(desk.look, parent, title, _("Declare void"))
        self.desk, self.row = desk, row
        said = _("{name} · {course}. The number is not used again, and this cannot be undone.")
        self.form.addWidget(words(said.format(name=row.name, course=row.course), wrap=True))
        self.reason = TextField(_("Reason"), hint=_("For example: the name is misspelt."))
        self.add(self.reason)
        self.form.addStretch(1)
        self.resize(desk.look.px(480), desk.look.px(320))
        self.reason.setFocus()

    def save(self) -> None:
        request = VoidCertificate(self.row.id, self.reason.value)
        self.desk.write(
            void_certificate,
            request,
            done=lambda _none: self.accept(),
            refused=lambda no: self.explain(no, self.reason),
        )
