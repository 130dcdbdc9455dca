"""Who and what a printed sheet speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.store.tables import AttendanceMark, Enrolment, Offering, Resident


@dataclass(frozen=True)
class SheetPerson:
    """Someone who is or was in a class."""

    enrolment_id: UUID
    resident_id: UUID
    name: str
    card: str
    status: EnrolmentStatus
    ended_on: date | None

    def learns(self, day: date) -> bool:
        """Whether a lesson of that day takes a mark of them."""
        return self.status is not EnrolmentStatus.WAITING and (self.ended_on is None or day <= self.ended_on)


def offering_ids(session: Session) -> list[UUID]:
    return list(session.scalars(select(Offering.id)))


def sheet_people(session: Session, offering_id: UUID) -> list[SheetPerson]:
    """Everyone who was ever enrolled in an offering."""
    query = (
        select(Enrolment.id, Resident.id, Resident.name, Resident.card, Enrolment.status, Enrolment.ended_on)
        .join(Resident, Resident.id == Enrolment.resident_id)
        .where(Enrolment.offering_id == offering_id)
    )
    return [SheetPerson(*row) for row in session.execute(query)]


def marks_in(session: Session, lessons: Iterable[UUID]) -> dict[tuple[UUID, UUID], Mark]:
    """All marks of some lessons, by lesson and resident."""
    query = select(AttendanceMark.lesson_id, AttendanceMark.resident_id, AttendanceMark.mark).where(
        AttendanceMark.lesson_id.in_(list(lessons))
    )
    return {(lesson_id, resident_id): mark for lesson_id, resident_id, mark in session.execute(query)}
