"""Marks read back: the lessons of a day, a class's grid, who was missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus, learns_on
from commedu_desktop.domain.lesson_states import LessonState
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.store.tables import (
    AttendanceMark,
    Enrolment,
    Headcount,
    Lesson,
    Offering,
    Resident,
    Teacher,
    Venue,
)

__all__ = ["ATTENDED", "LEARNING", "ClassGrid", "GridRow", "LessonState", "Missing"]

LEARNING = (EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED, EnrolmentStatus.WITHDRAWN)
ATTENDED = (Mark.PRESENT, Mark.LATE)


@dataclass(frozen=True)
class GridRow:
    """A learner and their marks, one for each lesson of the grid; None where nothing is marked."""

    enrolment_id: UUID
    resident_id: UUID
    card: str
    name: str
    pinyin: str
    phone: str
    status: EnrolmentStatus
    enrolled_on: date
    ended_on: date | None
    marks: tuple[Mark | None, ...]

    def expected(self, day: date) -> bool:
        """Whether a lesson of that day is expected of them."""
        return learns_on(self.enrolled_on, self.ended_on, day)


@dataclass(frozen=True)
class ClassGrid:
    """People × lessons of an offering; cancelled lessons are in it and take no marks."""

    offering_id: UUID
    code: str
    title: str
    threshold: int | None
    lessons: tuple[LessonState, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True)
class Missing:
    """A learner who was absent several times running, with the number to call."""

    resident_id: UUID
    offering_id: UUID
    name: str
    pinyin: str
    phone: str
    title: str
    times: int


def _learns() -> ColumnElement[bool]:
    """Joins enrolments to the lessons that are expected of them: see `domain.enrolments.learns_on`."""
    return and_(
        Enrolment.offering_id == Lesson.offering_id,
        Enrolment.status.in_(LEARNING),
        Enrolment.enrolled_on <= func.date(Lesson.starts),
        or_(Enrolment.ended_on.is_(None), Enrolment.ended_on > func.date(Lesson.starts)),
    )


def _number(query: Select[int]) -> ScalarSelect[int]:
    return query.correlate(Lesson).scalar_subquery()


def _states() -> Select[*tuple[Any, ...]]:
    marks = select(func.count()).select_from(AttendanceMark).where(AttendanceMark.lesson_id == Lesson.id)
    heads = select(func.coalesce(func.sum(Headcount.number), 0)).where(Headcount.lesson_id == Lesson.id)
    return (
        select(
            Lesson.id,
            Lesson.offering_id,
            Offering.code,
            Offering.title,
            Lesson.starts,
            Lesson.ends,
            Venue.name,
            Teacher.name,
            Lesson.status,
            Lesson.closed_at,
            Offering.walk_in,
            _number(select(func.count()).select_from(Enrolment).where(_learns())),
            _number(marks),
            _number(marks.where(AttendanceMark.mark.in_(ATTENDED))),
            _number(heads),
        )
        .join(Offering, Offering.id == Lesson.offering_id)
        .outerjoin(Venue, Venue.id == Lesson.venue_id)
        .outerjoin(Teacher, Teacher.id == Lesson.teacher_id)
        .order_by(Lesson.starts, Offering.title, Lesson.id)
    )


def lesson_states(
    session: Session, first: datetime, until: datetime, teacher_id: UUID | None = None
) -> list[LessonState]:
    """Lessons that start from `first` to before `until`, cancelled ones among them; all, or those of one teacher."""
    query = _states().where(Lesson.starts >= first, Lesson.starts < until)
    if teacher_id is not None:
        query = query.where(Lesson.teacher_id == teacher_id)
    return [LessonState(*row) for row in session.execute(query)]


def lesson_state(session: Session, lesson_id: UUID) -> LessonState:
    """One lesson. Raises: NoResultFound."""
    return LessonState(*session.execute(_states().where(Lesson.id == lesson_id)).one())


def unmarked_lessons(session: Session, now: datetime, *, limit: int = 500) -> list[LessonState]:
    """Lessons that are over and have not been closed, oldest first; cancelled ones do not count."""
    query = _states().where(
        Lesson.ends <= now,
        Lesson.closed_at.is_(None),
        Lesson.status == LessonStatus.PLANNED,
        Offering.status != OfferingStatus.CANCELLED,
    )
    return [LessonState(*row) for row in session.execute(query.limit(limit))]


def class_grid(session: Session, offering_id: UUID) -> ClassGrid:
    """The whole of an offering: three reads, whatever its size. Raises: NoResultFound."""
    code, title, threshold = session.execute(
        select(Offering.code, Offering.title, Offering.threshold).where(Offering.id == offering_id)
    ).one()
    lessons = tuple(LessonState(*row) for row in session.execute(_states().where(Lesson.offering_id == offering_id)))
    marks = _marks_of(session, offering_id)
    rows = tuple(_row(values, lessons, marks) for values in session.execute(_people(offering_id)))
    shown = tuple(row for row in rows if row.status is not EnrolmentStatus.WITHDRAWN or any(row.marks))
    return ClassGrid(offering_id, code, title, threshold, lessons, shown)


def _people(offering_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Enrolment.id,
            Resident.id,
            Resident.card,
            Resident.name,
            Resident.pinyin,
            Resident.phone,
            Enrolment.status,
            Enrolment.enrolled_on,
            Enrolment.ended_on,
        )
        .join(Resident, Resident.id == Enrolment.resident_id)
        .where(Enrolment.offering_id == offering_id, Enrolment.status.in_(LEARNING))
        .order_by(Resident.pinyin, Resident.name, Resident.id)
    )


def _marks_of(session: Session, offering_id: UUID) -> dict[tuple[UUID, UUID], Mark]:
    query = (
        select(AttendanceMark.lesson_id, AttendanceMark.resident_id, AttendanceMark.mark)
        .join(Lesson, Lesson.id == AttendanceMark.lesson_id)
        .where(Lesson.offering_id == offering_id)
    )
    return {(lesson_id, resident_id): mark for lesson_id, resident_id, mark in session.execute(query)}


def _row(values: Iterable[Any], lessons: Iterable[LessonState], marks: dict[tuple[UUID, UUID], Mark]) -> GridRow:
    columns = list(values)
    found = tuple(marks.get((lesson.id, columns[1])) for lesson in lessons)
    return GridRow(*[*columns, found])


def blanks(session: Session, lesson_id: UUID) -> list[UUID]:
    """Residents of whom the lesson is expected and who have no mark yet."""
    marked = (
        select(AttendanceMark.resident_id)
        .where(AttendanceMark.lesson_id == Lesson.id, AttendanceMark.resident_id == Enrolment.resident_id)
        .correlate(Lesson, Enrolment)
        .exists()
    )
    query = select(Enrolment.resident_id).join(Lesson, _learns()).where(Lesson.id == lesson_id, ~marked)
    return list(session.scalars(query))


def headcounts(session: Session, lesson_id: UUID) -> dict[str, int]:
    """People counted without names at a lesson, by age band."""
    query = select(Headcount.age_band, Headcount.number).where(Headcount.lesson_id == lesson_id)
    return dict(session.execute(query).all())
