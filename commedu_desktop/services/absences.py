"""A teacher who cannot come: days off, and for each lesson in them a substitute, a cancellation, or nothing yet."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.availability import Absence
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus, Slot
from commedu_desktop.services.clash_checks import NOTHING, Confirm, settle_clashes
from commedu_desktop.services.clashes import booking_of
from commedu_desktop.services.lessons import CancelLesson, cancel_lesson, give_to, refuse_held
from commedu_desktop.services.substitutes import Substitute, substitutes
from commedu_desktop.services.teachers_at_work import absences, keep_lists
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.lessons import held
from commedu_desktop.store.tables import Lesson, Offering, Teacher, Venue

OFFERED = 5
"""How many substitutes are offered for a lesson."""


@dataclass(frozen=True)
class LessonToCover:
    """A planned lesson of the teacher in these days, and who could give it: the likeliest first."""

    id: UUID
    offering_id: UUID
    title: str
    starts: datetime
    ends: datetime
    venue: str
    substitutes: tuple[Substitute, ...]


@dataclass(frozen=True)
class Cover:
    """What becomes of one lesson: somebody stands in, or it is cancelled."""

    lesson_id: UUID
    substitute_id: UUID | None = None


@dataclass(frozen=True)
class ReportAbsence:
    """Days off with what becomes of the lessons in them; one that is not named stays, and stands in the clashes."""

    teacher_id: UUID
    absence: Absence
    covers: tuple[Cover, ...] = ()
    confirm: Confirm = NOTHING


def lessons_to_cover(session: Session, teacher_id: UUID, first: date, last: date, now: datetime) -> list[LessonToCover]:
    """Planned lessons of these days, both included, that have not been held."""
    from_then = max(datetime.combine(first, time()), now - timedelta(hours=1))
    wanted = (
        select(Lesson, Offering.title, Venue.name)
        .join(Offering, Offering.id == Lesson.offering_id)
        .outerjoin(Venue, Venue.id == Lesson.venue_id)
        .where(
            Lesson.teacher_id == teacher_id,
            Lesson.starts >= from_then,
            Lesson.starts < datetime.combine(last, time()) + timedelta(days=1),
            Lesson.status == LessonStatus.PLANNED,
            ~held(),
        )
        .order_by(Lesson.starts)
    )
    return [
        LessonToCover(
            lesson.id, lesson.offering_id, title, lesson.starts, lesson.ends, venue or "", _who(session, lesson)
        )
        for lesson, title, venue in session.execute(wanted)
    ]


def _who(session: Session, lesson: Lesson) -> tuple[Substitute, ...]:
    found = substitutes(session, lesson.id, Slot(lesson.starts, lesson.ends))
    return tuple(one for one in found if not one.own)[:OFFERED]


def report_absence(session: Session, request: ReportAbsence) -> list[UUID]:
    """Keep the days off, hand lessons over and cancel others, all in one step; returns the cancelled lessons.

    Raises: Refused ends-before-start, lesson-held, and what a substitute's lesson clashes with.
    """
    teacher = session.get_one(Teacher, request.teacher_id)
    if request.absence.ends < request.absence.starts:
        raise Refused("ends-before-start", starts=request.absence.starts, ends=request.absence.ends)
    for cover in request.covers:
        if cover.substitute_id is not None:
            _hand_over(session, cover.lesson_id, cover.substitute_id, request.confirm)
    cancelled = [cover.lesson_id for cover in request.covers if cover.substitute_id is None]
    for lesson_id in cancelled:
        cancel_lesson(session, CancelLesson(lesson_id, request.absence.reason or "–"))
    known = absences(session, teacher.id).get(teacher.id, ())
    keep_lists(session, teacher.id, {"absences": (*known, request.absence)})
    name_write(session, teacher.name)
    return cancelled


def _hand_over(session: Session, lesson_id: UUID, teacher_id: UUID, confirm: Confirm) -> None:
    lesson = session.get_one(Lesson, lesson_id)
    refuse_held(session, lesson, session.get_one(Offering, lesson.offering_id).title)
    settle_clashes(session, [replace(booking_of(lesson), teacher_id=teacher_id)], confirm)
    give_to(lesson, teacher_id)
    session.flush()
