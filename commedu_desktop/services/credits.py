"""Completion and the credit bank: when the last lesson of a class is closed, whoever attended enough is credited."""

from datetime import timedelta
from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.services.attendance import class_grid, completions
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries.credits import Granted, Growing, balance, granted, growing, worth, wrong_entries
from commedu_desktop.store.tables import Course, Enrolment, Lesson, Offering
from commedu_desktop.store.tables.credits import CreditEntry

__all__ = [
    "Granted",
    "Growing",
    "balance",
    "class_credits",
    "course_credits",
    "granted",
    "growing",
    "settle_completion",
    "wrong_entries",
]


_A_WEEK = timedelta(days=7)
"""A class that ends within a week has no further weekly lesson."""


def settle_completion(session: Session, offering_id: UUID) -> int:
    """Count a class anew: complete and credit whoever reached its threshold, take back what no longer holds.

    While a lesson is still to be held or closed, nobody has completed. Returns how many have.
    """
    session.flush()
    entries = {
        row.resident_id: row
        for row in session.scalars(select(CreditEntry).where(CreditEntry.offering_id == offering_id))
    }
    offering = session.get_one(Offering, offering_id)
    over = _is_over(session, offering)
    if not over and not entries:
        return 0
    reached = {one.resident_id for one in completions(session, offering_id) if one.completed} if over else set()
    rows = {
        row.resident_id: row for row in session.scalars(select(Enrolment).where(Enrolment.offering_id == offering_id))
    }
    for resident_id, entry in entries.items():
        if resident_id not in reached:
            session.delete(entry)
            if (row := rows.get(resident_id)) is not None and row.status is EnrolmentStatus.COMPLETED:
                row.status = EnrolmentStatus.ENROLLED
    for resident_id in sorted(reached - set(entries)):
        if rows[resident_id].status is EnrolmentStatus.ENROLLED:
            _credit(session, offering, rows[resident_id])
    return len(reached)


def class_credits(session: Session, offering_id: UUID) -> dict[UUID, tuple[Fraction, Fraction]]:
    """Credits so far and in all, of everyone who learns in a class; empty where it gives none."""
    offering = session.get_one(Offering, offering_id)
    whole = course_credits(session, offering)
    if offering.kind is not OfferingKind.CLASS or not whole:
        return {}
    grid = class_grid(session, offering_id)
    lessons = [at for at, one in enumerate(grid.lessons) if one.status is not LessonStatus.CANCELLED]
    found = {}
    for row in grid.rows:
        came = sum((mark := row.marks[at]) is not None and mark.attended for at in lessons)
        share = Fraction(1) if row.status is EnrolmentStatus.COMPLETED else Fraction(came, max(1, len(lessons)))
        if row.status is not EnrolmentStatus.WITHDRAWN:
            found[row.resident_id] = (whole * share, whole)
    return found


def course_credits(session: Session, offering: Offering) -> Fraction:
    """What completing a class is worth."""
    course = session.get(Course, offering.course_id) if offering.course_id else None
    if course is None:
        return Fraction(0)
    hours_per_credit = centre_settings(session, offering.ends.year).hours_per_credit
    return worth(course.credits_hundredths, course.hours or 0, hours_per_credit)


def _is_over(session: Session, offering: Offering) -> bool:
    """Whether lessons were held, none is left and no further week is to come; only classes give credits."""
    if offering.kind is not OfferingKind.CLASS or offering.ends - local_now(session).date() >= _A_WEEK:
        return False
    count = select(func.count()).where(Lesson.offering_id == offering.id)
    left = session.scalar(count.where(Lesson.status == LessonStatus.PLANNED))
    held = session.scalar(count.where(Lesson.status == LessonStatus.HELD))
    return not left and bool(held)


def _credit(session: Session, offering: Offering, row: Enrolment) -> None:
    """Complete the enrolment; the same course counts once in a life."""
    today = local_now(session).date()
    row.status = EnrolmentStatus.COMPLETED
    if _has_course(session, row.resident_id, offering.course_id):
        return
    hundredths = round(course_credits(session, offering) * 100)
    if hundredths > 0:
        session.add(CreditEntry(resident_id=row.resident_id, offering_id=offering.id, hundredths=hundredths, on=today))


def _has_course(session: Session, resident_id: UUID, course_id: UUID | None) -> bool:
    query = (
        select(CreditEntry.id)
        .join(Offering, Offering.id == CreditEntry.offering_id)
        .where(CreditEntry.resident_id == resident_id, Offering.course_id == course_id)
    )
    return session.scalars(query.limit(1)).first() is not None
