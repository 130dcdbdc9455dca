"""Teachers: full-time, part-time, volunteers and invited experts."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.availability import Absence
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.domain.weekly_times import parse_weekly_times
from commedu_desktop.services.catalogue import change, refuse_blank, refuse_taken_code
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.teachers_at_work import LISTS, Paper, keep_lists
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.teachers import (
    TeacherClass,
    TeacherRow,
    count_uses,
    teacher_classes,
    teachers,
)
from commedu_desktop.store.queries.venues import planned_after
from commedu_desktop.store.tables import Teacher

__all__ = [
    "ChangeTeacher",
    "NewTeacher",
    "TeacherClass",
    "TeacherRow",
    "add_teacher",
    "archive_teacher",
    "change_teacher",
    "find_teachers",
    "remove_teacher",
    "searched_words",
    "teacher_classes",
    "teachers",
]


@dataclass(frozen=True)
class NewTeacher:
    """Pay in minor units per delivered hour; `available` is weekly times, empty when always.

    Limits in academic hours, 0: none. `branch_ids`: where they teach beside their own branch.
    """

    code: str
    name: str
    branch_id: UUID
    kind: TeacherKind = TeacherKind.PART_TIME
    phone: str = ""
    skills: str = ""
    organisation: str = ""
    pay: int = 0
    available: str = ""
    note: str = ""
    day_limit: int = 0
    week_limit: int = 0
    branch_ids: tuple[UUID, ...] = ()
    absences: tuple[Absence, ...] = ()
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class ChangeTeacher:
    """New values by the field names of `NewTeacher`; what is not named stays."""

    id: UUID
    values: dict[str, Any]


def add_teacher(session: Session, request: NewTeacher) -> UUID:
    """Raises: Refused code-missing, code-taken, name-missing, times-not-understood, ends-before-start,
    paper-untitled.
    """
    refuse_taken_code(session, Teacher, request.code)
    row = Teacher(code=request.code)
    session.add(row)
    _put(session, row, {name: getattr(request, name) for name in request.__dataclass_fields__})
    name_write(session, row.name)
    return row.id


def change_teacher(session: Session, request: ChangeTeacher) -> None:
    """Raises: Refused code-missing, code-taken, name-missing, times-not-understood, ends-before-start,
    paper-untitled.
    """
    row = session.get_one(Teacher, request.id)
    refuse_taken_code(session, Teacher, request.values.get("code", row.code), row.id)
    _put(session, row, request.values)
    name_write(session, row.name)


def find_teachers(session: Session, typed: str, limit: int) -> tuple[TeacherRow, ...]:
    """Teachers at work whose name, pinyin, initials or number begin with or hold what was typed."""
    wanted = typed.casefold().replace(" ", "")
    return tuple(one for one in teachers(session) if wanted in searched_words(one))[:limit]


def searched_words(one: TeacherRow) -> str:
    """What a teacher is found by."""
    initials = "".join(word[0] for word in one.pinyin.split())
    words = (one.name.replace(" ", ""), one.code, one.pinyin.replace(" ", ""), initials, one.skills, one.phone)
    return " ".join(words).casefold()


def _put(session: Session, row: Teacher, values: dict[str, Any]) -> None:
    parse_weekly_times(values.get("available", ""))
    change(row, {name: value for name, value in values.items() if name not in LISTS}, NewTeacher)
    keep_lists(session, row.id, values)
    refuse_blank(row.name)
    if "name" in values:
        row.pinyin = _pinyin(row.name)


def _pinyin(name: str) -> str:
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(name)).lower()


def archive_teacher(session: Session, teacher_id: UUID) -> None:
    """A teacher who has left; what was taught stays. Raises: Refused still-planned."""
    row = session.get_one(Teacher, teacher_id)
    coming = planned_after(session, local_now(session), teacher_id=teacher_id)
    if coming:
        raise Refused("still-planned", name=row.name, count=len(coming), first=coming[0])
    row.archived = True
    name_write(session, row.name)


def remove_teacher(session: Session, teacher_id: UUID) -> None:
    """Delete a teacher for whom nothing was ever planned. Raises: Refused in-use."""
    row = session.get_one(Teacher, teacher_id)
    if count_uses(session, teacher_id):
        raise Refused("in-use", name=row.name)
    keep_lists(session, row.id, dict.fromkeys(LISTS, ()))
    session.delete(row)
    name_write(session, row.name)
