"""Teachers, their classes and the hours they teach."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.store.tables import Branch, Certificate, Lesson, Offering, Teacher


@dataclass(frozen=True)
class TeacherRow:
    """A teacher as on the roster; `lessons` and `minutes` in the span asked for, cancelled lessons not counted.

    Limits are academic hours; 0: none.
    """

    id: UUID
    code: str
    name: str
    pinyin: str
    kind: TeacherKind
    phone: str
    skills: str
    organisation: str
    pay: int
    available: str
    branch_id: UUID
    branch: str
    note: str
    archived: bool
    day_limit: int = 0
    week_limit: int = 0
    lessons: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class TeacherClass:
    """An offering of a teacher, with the next lesson they give in it."""

    offering_id: UUID
    code: str
    title: str
    times: str
    lessons: int
    next_lesson: datetime | None


def teachers(
    session: Session, *, archived: bool = False, first: date | None = None, last: date | None = None
) -> tuple[TeacherRow, ...]:
    """The roster by code; with `first` and `last` also the load in these days, both included."""
    loads = _loads(session, first, last) if first and last else {}
    wanted = select(Teacher, Branch.name).join(Branch, Branch.id == Teacher.branch_id).order_by(Teacher.code)
    if not archived:
        wanted = wanted.where(Teacher.archived.is_(False))
    return tuple(
        TeacherRow(
            id=row.id,
            code=row.code,
            name=row.name,
            pinyin=row.pinyin,
            kind=row.kind,
            phone=row.phone,
            skills=row.skills,
            organisation=row.organisation,
            pay=row.pay,
            available=row.available,
            branch_id=row.branch_id,
            branch=branch,
            note=row.note,
            archived=row.archived,
            day_limit=row.day_limit,
            week_limit=row.week_limit,
            lessons=loads.get(row.id, (0, 0))[0],
            minutes=loads.get(row.id, (0, 0))[1],
        )
        for row, branch in session.execute(wanted)
    )


def _loads(session: Session, first: date, last: date) -> dict[UUID, tuple[int, int]]:
    """Lessons and minutes of each teacher."""
    wanted = select(Lesson.teacher_id, Lesson.starts, Lesson.ends).where(
        Lesson.starts >= datetime.combine(first, time()),
        Lesson.starts <= datetime.combine(last, time(23, 59)),
        Lesson.teacher_id.is_not(None),
        Lesson.status != LessonStatus.CANCELLED,
    )
    loads: dict[UUID, tuple[int, int]] = {}
    for teacher_id, starts, ends in session.execute(wanted):
        assert teacher_id is not None
        lessons, minutes = loads.get(teacher_id, (0, 0))
        loads[teacher_id] = lessons + 1, minutes + int((ends - starts).total_seconds()) // 60
    return loads


def teacher_classes(session: Session, teacher_id: UUID, now: datetime) -> tuple[TeacherClass, ...]:
    """What a teacher gives, those with the nearest lesson first."""
    lesson = (
        select(
            Lesson.offering_id,
            func.count().label("lessons"),
            func.min(Lesson.starts).filter(Lesson.starts >= now).label("next"),
        )
        .where(Lesson.teacher_id == teacher_id, Lesson.status != LessonStatus.CANCELLED)
        .group_by(Lesson.offering_id)
        .subquery()
    )
    wanted = (
        select(Offering.id, Offering.code, Offering.title, Offering.times, lesson.c.lessons, lesson.c.next)
        .outerjoin(lesson, lesson.c.offering_id == Offering.id)
        .where((Offering.teacher_id == teacher_id) | lesson.c.lessons.is_not(None))
        .order_by(lesson.c.next.is_(None), lesson.c.next, Offering.code)
    )
    return tuple(
        TeacherClass(id_, code, title, times, lessons or 0, coming)
        for id_, code, title, times, lessons, coming in session.execute(wanted)
    )


def count_uses(session: Session, teacher_id: UUID) -> int:
    """Lessons, offerings and certificates that name the teacher."""
    uses = (Lesson.teacher_id, Lesson.stands_in_for_id, Offering.teacher_id, Certificate.teacher_id)
    return sum(session.scalar(select(func.count()).where(use == teacher_id)) or 0 for use in uses)
