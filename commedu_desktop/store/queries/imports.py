"""What imports and exports read in one go, instead of a query a row."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.imports import Person, Register
from commedu_desktop.store.tables import Household, Resident, ResidentGroup
from commedu_desktop.store.tables.register import VoidedCard

CHUNK = 500
"""Keys in one `IN`."""


def register(session: Session) -> Register:
    """Everybody on the register, as they are recognised; cards of merged residents and void ones mean their bearers."""
    r = Resident
    columns = select(r.id, r.card, r.name, r.born, r.phone, r.id_number, r.address, r.merged_into_id)
    rows = session.execute(columns).all()
    people = {row[0]: Person(*row[:7]) for row in rows if row[7] is None}
    register = Register(people.values())
    into = {row[0]: row[7] for row in rows if row[7] is not None}
    for row in rows:
        end = _end(into, row[0]) if row[7] is not None else None
        if end in people:
            register.also(row[1], people[end])
    for card, resident_id in session.execute(select(VoidedCard.card, VoidedCard.resident_id)):
        end = _end(into, resident_id)
        if end in people:
            register.also(card, people[end])
    return register


def _end(into: dict[UUID, UUID], start: UUID) -> UUID:
    at, seen = start, {start}
    while (following := into.get(at)) is not None and following not in seen:
        at = following
        seen.add(at)
    return at


def residents_by_id(session: Session, ids: Iterable[UUID]) -> dict[UUID, Resident]:
    return {
        row.id: row for chunk in chunks(ids) for row in session.scalars(select(Resident).where(Resident.id.in_(chunk)))
    }


def groups_of(session: Session, ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Resident -> the groups they are in."""
    found: dict[UUID, set[UUID]] = {}
    for chunk in chunks(ids):
        pairs = select(ResidentGroup.resident_id, ResidentGroup.group_id).where(ResidentGroup.resident_id.in_(chunk))
        for resident, group in session.execute(pairs):
            found.setdefault(resident, set()).add(group)
    return found


def households(session: Session) -> dict[str, UUID]:
    """Code -> household."""
    return {row[0]: row[1] for row in session.execute(select(Household.code, Household.id))}


def chunks(values: Iterable[Any]) -> Iterator[Sequence[Any]]:
    remaining = iter(values)
    while part := list(islice(remaining, CHUNK)):
        yield part
