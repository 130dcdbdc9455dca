"""Is this certificate real? Scan its code."""

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _
from commedu_desktop.sentences import sentence, shown
from commedu_desktop.services.signing import centre_fingerprint, verify
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import LongTextField


class VerifyDialog(FormDialog):
    """The scanner types the code; what it says and whose key signed it stand below."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.look, parent, _("Verify a certificate"), _("Verify"))
        self.desk = desk
        self.code = LongTextField(_("Text of the code"), hint=_("Put the cursor here and scan the code."), lines=4)
        self.add(self.code)
        self.answer = words("", "strong", wrap=True, selectable=True)
        self.form.addWidget(self.answer)
        self.form.addStretch(1)
        self.code.edited.connect(self._forget)
        self.resize(desk.look.px(560), desk.look.px(420))

    def save(self) -> None:
        try:
            found = verify(self.code.value)
        except Refused as refusal:
            self.banner.say(sentence(refusal), "bad")
            return
        claim = found.claim
        self.answer.setText(f"{claim.number}\n{claim.name} · {claim.course}\n{shown(claim.issued_on)}")
        own = self.desk.read(centre_fingerprint) == found.fingerprint
        said = (
            _("Genuine: signed by this centre.") if own else _("Unchanged since it was signed with another key: {key}")
        )
        self.banner.say(said.format(key=found.fingerprint), "good" if own else "warn")
        self._touched = False

    def _forget(self) -> None:
        self._touched = False
        self.banner.hide()
        self.answer.setText("")
