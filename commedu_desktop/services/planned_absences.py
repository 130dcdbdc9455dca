"""Absences that are known before, and calls made about absences running."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.store.journal import happened, name_write
from commedu_desktop.store.queries.planned_absences import Away, GridExtras, grid_extras, planned_absences
from commedu_desktop.store.tables import Lesson, Offering, Resident
from commedu_desktop.store.tables.planned_absences import AbsenceCall, PlannedAbsence

__all__ = [
    "Away",
    "GridExtras",
    "NoteLesson",
    "PlanAbsence",
    "WasCalled",
    "drop_absence",
    "grid_extras",
    "lesson_note",
    "note_lesson",
    "plan_absence",
    "planned_absences",
    "was_called",
]

_LONGEST_REASON, _LONGEST_NOTE = 200, 2000


@dataclass(frozen=True)
class PlanAbsence:
    """Somebody says before that they will not come, from the first to the last day."""

    resident_id: UUID
    starts: date
    ends: date
    reason: str = ""


@dataclass(frozen=True)
class WasCalled:
    """The last of the absences about which somebody was called."""

    resident_id: UUID
    lesson_id: UUID


@dataclass(frozen=True)
class NoteLesson:
    """The teacher's note to a lesson."""

    lesson_id: UUID
    note: str


def plan_absence(session: Session, request: PlanAbsence) -> UUID:
    """From then on lessons of these days are excused where nothing else is marked.

    Raises: Refused absence-ends-first.
    """
    if request.ends < request.starts:
        raise Refused("absence-ends-first", starts=request.starts, ends=request.ends)
    name = session.get_one(Resident, request.resident_id).name
    reason = " ".join(request.reason.split())[:_LONGEST_REASON]
    row = PlannedAbsence(resident_id=request.resident_id, starts=request.starts, ends=request.ends, reason=reason)
    session.add(row)
    session.flush()
    name_write(session, f"{name} · {request.starts.isoformat()} – {request.ends.isoformat()}")
    return row.id


def drop_absence(session: Session, absence_id: UUID) -> None:
    """The person will come after all; marks that were made stay."""
    row = session.get_one(PlannedAbsence, absence_id)
    name = session.get_one(Resident, row.resident_id).name
    name_write(session, f"{name} · {row.starts.isoformat()} – {row.ends.isoformat()}")
    session.delete(row)


def note_lesson(session: Session, request: NoteLesson) -> None:
    """Keep what the teacher wants remembered of a lesson; an empty note takes it away."""
    lesson = session.get_one(Lesson, request.lesson_id)
    lesson.note = request.note.strip()[:_LONGEST_NOTE]
    title = session.get_one(Offering, lesson.offering_id).title
    name_write(session, f"{title} · {lesson.starts.date().isoformat()}")


def lesson_note(session: Session, lesson_id: UUID) -> str:
    return session.get_one(Lesson, lesson_id).note


def was_called(session: Session, request: WasCalled) -> None:
    """The absences up to this lesson are not raised again; a later one is."""
    lesson = session.get_one(Lesson, request.lesson_id)
    title = session.get_one(Offering, lesson.offering_id).title
    name = session.get_one(Resident, request.resident_id).name
    made = select(AbsenceCall).where(
        AbsenceCall.resident_id == request.resident_id, AbsenceCall.lesson_id == request.lesson_id
    )
    if session.scalars(made).first() is None:
        session.add(AbsenceCall(resident_id=request.resident_id, lesson_id=request.lesson_id, at=happened(session)))
    name_write(session, f"{name} · {title}")
