"""What a merge does to planned absences, calls about absences and credits."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.store.tables import Offering
from commedu_desktop.store.tables.credits import CreditEntry
from commedu_desktop.store.tables.planned_absences import AbsenceCall, PlannedAbsence


def move_absences(session: Session, kept_id: UUID, gone_id: UUID) -> None:
    """Both records' planned absences hold; a call about the same lesson counts once."""
    for planned in session.scalars(select(PlannedAbsence).where(PlannedAbsence.resident_id == gone_id)):
        planned.resident_id = kept_id
    called = set(session.scalars(select(AbsenceCall.lesson_id).where(AbsenceCall.resident_id == kept_id)))
    for call in session.scalars(select(AbsenceCall).where(AbsenceCall.resident_id == gone_id)).all():
        if call.lesson_id in called:
            session.delete(call)
        else:
            call.resident_id = kept_id


def move_credits(session: Session, kept_id: UUID, gone_id: UUID) -> None:
    """A class, and a course, grants to one person once; everything else in the bank is added up."""
    mine = _courses(session, kept_id)
    for entry in session.scalars(select(CreditEntry).where(CreditEntry.resident_id == gone_id)).all():
        offering = session.get(Offering, entry.offering_id) if entry.offering_id else None
        if offering is not None and (offering.course_id or offering.id) in mine:
            session.delete(entry)
        else:
            entry.resident_id = kept_id


def _courses(session: Session, resident_id: UUID) -> set[UUID]:
    """Courses that were credited; a class without a course stands for itself."""
    credited = (
        select(Offering.course_id, Offering.id)
        .join(CreditEntry, CreditEntry.offering_id == Offering.id)
        .where(CreditEntry.resident_id == resident_id)
    )
    return {course or offering for course, offering in session.execute(credited)}
