"""The credit bank read back: what was granted, and what is in the making."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.store.tables import AttendanceMark, Course, Enrolment, Lesson, Offering
from commedu_desktop.store.tables.credits import CreditEntry


@dataclass(frozen=True)
class Granted:
    """One line of the bank: the class that was completed, and its credits."""

    offering_id: UUID | None
    title: str
    on: date
    credits: Fraction


@dataclass(frozen=True)
class Redeemed:
    """What was given for credits; `credits` is above 0."""

    id: UUID
    reward: str
    on: date
    credits: Fraction


@dataclass(frozen=True)
class Growing:
    """A class under way: its credits, lessons attended so far, and lessons in all (cancelled ones do not count)."""

    offering_id: UUID
    title: str
    credits: Fraction
    attended: int
    lessons: int

    @property
    def share(self) -> Fraction:
        """How far the class has been attended, 0 to 1."""
        return min(Fraction(1), Fraction(self.attended, self.lessons)) if self.lessons else Fraction(0)


def worth(hundredths: int | None, hours: int, hours_per_credit: int) -> Fraction:
    """Credits of a course: its own, or made from its academic hours."""
    return Fraction(hours, hours_per_credit) if hundredths is None else Fraction(hundredths, 100)


def granted(session: Session, resident_id: UUID) -> list[Granted]:
    """Everything granted, the latest first."""
    query = (
        select(CreditEntry.offering_id, Offering.title, CreditEntry.on, CreditEntry.hundredths)
        .outerjoin(Offering, Offering.id == CreditEntry.offering_id)
        .where(CreditEntry.resident_id == resident_id, CreditEntry.hundredths > 0)
        .order_by(CreditEntry.on.desc(), CreditEntry.id.desc())
    )
    return [Granted(key, title or "", on, Fraction(number, 100)) for key, title, on, number in session.execute(query)]


def redeemed(session: Session, resident_id: UUID) -> list[Redeemed]:
    """Everything redeemed, the latest first."""
    query = (
        select(CreditEntry.id, CreditEntry.reason, CreditEntry.on, CreditEntry.hundredths)
        .where(CreditEntry.resident_id == resident_id, CreditEntry.hundredths < 0)
        .order_by(CreditEntry.on.desc(), CreditEntry.id.desc())
    )
    return [Redeemed(key, reward, on, Fraction(-number, 100)) for key, reward, on, number in session.execute(query)]


def rewards(session: Session) -> list[str]:
    """What credits were redeemed for before, the latest first."""
    latest = func.max(CreditEntry.on)
    query = select(CreditEntry.reason).where(CreditEntry.hundredths < 0).group_by(CreditEntry.reason)
    return list(session.scalars(query.order_by(latest.desc(), CreditEntry.reason).limit(50)))


def taken_over(session: Session, resident_id: UUID, hours_per_credit: int) -> dict[UUID, Fraction]:
    """Offering → credits of completed classes without an entry (they came with an import), each course once."""
    credited = set(
        session.scalars(
            select(Offering.course_id)
            .join(CreditEntry, CreditEntry.offering_id == Offering.id)
            .where(CreditEntry.resident_id == resident_id)
        )
    )
    query = (
        select(Offering.id, Course.id, Course.credits_hundredths, Course.hours)
        .join(Course, Course.id == Offering.course_id)
        .join(Enrolment, Enrolment.offering_id == Offering.id)
        .where(Enrolment.resident_id == resident_id, Enrolment.status == EnrolmentStatus.COMPLETED)
        .order_by(Offering.starts, Offering.title)
    )
    found = {}
    for offering_id, course_id, hundredths, hours in session.execute(query):
        if course_id not in credited:
            credited.add(course_id)
            found[offering_id] = worth(hundredths, hours or 0, hours_per_credit)
    return found


def balance(session: Session, resident_id: UUID, hours_per_credit: int) -> Fraction:
    """Credits granted less those redeemed, for life and across branches."""
    entries = select(func.coalesce(func.sum(CreditEntry.hundredths), 0)).where(CreditEntry.resident_id == resident_id)
    banked = Fraction(int(session.scalar(entries) or 0), 100)
    return sum(taken_over(session, resident_id, hours_per_credit).values(), banked)


def growing(session: Session, resident_id: UUID, hours_per_credit: int) -> list[Growing]:
    """Classes under way that will give credits once they are completed."""
    came = case((AttendanceMark.mark.in_((Mark.PRESENT, Mark.LATE)), 1))
    query = (
        select(
            Offering.id,
            Offering.title,
            Course.credits_hundredths,
            Course.hours,
            func.count(came),
            func.count(Lesson.id),
        )
        .join(Enrolment, Enrolment.offering_id == Offering.id)
        .join(Course, Course.id == Offering.course_id)
        .join(Lesson, (Lesson.offering_id == Offering.id) & (Lesson.status != LessonStatus.CANCELLED))
        .outerjoin(
            AttendanceMark,
            (AttendanceMark.lesson_id == Lesson.id) & (AttendanceMark.resident_id == Enrolment.resident_id),
        )
        .where(
            Enrolment.resident_id == resident_id,
            Enrolment.status == EnrolmentStatus.ENROLLED,
            Offering.status == OfferingStatus.OPEN,
        )
        .group_by(Offering.id, Offering.title, Course.credits_hundredths, Course.hours)
        .order_by(Offering.title)
    )
    found = []
    for key, title, hundredths, hours, attended, lessons in session.execute(query):
        if value := worth(hundredths, hours or 0, hours_per_credit):
            found.append(Growing(key, title, value, attended, lessons))
    return found
