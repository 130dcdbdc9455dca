"""Who could stand in: teachers who are free, the qualified first, then by distance and load."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import IntEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.lessons import LessonStatus, Slot
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.services.ways_out import Wish, free_teachers, subjects
from commedu_desktop.store.queries.teachers import TeacherRow, teachers
from commedu_desktop.store.queries.teachers_at_work import further_branches
from commedu_desktop.store.tables import Category, Course, Lesson, Offering, Venue


class Near(IntEnum):
    """How far a teacher has to come."""

    HERE = 0
    """It is their own branch, or they teach there that day."""
    POOL = 1
    """They teach at this branch as well."""
    ELSEWHERE = 2


@dataclass(frozen=True)
class Substitute:
    """A teacher who is free then. `qualified`: they teach the subject, or have taught the course; `minutes`: their
    load in that week."""

    teacher_id: UUID
    name: str
    kind: TeacherKind
    phone: str
    skills: str
    branch: str
    qualified: bool
    near: Near
    minutes: int
    own: bool = False


def substitutes(session: Session, lesson_id: UUID, slot: Slot) -> list[Substitute]:
    """Teachers free in the slot for this lesson; its own teacher first when free, then the likeliest."""
    lesson = session.get_one(Lesson, lesson_id)
    wish = Wish((slot,), None, lesson.teacher_id, but=frozenset({lesson.id}))
    free = {teacher_id for teacher_id, _name in free_teachers(session, wish)}
    monday = datetime.combine(slot.starts.date() - timedelta(days=slot.starts.weekday()), time())
    known = teachers(session, first=monday.date(), last=monday.date() + timedelta(days=6))
    wanted, taught = _wanted(session, lesson, known), _have_taught(session, lesson)
    place, pool = _branch(session, lesson), further_branches(session)
    there = _there_that_day(session, place, slot)
    found = []
    for one in known:
        if one.id in free:
            here = one.branch_id == place or one.id in there
            near = Near.HERE if here else Near.POOL if place in pool.get(one.id, ()) else Near.ELSEWHERE
            qualified = one.id in taught or _fits(subjects(one.skills), wanted)
            found.append(_row(one, qualified, near, own=one.id == lesson.teacher_id))
    return sorted(found, key=lambda one: (not one.own, not one.qualified, one.near, one.minutes))


def _row(one: TeacherRow, qualified: bool, near: Near, own: bool) -> Substitute:
    return Substitute(one.id, one.name, one.kind, one.phone, one.skills, one.branch, qualified, near, one.minutes, own)


def _wanted(session: Session, lesson: Lesson, known: tuple[TeacherRow, ...]) -> set[str]:
    """Words for the subject: titles, the category's names, what the regular teacher teaches."""
    row = session.execute(
        select(Offering.title, Course.title, Category.names)
        .join(Course, Course.id == Offering.course_id)
        .outerjoin(Category, Category.id == Course.category_id)
        .where(Offering.id == lesson.offering_id)
    ).one()
    regular = next((one.skills for one in known if one.id == (lesson.stands_in_for_id or lesson.teacher_id)), "")
    names = (row[2] or {}).values()
    return {text.casefold() for text in (row[0], row[1], *names) if text} | subjects(regular)


def _fits(skills: set[str], wanted: set[str]) -> bool:
    return any(skill in text or text in skill for skill in skills for text in wanted)


def _have_taught(session: Session, lesson: Lesson) -> set[UUID]:
    course = select(Offering.course_id).where(Offering.id == lesson.offering_id).scalar_subquery()
    taught = select(Lesson.teacher_id).join(Offering, Offering.id == Lesson.offering_id)
    taught = taught.where(Offering.course_id == course, Lesson.status != LessonStatus.CANCELLED).distinct()
    return {key for key in session.scalars(taught) if key is not None}


def _branch(session: Session, lesson: Lesson) -> UUID:
    own = select(Offering.branch_id).where(Offering.id == lesson.offering_id)
    room = select(Venue.branch_id).where(Venue.id == lesson.venue_id)
    found: UUID | None = session.scalar(room) or session.scalar(own)
    assert found is not None
    return found


def _there_that_day(session: Session, branch_id: UUID, slot: Slot) -> set[UUID]:
    midnight = datetime.combine(slot.starts.date(), time())
    wanted = (
        select(Lesson.teacher_id, func.count())
        .join(Venue, Venue.id == Lesson.venue_id)
        .where(
            Venue.branch_id == branch_id,
            Lesson.starts >= midnight,
            Lesson.starts < midnight + timedelta(days=1),
            Lesson.status != LessonStatus.CANCELLED,
        )
        .group_by(Lesson.teacher_id)
    )
    return {key for key, _count in session.execute(wanted) if key is not None}
