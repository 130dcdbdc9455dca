"""Residents out of a list: recognised, compared field by field, added in batches."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.cells import Cell, as_date, as_text, several
from commedu_desktop.domain.choices import as_choice
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.ids import new_id
from commedu_desktop.domain.imports import Person, Register
from commedu_desktop.domain.residents import Sex, kept_card, kept_id_number, many_lines, one_line
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.id_numbers import read_id_number
from commedu_desktop.services.imports.cards import CardNumbers
from commedu_desktop.services.imports.model import Changed, FieldRefused, New, Outcome, RefusedRow, Row, Unchanged
from commedu_desktop.services.imports.references import References
from commedu_desktop.services.pinyin import pinyin_of
from commedu_desktop.services.resident_fields import check_born, checked_phone, kept_name
from commedu_desktop.store.queries.imports import groups_of, households, register, residents_by_id
from commedu_desktop.store.tables import Household, Resident, ResidentGroup

_PLAIN = ("name", "sex", "born", "id_number", "phone", "address", "branch_id", "joined", "note")
_FIELD_OF = {"id_number": "id number", "branch_id": "branch"}


@dataclass
class _Said:
    """What a row says, read and checked; blanks are missing from `values`."""

    row: Row
    card: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    household: str = ""
    groups: tuple[UUID, ...] = ()
    person: Person | None = None

    def looks(self, key: UUID) -> Person:
        """What the row says that somebody is recognised by."""
        values = self.values
        return Person(
            id=key,
            card=self.card,
            name=values.get("name", ""),
            born=values.get("born"),
            phone=values.get("phone", ""),
            id_number=values.get("id_number", ""),
            address=values.get("address", ""),
        )


class ResidentTaker:
    """Keeps everybody's marks in memory, so that 200,000 rows need no query each."""

    def __init__(self, session: Session, references: References) -> None:
        self._session, self._references = session, references
        self._today = local_now(session).date()
        self._register: Register = register(session)
        self._households = households(session)
        self._cards = CardNumbers(session, self._register)
        self._said_before: dict[UUID, _Said] = {}

    def take(self, rows: list[Row]) -> list[Outcome | RefusedRow]:
        recognised = [self._recognise(row) for row in rows]
        known = {said.person.id for said in recognised if isinstance(said, _Said) and said.person is not None}
        residents = residents_by_id(self._session, known)
        groups = groups_of(self._session, known)
        outcomes = [
            said if isinstance(said, RefusedRow) else self._settle(said, residents, groups) for said in recognised
        ]
        self._session.flush()
        return outcomes

    def _recognise(self, row: Row) -> "_Said | RefusedRow":
        try:
            said = self._read(row)
            said.person = self._register.find(said.looks(new_id()))
        except FieldRefused as wrong:
            return RefusedRow(row.line, row.raw, wrong.refusal, wrong.field)
        except Refused as wrong:
            return RefusedRow(row.line, row.raw, wrong)
        return said

    def _read(self, row: Row) -> _Said:
        said = _Said(row)
        reading = _Reading(row, said.values)
        said.card = reading.text("card", kept_card)
        reading.put("name", "name", _name)
        if "name" not in said.values and not said.card:
            raise FieldRefused("name", Refused("name-missing"))
        reading.put("sex", "sex", lambda cell: as_choice(Sex, cell))
        reading.put("born", "born", self._born)
        reading.put("id_number", "id number", lambda cell: kept_id_number(as_text(cell)))
        self._check_id_number(said.values)
        reading.put("phone", "phone", lambda cell: checked_phone(as_text(cell)))
        reading.put("address", "address", lambda cell: many_lines(as_text(cell)))
        reading.put(
            "branch_id", "branch", lambda cell: self._references.branch(text) if (text := as_text(cell)) else None
        )
        reading.put("joined", "joined", as_date)
        reading.put("note", "note", lambda cell: many_lines(as_text(cell)))
        said.household = reading.text("household", one_line)
        said.groups = reading.value("groups", self._groups) or ()
        return said

    def _born(self, cell: Cell) -> date | None:
        born = as_date(cell)
        check_born(born, self._today)
        return born

    def _branch(self, cell: Cell) -> UUID | None:
        text = one_line(as_text(cell))
        return self._references.branch(text) if text else None

    def _groups(self, cell: Cell) -> tuple[UUID, ...]:
        return tuple(self._references.find(self._references.groups, name) for name in several(cell))

    def _check_id_number(self, values: dict[str, Any]) -> None:
        number = values.get("id_number", "")
        try:
            facts = read_id_number(number) if number else None
        except Refused as wrong:
            raise FieldRefused("id number", wrong) from None
        if facts is None:
            return
        if values.setdefault("born", facts.born) != facts.born:
            raise FieldRefused("born", Refused("born-against-id", born=values["born"], said=facts.born))
        if values.setdefault("sex", facts.sex) is not facts.sex:
            raise FieldRefused("sex", Refused("sex-against-id"))

    def _settle(
        self, said: _Said, residents: dict[UUID, Resident], groups: dict[UUID, set[UUID]]
    ) -> Outcome | RefusedRow:
        person = said.person or self._found_meanwhile(said)
        if isinstance(person, RefusedRow):
            return person
        if person is None:
            return self._add(said)
        before = self._said_before.get(person.id)
        if before is not None:
            return self._repeated(said, before, person)
        self._said_before[person.id] = said
        person.line = said.row.line
        resident = residents[person.id]
        return self._compare(said, resident, groups.get(person.id, set()))

    def _found_meanwhile(self, said: _Said) -> Person | RefusedRow | None:
        """Somebody whom an earlier row of the same batch has just added."""
        try:
            return self._register.find(said.looks(new_id()))
        except Refused as wrong:
            return RefusedRow(said.row.line, said.row.raw, wrong)

    def _repeated(self, said: _Said, before: _Said, person: Person) -> Outcome | RefusedRow:
        """The list names somebody twice: harmless unless the second line says something else."""
        differs = any(before.values.get(name) != value for name, value in said.values.items())
        if differs or (said.household or before.household) != before.household or set(said.groups) - set(before.groups):
            return RefusedRow(said.row.line, said.row.raw, Refused("row-repeats", who=person.who, line=before.row.line))
        return Unchanged(person.who)

    def _add(self, said: _Said) -> Outcome | RefusedRow:
        if "name" not in said.values:
            return RefusedRow(said.row.line, said.row.raw, Refused("name-missing"), "name")
        values = said.values
        branch_id = values.get("branch_id") or self._references.root.id
        card = said.card or self._cards.next(branch_id, self._references.codes[branch_id])
        resident = Resident(
            **{"joined": self._today} | values | {"branch_id": branch_id},
            card=card,
            pinyin=pinyin_of(values["name"]),
            household_id=self._household(said),
        )
        self._session.add(resident)
        self._session.add_all(ResidentGroup(resident_id=resident.id, group_id=group) for group in said.groups)
        self._register.add(replace(said.looks(resident.id), card=card, line=said.row.line))
        self._said_before[resident.id] = said
        return New(f"{resident.name} ({card})", dict(said.row.cells) | {"card": card})

    def _household(self, said: _Said) -> UUID | None:
        if not said.household:
            return None
        if said.household not in self._households:
            household = Household(code=said.household, address=said.values.get("address", ""))
            self._session.add(household)
            self._households[said.household] = household.id
        return self._households[said.household]

    def _compare(self, said: _Said, resident: Resident, groups: set[UUID]) -> Outcome:
        """Change what the row says otherwise. Groups are added, never taken away; blanks change nothing."""
        changes: list[tuple[str, Any, Any]] = []
        for name in _PLAIN:
            old, new = getattr(resident, name), said.values.get(name)
            if new is not None and new != old:
                setattr(resident, name, new)
                changes.append((_FIELD_OF.get(name, name), *self._shown(name, old, new)))
        if "name" in said.values and any(name == "name" for name, _, _ in changes):
            resident.pinyin = pinyin_of(resident.name)
        household = self._household(said)
        if household is not None and household != resident.household_id:
            codes = {value: code for code, value in self._households.items()}
            changes.append(("household", codes.get(resident.household_id or household, ""), said.household))
            resident.household_id = household
        added = [group for group in said.groups if group not in groups]
        if added:
            self._session.add_all(ResidentGroup(resident_id=resident.id, group_id=group) for group in added)
            changes.append(("groups", "", said.row.cells["groups"]))
        who = f"{resident.name} ({resident.card})"
        return Changed(who, tuple(changes)) if changes else Unchanged(who)

    def _shown(self, name: str, old: Any, new: Any) -> tuple[Any, Any]:
        if name == "branch_id":
            return self._references.codes.get(old, ""), self._references.codes.get(new, "")
        return old, new


class _Reading:
    """Reads the cells of a row; a refusal names the column it is about."""

    def __init__(self, row: Row, values: dict[str, Any]) -> None:
        self._row, self._values = row, values

    def value(self, column: str, read: Callable[[Cell], Any]) -> Any:
        if column not in self._row.cells:
            return None
        try:
            return read(self._row.cells[column])
        except Refused as wrong:
            raise FieldRefused(column, wrong) from None

    def text(self, column: str, kept: Callable[[str], str]) -> str:
        return self.value(column, lambda cell: kept(as_text(cell))) or ""

    def put(self, name: str, column: str, read: Callable[[Cell], Any]) -> None:
        value = self.value(column, read)
        if value is not None and value != "":
            self._values[name] = value


def _name(cell: Cell) -> str:
    text = as_text(cell)
    return kept_name(text) if text else ""
