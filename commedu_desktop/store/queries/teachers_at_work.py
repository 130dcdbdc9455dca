"""When teachers can, where they teach, and their papers that run out."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.availability import Absence, Availability, read_times
from commedu_desktop.domain.teachers import PaperKind
from commedu_desktop.store.tables import Teacher
from commedu_desktop.store.tables.teachers_at_work import TeacherAbsence, TeacherBranch, TeacherPaper


@dataclass(frozen=True, order=True)
class Paper:
    """A qualification or contract; `ends` None: it does not run out."""

    kind: PaperKind
    title: str
    number: str = ""
    starts: date | None = None
    ends: date | None = None


def absences(session: Session, teacher_id: UUID | None = None) -> dict[UUID, tuple[Absence, ...]]:
    """Days off by teacher, in order."""
    wanted = select(TeacherAbsence).order_by(TeacherAbsence.starts, TeacherAbsence.ends)
    if teacher_id is not None:
        wanted = wanted.where(TeacherAbsence.teacher_id == teacher_id)
    found: dict[UUID, list[Absence]] = defaultdict(list)
    for row in session.scalars(wanted):
        found[row.teacher_id].append(Absence(row.starts, row.ends, row.reason))
    return {key: tuple(days) for key, days in found.items()}


def availabilities(
    session: Session, academic_hour: int, teacher_ids: Collection[UUID] | None = None
) -> Mapping[UUID, Availability]:
    """Of every teacher (or these) who set times, days off or limits; `academic_hour`: minutes of an hour of a limit."""
    off = absences(session)
    wanted = select(Teacher.id, Teacher.available, Teacher.day_limit, Teacher.week_limit)
    if teacher_ids is not None:
        wanted = wanted.where(Teacher.id.in_(teacher_ids))
    return {
        id_: Availability(read_times(times), off.get(id_, ()), day * academic_hour, week * academic_hour)
        for id_, times, day, week in session.execute(wanted)
        if times or day or week or id_ in off
    }


def further_branches(session: Session) -> dict[UUID, frozenset[UUID]]:
    """Branches beside their own at which each teacher may be planned."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for teacher_id, branch_id in session.execute(select(TeacherBranch.teacher_id, TeacherBranch.branch_id)):
        found[teacher_id].add(branch_id)
    return {key: frozenset(ids) for key, ids in found.items()}


def papers(session: Session, teacher_id: UUID) -> tuple[Paper, ...]:
    """Those that run out first stand first."""
    wanted = select(TeacherPaper).where(TeacherPaper.teacher_id == teacher_id)
    rows = [Paper(row.kind, row.title, row.number, row.starts, row.ends) for row in session.scalars(wanted)]
    return tuple(sorted(rows, key=lambda one: (one.ends is None, one.ends or date.max, one.title)))


@dataclass(frozen=True)
class RunsOut:
    """A paper of a teacher at work that has run out or soon will."""

    teacher_id: UUID
    teacher: str
    kind: PaperKind
    title: str
    ends: date


def papers_running_out(session: Session, until: date) -> tuple[RunsOut, ...]:
    """Papers whose last day is `until` at the latest, the first to end first. One renewed by a later one is not
    told.
    """
    wanted = (
        select(Teacher.id, Teacher.name, TeacherPaper.kind, TeacherPaper.title, TeacherPaper.ends)
        .join(Teacher, Teacher.id == TeacherPaper.teacher_id)
        .where(Teacher.archived.is_(False))
    )
    last: dict[tuple[UUID, PaperKind, str], RunsOut] = {}
    lasting: set[tuple[UUID, PaperKind, str]] = set()
    for teacher_id, name, kind, title, ends in session.execute(wanted):
        key = (teacher_id, kind, title)
        if ends is None:
            lasting.add(key)
        elif key not in last or last[key].ends < ends:
            last[key] = RunsOut(teacher_id, name, kind, title, ends)
    due = [one for key, one in last.items() if key not in lasting and one.ends <= until]
    return tuple(sorted(due, key=lambda one: (one.ends, one.teacher)))
