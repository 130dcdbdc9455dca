"""Courses and their categories."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.store.queries.enrolment_rules import requirements
from commedu_desktop.store.tables import Category, Course, CourseGroup, Offering


@dataclass(frozen=True)
class CategoryRow:
    """A subject area; `names` maps a language tag to the word shown."""

    id: UUID
    code: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class CourseRow:
    """A catalogue entry with the number of its offerings so far."""

    id: UUID
    code: str
    title: str
    category_id: UUID | None
    level: str
    hours: int
    credits_hundredths: int | None
    group_ids: tuple[UUID, ...]
    age_from: int | None
    age_to: int | None
    note: str
    archived: bool
    offerings: int
    equipment: str = ""
    requires: tuple[UUID, ...] = ()


def categories(session: Session) -> tuple[CategoryRow, ...]:
    """Categories in use, in the centre's order."""
    rows = session.scalars(select(Category).where(Category.archived.is_(False)).order_by(Category.position))
    return tuple(CategoryRow(row.id, row.code, dict(row.names)) for row in rows)


def courses(session: Session, *, archived: bool = False) -> tuple[CourseRow, ...]:
    """The catalogue by code; archived entries only when asked for."""
    return _rows(session, None if archived else False)


def course(session: Session, course_id: UUID) -> CourseRow:
    return next(row for row in _rows(session, None) if row.id == course_id)


def _rows(session: Session, archived: bool | None) -> tuple[CourseRow, ...]:
    counted = select(Offering.course_id, func.count()).group_by(Offering.course_id)
    offerings = dict(session.execute(counted).all())
    groups: dict[UUID, list[UUID]] = {}
    for course_id, group_id in session.execute(select(CourseGroup.course_id, CourseGroup.group_id)):
        groups.setdefault(course_id, []).append(group_id)
    required = requirements(session)
    wanted = select(Course).order_by(Course.code)
    if archived is not None:
        wanted = wanted.where(Course.archived.is_(archived))
    return tuple(
        CourseRow(
            id=row.id,
            code=row.code,
            title=row.title,
            category_id=row.category_id,
            level=row.level,
            hours=row.hours,
            credits_hundredths=row.credits_hundredths,
            group_ids=tuple(groups.get(row.id, ())),
            age_from=row.age_from,
            age_to=row.age_to,
            note=row.note,
            archived=row.archived,
            offerings=offerings.get(row.id, 0),
            equipment=row.equipment,
            requires=required.get(row.id, ()),
        )
        for row in session.scalars(wanted)
    )
