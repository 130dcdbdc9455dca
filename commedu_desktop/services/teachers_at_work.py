"""What a teacher has several of: days off, further branches, papers that run out."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.availability import Absence
from commedu_desktop.domain.errors import Refused
from commedu_desktop.store.queries.teachers_at_work import (
    Paper,
    RunsOut,
    absences,
    availabilities,
    further_branches,
    papers,
    papers_running_out,
)
from commedu_desktop.store.tables import Base
from commedu_desktop.store.tables.teachers_at_work import TeacherAbsence, TeacherBranch, TeacherPaper

__all__ = [
    "LISTS",
    "Absence",
    "Paper",
    "RunsOut",
    "absences",
    "availabilities",
    "further_branches",
    "keep_lists",
    "papers",
    "papers_running_out",
]

_FIELDS: dict[str, tuple[type[Base], tuple[str, ...]]] = {
    "branch_ids": (TeacherBranch, ("branch_id",)),
    "absences": (TeacherAbsence, ("starts", "ends", "reason")),
    "papers": (TeacherPaper, ("kind", "title", "number", "starts", "ends")),
}
LISTS = frozenset(_FIELDS)
"""Fields of `NewTeacher` that are lists; one that is named in a change replaces what there was."""


def keep_lists(session: Session, teacher_id: UUID, values: Mapping[str, Any]) -> None:
    """Make the lists of a teacher what `values` says. Raises: Refused ends-before-start, paper-untitled."""
    for name in LISTS & values.keys():
        for one in values[name]:
            _refuse_bad(one)
        kind, fields = _FIELDS[name]
        _keep(session, teacher_id, kind, fields, [_plain(one, fields) for one in values[name]])


def _refuse_bad(one: Any) -> None:
    if isinstance(one, Paper) and not one.title.strip():
        raise Refused("paper-untitled")
    if isinstance(one, UUID) or one.ends is None or one.starts is None:
        return
    if one.ends < one.starts:
        raise Refused("ends-before-start", starts=one.starts, ends=one.ends)


def _plain(one: Any, fields: tuple[str, ...]) -> tuple[Any, ...]:
    return (one,) if isinstance(one, UUID) else tuple(getattr(one, name) for name in fields)


def _keep(
    session: Session, teacher_id: UUID, kind: type[Any], fields: tuple[str, ...], wanted: Iterable[tuple[Any, ...]]
) -> None:
    missing = list(dict.fromkeys(wanted))
    for row in session.scalars(select(kind).where(kind.teacher_id == teacher_id)):
        present = tuple(getattr(row, name) for name in fields)
        if present in missing:
            missing.remove(present)
        else:
            session.delete(row)
    for values in missing:
        session.add(kind(teacher_id=teacher_id, **dict(zip(fields, values, strict=True))))
