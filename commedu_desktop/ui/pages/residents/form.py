"""Registering and editing: the form fills itself, and says at once who may be registered already."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.residents import Sex, kept_id_number, shown_phone
from commedu_desktop.i18n import _
from commedu_desktop.services.branches import branches
from commedu_desktop.services.id_numbers import read_id_number
from commedu_desktop.services.pinyin import pinyin_of
from commedu_desktop.services.residents import (
    ChangeResident,
    RegisterResident,
    ResidentDetail,
    change_resident,
    find_residents,
    likely_duplicates,
    population_groups,
    register_resident,
)
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.residents.likely import Likely
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.dialogs import FormDialog, scrolled
from commedu_desktop.ui.widgets.fields import ChoiceField, DateField, Field, LongTextField, TextField

_PAUSE = 200
"""Milliseconds without a key before likely duplicates are looked for."""
_ROOM_BESIDE = 760
"""Pixels at 100 % from which on likely duplicates stand beside the form; else they come into it, when there are any."""
_CLEARED = frozenset({"sex", "born", "id_number", "phone", "address", "note", "groups", "household"})
"""What an emptied field of the form empties in the record."""


class ResidentForm(FormDialog):
    """Without a resident it registers a new one; `saved` brings the id."""

    saved = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, resident: ResidentDetail | None = None) -> None:
        title = _("Register a resident") if resident is None else _("Edit {name}").format(name=resident.name[:40])
        super().__init__(desk.look, parent, title)
        self.desk, self.resident = desk, resident
        self.setAccessibleName(title)
        self._make_fields()
        self._lay_out()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.look_for_duplicates)
        self._pinyin_by_hand = False
        self._connect()
        if resident is not None:
            self._fill(resident)
        desk.work(lambda _progress: pinyin_of("张"))
        self.name.setFocus()

    def _make_fields(self) -> None:
        self.name = TextField(_("Name"))
        self.pinyin = TextField(_("Pinyin"), hint=_("By itself; correct it where the name is read differently."))
        self.id_number = TextField(_("ID number"), hint=_("Fills in birth date and sex."))
        self.sex = ChoiceField(_("Sex"), [(None, "—"), (Sex.FEMALE, _("Female")), (Sex.MALE, _("Male"))])
        self.born = DateField(self.look, _("Born"))
        self.phone = TextField(_("Phone"))
        places = self.desk.read(branches)
        self.branch = ChoiceField(_("Branch"), [(one.id, one.name) for one in places])
        self.card = TextField(_("Card"), placeholder=_("next free number"))
        self.address = TextField(_("Address"))
        hint = _("Name or card of somebody who lives there, or the household's number.")
        self.household = TextField(_("Household"), hint=hint)
        self.note = LongTextField(_("Note"), lines=2)
        self.groups = _GroupBoxes(self.desk.read(population_groups))

    def _lay_out(self) -> None:
        self.add(self.name, self.pinyin)
        self.add(self.id_number, self.phone)
        self.add(self.sex, self.born)
        self.form.addWidget(words(_("Groups (Alt and the number)"), "label"))
        self.form.addLayout(self.groups)
        self.add(self.branch, self.card)
        self.add(self.address, self.household)
        self.add(self.note)
        self.form.addStretch(1)
        self.likely = Likely(self.look)
        self.likely.taken.connect(self._open_other)
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.screen().availableSize()
        self.resize(min(self.look.px(880), room.width() - 40), min(self.look.px(700), room.height() - 40))
        if self.width() < self.look.px(_ROOM_BESIDE):
            self.likely.keep_quiet()
            self.form.insertWidget(1, self.likely)
        else:
            self._put_beside()

    def _put_beside(self) -> None:
        side = scrolled(self.likely)
        side.setFixedWidth(self.look.px(270))
        self.beside(side)

    def _connect(self) -> None:
        self.name.edited.connect(self._name_edited)
        self.pinyin.edited.connect(self._pinyin_edited)
        self.id_number.edited.connect(self._id_number_edited)
        self.household.edited.connect(self._suggest_members)
        for box in self.groups.boxes.values():
            box.clicked.connect(self.touch)
        for field in (self.name, self.pinyin, self.id_number, self.phone, self.born):
            field.edited.connect(self._timer.start)

    def _fill(self, one: ResidentDetail) -> None:
        self.name.value, self.pinyin.value = one.name, one.pinyin
        self.id_number.value, self.phone.value = one.id_number, shown_phone(one.phone)
        self.sex.value, self.born.value = one.sex, one.born
        self.branch.value, self.card.value = one.branch_id, one.card
        self.address.value, self.household.value, self.note.value = one.address, one.household, one.note
        self.groups.check({group.code for group in one.groups})

    def _name_edited(self) -> None:
        if not self._pinyin_by_hand:
            self.pinyin.value = pinyin_of(self.name.value) if self.name.value else ""

    def _pinyin_edited(self) -> None:
        self._pinyin_by_hand = bool(self.pinyin.value)

    def _id_number_edited(self) -> None:
        if len(kept_id_number(self.id_number.value)) < 18:
            return
        try:
            facts = read_id_number(self.id_number.value)
        except Refused as wrong:
            self.id_number.refuse(wrong)
            return
        if facts is not None:
            self.born.value, self.sex.value = facts.born, facts.sex
            self.born.accept()
            self.sex.accept()

    def _suggest_members(self) -> None:
        typed = self.household.value
        found = self.desk.read(find_residents, typed, 6) if typed and "·" not in typed else []
        self.household.suggest(f"{one.name} · {one.card}" for one in found)

    def draft(self) -> RegisterResident:
        """What is typed so far."""
        household, member = self._household()
        return RegisterResident(
            name=self.name.value,
            branch_id=self.branch.value,
            card=self.card.value,
            pinyin=self.pinyin.value,
            sex=self.sex.value,
            born=self.born.value,
            id_number=self.id_number.value,
            phone=self.phone.value,
            address=self.address.value,
            household=household,
            household_with=member,
            groups=self.groups.checked(),
            note=self.note.value,
        )

    def _household(self) -> tuple[str, UUID | None]:
        """A household's number as typed, or the one person who was found by name or card."""
        typed = self.household.value
        if self.resident is not None and typed == self.resident.household:
            return typed, None
        found = self.desk.read(find_residents, typed.rpartition("·")[2], 2) if typed else []
        exact = [one for one in found if one.card == typed.rpartition("·")[2].strip() or one.name == typed]
        return ("", exact[0].id) if len(exact) == 1 else (typed, None)

    def look_for_duplicates(self) -> None:
        besides = self.resident.id if self.resident else None
        draft = self.draft()
        if self.id_number.refusal.isVisible():
            draft = replace(draft, id_number="")
        worth = draft.name or draft.id_number or draft.phone
        self.likely.say(self.desk.read(likely_duplicates, draft, besides) if worth else ())

    def save(self) -> None:
        if not self.born.is_good():
            self.explain(_("This is not a date. Write it as 2026-11-23."), self.born)
            return
        draft = self.draft()
        said = self.name.value[:40]
        if self.resident is None:
            toast = _("{name} is registered").format(name=said)
            self.desk.write(register_resident, draft, toast=toast, done=self._done, refused=self._refused)
            return
        toast = _("{name} is changed").format(name=said)
        values = {name: getattr(draft, name) for name in draft.__dataclass_fields__ if name not in ("joined", "extra")}
        if draft.household_with is None and draft.household == self.resident.household:
            values = {name: value for name, value in values.items() if not name.startswith("household")}
        change = ChangeResident(self.resident.id, values, _CLEARED & set(values))
        self.desk.write(change_resident, change, toast=toast, done=self._done, refused=self._refused)

    def _done(self, key: UUID) -> None:
        self.accept()
        self.saved.emit(key)

    def _refused(self, refusal: Refused) -> None:
        self.explain(refusal, self._field_of(refusal.code))

    def _field_of(self, code: str) -> Field | None:
        fields: dict[str, Field] = {
            "name": self.name,
            "phone": self.phone,
            "born": self.born,
            "id": self.id_number,
            "sex": self.sex,
            "card": self.card,
            "branch": self.branch,
            "text": self.note,
        }
        return fields.get(code.split("-")[0])

    def _open_other(self, key: UUID) -> None:
        self._touched = False
        self.reject()
        self.desk.go("residents", resident_id=key)


class _GroupBoxes(QGridLayout):
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
