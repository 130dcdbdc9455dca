"""Which lessons were held. One rule for everything that changes lessons, marks them or counts them."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.store.tables import AttendanceMark, Headcount, Lesson


def held() -> ColumnElement[bool]:
    """For a select over `Lesson`: not cancelled, and closed or attended by somebody, by name or as a headcount.

    Excuses that were handed in beforehand do not make a lesson held.
    """
    attended = exists().where(
        AttendanceMark.lesson_id == Lesson.id, AttendanceMark.mark.in_([mark for mark in Mark if mark.attended])
    )
    counted = exists().where(Headcount.lesson_id == Lesson.id, Headcount.number > 0)
    closed = or_(Lesson.status == LessonStatus.HELD, Lesson.closed_at.is_not(None))
    return and_(Lesson.status != LessonStatus.CANCELLED, or_(closed, attended, counted))


def is_held(session: Session, lesson_id: UUID) -> bool:
    """Whether this lesson was held."""
    return session.scalar(select(held()).where(Lesson.id == lesson_id)) is True


def coming_lessons(session: Session, offering_id: UUID) -> list[Lesson]:
    """Lessons of an offering that are planned and were not held, in order."""
    wanted = select(Lesson).where(Lesson.offering_id == offering_id, Lesson.status == LessonStatus.PLANNED, ~held())
    return list(session.scalars(wanted.order_by(Lesson.starts)))
