"""What rows refer to by code or name: branches, groups, rooms, teachers, courses … looked up without a query a row."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.imports import name_key
from commedu_desktop.i18n import language
from commedu_desktop.services.catalogue import next_code
from commedu_desktop.store.tables import Branch, Category, Course, Offering, PopulationGroup, Teacher, Term, Venue

_SHOWN = 12
"""Known names told in a refusal."""


class Shelf:
    """Rows of one kind by what they are called: code first, then name, if only one has it."""

    def __init__(self, code: str, rows: Iterable[Any], names: Callable[[Any], list[str]]) -> None:
        self._code, self._names = code, names
        self._codes: dict[str, UUID] = {}
        self._called: dict[str, list[UUID]] = {}
        self._shown: list[str] = []
        for row in rows:
            self.add(row)

    def add(self, row: Any) -> None:
        self._codes[name_key(row.code)] = row.id
        self._shown.append(self._names(row)[0])
        for name in {name_key(one) for one in self._names(row)}:
            self._called.setdefault(name, []).append(row.id)

    def know(self, key: UUID, code: str, name: str) -> None:
        """Something that was made meanwhile."""
        self._codes[name_key(code)] = key
        self._called.setdefault(name_key(name), []).append(key)

    def get(self, text: str) -> UUID | None:
        """Raises: Refused name-not-unique."""
        key = name_key(text)
        if key in self._codes:
            return self._codes[key]
        found = self._called.get(key, [])
        if len(found) > 1:
            raise Refused("name-not-unique", name=text)
        return found[0] if found else None

    def unknown(self, text: str) -> Refused:
        return Refused(self._code, text=text, known=self._shown[:_SHOWN])


def _called(row: Any) -> list[str]:
    """Names of a group or category, that of the language spoken first."""
    return [name for name in (row.names.get(language()), *row.names.values()) if name] or [row.code]


class References:
    """Shelves, each filled when first asked; with `create`, what a row names for the first time is made."""

    def __init__(self, session: Session, *, create: bool) -> None:
        self._session, self._create = session, create

    @cached_property
    def branches(self) -> Shelf:
        return Shelf("no-such-branch", self._all(Branch), lambda row: [row.name])

    @cached_property
    def groups(self) -> Shelf:
        return Shelf("no-such-group", self._all(PopulationGroup), _called)

    @cached_property
    def categories(self) -> Shelf:
        return Shelf("no-such-category", self._all(Category), _called)

    @cached_property
    def venues(self) -> Shelf:
        return Shelf("no-such-venue", self._all(Venue), lambda row: [row.name])

    @cached_property
    def teachers(self) -> Shelf:
        return Shelf("no-such-teacher", self._all(Teacher), lambda row: [row.name])

    @cached_property
    def courses(self) -> Shelf:
        return Shelf("no-such-course", self._all(Course), lambda row: [row.title])

    @cached_property
    def terms(self) -> Shelf:
        return Shelf("no-such-term", self._all(Term), lambda row: [row.name or row.code])

    @cached_property
    def offerings(self) -> Shelf:
        return Shelf("no-such-offering", self._all(Offering), lambda row: [row.title])

    @cached_property
    def root(self) -> Branch:
        """The centre itself."""
        return self._session.scalars(
            select(Branch).where(Branch.parent_id.is_(None)).order_by(Branch.code)
        ).first() or (self._put(Branch(code="B01", name="B01")))

    @cached_property
    def codes(self) -> dict[UUID, str]:
        """Branch -> code."""
        return {row.id: row.code for row in self._all(Branch)}

    def branch(self, text: str) -> UUID:
        """Raises: Refused no-such-branch, name-not-unique."""
        return self._find(self.branches, text, lambda: Branch(**self._coded(Branch, "B", text), parent_id=self.root.id))

    def venue(self, text: str, branch_id: UUID) -> UUID:
        return self._find(self.venues, text, lambda: Venue(**self._coded(Venue, "R", text), branch_id=branch_id))

    def teacher(self, text: str, branch_id: UUID) -> UUID:
        from commedu_desktop.domain.teachers import TeacherKind

        def make() -> Teacher:
            coded = self._coded(Teacher, "T", text)
            return Teacher(**coded, kind=TeacherKind.PART_TIME, branch_id=branch_id)

        return self._find(self.teachers, text, make)

    def course(self, text: str) -> UUID:
        def make() -> Course:
            coded = self._coded(Course, "C", text)
            return Course(code=coded["code"], title=coded["name"])

        return self._find(self.courses, text, make)

    def forget(self) -> None:
        """A row was taken back: what it made is no longer there."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                vars(self).pop(name, None)

    def called(self, key: UUID) -> str:
        """What is shown for a reference."""
        kinds: tuple[type[Any], ...] = (Branch, Venue, Teacher, Category, PopulationGroup, Course)
        found = next((row for kind in kinds if (row := self._session.get(kind, key)) is not None), None)
        return "" if found is None else str(getattr(found, "name", "") or found.code)

    def find(self, shelf: Shelf, text: str) -> UUID:
        """Raises: Refused no-such-…, name-not-unique."""
        return self._find(shelf, text, None)

    def _find(self, shelf: Shelf, text: str, make: Callable[[], Any] | None) -> UUID:
        found = shelf.get(text)
        if found is not None:
            return found
        if make is None or not self._create:
            raise shelf.unknown(text)
        row = self._put(make())
        shelf.add(row)
        if isinstance(row, Branch):
            self.codes[row.id] = row.code
        found_id: UUID = row.id
        return found_id

    def _coded(self, kind: type[Any], prefix: str, text: str) -> dict[str, str]:
        """A text that looks like a code is taken as one; a name gets the next code."""
        looks_like_code = text.isascii() and " " not in text and any(character.isdigit() for character in text)
        return {"code": text if looks_like_code else next_code(self._session, kind, prefix, 2), "name": text}

    def _all(self, kind: type[Any]) -> list[Any]:
        return list(self._session.scalars(select(kind).order_by(kind.code)))

    def _put(self, row: Any) -> Any:
        self._session.add(row)
        self._session.flush()
        return row
