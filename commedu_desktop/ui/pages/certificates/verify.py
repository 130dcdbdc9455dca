"""Is this certificate real? Scan its code."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import sentence, shown
from commedu_desktop.services.certificate_reading import codes_in
from commedu_desktop.services.certificates import numbered
from commedu_desktop.services.signing import Verified, centre_fingerprint, verify
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.buttons import Button
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
        picture = Button(desk.look, _("From a photograph or PDF…"), icon="upload")
        picture.clicked.connect(self.choose)
        self.foot.insertWidget(0, picture)
        self.code.edited.connect(self._typed)
        self.resize(desk.look.px(560), desk.look.px(420))

    def choose(self) -> None:
        """A picture of the paper instead of the scanner."""
        kinds = "PNG, JPEG, PDF (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp *.pdf)"
        chosen, _kind = QFileDialog.getOpenFileName(self, _("From a photograph or PDF…"), "", kinds)
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        self.desk.work(lambda _progress: codes_in(path), done=self._read, refused=self.explain)

    def _read(self, codes: list[str]) -> None:
        self.code.value = codes[0]
        self.save()
        if len(codes) > 1:
            self._say_all(codes)

    def _say_all(self, codes: list[str]) -> None:
        """Several certificates in one file: a line for each, and how many are genuine."""
        lines, genuine = list[str](), 0
        for code in codes:
            try:
                found = verify(code)
            except Refused as refusal:
                lines.append(sentence(refusal))
                continue
            said, state = self._standing(found)
            lines.append(f"{found.claim.number}  {found.claim.name}: {said}")
            genuine += state == "good"
        self.answer.setText("\n".join(lines))
        said = ngettext("{genuine} of {count} is genuine.", "{genuine} of {count} are genuine.", genuine)
        self.banner.say(said.format(genuine=genuine, count=len(codes)), "good" if genuine == len(codes) else "bad")

    def _typed(self) -> None:
        """A scanner ends with Enter: the answer comes at once, and the next scan takes the place of this one."""
        self._forget()
        if self.code.edit.toPlainText().endswith("\n"):
            self.save()
            self.code.edit.selectAll()

    def save(self) -> None:
        try:
            found = verify(self.code.value)
        except Refused as refusal:
            self.answer.setText("")
            self.banner.say(sentence(refusal), "bad")
            return
        claim = found.claim
        self.answer.setText(f"{claim.number}\n{claim.name} · {claim.course}\n{shown(claim.issued_on)}")
        self.banner.say(*self._standing(found))
        self._touched = False

    def _standing(self, found: Verified) -> tuple[str, str]:
        """What is to be thought of a certificate whose signature holds, and how it looks."""
        if self.desk.read(centre_fingerprint) != found.fingerprint:
            said = _("Unchanged since it was signed with another key: {key}. Compare it with what its centre prints.")
            return said.format(key=found.fingerprint), "warn"
        row = self.desk.read(numbered, found.claim.number)
        if row is None:
            return _("Signed by this centre, but its register has no such number. Ask who issued it, and when."), "warn"
        if row.voided_at is not None:
            said = _("Signed by this centre, but declared void: {reason}. Do not accept it.")
            return said.format(reason=row.void_reason), "bad"
        return _("Genuine: signed by this centre."), "good"

    def _forget(self) -> None:
        self._touched = False
        self.banner.hide()
        self.answer.setText("")
