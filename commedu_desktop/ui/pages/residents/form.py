"""Registering and editing: the form fills itself, and says at once who may be registered already."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.residents import Sex, kept_id_number, masked_id_number, shown_phone
from commedu_desktop.i18n import _
from commedu_desktop.sentences import shown
from commedu_desktop.services.branches import branches
from commedu_desktop.services.custom_fields import custom_fields
from commedu_desktop.services.households import Neighbour, living_at
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
from commedu_desktop.services.roles import may_see_id_numbers
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.residents.form_more import GroupBoxes, MoreFields, PhotoField, in_pairs
from commedu_desktop.ui.pages.residents.likely import Likely
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog, scrolled
from commedu_desktop.ui.widgets.fields import ChoiceField, DateField, Field, LongTextField, TextField

_PAUSE = 200
"""Milliseconds without a key before likely duplicates are looked for."""
_ROOM_BESIDE = 760
"""Pixels at 100 % from which on likely duplicates stand beside the form; else they come into it, when there are any."""
_CLEARED = frozenset({"sex", "born", "id_number", "phone", "address", "note", "groups", "household", "photo"})
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
        self._masked = ""
        self._there: tuple[Neighbour, ...] = ()
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
        self.groups = GroupBoxes(self.desk.read(population_groups))
        self.photo = PhotoField(self.desk)
        self.more = MoreFields(self.look, self.desk.read(custom_fields))
        self.neighbours = Button(self.look, "", icon="house", kind="quiet", shortcut="Alt+H")
        self.neighbours.setShortcut("Alt+H")
        self.neighbours.hide()

    def _lay_out(self) -> None:
        self.add(self.name, self.pinyin)
        self.add(self.id_number, self.phone)
        self.add(self.sex, self.born)
        self.form.addWidget(words(_("Groups (Alt and the number)"), "label"))
        self.form.addLayout(self.groups)
        self.add(self.branch, self.card)
        self.add(self.address, self.household)
        self.form.addWidget(self.neighbours)
        self._lay_out_more()
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

    def _lay_out_more(self) -> None:
        more = self.more
        self.add(self.photo, more.consent)
        self.form.addWidget(words(_("In an emergency"), "heading"))
        self.add(more.contact_name, more.contact_relation)
        self.add(more.contact_phone)
        if more.own:
            self.form.addWidget(words(_("Further facts"), "heading"))
        for pair in in_pairs(list(more.own.values())):
            self.add(*pair)
        self.add(self.note)

    def _put_beside(self) -> None:
        side = scrolled(self.likely)
        side.setFixedWidth(self.look.px(270))
        self.beside(side)

    def _connect(self) -> None:
        self.name.edited.connect(self._name_edited)
        self.pinyin.edited.connect(self._pinyin_edited)
        self.id_number.edited.connect(self._id_number_edited)
        self.household.edited.connect(self._suggest_members)
        self.address.edit.editingFinished.connect(self._look_for_neighbours)
        self.neighbours.clicked.connect(self._join_neighbours)
        for box in self.groups.boxes.values():
            box.clicked.connect(self.touch)
        for field in (self.name, self.pinyin, self.id_number, self.phone, self.born):
            field.edited.connect(self._timer.start)

    def _fill(self, one: ResidentDetail) -> None:
        self.name.value, self.pinyin.value = one.name, one.pinyin
        seen = self.desk.read(may_see_id_numbers, self.desk.actor)
        self._masked = "" if seen else masked_id_number(one.id_number)
        self.id_number.value, self.phone.value = self._masked or one.id_number, shown_phone(one.phone)
        self.sex.value, self.born.value = one.sex, one.born
        self.branch.value, self.card.value = one.branch_id, one.card
        self.address.value, self.household.value, self.note.value = one.address, one.household, one.note
        self.groups.check({group.code for group in one.groups})
        self.photo.show_kept(one.photo)
        self.more.show_kept(one.extra)

    def _name_edited(self) -> None:
        if not self._pinyin_by_hand:
            self.pinyin.value = pinyin_of(self.name.value) if self.name.value else ""

    def _pinyin_edited(self) -> None:
        self._pinyin_by_hand = bool(self.pinyin.value)

    def _id_number_edited(self) -> None:
        if len(kept_id_number(self.id_number.value)) < 18 or self.id_number.value == self._masked:
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

    def _look_for_neighbours(self) -> None:
        """Who lives at this address already, looked up away from the window's thread."""
        address, besides = self.address.value, self.resident.id if self.resident else None
        if address and not self.household.value:
            self.desk.work(lambda _progress: self.desk.read(living_at, address, besides), done=self._offer_neighbours)

    def _offer_neighbours(self, found: tuple[Neighbour, ...]) -> None:
        self._there = found
        self.neighbours.setVisible(bool(found))
        if found:
            names = shown([one.name for one in found])
            self.neighbours.setText(_("Same address: {names}. Join their household").format(names=names))

    def _join_neighbours(self) -> None:
        if self._there:
            first = self._there[0]
            self.household.value = first.household or f"{first.name} · {first.card}"
            self.neighbours.hide()
            self.touch()

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
            id_number="" if self._masked and self.id_number.value == self._masked else self.id_number.value,
            phone=self.phone.value,
            address=self.address.value,
            household=household,
            household_with=member,
            groups=self.groups.checked(),
            note=self.note.value,
            photo=self.photo.content or b"",
            extra=self.more.told(),
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
        wrong = self.more.wrong_date() if self.born.is_good() else self.born
        if wrong is not None:
            self.explain(_("This is not a date. Write it as 2026-11-23."), wrong)
            return
        draft = self.draft()
        said = self.name.value[:40]
        if self.resident is None:
            toast = _("{name} is registered").format(name=said)
            self.desk.write(register_resident, draft, toast=toast, done=self._done, refused=self._refused)
            return
        toast = _("{name} is changed").format(name=said)
        values = {name: getattr(draft, name) for name in draft.__dataclass_fields__ if name != "joined"}
        if self.photo.content is None:
            del values["photo"]
        if self._masked and self.id_number.value == self._masked:
            del values["id_number"]
        if draft.household_with is None and draft.household == self.resident.household:
            values = {name: value for name, value in values.items() if not name.startswith("household")}
        change = ChangeResident(self.resident.id, values, _CLEARED & set(values))
        self.desk.write(change_resident, change, toast=toast, done=self._done, refused=self._refused)

    def _done(self, key: UUID) -> None:
        self.accept()
        self.saved.emit(key)

    def _refused(self, refusal: Refused) -> None:
        self.explain(refusal, self.more.field_of(refusal) or self._field_of(refusal.code))

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
            "picture": self.photo,
        }
        return fields.get(code.split("-")[0])

    def _open_other(self, key: UUID) -> None:
        self._touched = False
        self.reject()
        self.desk.go("residents", resident_id=key)
