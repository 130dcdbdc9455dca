"""Offerings of a term with their lessons and places."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind, OfferingStatus
from commedu_desktop.store.tables import Branch, Category, Course, Enrolment, Lesson, Offering, Teacher, Term, Venue

Wanted = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class OfferingRow:
    """An offering as it is listed. Capacity 0: not limited; fee in minor units; `enrolled` includes completed."""

    id: UUID
    code: str
    title: str
    kind: OfferingKind
    status: OfferingStatus
    course_id: UUID
    course: str
    category: str
    category_names: Mapping[str, str]
    term_id: UUID
    term: str
    branch_id: UUID
    branch: str
    teacher_id: UUID | None
    teacher: str
    venue_id: UUID | None
    venue: str
    capacity: int
    fee: int
    starts: date
    ends: date
    times: str
    walk_in: bool
    threshold: int | None
    note: str
    enrolled: int
    waiting: int
    lessons: int
    held: int


@dataclass(frozen=True)
class OfferingLesson:
    """A lesson in the list of an offering's lessons."""

    id: UUID
    starts: datetime
    ends: datetime
    venue: str
    teacher: str
    status: LessonStatus
    reason: str


def offerings(
    session: Session,
    *,
    term_id: UUID | None = None,
    category_id: UUID | None = None,
    kind: OfferingKind | None = None,
    branch_id: UUID | None = None,
) -> tuple[OfferingRow, ...]:
    """The offerings by code, of one term, category, kind or branch when given."""
    given = {
        Offering.term_id: term_id,
        Course.category_id: category_id,
        Offering.kind: kind,
        Offering.branch_id: branch_id,
    }
    wanted = _wanted().where(*(name == value for name, value in given.items() if value is not None))
    return _rows(session, wanted.order_by(Offering.code), term_id)


def offering(session: Session, offering_id: UUID) -> OfferingRow:
    """One offering. Raises: ValueError when there is none."""
    (row,) = _rows(session, _wanted().where(Offering.id == offering_id), None, offering_id)
    return row


def _wanted() -> Wanted:
    return (
        select(Offering, Course.title, Category, Term, Branch.name, Teacher.name, Venue.name)
        .join(Course, Course.id == Offering.course_id)
        .join(Term, Term.id == Offering.term_id)
        .join(Branch, Branch.id == Offering.branch_id)
        .outerjoin(Category, Category.id == Course.category_id)
        .outerjoin(Teacher, Teacher.id == Offering.teacher_id)
        .outerjoin(Venue, Venue.id == Offering.venue_id)
    )


def _rows(
    session: Session, wanted: Wanted, term_id: UUID | None, offering_id: UUID | None = None
) -> tuple[OfferingRow, ...]:
    places = _places(session, term_id, offering_id)
    lessons = _lessons(session, term_id, offering_id)
    return tuple(
        OfferingRow(
            id=row.id,
            code=row.code,
            title=row.title,
            kind=row.kind,
            status=row.status,
            course_id=row.course_id,
            course=course,
            category=category.code if category else "",
            category_names=dict(category.names) if category else {},
            term_id=row.term_id,
            term=term.name or term.code,
            branch_id=row.branch_id,
            branch=branch,
            teacher_id=row.teacher_id,
            teacher=teacher or "",
            venue_id=row.venue_id,
            venue=venue or "",
            capacity=row.capacity,
            fee=row.fee,
            starts=row.starts,
            ends=row.ends,
            times=row.times,
            walk_in=row.walk_in,
            threshold=row.threshold,
            note=row.note,
            enrolled=places.get(row.id, (0, 0))[0],
            waiting=places.get(row.id, (0, 0))[1],
            lessons=lessons.get(row.id, (0, 0))[0],
            held=lessons.get(row.id, (0, 0))[1],
        )
        for row, course, category, term, branch, teacher, venue in session.execute(wanted)
    )


def _of(column: Any, wanted: Wanted, term_id: UUID | None, offering_id: UUID | None) -> Wanted:
    if offering_id is not None:
        return wanted.where(column == offering_id)
    if term_id is not None:
        return wanted.where(column.in_(select(Offering.id).where(Offering.term_id == term_id)))
    return wanted


def _places(session: Session, term_id: UUID | None, offering_id: UUID | None) -> dict[UUID, tuple[int, int]]:
    """Enrolled (completed too) and waiting by offering."""
    counted = select(Enrolment.offering_id, Enrolment.status, func.count()).group_by(
        Enrolment.offering_id, Enrolment.status
    )
    places: dict[UUID, tuple[int, int]] = {}
    for key, status, count in session.execute(_of(Enrolment.offering_id, counted, term_id, offering_id)):
        enrolled, waiting = places.get(key, (0, 0))
        if status in (EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED):
            enrolled += count
        elif status is EnrolmentStatus.WAITING:
            waiting += count
        places[key] = enrolled, waiting
    return places


def _lessons(session: Session, term_id: UUID | None, offering_id: UUID | None) -> dict[UUID, tuple[int, int]]:
    """Lessons not cancelled, and how many of them were held, by offering."""
    counted = select(
        Lesson.offering_id,
        func.count().filter(Lesson.status != LessonStatus.CANCELLED),
        func.count().filter(Lesson.status == LessonStatus.HELD),
    ).group_by(Lesson.offering_id)
    wanted = _of(Lesson.offering_id, counted, term_id, offering_id)
    return {key: (planned, held) for key, planned, held in session.execute(wanted)}


def offering_lessons(session: Session, offering_id: UUID) -> tuple[OfferingLesson, ...]:
    """All lessons of an offering in order, cancelled ones too."""
    wanted = (
        select(Lesson, Venue.name, Teacher.name)
        .outerjoin(Venue, Venue.id == Lesson.venue_id)
        .outerjoin(Teacher, Teacher.id == Lesson.teacher_id)
        .where(Lesson.offering_id == offering_id)
        .order_by(Lesson.starts)
    )
    return tuple(
        OfferingLesson(row.id, row.starts, row.ends, venue or "", teacher or "", row.status, row.reason)
        for row, venue, teacher in session.execute(wanted)
    )


@dataclass(frozen=True)
class FoundOffering:
    """An offering in one line."""

    id: UUID
    code: str
    title: str
    times: str


def find_offerings(session: Session, typed: str, limit: int) -> tuple[FoundOffering, ...]:
    """Offerings whose title or code has what was typed, those of the newest term first."""
    wanted = (
        select(Offering.id, Offering.code, Offering.title, Offering.times)
        .join(Term, Term.id == Offering.term_id)
        .where(Offering.title.icontains(typed, autoescape=True) | Offering.code.icontains(typed, autoescape=True))
        .order_by(Term.starts.desc(), Offering.code)
        .limit(limit)
    )
    return tuple(FoundOffering(*row) for row in session.execute(wanted))


def count_in_term(session: Session, term_id: UUID) -> int:
    """Offerings of a term."""
    return session.scalar(select(func.count()).where(Offering.term_id == term_id)) or 0
