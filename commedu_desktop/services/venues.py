"""Venues: rooms with capacity and equipment, and halls that divide."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.catalogue import change, refuse_blank, refuse_taken_code
from commedu_desktop.services.clock import local_now
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.venues import VenueRow, count_uses, halls, planned_after, venues
from commedu_desktop.store.tables import Venue

__all__ = [
    "ChangeVenue",
    "NewVenue",
    "VenueRow",
    "add_venue",
    "archive_venue",
    "change_venue",
    "remove_venue",
    "venues",
]


@dataclass(frozen=True)
class NewVenue:
    """A room; capacity 0: not limited; `part_of_id`: the hall that it is a part of."""

    code: str
    name: str
    branch_id: UUID
    capacity: int = 0
    equipment: str = ""
    part_of_id: UUID | None = None
    address: str = ""


@dataclass(frozen=True)
class ChangeVenue:
    """New values by the field names of `NewVenue`; what is not named stays."""

    id: UUID
    values: dict[str, Any]


def add_venue(session: Session, request: NewVenue) -> UUID:
    """Raises: Refused code-missing, code-taken, name-missing."""
    refuse_taken_code(session, Venue, request.code)
    refuse_blank(request.name)
    row = Venue(**{name: getattr(request, name) for name in request.__dataclass_fields__})
    session.add(row)
    name_write(session, row.name)
    return row.id


def change_venue(session: Session, request: ChangeVenue) -> None:
    """Raises: Refused code-missing, code-taken, name-missing, part-of-itself."""
    row = session.get_one(Venue, request.id)
    refuse_taken_code(session, Venue, request.values.get("code", row.code), row.id)
    whole = request.values.get("part_of_id")
    if whole is not None and row.id in halls(session).above(whole):
        raise Refused("part-of-itself", name=row.name)
    change(row, request.values, NewVenue)
    refuse_blank(row.name)
    name_write(session, row.name)


def archive_venue(session: Session, venue_id: UUID) -> None:
    """Take a room out of use; what was held there stays. Raises: Refused still-planned."""
    row = session.get_one(Venue, venue_id)
    coming = planned_after(session, local_now(session), venue_id=venue_id)
    if coming:
        raise Refused("still-planned", name=row.name, count=len(coming), first=coming[0])
    row.archived = True
    name_write(session, row.name)


def remove_venue(session: Session, venue_id: UUID) -> None:
    """Delete a room that nothing was ever planned in. Raises: Refused in-use."""
    row = session.get_one(Venue, venue_id)
    if count_uses(session, venue_id):
        raise Refused("in-use", name=row.name)
    session.delete(row)
    name_write(session, row.name)
