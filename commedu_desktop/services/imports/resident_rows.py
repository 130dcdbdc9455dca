"""What a row of a list says about a resident, read and checked; needs no query."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from commedu_desktop.domain.cells import Cell, as_date, as_text, several
from commedu_desktop.domain.choices import as_choice
from commedu_desktop.domain.custom_fields import CONSENT, CONTACT_NAME, CONTACT_PHONE, CONTACT_RELATION, CustomField
from commedu_desktop.domain.custom_fields import kept_value as own_value
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.imports import Person
from commedu_desktop.domain.residents import Sex, kept_card, kept_id_number, many_lines, one_line
from commedu_desktop.services.id_numbers import read_id_number
from commedu_desktop.services.imports.model import FieldRefused, Row
from commedu_desktop.services.imports.references import References
from commedu_desktop.services.resident_extra import consent_day, contact_part
from commedu_desktop.services.resident_fields import check_born, checked_phone, kept_name

FURTHER = {
    "consent": CONSENT,
    "contact": CONTACT_NAME,
    "contact phone": CONTACT_PHONE,
    "contact relation": CONTACT_RELATION,
}
"""Column -> its key in `resident.extra`."""


@dataclass
class Said:
    """What a row says; blanks are missing from `values` and `extra`."""

    row: Row
    card: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
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


class RowReader:
    """Reads rows one by one. Raises: FieldRefused with the column that is wrong."""

    def __init__(self, references: References, own: Sequence[CustomField], today: date) -> None:
        self._references, self._own, self._today = references, own, today

    def read(self, row: Row) -> Said:
        said = Said(row)
        reading = _Reading(row, said.values)
        said.card = reading.text("card", kept_card)
        reading.put("name", "name", _name)
        if "name" not in said.values and not said.card:
            raise FieldRefused("name", Refused("name-missing"))
        reading.put("sex", "sex", lambda cell: as_choice(Sex, cell))
        reading.put("born", "born", self._born)
        reading.put("id_number", "id number", _id_number)
        _check_id_number(said.values)
        reading.put("phone", "phone", lambda cell: checked_phone(as_text(cell)))
        reading.put("address", "address", lambda cell: many_lines(as_text(cell)))
        reading.put("branch_id", "branch", self._branch)
        reading.put("joined", "joined", as_date)
        reading.put("note", "note", lambda cell: many_lines(as_text(cell)))
        said.household = reading.text("household", one_line)
        said.groups = reading.value("groups", self._groups) or ()
        self._read_further(row, said)
        return said

    def _read_further(self, row: Row, said: Said) -> None:
        reading = _Reading(row, said.extra)
        for column, key in FURTHER.items():
            if column in row.cells:
                reading.put(key, column, lambda cell, key=key: self._further(key, cell))  # type: ignore[misc]
        for one in self._own:
            if one.name in row.cells:
                reading.put(one.code, one.name, lambda cell, one=one: own_value(one, cell))  # type: ignore[misc]

    def _further(self, key: str, cell: Cell) -> str | None:
        return consent_day(cell, self._today) if key == CONSENT else contact_part(key, cell)

    def _born(self, cell: Cell) -> date | None:
        born = as_date(cell)
        check_born(born, self._today)
        return born

    def _branch(self, cell: Cell) -> UUID | None:
        text = one_line(as_text(cell))
        return self._references.branch(text) if text else None

    def _groups(self, cell: Cell) -> tuple[UUID, ...]:
        return tuple(self._references.find(self._references.groups, name) for name in several(cell))


def _name(cell: Cell) -> str:
    text = as_text(cell)
    return kept_name(text) if text else ""


def _id_number(cell: Cell) -> str:
    """A number that was masked when it was given out says nothing."""
    number = kept_id_number(as_text(cell))
    return "" if "*" in number else number


def _check_id_number(values: dict[str, Any]) -> None:
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


class _Reading:
    """Reads the cells of a row into `values`; a refusal names the column it is about."""

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
