"""Which classes someone at the desk could join, and whether a check-in stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.store.queries.enrolments import IN
from commedu_desktop.store.tables import (
    AttendanceMark,
    Enrolment,
    Lesson,
    Offering,
    Teacher,
    Venue,
)

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Choice:
    """An offering that one could enrol in. `clash` is the title of the own class in its way, empty when none is."""

    offering_id: UUID
    code: str
    title: str
    times: str
    venue: str | None
    teacher: str | None
    fee: int
    capacity: int
    taken: int
    waiting: int
    mine: EnrolmentStatus | None
    clash: str = ""

    @property
    def free(self) -> int | None:
        """Places left; None when there is no limit."""
        return max(0, self.capacity - self.taken) if self.capacity else None


def choices(session: Session, resident_id: UUID, now: datetime) -> list[Choice]:
    """Every open offering that is not over, by title, with its places and what stands in the way."""
    theirs = aliased(Enrolment)
    number = select(func.count()).select_from(theirs).where(theirs.offering_id == Offering.id).correlate(Offering)
    query = (
        select(
            Offering.id,
            Offering.code,
            Offering.title,
            Offering.times,
            Venue.name,
            Teacher.name,
            Offering.fee,
            Offering.capacity,
            number.where(theirs.status.in_(IN) | theirs.held_until.is_not(None)).scalar_subquery(),
            number.where(theirs.status == EnrolmentStatus.WAITING, theirs.held_until.is_(None)).scalar_subquery(),
            Enrolment.status,
        )
        .outerjoin(Venue, Venue.id == Offering.venue_id)
        .outerjoin(Teacher, Teacher.id == Offering.teacher_id)
        .outerjoin(Enrolment, and_(Enrolment.offering_id == Offering.id, Enrolment.resident_id == resident_id))
        .where(Offering.status == OfferingStatus.OPEN, Offering.ends >= now.date())
        .order_by(Offering.title, Offering.code)
    )
    clashes = _clashes(session, resident_id, now)
    rows: list[list[Any]] = [list(row) for row in session.execute(query)]
    return [Choice(*[*row, clashes.get(row[0], "")]) for row in rows]


def _clashes(session: Session, resident_id: UUID, now: datetime) -> dict[UUID, str]:
    """Offerings whose lessons overlap the resident's own, with the title of the own class."""
    mine, theirs = aliased(Lesson), aliased(Lesson)
    query = (
        select(theirs.offering_id, func.min(Offering.title))
        .select_from(Enrolment)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .join(mine, and_(mine.offering_id == Enrolment.offering_id, mine.starts >= now - DAY))
        .join(theirs, and_(theirs.starts < mine.ends, theirs.ends > mine.starts, theirs.starts >= now))
        .where(
            Enrolment.resident_id == resident_id,
            Enrolment.status == EnrolmentStatus.ENROLLED,
            Offering.status != OfferingStatus.CANCELLED,
            mine.status != LessonStatus.CANCELLED,
            theirs.status != LessonStatus.CANCELLED,
            theirs.offering_id != Enrolment.offering_id,
        )
        .group_by(theirs.offering_id)
    )
    return {offering_id: title for offering_id, title in session.execute(query)}  # noqa: C416 - typed that way


def is_marked(session: Session, lesson_id: UUID, resident_id: UUID) -> bool:
    """Whether a check-in still stands."""
    mark = session.scalar(
        select(AttendanceMark.mark).where(
            AttendanceMark.lesson_id == lesson_id, AttendanceMark.resident_id == resident_id
        )
    )
    return mark is not None and mark.attended
