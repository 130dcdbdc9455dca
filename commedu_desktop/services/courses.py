"""The catalogue: categories and courses."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.catalogue import change, refuse_blank, refuse_taken_code
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.courses import CategoryRow, CourseRow, categories, course, courses
from commedu_desktop.store.queries.enrolment_rules import requirements
from commedu_desktop.store.tables import Category, Course, CourseGroup
from commedu_desktop.store.tables.course_requirements import CourseRequirement

__all__ = [
    "CategoryRow",
    "ChangeCourse",
    "CourseRow",
    "NewCategory",
    "NewCourse",
    "add_category",
    "add_course",
    "archive_course",
    "categories",
    "change_course",
    "course",
    "courses",
]


@dataclass(frozen=True)
class NewCourse:
    """What is taught. Hours are academic hours; credits in hundredths, None: made from the hours.

    `equipment` is what its room must have, with commas between; `requires` are courses to be completed before it.
    """

    code: str
    title: str
    category_id: UUID | None = None
    level: str = ""
    hours: int = 0
    credits_hundredths: int | None = None
    group_ids: tuple[UUID, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    note: str = ""
    equipment: str = ""
    requires: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class ChangeCourse:
    """New values by the field names of `NewCourse`; what is not named stays."""

    id: UUID
    values: dict[str, Any]


@dataclass(frozen=True)
class NewCategory:
    """A subject area; `names` maps a language tag to the word shown."""

    code: str
    names: dict[str, str]


def add_course(session: Session, request: NewCourse) -> UUID:
    """Raises: Refused code-missing, code-taken, name-missing, ages-backwards, requires-itself."""
    refuse_taken_code(session, Course, request.code)
    row = Course(code=request.code)
    session.add(row)
    _put(session, row, {name: getattr(request, name) for name in request.__dataclass_fields__})
    name_write(session, row.title)
    return row.id


def change_course(session: Session, request: ChangeCourse) -> None:
    """Raises: Refused code-missing, code-taken, name-missing, ages-backwards, requires-itself."""
    row = session.get_one(Course, request.id)
    refuse_taken_code(session, Course, request.values.get("code", row.code), row.id)
    _put(session, row, request.values)
    name_write(session, row.title)


def _put(session: Session, row: Course, values: dict[str, Any]) -> None:
    plain = {name: value for name, value in values.items() if name not in ("group_ids", "requires")}
    change(row, plain, NewCourse)
    refuse_blank(row.title)
    if row.age_from is not None and row.age_to is not None and row.age_to < row.age_from:
        raise Refused("ages-backwards", age_from=row.age_from, age_to=row.age_to)
    if "group_ids" in values:
        _mean_for(session, row.id, set(values["group_ids"]))
    if "requires" in values:
        _require(session, row, set(values["requires"]))


def _require(session: Session, row: Course, wanted: set[UUID]) -> None:
    """Raises: Refused requires-itself when a course would have to be completed before itself."""
    known = requirements(session)
    ahead, todo = set[UUID](), list(wanted)
    while todo:
        one = todo.pop()
        if one not in ahead:
            ahead.add(one)
            todo += known.get(one, ())
    if row.id in ahead:
        raise Refused("requires-itself", title=row.title)
    for link in session.scalars(select(CourseRequirement).where(CourseRequirement.course_id == row.id)):
        if link.required_id in wanted:
            wanted.discard(link.required_id)
        else:
            session.delete(link)
    for required_id in sorted(wanted):
        session.add(CourseRequirement(course_id=row.id, required_id=required_id))


def _mean_for(session: Session, course_id: UUID, wanted: set[UUID]) -> None:
    for link in session.scalars(select(CourseGroup).where(CourseGroup.course_id == course_id)):
        if link.group_id in wanted:
            wanted.discard(link.group_id)
        else:
            session.delete(link)
    for group_id in wanted:
        session.add(CourseGroup(course_id=course_id, group_id=group_id))


def archive_course(session: Session, course_id: UUID) -> None:
    """Take a course out of the catalogue; its classes, certificates and figures stay."""
    row = session.get_one(Course, course_id)
    row.archived = True
    name_write(session, row.title)


def add_category(session: Session, request: NewCategory) -> UUID:
    """Raises: Refused code-missing, code-taken, name-missing."""
    refuse_taken_code(session, Category, request.code)
    refuse_blank("".join(request.names.values()))
    position = len(session.scalars(select(Category.id)).all())
    row = Category(code=request.code, names=dict(request.names), position=position)
    session.add(row)
    name_write(session, next(iter(request.names.values())))
    return row.id
