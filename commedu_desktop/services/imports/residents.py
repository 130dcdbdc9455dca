"""Residents out of a list: recognised, compared field by field, added in batches; whoever is unclear is asked about."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.ids import new_id
from commedu_desktop.domain.imports import Person, Register
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.imports.asking import Likely, namesakes
from commedu_desktop.services.imports.cards import CardNumbers
from commedu_desktop.services.imports.homes import Homes
from commedu_desktop.services.imports.model import (
    Answer,
    Asked,
    Candidate,
    Changed,
    FieldRefused,
    ImportRequest,
    New,
    Outcome,
    RefusedRow,
    Row,
    Unchanged,
)
from commedu_desktop.services.imports.references import References
from commedu_desktop.services.imports.resident_rows import FURTHER, RowReader, Said
from commedu_desktop.services.pinyin import pinyin_of
from commedu_desktop.store.queries.imports import groups_of, register, residents_by_id
from commedu_desktop.store.tables import Resident, ResidentGroup

_PLAIN = ("name", "sex", "born", "id_number", "phone", "address", "branch_id", "joined", "note")
_FIELD_OF = {"id_number": "id number", "branch_id": "branch"}
_UNCLEAR = ("resident-unclear", "resident-ambiguous")


class ResidentTaker:
    """Keeps everybody's marks in memory, so that 200,000 rows need no query each."""

    def __init__(self, session: Session, references: References, request: ImportRequest) -> None:
        self._session, self._references, self._request = session, references, request
        self._today = local_now(session).date()
        self._own = {one.code: one.name for one in request.layout.own}
        self._reader = RowReader(references, request.layout.own, self._today)
        self._register: Register = register(session)
        self._likely = Likely(self._register.people()) if request.ask else None
        self._homes = Homes(session, by_address=request.by_address)
        self._cards = CardNumbers(session, self._register)
        self._said_before: dict[UUID, Said] = {}

    def take(self, rows: list[Row]) -> list[Outcome | RefusedRow]:
        recognised = [self._recognise(row) for row in rows]
        known = {said.person.id for said in recognised if isinstance(said, Said) and said.person is not None}
        residents = residents_by_id(self._session, known)
        groups = groups_of(self._session, known)
        outcomes = [
            said if isinstance(said, RefusedRow) else self._settle(said, residents, groups) for said in recognised
        ]
        self._session.flush()
        return outcomes

    def _recognise(self, row: Row) -> Said | RefusedRow:
        try:
            said = self._reader.read(row)
            if row.line not in self._request.decided:
                said.person = self._register.find(said.looks(new_id()))
        except FieldRefused as wrong:
            return RefusedRow(row.line, row.raw, wrong.refusal, wrong.field)
        except Refused as wrong:
            if self._request.ask and wrong.code in _UNCLEAR:
                return said
            return RefusedRow(row.line, row.raw, wrong)
        decided = self._request.decided.get(row.line)
        if isinstance(decided, UUID):
            said.person = self._register.by_id(decided)
        return said

    def _settle(
        self, said: Said, residents: dict[UUID, Resident], groups: dict[UUID, set[UUID]]
    ) -> Outcome | RefusedRow:
        decided = self._request.decided.get(said.row.line)
        if decided is Answer.LEAVE_OUT:
            return RefusedRow(said.row.line, said.row.raw, Refused("row-left-out"))
        person = said.person or (self._found_meanwhile(said) if decided is None else None)
        if isinstance(person, (RefusedRow, Asked)):
            return person
        if person is None:
            alike = self._likely.alike(said.looks(new_id())) if self._likely and decided is None else []
            return self._ask(said, alike) if alike else self._add(said)
        before = self._said_before.get(person.id)
        if before is not None:
            return self._repeated(said, before, person)
        self._said_before[person.id] = said
        person.line = said.row.line
        resident = residents[person.id]
        return self._compare(said, resident, groups.get(person.id, set()))

    def _found_meanwhile(self, said: Said) -> Person | RefusedRow | Asked | None:
        """Somebody whom an earlier row of the same batch has just added; or the question who is meant."""
        row = said.looks(new_id())
        try:
            return self._register.find(row)
        except Refused as wrong:
            if self._request.ask and wrong.code in _UNCLEAR:
                return self._ask(said, namesakes(row, self._register.namesakes(row)))
            return RefusedRow(said.row.line, said.row.raw, wrong)

    def _ask(self, said: Said, candidates: list[Candidate]) -> Asked:
        return Asked(said.row.line, said.row.raw, said.looks(new_id()).who, tuple(candidates))

    def _repeated(self, said: Said, before: Said, person: Person) -> Outcome | RefusedRow:
        """The list names somebody twice: harmless unless the second line says something else."""
        differs = any(before.values.get(name) != value for name, value in said.values.items())
        differs = differs or any(before.extra.get(name) != value for name, value in said.extra.items())
        if differs or (said.household or before.household) != before.household or set(said.groups) - set(before.groups):
            return RefusedRow(said.row.line, said.row.raw, Refused("row-repeats", who=person.who, line=before.row.line))
        return Unchanged(person.who)

    def _add(self, said: Said) -> Outcome | RefusedRow:
        if "name" not in said.values:
            return RefusedRow(said.row.line, said.row.raw, Refused("name-missing"), "name")
        values = said.values
        branch_id = values.get("branch_id") or self._references.root.id
        card = said.card or self._cards.next(branch_id, self._references.codes[branch_id])
        resident = Resident(
            **{"joined": self._today} | values | {"branch_id": branch_id},
            card=card,
            pinyin=pinyin_of(values["name"]),
            extra=said.extra,
        )
        resident.household_id = self._homes.of(said.household, resident)
        self._session.add(resident)
        self._session.add_all(ResidentGroup(resident_id=resident.id, group_id=group) for group in said.groups)
        person = replace(said.looks(resident.id), card=card, line=said.row.line)
        self._register.add(person)
        if self._likely:
            self._likely.add(person)
        self._said_before[resident.id] = said
        return New(f"{resident.name} ({card})", dict(said.row.cells) | {"card": card})

    def _compare(self, said: Said, resident: Resident, groups: set[UUID]) -> Outcome:
        """Change what the row says otherwise. Groups are added, never taken away; blanks change nothing."""
        changes: list[tuple[str, Any, Any]] = []
        for name in _PLAIN:
            old, new = getattr(resident, name), said.values.get(name)
            if new is not None and new != old:
                setattr(resident, name, new)
                changes.append((_FIELD_OF.get(name, name), *self._shown(name, old, new)))
        if "name" in said.values and any(name == "name" for name, _, _ in changes):
            resident.pinyin = pinyin_of(resident.name)
        home, code = resident.household_id, self._homes.of(said.household, resident)
        if code is not None and code != home:
            changes.append(("household", self._homes.code(home), self._homes.code(code)))
            resident.household_id = code
        changes += self._changed_extra(said, resident)
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

    def _changed_extra(self, said: Said, resident: Resident) -> list[tuple[str, Any, Any]]:
        """Consent, contact and own fields that the row says otherwise."""
        names = {key: column for column, key in FURTHER.items()} | self._own
        told = {key: value for key, value in said.extra.items() if resident.extra.get(key) != value}
        if not told:
            return []
        changes = [(names[key], resident.extra.get(key), value) for key, value in told.items()]
        resident.extra = {**resident.extra, **told}
        return changes
