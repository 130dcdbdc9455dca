"""Lessons that were held, as they are paid: to whoever gave them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.store.queries.lessons import held
from commedu_desktop.store.tables import Branch, Lesson, Offering, Teacher


@dataclass(frozen=True)
class GivenLesson:
    """`stands_in_for`: the teacher whose lesson it was, empty when it was their own; `rate` in minor units an hour."""

    lesson_id: UUID
    starts: datetime
    ends: datetime
    code: str
    title: str
    kind: OfferingKind
    teacher_id: UUID
    teacher_code: str
    teacher: str
    teacher_kind: TeacherKind
    rate: int
    stands_in_for: str
    held: bool

    @property
    def minutes(self) -> int:
        return (self.ends - self.starts) // timedelta(minutes=1)


def given_lessons(
    session: Session, first: date, last: date, branches: Collection[str] = (), teacher_id: UUID | None = None
) -> list[GivenLesson]:
    """Lessons from `first` to `last` that have a teacher and are not cancelled, by teacher and time."""
    absent = aliased(Teacher)
    wanted = (
        select(
            Lesson.id,
            Lesson.starts,
            Lesson.ends,
            Offering.code,
            Offering.title,
            Offering.kind,
            Teacher.id,
            Teacher.code,
            Teacher.name,
            Teacher.kind,
            Teacher.pay,
            absent.name,
            held(),
        )
        .join(Offering, Offering.id == Lesson.offering_id)
        .join(Teacher, Teacher.id == Lesson.teacher_id)
        .join(Branch, Branch.id == Offering.branch_id)
        .outerjoin(absent, absent.id == Lesson.stands_in_for_id)
        .where(
            Lesson.starts >= datetime.combine(first, time()),
            Lesson.starts <= datetime.combine(last, time(23, 59)),
            Lesson.status != LessonStatus.CANCELLED,
        )
        .order_by(Teacher.code, Lesson.starts)
    )
    if branches:
        wanted = wanted.where(Branch.code.in_(branches))
    if teacher_id is not None:
        wanted = wanted.where(Lesson.teacher_id == teacher_id)
    rows: Sequence[Any] = session.execute(wanted).all()
    return [_given(row) for row in rows]


def _given(row: Any) -> GivenLesson:
    *facts, absent, was_held = row
    return GivenLesson(*[*facts, absent or "", bool(was_held)])
