"""Who is in an offering, who waits for it, and what a resident has enrolled in."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from commedu_desktop.domain.enrolments import Claim, EnrolmentStatus, Places
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.store.tables import Course, Enrolment, Lesson, Offering, Resident

IN = (EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Learner:
    """Someone in an offering. Waiting ones have their place in the list, from 1; others 0. Moments are UTC."""

    enrolment_id: UUID
    resident_id: UUID
    card: str
    name: str
    pinyin: str
    phone: str
    born: date | None
    status: EnrolmentStatus
    enrolled_on: date
    ended_on: date | None
    queued_at: datetime | None
    note: str
    claim: Claim
    lot: int
    held_until: datetime | None
    waived: str
    place: int = 0


@dataclass(frozen=True)
class OwnClash:
    """A lesson of the resident's own that overlaps one of the offering's."""

    offering_id: UUID
    title: str
    starts: datetime
    ends: datetime


_LEARNER: Select[*tuple[Any, ...]] = select(
    Enrolment.id,
    Resident.id,
    Resident.card,
    Resident.name,
    Resident.pinyin,
    Resident.phone,
    Resident.born,
    Enrolment.status,
    Enrolment.enrolled_on,
    Enrolment.ended_on,
    Enrolment.queued_at,
    Enrolment.note,
    Enrolment.claim,
    Enrolment.lot,
    Enrolment.held_until,
    Enrolment.waived,
).join(Resident, Resident.id == Enrolment.resident_id)


def places(session: Session, offering_id: UUID) -> Places:
    """Capacity, places taken and how many wait."""
    counted = (
        select(Enrolment.status, func.count(), func.count(Enrolment.held_until))
        .where(Enrolment.offering_id == offering_id)
        .group_by(Enrolment.status)
    )
    numbers = {status: (everybody, held) for status, everybody, held in session.execute(counted)}
    capacity = session.scalar(select(Offering.capacity).where(Offering.id == offering_id)) or 0
    waiting, offered = numbers.get(EnrolmentStatus.WAITING, (0, 0))
    inside = sum(numbers.get(status, (0, 0))[0] for status in IN)
    return Places(capacity, inside + offered, waiting - offered, offered)


def learners(session: Session, offering_id: UUID, *, withdrawn: bool = False) -> list[Learner]:
    """Who is in an offering, by pinyin; those who left only when asked for."""
    statuses = (*IN, EnrolmentStatus.WITHDRAWN) if withdrawn else IN
    query = _LEARNER.where(Enrolment.offering_id == offering_id, Enrolment.status.in_(statuses))
    return [_learner(row) for row in session.execute(query.order_by(Resident.pinyin, Resident.name, Resident.id))]


def waiting_list(session: Session, offering_id: UUID) -> list[Learner]:
    """Who waits for a place, in the order in which places are given."""
    query = _LEARNER.where(Enrolment.offering_id == offering_id, Enrolment.status == EnrolmentStatus.WAITING)
    return [_learner(row, place) for place, row in enumerate(session.execute(query.order_by(*TURN)), 1)]


TURN = (Enrolment.claim, Enrolment.queued_at, Enrolment.lot, Enrolment.id)
"""The order of a waiting list."""


def _learner(row: Sequence[Any], place: int = 0) -> Learner:
    values = list(row)
    values[_CLAIM] = Claim(values[_CLAIM])
    return replace(Learner(*values), place=place)


_CLAIM = [field.name for field in fields(Learner)].index("claim")


def own_clashes(session: Session, resident_id: UUID, offering_id: UUID, after: datetime) -> list[OwnClash]:
    """Lessons from `after` on of the resident's own classes that overlap lessons of the offering, in their order."""
    mine, theirs = aliased(Lesson), aliased(Lesson)
    overlap = and_(
        mine.offering_id == Enrolment.offering_id,
        mine.starts >= after - DAY,
        mine.starts < theirs.ends,
        mine.ends > theirs.starts,
        mine.status != LessonStatus.CANCELLED,
    )
    query = (
        select(Offering.id, Offering.title, mine.starts, mine.ends)
        .select_from(Enrolment)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .join(theirs, and_(theirs.offering_id == offering_id, theirs.starts >= after))
        .join(mine, overlap)
        .where(
            Enrolment.resident_id == resident_id,
            Enrolment.status == EnrolmentStatus.ENROLLED,
            Enrolment.offering_id != offering_id,
            Offering.status != OfferingStatus.CANCELLED,
            theirs.status != LessonStatus.CANCELLED,
        )
        .order_by(mine.starts)
    )
    return [OwnClash(*row) for row in session.execute(query)]


def other_runs(session: Session, offering_id: UUID, resident_id: UUID, day: date) -> Sequence[tuple[UUID, str]]:
    """Other offerings of the course, open and not over on `day`, that the resident is not in: id and title."""
    this = aliased(Offering)
    theirs = (
        select(Enrolment.id)
        .where(
            Enrolment.resident_id == resident_id,
            Enrolment.offering_id == Offering.id,
            Enrolment.status != EnrolmentStatus.WITHDRAWN,
        )
        .correlate(Offering)
        .exists()
    )
    query = (
        select(Offering.id, Offering.title)
        .join(this, and_(this.course_id == Offering.course_id, this.id == offering_id))
        .where(~theirs, Offering.id != offering_id, Offering.status == OfferingStatus.OPEN, Offering.ends >= day)
        .order_by(Offering.starts, Offering.title)
    )
    return [(key, title) for key, title in session.execute(query)]


def age_limits(session: Session, offering_id: UUID) -> tuple[int | None, int | None]:
    """From and to which age the offering's course is meant."""
    query = (
        select(Course.age_from, Course.age_to)
        .join(Offering, Offering.course_id == Course.id)
        .where(Offering.id == offering_id)
    )
    age_from, age_to = session.execute(query).one()
    return age_from, age_to


def class_title(session: Session, offering_id: UUID) -> str:
    """An offering's title. Raises: NoResultFound."""
    return session.scalars(select(Offering.title).where(Offering.id == offering_id)).one()


def runs_of_course(session: Session, course_id: UUID, day: date) -> Sequence[tuple[UUID, str]]:
    """Offerings of a course that are open and not over on `day`: id and title."""
    query = (
        select(Offering.id, Offering.title)
        .where(Offering.course_id == course_id, Offering.status == OfferingStatus.OPEN, Offering.ends >= day)
        .order_by(Offering.starts, Offering.title)
    )
    return [(key, title) for key, title in session.execute(query)]


def waits_at_the_same_hours(session: Session, resident_id: UUID, offering_id: UUID, after: datetime) -> list[UUID]:
    """Enrolments of the resident that wait for a class whose coming lessons overlap those of the offering."""
    waits = select(Enrolment.id).where(
        Enrolment.resident_id == resident_id, Enrolment.status == EnrolmentStatus.WAITING
    )
    if session.scalars(waits.limit(1)).first() is None:
        return []
    mine, theirs = aliased(Lesson), aliased(Lesson)
    overlap = and_(mine.offering_id == Enrolment.offering_id, mine.starts < theirs.ends, mine.ends > theirs.starts)
    query = (
        select(Enrolment.id)
        .distinct()
        .join(theirs, and_(theirs.offering_id == offering_id, theirs.starts >= after))
        .join(mine, overlap)
        .where(
            Enrolment.resident_id == resident_id,
            Enrolment.offering_id != offering_id,
            Enrolment.status == EnrolmentStatus.WAITING,
            mine.status != LessonStatus.CANCELLED,
            theirs.status != LessonStatus.CANCELLED,
        )
    )
    return list(session.scalars(query))
