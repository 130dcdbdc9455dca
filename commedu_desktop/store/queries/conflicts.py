"""What the list of clashes is made from beside rooms and teachers: people, places, branches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import combinations
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.store.tables import Enrolment, Lesson, Offering, Resident, Venue


@dataclass(frozen=True)
class Crowd:
    """A lesson with more people enrolled than its room holds."""

    lesson_id: UUID
    venue: str
    capacity: int
    enrolled: int


def branch_of_venues(session: Session) -> dict[UUID, UUID]:
    return dict(session.execute(select(Venue.id, Venue.branch_id)).all())


def sharing_offerings(session: Session, offering_ids: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Pairs of these offerings in which somebody is enrolled twice over."""
    wanted_ids = set(offering_ids)
    by_resident: dict[UUID, list[UUID]] = {}
    enrolled = select(Enrolment.resident_id, Enrolment.offering_id).where(
        Enrolment.status == EnrolmentStatus.ENROLLED, Enrolment.offering_id.in_(_planned_offerings())
    )
    for resident_id, offering_id in session.execute(enrolled):
        if offering_id in wanted_ids:
            by_resident.setdefault(resident_id, []).append(offering_id)
    pairs = {pair for ids in by_resident.values() if len(ids) > 1 for pair in combinations(sorted(ids), 2)}
    return sorted(pairs)


def _planned_offerings() -> Select[UUID]:
    return select(Offering.id).where(Offering.status == OfferingStatus.OPEN)


def shared_people(session: Session, one: UUID, other: UUID) -> list[str]:
    """Names of those enrolled in both offerings."""
    also = select(Enrolment.resident_id).where(
        Enrolment.offering_id == other, Enrolment.status == EnrolmentStatus.ENROLLED
    )
    wanted = (
        select(Resident.name)
        .join(Enrolment, Enrolment.resident_id == Resident.id)
        .where(
            Enrolment.offering_id == one,
            Enrolment.status == EnrolmentStatus.ENROLLED,
            Enrolment.resident_id.in_(also),
        )
        .order_by(Resident.name)
    )
    return list(session.scalars(wanted))


def crowds(session: Session, first: date, last: date) -> list[Crowd]:
    """Lessons in rooms that are too small for those enrolled."""
    enrolled = (
        select(Enrolment.offering_id, func.count().label("people"))
        .where(Enrolment.status == EnrolmentStatus.ENROLLED)
        .group_by(Enrolment.offering_id)
        .subquery()
    )
    wanted = (
        select(Lesson.id, Venue.name, Venue.capacity, enrolled.c.people)
        .join(enrolled, enrolled.c.offering_id == Lesson.offering_id)
        .join(Venue, Venue.id == Lesson.venue_id)
        .where(
            Lesson.starts >= datetime.combine(first, time()),
            Lesson.starts <= datetime.combine(last, time(23, 59)),
            Lesson.status == LessonStatus.PLANNED,
            Venue.capacity > 0,
            enrolled.c.people > Venue.capacity,
        )
        .order_by(Lesson.starts)
    )
    return [Crowd(*row) for row in session.execute(wanted)]


def last_lesson(session: Session) -> date | None:
    """The day of the last lesson that is planned."""
    found = session.scalar(select(func.max(Lesson.starts)))
    return found.date() if found else None
