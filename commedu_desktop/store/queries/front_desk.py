"""What the front desk sees of people and of the classes they could join."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.store.queries.enrolments import IN
from commedu_desktop.store.tables import (
    AttendanceMark,
    Certificate,
    Enrolment,
    Lesson,
    Offering,
    PopulationGroup,
    Resident,
    ResidentGroup,
    Teacher,
    Venue,
)

DAY = timedelta(days=1)


@dataclass(frozen=True)
class DeskPerson:
    """Someone found at the desk; `groups` are names by language, in the centre's order."""

    id: UUID
    card: str
    name: str
    pinyin: str
    born: date | None
    phone: str
    archived: bool
    household_id: UUID | None
    note: str
    groups: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class DeskClass:
    """A class that someone is in or waits for (`place` in the list, from 1), and how often they came."""

    enrolment_id: UUID
    offering_id: UUID
    title: str
    times: str
    venue: str | None
    status: EnrolmentStatus
    lessons: int
    attended: int
    counted: int
    place: int
    waiting: int


@dataclass(frozen=True)
class DeskResident:
    person: DeskPerson
    household: int
    certificates: int
    classes: tuple[DeskClass, ...]


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


_PERSON: Select[*tuple[Any, ...]] = select(
    Resident.id,
    Resident.card,
    Resident.name,
    Resident.pinyin,
    Resident.born,
    Resident.phone,
    Resident.archived,
    Resident.household_id,
    Resident.note,
)


def desk_resident(session: Session, resident_id: UUID, today: date) -> DeskResident:
    """All that the panel at the right shows. Raises: NoResultFound."""
    row = session.execute(_PERSON.where(Resident.id == resident_id)).one()
    groups = _groups(session, [resident_id]).get(resident_id, [])
    person = DeskPerson(*[*row, tuple(groups)])
    household = 0
    if person.household_id is not None:
        living = select(func.count()).where(Resident.household_id == person.household_id, Resident.archived.is_(False))
        household = session.scalar(living) or 0
    held = select(func.count()).where(Certificate.resident_id == resident_id, Certificate.voided_at.is_(None))
    classes = tuple(DeskClass(*row) for row in session.execute(_classes(resident_id, today)))
    return DeskResident(person, household, session.scalar(held) or 0, classes)


def _groups(session: Session, ids: list[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    query = (
        select(ResidentGroup.resident_id, PopulationGroup.names)
        .join(PopulationGroup, PopulationGroup.id == ResidentGroup.group_id)
        .where(ResidentGroup.resident_id.in_(ids))
        .order_by(PopulationGroup.position)
    )
    found: dict[UUID, list[dict[str, Any]]] = {}
    for resident_id, names in session.execute(query):
        found.setdefault(resident_id, []).append(names)
    return found


def _classes(resident_id: UUID, today: date) -> Select[*tuple[Any, ...]]:
    lessons = select(func.count()).select_from(Lesson).where(_standing()).correlate(Enrolment).scalar_subquery()
    attended = _marks(AttendanceMark.mark.in_((Mark.PRESENT, Mark.LATE)))
    counted = _marks(AttendanceMark.mark != Mark.EXCUSED)
    return (
        select(
            Enrolment.id,
            Offering.id,
            Offering.title,
            Offering.times,
            Venue.name,
            Enrolment.status,
            lessons,
            attended,
            counted,
            *_queue(),
        )
        .join(Offering, Offering.id == Enrolment.offering_id)
        .outerjoin(Venue, Venue.id == Offering.venue_id)
        .where(
            Enrolment.resident_id == resident_id,
            Enrolment.status != EnrolmentStatus.WITHDRAWN,
            Offering.status != OfferingStatus.CANCELLED,
            Offering.ends >= today,
        )
        .order_by(Enrolment.status, Offering.title)
    )


def _standing() -> ColumnElement[bool]:
    return and_(Lesson.offering_id == Enrolment.offering_id, Lesson.status != LessonStatus.CANCELLED)


def _marks(which: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many of the learner's marks in the class are such."""
    query = (
        select(func.count())
        .select_from(AttendanceMark)
        .join(Lesson, Lesson.id == AttendanceMark.lesson_id)
        .where(_standing(), AttendanceMark.resident_id == Enrolment.resident_id, which)
    )
    return query.correlate(Enrolment).scalar_subquery()


def _queue() -> tuple[ScalarSelect[int], ScalarSelect[int]]:
    """The place in the waiting list, and how long it is."""
    other = aliased(Enrolment)
    waiting = (
        select(func.count())
        .select_from(other)
        .where(other.offering_id == Enrolment.offering_id, other.status == EnrolmentStatus.WAITING)
        .correlate(Enrolment)
    )
    same_moment = and_(other.queued_at == Enrolment.queued_at, other.id <= Enrolment.id)
    before = or_(other.queued_at < Enrolment.queued_at, same_moment)
    return waiting.where(before).scalar_subquery(), waiting.scalar_subquery()


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
            number.where(theirs.status.in_(IN)).scalar_subquery(),
            number.where(theirs.status == EnrolmentStatus.WAITING).scalar_subquery(),
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
