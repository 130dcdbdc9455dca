"""Rows about which the list leaves it open whether they are somebody who is known: found, so that a person decides."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from commedu_desktop.domain.duplicates import Traits, reasons_alike, weight
from commedu_desktop.domain.imports import Person, name_key
from commedu_desktop.services.imports.model import Candidate
from commedu_desktop.services.pinyin import pinyin_of

_SHOWN = 4


class Likely:
    """Everybody who may be meant by a row: of the same name, phone or birth date, weighed as in the form."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_phone: defaultdict[str, list[Person]] = defaultdict(list)
        self._by_born: defaultdict[date, list[Person]] = defaultdict(list)
        for person in people:
            self.add(person)

    def add(self, person: Person) -> None:
        if person.phone:
            self._by_phone[person.phone].append(person)
        if person.born is not None:
            self._by_born[person.born].append(person)

    def alike(self, row: Person) -> list[Candidate]:
        """Those on the register, or in the list above, who look like a row that fits nobody exactly."""
        pool = {id(one): one for one in self._by_phone.get(row.phone, ()) if row.phone}
        pool |= {id(one): one for one in (self._by_born.get(row.born, ()) if row.born else ())}
        wanted = _traits(row)
        scored = [(reasons_alike(wanted, _traits(one)), one) for one in pool.values()]
        best = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-weight(pair[0]), pair[1].card))
        return [candidate(one, reasons) for reasons, one in best[:_SHOWN]]


def namesakes(row: Person, people: Iterable[Person]) -> list[Candidate]:
    """Those of the same name who cannot be told from the row."""
    found = []
    for one in people:
        reasons = reasons_alike(_traits(row), _traits(one)) or ("name",)
        found.append(candidate(one, reasons))
    return found[:_SHOWN]


def candidate(one: Person, reasons: tuple[str, ...]) -> Candidate:
    return Candidate(one.id, one.who, reasons, one.line)


def _traits(one: Person) -> Traits:
    return Traits(name_key(one.name), pinyin_of(one.name) if one.name else "", one.born, one.phone, one.id_number)
