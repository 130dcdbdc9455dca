"""The fields of the centre's own: what the form asks beside name, birth date and phone."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences import shown
from commedu_desktop.services.custom_fields import (
    AddField,
    ChangeField,
    CustomField,
    FieldKind,
    add_field,
    change_field,
    custom_fields,
    remove_field,
)
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.pages.residents.lists import ShortList
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, LongTextField, TextField

KINDS = {
    FieldKind.TEXT: N_("Text"),
    FieldKind.NUMBER: N_("Number"),
    FieldKind.DATE: N_("Date"),
    FieldKind.CHOICE: N_("Choice"),
    FieldKind.YES_NO: N_("Yes or no"),
}


class OwnFields(ShortList):
    """They stand in the form and on the resident's page, and are columns of imports and exports."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        columns = (
            Column(N_("Field"), lambda one: one.name, 200, stretch=1, kind="strong"),
            Column(N_("Kind"), lambda one: _(KINDS[one.kind]), 110),
            Column(N_("Choices"), lambda one: shown(list(one.choices)) if one.choices else "", 180, stretch=1),
        )
        about = _("They stand in the form, in the record, and as columns of lists that are taken in and given out.")
        super().__init__(desk, parent, _("Fields of our own"), columns, about)

    def read(self) -> Mapping[Any, CustomField]:
        return {one.code: one for one in self.desk.read(custom_fields)}

    def form(self, one: CustomField | None) -> FormDialog:
        return _FieldForm(self.desk, self, one)

    def write_away(self, key: Any) -> None:
        self.desk.write(remove_field, key, toast=_("Removed"), refused=self.explain)


class _FieldForm(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget, one: CustomField | None) -> None:
        super().__init__(desk.look, parent, _("New field") if one is None else one.name[:40])
        self.desk, self.one = desk, one
        self.name = TextField(_("Name of the field"), one.name if one else "")
        self.kind = ChoiceField(
            _("Kind"), [(kind, _(word)) for kind, word in KINDS.items()], one.kind if one else FieldKind.TEXT
        )
        self.kind.setEnabled(one is None)
        self.choices = LongTextField(_("Choices"), "\n".join(one.choices) if one else "", lines=5)
        self.choices.hint.setText(_("One in each line."))
        self.choices.hint.show()
        for field in (self.name, self.kind, self.choices):
            self.add(field)
        self.form.addStretch(1)
        self.kind.edited.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.choices.setVisible(self.kind.value is FieldKind.CHOICE)

    def save(self) -> None:
        choices = tuple(self.choices.value.splitlines()) if self.kind.value is FieldKind.CHOICE else ()
        if self.one is None:
            request = AddField(self.name.value, self.kind.value, choices)
            self.desk.write(
                add_field, request, toast=_("Saved"), done=lambda _code: self.accept(), refused=self._refused
            )
            return
        change = ChangeField(self.one.code, self.name.value, choices)
        self.desk.write(change_field, change, toast=_("Saved"), done=lambda _none: self.accept(), refused=self._refused)

    def _refused(self, refusal: Refused) -> None:
        self.explain(refusal, self.choices if refusal.code == "own-field-without-choices" else self.name)
