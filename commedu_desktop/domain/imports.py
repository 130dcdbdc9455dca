"""Whether a row of a list is somebody who is on the register already: matching asks, it never guesses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from uuid import UUID

from commedu_desktop.domain.errors import Refused


@dataclass(slots=True)
class Person:
    """What somebody is recognised by; `line` is the line of the list that named them last, 0 for none yet."""

    id: UUID
    card: str
    name: str
    born: date | None = None
    phone: str = ""
    id_number: str = ""
    address: str = ""
    line: int = 0

    @property
    def who(self) -> str:
        """`张小明 (B01-000012, 1956-02-03)`."""
        marks = [self.card, self.born.isoformat() if self.born else self.phone]
        return f"{self.name} ({', '.join(mark for mark in marks if mark)})" if any(marks) else self.name


class Likeness(Enum):
    SAME = auto()
    OTHER = auto()
    UNSURE = auto()


def likeness(known: Person, row: Person) -> Likeness:
    """Whether two who have the same name are one person."""
    for ours, theirs in ((known.id_number, row.id_number), (known.born, row.born)):
        if ours and theirs:
            return Likeness.SAME if ours == theirs else Likeness.OTHER
    if known.phone and row.phone:
        return Likeness.SAME if known.phone == row.phone else Likeness.OTHER
    bare = not any((known.id_number, known.born, known.phone, row.id_number, row.born, row.phone))
    return Likeness.SAME if bare and not known.line and known.address == row.address else Likeness.UNSURE


def name_key(name: str) -> str:
    """Names are compared without spaces and case."""
    return "".join(name.split()).casefold()


class Register:
    """Everybody who is known, found by card, by ID number, by name."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_card: dict[str, Person] = {}
        self._by_number: dict[str, Person] = {}
        self._by_name: dict[str, list[Person]] = {}
        for person in people:
            self.add(person)

    def add(self, person: Person) -> None:
        if person.card:
            self._by_card[person.card] = person
        if person.id_number:
            self._by_number[person.id_number] = person
        self._by_name.setdefault(name_key(person.name), []).append(person)

    def also(self, card: str, person: Person) -> None:
        """A card of somebody who was merged into `person` still means that person."""
        self._by_card.setdefault(card, person)

    def people(self) -> Iterator[Person]:
        return (person for several in self._by_name.values() for person in several)

    def by_id(self, key: UUID) -> Person | None:
        """Looks through everybody: for the few whom somebody has decided about."""
        return next((person for person in self.people() if person.id == key), None)

    def namesakes(self, row: Person) -> list[Person]:
        """Those of the same name of whom it is not certain that they are somebody else."""
        named = self._by_name.get(name_key(row.name), [])
        return [known for known in named if likeness(known, row) is not Likeness.OTHER]

    def has_card(self, card: str) -> bool:
        return card in self._by_card

    def find(self, row: Person) -> Person | None:
        """Who the row is: by card, else by ID number, else by name with birth date or phone; None for somebody new.

        Raises: Refused card-of-other-person, id-number-of-other, resident-has-other-card, resident-ambiguous,
        resident-unclear.
        """
        found = self._by_card.get(row.card) if row.card else None
        if found is not None:
            self._refuse_contradiction(found, row)
            return found
        found = self._by_number.get(row.id_number) if row.id_number else None
        found = found or self._by_looks(row)
        if found is not None and row.card and found.card and found.card != row.card:
            raise Refused("resident-has-other-card", who=found.who, card=row.card)
        return found

    def _refuse_contradiction(self, found: Person, row: Person) -> None:
        differs = name_key(found.name) != name_key(row.name) if row.name else False
        if differs and likeness(found, row) is not Likeness.SAME:
            raise Refused("card-of-other-person", card=row.card, who=found.who, name=row.name)
        owner = self._by_number.get(row.id_number) if row.id_number else None
        if owner is not None and owner is not found:
            raise Refused("id-number-of-other", who=owner.who)

    def _by_looks(self, row: Person) -> Person | None:
        namesakes = self._by_name.get(name_key(row.name), [])
        judged = [(likeness(known, row), known) for known in namesakes]
        same = [known for verdict, known in judged if verdict is Likeness.SAME]
        if len(same) > 1:
            same = [known for known in same if row.phone and known.phone == row.phone] or same
        if len(same) > 1:
            raise Refused("resident-ambiguous", name=row.name, who=[known.who for known in same[:4]])
        unsure = [known for verdict, known in judged if verdict is Likeness.UNSURE]
        if not same and unsure:
            raise Refused("resident-unclear", name=row.name, who=[known.who for known in unsure[:4]])
        return same[0] if same else None
