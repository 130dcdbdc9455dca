"""Lessons of some days as the timetable, Today and the papers show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.store.tables import Category, Course, Enrolment, Lesson, Offering, Teacher, Venue


@dataclass(frozen=True)
class TimetableLesson:
    """One lesson with what its block says. Capacity 0: not limited; `enrolled` counts completed enrolments too."""

    id: UUID
    offering_id: UUID
    code: str
    title: str
    kind: OfferingKind
    category: str
    category_names: Mapping[str, str]
    starts: datetime
    ends: datetime
    status: LessonStatus
    closed: bool
    reason: str
    branch_id: UUID
    venue_id: UUID | None
    venue: str
    teacher_id: UUID | None
    teacher: str
    capacity: int
    walk_in: bool
    enrolled: int


@dataclass(frozen=True)
class Only:
    """Which lessons: None asks for all."""

    venue_id: UUID | None = None
    teacher_id: UUID | None = None
    branch_id: UUID | None = None
    category_id: UUID | None = None
    offering_id: UUID | None = None


EVERYTHING = Only()


def lessons_between(
    session: Session, first: date, last: date, only: Only = EVERYTHING, *, cancelled: bool = True
) -> tuple[TimetableLesson, ...]:
    """Lessons that touch the days from `first` to `last`, in order of time, then room; cancelled ones when wanted."""
    wanted = (
        select(Lesson, Offering, Category, Venue.name, Teacher.name)
        .join(Offering, Offering.id == Lesson.offering_id)
        .join(Course, Course.id == Offering.course_id)
        .outerjoin(Category, Category.id == Course.category_id)
        .outerjoin(Venue, Venue.id == Lesson.venue_id)
        .outerjoin(Teacher, Teacher.id == Lesson.teacher_id)
        .where(*_when(first, last), *_whose(only))
        .order_by(Lesson.starts, Venue.code, Offering.code)
    )
    if not cancelled:
        wanted = wanted.where(Lesson.status != LessonStatus.CANCELLED)
    rows = session.execute(wanted).all()
    enrolled = seats_taken(session, {row[1].id for row in rows})
    return tuple(_lesson(row, enrolled) for row in rows)


def count_between(session: Session, first: date, last: date, only: Only = EVERYTHING, at_most: int = 1_000_000) -> int:
    """How many lessons `lessons_between` would give; counting stops at `at_most`."""
    counted = select(Lesson.id).where(*_when(first, last), *_whose(only))
    if only.branch_id or only.category_id:
        counted = counted.join(Offering, Offering.id == Lesson.offering_id)
        counted = counted.join(Course, Course.id == Offering.course_id)
    return session.scalar(select(func.count()).select_from(counted.limit(at_most).subquery())) or 0


def _when(first: date, last: date) -> Iterable[ColumnElement[bool]]:
    """A lesson may begin on the evening before `first` and reach into it."""
    midnight = datetime.combine(first, time())
    before = datetime.combine(date.fromordinal(first.toordinal() - 1), time())
    return Lesson.starts >= before, Lesson.starts <= datetime.combine(last, time(23, 59)), Lesson.ends > midnight


def _whose(only: Only) -> Iterable[ColumnElement[bool]]:
    columns: dict[Any, UUID | None] = {
        Lesson.venue_id: only.venue_id,
        Lesson.teacher_id: only.teacher_id,
        Lesson.offering_id: only.offering_id,
        Offering.branch_id: only.branch_id,
        Course.category_id: only.category_id,
    }
    return [column == value for column, value in columns.items() if value is not None]


def seats_taken(session: Session, offering_ids: set[UUID]) -> dict[UUID, int]:
    """How many are enrolled in these offerings, or have completed them."""
    ids, counts = list(offering_ids), dict[UUID, int]()
    for at in range(0, len(ids), 1_000):
        counted = (
            select(Enrolment.offering_id, func.count())
            .where(
                Enrolment.offering_id.in_(ids[at : at + 1_000]),
                Enrolment.status.in_([EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED]),
            )
            .group_by(Enrolment.offering_id)
        )
        counts |= dict(session.execute(counted).all())
    return counts


def _lesson(row: Any, enrolled: Mapping[UUID, int]) -> TimetableLesson:
    lesson, offering, category, venue, teacher = row
    return TimetableLesson(
        id=lesson.id,
        offering_id=offering.id,
        code=offering.code,
        title=offering.title,
        kind=offering.kind,
        category=category.code if category else "",
        category_names=dict(category.names) if category else {},
        starts=lesson.starts,
        ends=lesson.ends,
        status=lesson.status,
        closed=lesson.closed_at is not None,
        reason=lesson.reason,
        branch_id=offering.branch_id,
        venue_id=lesson.venue_id,
        venue=venue or "",
        teacher_id=lesson.teacher_id,
        teacher=teacher or "",
        capacity=offering.capacity,
        walk_in=offering.walk_in,
        enrolled=enrolled.get(offering.id, 0),
    )
