"""Venues, how halls divide, and what is planned in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.clashes import Halls
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.store.tables import Branch, Lesson, Offering, Venue


@dataclass(frozen=True)
class VenueRow:
    """A room; capacity 0: not limited."""

    id: UUID
    code: str
    name: str
    branch_id: UUID
    branch: str
    capacity: int
    equipment: str
    part_of_id: UUID | None
    address: str
    archived: bool


def venues(session: Session, *, archived: bool = False) -> tuple[VenueRow, ...]:
    """Rooms by branch and code; those out of use only when asked for."""
    columns = (Venue.id, Venue.code, Venue.name, Venue.branch_id, Branch.name, Venue.capacity, Venue.equipment)
    wanted = (
        select(*columns, Venue.part_of_id, Venue.address, Venue.archived)
        .join(Branch, Branch.id == Venue.branch_id)
        .order_by(Branch.code, Venue.code)
    )
    if not archived:
        wanted = wanted.where(Venue.archived.is_(False))
    rows: Sequence[Any] = session.execute(wanted).all()
    return tuple(VenueRow(*row) for row in rows)


def halls(session: Session) -> Halls:
    """Which rooms get in each other's way."""
    return Halls(dict(session.execute(select(Venue.id, Venue.part_of_id)).all()))


def planned_after(
    session: Session, now: datetime, *, venue_id: UUID | None = None, teacher_id: UUID | None = None
) -> list[datetime]:
    """Starts of the lessons still to come in a room, or of a teacher."""
    place: ColumnElement[bool] = Lesson.venue_id == venue_id if venue_id else Lesson.teacher_id == teacher_id
    wanted = select(Lesson.starts).where(place, Lesson.starts > now, Lesson.status == LessonStatus.PLANNED)
    return list(session.scalars(wanted.order_by(Lesson.starts)))


def count_uses(session: Session, venue_id: UUID) -> int:
    """Lessons, offerings and parts that name the room."""
    uses = (Lesson.venue_id, Offering.venue_id, Venue.part_of_id)
    return sum(session.scalar(select(func.count()).where(use == venue_id)) or 0 for use in uses)
