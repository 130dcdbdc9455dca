"""The lower half of the form: the portrait, consent, whom to call, and the fields of the centre's own."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from commedu_desktop.domain.custom_fields import CONSENT, CONTACT_NAME, CONTACT_PHONE, CONTACT_RELATION
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _
from commedu_desktop.services.custom_fields import CustomField, FieldKind
from commedu_desktop.services.photos import ready_portrait
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.fields import ChoiceField, DateField, Field, LongTextField, TextField
from commedu_desktop.ui.widgets.portrait import Portrait

LARGEST_FILE = 60_000_000
"""Bytes; no photograph is larger."""


class PhotoField(Field):
    """A portrait from a file. `content` is what was chosen, empty when taken away, None while nothing was touched."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        inside = QWidget()
        super().__init__(_("Photo"), inside)
        self.content: bytes | None = None
        self.portrait = Portrait(desk.look, 72)
        self.choose_button = Button(desk.look, _("Picture from a file…"), icon="upload")
        self.remove_button = Button(desk.look, _("No photo"), icon="x", kind="quiet")
        self.choose_button.clicked.connect(self.choose)
        self.remove_button.clicked.connect(lambda: self._take(b""))
        self.remove_button.hide()
        beside = QVBoxLayout()
        for part in (self.choose_button, self.remove_button):
            beside.addWidget(part)
        beside.addStretch(1)
        layout = QHBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.portrait)
        layout.addLayout(beside, 1)
        self.setFocusProxy(self.choose_button)

    def show_kept(self, content: bytes) -> None:
        self.portrait.show_content(content)
        self.remove_button.setVisible(bool(content))

    def choose(self) -> None:
        kinds = f"{_('Pictures')} (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.gif)"
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a photo"), "", kinds)
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Read, check and shrink it away from the window's thread."""
        self._desk.work(lambda _progress: _portrait_of(path), done=self._take, refused=self.refuse)

    def _take(self, content: bytes) -> None:
        self.content = content
        self.show_kept(content)
        self._edited()


def _portrait_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused("picture-unreadable")
        return ready_portrait(path.read_bytes())
    except OSError:
        raise Refused("file-not-readable", name=path.name) from None


class MoreFields:
    """Makes the fields, shows what is kept, and says what was changed of it."""

    def __init__(self, look: Look, own: Sequence[CustomField]) -> None:
        self.consent = DateField(look, _("Consent given on"), hint=_("Date of the signed consent to keep these data."))
        self.contact_name = TextField(_("Name"))
        self.contact_relation = TextField(_("Relation"))
        self.contact_relation.suggest(
            (_("daughter"), _("son"), _("husband"), _("wife"), _("mother"), _("father"), _("neighbour"))
        )
        self.contact_phone = TextField(_("Phone"))
        self.fields: dict[str, Field] = {
            CONSENT: self.consent,
            CONTACT_NAME: self.contact_name,
            CONTACT_RELATION: self.contact_relation,
            CONTACT_PHONE: self.contact_phone,
        }
        self.own: dict[str, Field] = {one.code: _field_of(look, one) for one in own}
        self.fields |= self.own
        self._kept: Mapping[str, Any] = {}

    def show_kept(self, extra: Mapping[str, Any]) -> None:
        self._kept = extra
        for name, field in self.fields.items():
            value = extra.get(name)
            if isinstance(field, DateField):
                field.edit.setText(str(value or ""))
            elif isinstance(field, ChoiceField):
                field.value = value
            elif isinstance(field, (TextField, LongTextField)):
                field.value = "" if value is None else str(value)

    def told(self) -> dict[str, Any]:
        """What differs from what is kept; an emptied field tells None."""
        now = {name: _value(field) for name, field in self.fields.items()}
        return {name: value for name, value in now.items() if value != self._kept.get(name)}

    def wrong_date(self) -> DateField | None:
        """The first date that is none."""
        dates = (field for field in self.fields.values() if isinstance(field, DateField))
        return next((field for field in dates if not field.is_good()), None)

    def field_of(self, refusal: Refused) -> Field | None:
        """Where a refusal of one of these belongs."""
        text = str(refusal.facts.get("text", refusal.facts.get("phone", "")))
        if refusal.code == "consent-in-future":
            return self.consent
        if refusal.code == "phone-form":
            return self.contact_phone if self.contact_phone.value and text in self.contact_phone.value else None
        return next((field for field in self.own.values() if text and str(_value(field) or "") == text), None)


def _value(field: Field) -> Any:
    if isinstance(field, DateField):
        return field.value.isoformat() if field.value else None
    value = getattr(field, "value", None)
    return None if value == "" else value


def _field_of(look: Look, one: CustomField) -> Field:
    match one.kind:
        case FieldKind.DATE:
            return DateField(look, one.name)
        case FieldKind.CHOICE:
            return ChoiceField(one.name, [(None, "—"), *((choice, choice) for choice in one.choices)])
        case FieldKind.YES_NO:
            return ChoiceField(one.name, [(None, "—"), (True, _("Yes")), (False, _("No"))])
        case FieldKind.NUMBER:
            return TextField(one.name)
    return TextField(one.name)


def in_pairs(fields: Sequence[Field]) -> list[Sequence[Field]]:
    """Two beside each other."""
    return [fields[at : at + 2] for at in range(0, len(fields), 2)]


class GroupBoxes(QGridLayout):
    """Check boxes, two in a line; Alt and a digit ticks one."""

    def __init__(self, groups: tuple[Any, ...]) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        self.setHorizontalSpacing(16)
        self.setVerticalSpacing(8)
        for number, group in enumerate(groups):
            box = QCheckBox(f"&{number + 1} {group.name}" if number < 9 else group.name)
            box.setAccessibleName(group.name)
            self.boxes[group.code] = box
            self.addWidget(box, number // 2, number % 2)

    def check(self, codes: set[str]) -> None:
        for code, box in self.boxes.items():
            box.setChecked(code in codes)

    def checked(self) -> tuple[str, ...]:
        return tuple(code for code, box in self.boxes.items() if box.isChecked())
