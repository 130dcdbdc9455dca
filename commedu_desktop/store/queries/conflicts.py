"""What the list of clashes is made from beside rooms and teachers: people."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.store.tables import Enrolment, Lesson, Offering, Resident


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


def last_lesson(session: Session) -> date | None:
    """The day of the last lesson that is planned."""
    found = session.scalar(select(func.max(Lesson.starts)))
    return found.date() if found else None
