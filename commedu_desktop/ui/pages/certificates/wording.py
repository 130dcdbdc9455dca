"""The wording of certificates, edited beside a sample that follows; no code and no file is touched."""

from typing import Any

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.certificate_wording import PARTS, Texts
from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import LANGUAGES, _, language
from commedu_desktop.services.certificate_making import Look
from commedu_desktop.services.certificate_papers import Sample
from commedu_desktop.services.certificate_wording import ChangeWording, change_wording, own_wording
from commedu_desktop.services.certificate_words import field_names, plain_texts
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.certificates.live import LiveSheet
from commedu_desktop.ui.pages.certificates.look import USUAL, kind_field
from commedu_desktop.ui.widgets.basics import empty, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, LongTextField, TextField
from commedu_desktop.ui.widgets.flow import Flow

Part = TextField | LongTextField


class WordingDialog(FormDialog):
    """One kind in one language at a time; buttons put a field where the cursor is."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.look, parent, _("Wording of certificates"))
        self.desk = desk
        self.kind = kind_field()
        self.tongue = ChoiceField(_("Language"), list(LANGUAGES.items()), language())
        self.parts: dict[str, Part] = {
            "title": TextField(_("Title")),
            "lead": TextField(_("Line above the name")),
            "body": LongTextField(_("Text"), lines=4),
            "without_hours": LongTextField(_("Text where the course has no hours"), hint=_("Empty: as above"), lines=3),
            "by_hand": LongTextField(_("Text for certificates by hand"), hint=_("Empty: as above"), lines=3),
            "issuer": TextField(_("Issued by")),
        }
        said = _("One a line, as “principal = Li Ming”; the name between braces is then filled in.")
        self.own = LongTextField(_("Fields of your own"), hint=said, lines=3)
        self.sheet = LiveSheet(desk, self.sample)
        self._insertable = Flow(gap=4)
        self._last = self.parts["body"]
        self._lay_out()
        back = Button(desk.look, _("Back to the original"), icon="undo-2", kind="quiet")
        back.clicked.connect(self.restore)
        self.foot.addWidget(back)
        self.kind.edited.connect(self.read)
        self.tongue.edited.connect(self.read)
        self.sheet.refused.connect(self._refuse)
        self.sheet.shown.connect(self._well)
        self.finished.connect(self.sheet.let_go)
        self.resize(desk.look.px(1_120), desk.look.px(760))
        self.read()

    def _lay_out(self) -> None:
        self.add(self.kind, self.tongue)
        for part in self.parts.values():
            self.add(part)
            part.edited.connect(self.sheet.ask)
            part.edit.selectionChanged.connect(lambda part=part: self._at(part))
            part.edit.cursorPositionChanged.connect(lambda *_at, part=part: self._at(part))
        self.add(self.own)
        self.own.edited.connect(self.sheet.ask)
        self.form.addStretch(1)
        offered = QWidget()
        offered.setLayout(self._insertable)
        said = words(_("A field that is filled in, put where the cursor is:"), "muted", wrap=True)
        kept = words(_("What has been issued stays as it was printed."), "muted", wrap=True)
        self.beside(self.sheet, said, offered, kept)

    def _at(self, part: Part) -> None:
        if part.edit.hasFocus():
            self._last = part

    def read(self) -> None:
        """The texts in force."""
        kept = self.desk.read(own_wording)
        self._put(kept.of(self.tongue.value, self.kind.value))
        self.own.value = "\n".join(f"{name} = {text}" for name, text in kept.fields.items())
        self._offer_fields(list(kept.fields))
        self._last, self._touched = self.parts["body"], False

    def _put(self, texts: Texts) -> None:
        for name, part in self.parts.items():
            part.value = getattr(texts, name)
            part.accept()
        self.sheet.set_sample()

    def _offer_fields(self, own: list[str]) -> None:
        """A button for each field, in the words of the chosen language."""
        empty(self._insertable)
        for name in [*field_names(self.tongue.value).values(), *own]:
            button = Button(self.desk.look, f"{{{name}}}", kind="quiet")
            button.clicked.connect(lambda _on=False, name=name: self._insert(name))
            self._insertable.addWidget(button)

    def _insert(self, name: str) -> None:
        edit: Any = self._last.edit
        if isinstance(self._last, TextField):
            edit.insert(f"{{{name}}}")
        else:
            edit.insertPlainText(f"{{{name}}}")
        edit.setFocus()
        self.touch()
        self.sheet.ask()

    def texts(self) -> Texts:
        return Texts(**{name: self.parts[name].value for name in PARTS})

    def own_fields(self) -> dict[str, str]:
        lines = [line.replace("＝", "=").partition("=") for line in self.own.value.splitlines() if line.strip()]
        return {name.strip(): text.strip() for name, _sign, text in lines}

    def sample(self) -> Sample:
        kind: CertificateType = self.kind.value
        look = Look(self.tongue.value, "", USUAL[kind])
        return Sample(kind, look, self.texts(), self.own_fields(), by_hand=self._last is self.parts["by_hand"])

    def restore(self) -> None:
        """The wording that the program came with."""
        self._put(plain_texts(self.tongue.value, self.kind.value))
        self.touch()

    def save(self) -> None:
        texts: Texts | None = self.texts()
        if texts == plain_texts(self.tongue.value, self.kind.value):
            texts = None
        request = ChangeWording(self.kind.value, self.tongue.value, texts, self.own_fields())
        self.desk.write(
            change_wording,
            request,
            done=lambda _none: self.accept(),
            refused=self._refuse,
            toast=_("The wording holds for all certificates from now on."),
        )

    def _refuse(self, refusal: Refused) -> None:
        """Beside the part that is wrong, without taking the cursor away from where one types."""
        part = self.own if refusal.code == "wording-own-field" else self.parts.get(str(refusal.facts.get("part")))
        if part is None:
            self.explain(refusal)
        else:
            part.tell(refusal)

    def _well(self) -> None:
        for part in (*self.parts.values(), self.own):
            part.accept()
