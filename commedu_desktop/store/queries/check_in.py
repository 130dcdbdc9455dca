"""What check-in must know, in as few and as narrow reads as can be: every scan waits for them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.store.ready import Ready
from commedu_desktop.store.tables import AttendanceMark, Enrolment, Lesson, Offering, Resident, Venue
from commedu_desktop.store.tables.base import Key


@dataclass(frozen=True)
class CardHolder:
    """Who a card belongs to."""

    id: UUID
    card: str
    name: str
    pinyin: str
    archived: bool
    merged_into_id: UUID | None


@dataclass(frozen=True)
class LessonAround:
    """A lesson near now of an offering the resident is in, or waits for; `marked_at` is UTC."""

    lesson_id: UUID
    offering_id: UUID
    title: str
    starts: datetime
    ends: datetime
    venue: str | None
    status: LessonStatus
    closed_at: datetime | None
    enrolment: EnrolmentStatus
    mark: Mark | None
    marked_at: datetime | None
    enrolment_id: UUID
    venue_id: UUID | None
    fee: int


@dataclass(frozen=True)
class OpenLesson:
    """A lesson that someone who is not enrolled may join."""

    lesson_id: UUID
    offering_id: UUID
    title: str
    starts: datetime
    ends: datetime
    venue: str | None


_HOLDER = select(Resident.id, Resident.card, Resident.name, Resident.pinyin, Resident.archived, Resident.merged_into_id)
_BY_CARD = _HOLDER.where(Resident.card == bindparam("card"))
_BY_ID = _HOLDER.where(Resident.id == bindparam("id", type_=Key))
_AROUND = (
    select(
        Lesson.id,
        Offering.id,
        Offering.title,
        Lesson.starts,
        Lesson.ends,
        Venue.name,
        Lesson.status,
        Lesson.closed_at,
        Enrolment.status,
        AttendanceMark.mark,
        AttendanceMark.at,
        Enrolment.id,
        Lesson.venue_id,
        Offering.fee,
    )
    .join(Offering, Offering.id == Enrolment.offering_id)
    .join(
        Lesson,
        and_(
            Lesson.offering_id == Enrolment.offering_id,
            Lesson.starts >= bindparam("first", type_=Lesson.starts.type),
            Lesson.starts < bindparam("until", type_=Lesson.starts.type),
        ),
    )
    .outerjoin(Venue, Venue.id == Lesson.venue_id)
    .outerjoin(
        AttendanceMark,
        and_(AttendanceMark.lesson_id == Lesson.id, AttendanceMark.resident_id == Enrolment.resident_id),
    )
    .where(
        Enrolment.resident_id == bindparam("resident_id", type_=Key),
        Enrolment.status != EnrolmentStatus.WITHDRAWN,
        Offering.status != OfferingStatus.CANCELLED,
    )
    .order_by(Lesson.starts)
)
_OF_CARD, _OF_ID, _IN_REACH = Ready(_BY_CARD), Ready(_BY_ID), Ready(_AROUND)


def holder_of_card(session: Session, card: str) -> CardHolder | None:
    row = _OF_CARD.first(session.connection(), {"card": card})
    return None if row is None else CardHolder(*row)


def holder(session: Session, resident_id: UUID) -> CardHolder | None:
    row = _OF_ID.first(session.connection(), {"id": resident_id})
    return None if row is None else CardHolder(*row)


def lessons_around(session: Session, resident_id: UUID, first: datetime, until: datetime) -> list[LessonAround]:
    """The resident's lessons that start from `first` to before `until`, in their order."""
    values = {"resident_id": resident_id, "first": first, "until": until}
    return [LessonAround(*row) for row in _IN_REACH.rows(session.connection(), values)]


def next_lesson(session: Session, resident_id: UUID, after: datetime) -> LessonAround | None:
    """The resident's first lesson after a time; those of a waiting list do not count."""
    values = {"resident_id": resident_id, "first": after, "until": after + timedelta(days=200)}
    query: Select[*tuple[Any, ...]] = _AROUND.where(
        Enrolment.status == EnrolmentStatus.ENROLLED, Lesson.status != LessonStatus.CANCELLED
    ).limit(1)
    row: Any = session.connection().execute(query, values).first()
    return None if row is None else LessonAround(*row)


def open_lessons(session: Session, now: datetime, until: datetime) -> list[OpenLesson]:
    """Lessons of offerings open to walk-ins that are on, or start before `until`."""
    query = (
        select(Lesson.id, Offering.id, Offering.title, Lesson.starts, Lesson.ends, Venue.name)
        .join(Offering, Offering.id == Lesson.offering_id)
        .outerjoin(Venue, Venue.id == Lesson.venue_id)
        .where(
            Offering.walk_in.is_(True),
            Offering.status != OfferingStatus.CANCELLED,
            Lesson.status != LessonStatus.CANCELLED,
            Lesson.closed_at.is_(None),
            Lesson.starts >= now - timedelta(days=1),
            Lesson.starts < until,
            Lesson.ends > now,
        )
        .order_by(Lesson.starts)
    )
    return [OpenLesson(*row) for row in session.execute(query)]
