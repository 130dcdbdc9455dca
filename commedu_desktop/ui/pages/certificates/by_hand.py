"""Certificates by hand: names and what for are typed; the sample beside them follows."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _
from commedu_desktop.services.certificate_by_hand import IssueByHand, issue_by_hand
from commedu_desktop.services.certificate_papers import Sample
from commedu_desktop.services.certificate_wording import own_wording
from commedu_desktop.services.certificates import Issued
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.certificates.live import LiveSheet
from commedu_desktop.ui.pages.certificates.look import LookFields, kind_field
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import DateField, Field, LongTextField, TextField


class ByHandDialog(FormDialog):
    """`issued` carries what was issued; the page previews it at once."""

    issued = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.look, parent, _("Certificates by hand"), _("Issue"))
        self.desk = desk
        first = CertificateType.HONOUR
        self.names = LongTextField(
            _("Names"), hint=_("One a line, as they shall stand on the paper; or card numbers of residents."), lines=4
        )
        self.subject = TextField(_("What for"), hint=_("For example: Learning family of the year"))
        self.kind = kind_field(first)
        self.on = DateField(desk.look, _("Date on the certificate"), desk.wall_clock().date())
        self.design = LookFields(first)
        said = _("{course} is what it is for. Empty: the wording of this kind.")
        self.text = LongTextField(_("Text"), hint=said, lines=4)
        self.sheet = LiveSheet(desk, self.sample)
        self._lay_out()
        for field in self.fields:
            field.edited.connect(self.sheet.ask)
        self.kind.edited.connect(self._suit)
        self.design.tongue.edited.connect(self._suit)
        self.sheet.refused.connect(self.text.tell)
        self.sheet.shown.connect(self.text.accept)
        self.resize(desk.look.px(1_060), desk.look.px(700))
        self.finished.connect(self.sheet.let_go)
        self._suit()
        self.sheet.set_sample()
        self._touched = False

    def _lay_out(self) -> None:
        self.beside(self.sheet)
        self.add(self.names)
        self.add(self.subject)
        self.add(self.kind, self.on)
        self.add(self.design.tongue, self.design.second)
        self.add(self.design.design, self.design.face)
        self.add(self.text)
        self.form.addStretch(1)

    def _suit(self) -> None:
        """Another kind or language brings its wording and its usual design."""
        self.design.suit(self.kind.value)
        parts = self.desk.read(own_wording).of(self.design.tongue.value, self.kind.value)
        self.text.value = parts.by_hand or parts.body
        self.sheet.ask()

    def sample(self) -> Sample:
        names = self.names.value.splitlines()
        return Sample(
            type=self.kind.value,
            look=self.design.value,
            by_hand=True,
            name=names[0] if names else "",
            subject=self.subject.value,
            body=self.text.value,
            pictures=True,
        )

    def save(self) -> None:
        if not self.on.is_good():
            self.on.refuse(_("This is not a date. Write it as 2026-11-23."))
            return
        request = IssueByHand(
            tuple(self.names.value.splitlines()),
            self.subject.value,
            self.kind.value,
            self.on.value,
            self.design.value,
            self.text.value,
        )
        self.desk.write(issue_by_hand, request, done=self._done, refused=self._refuse, title=_("Issuing certificates"))

    def _done(self, made: Issued) -> None:
        self.accept()
        self.issued.emit(made)

    def _refuse(self, refusal: Refused) -> None:
        where: dict[str, Field] = {
            "certificate-without-name": self.names,
            "certificate-name-too-long": self.names,
            "certificate-held": self.names,
            "certificate-without-subject": self.subject,
            "certificate-in-future": self.on,
        }
        self.explain(refusal, where.get(refusal.code, self.text))
