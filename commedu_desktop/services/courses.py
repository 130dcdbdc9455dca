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
from commedu_desktop.store.tables import Category, Course, CourseGroup

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

    `equipment` is what its room must have, with commas between.
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
    """Raises: Refused code-missing, code-taken, name-missing, ages-backwards."""
    refuse_taken_code(session, Course, request.code)
    row = Course(code=request.code)
    session.add(row)
    _put(session, row, {name: getattr(request, name) for name in request.__dataclass_fields__})
    name_write(session, row.title)
    return row.id


def change_course(session: Session, request: ChangeCourse) -> None:
    """Raises: Refused code-missing, code-taken, name-missing, ages-backwards."""
    row = session.get_one(Course, request.id)
    refuse_taken_code(session, Course, request.values.get("code", row.code), row.id)
    _put(session, row, request.values)
    name_write(session, row.title)


def _put(session: Session, row: Course, values: dict[str, Any]) -> None:
    plain = {name: value for name, value in values.items() if name != "group_ids"}
    change(row, plain, NewCourse)
    refuse_blank(row.title)
    if row.age_from is not None and row.age_to is not None and row.age_to < row.age_from:
        raise Refused("ages-backwards", age_from=row.age_from, age_to=row.age_to)
    if "group_ids" in values:
        _mean_for(session, row.id, set(values["group_ids"]))


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
