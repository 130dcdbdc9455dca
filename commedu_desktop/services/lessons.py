"""Lessons: planned one or many at a time, moved, cancelled. What was held never changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.clashes import Booking
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LONGEST, LessonStatus, Slot
from commedu_desktop.services.clash_checks import NOTHING, Confirm, settle_clashes
from commedu_desktop.services.clashes import booking_of, bookings_of, refuse_overlaps
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.lessons import is_held
from commedu_desktop.store.tables import Lesson, Offering


@dataclass(frozen=True)
class NewLesson:
    """One lesson; room and teacher None: those of the offering."""

    starts: datetime
    ends: datetime
    venue_id: UUID | None = None
    teacher_id: UUID | None = None
    note: str = ""


@dataclass(frozen=True)
class ScheduleLessons:
    """Further lessons of an offering. `confirm`: the kinds of clashes that are wanted all the same."""

    offering_id: UUID
    lessons: tuple[NewLesson, ...]
    confirm: Confirm = NOTHING


@dataclass(frozen=True)
class MoveLesson:
    """Where and when a lesson shall be, and with whom; room and teacher None: none."""

    id: UUID
    starts: datetime
    ends: datetime
    venue_id: UUID | None
    teacher_id: UUID | None
    confirm: Confirm = NOTHING


@dataclass(frozen=True)
class CancelLesson:
    """Why there is no lesson; with `make_up` another one is planned in its place, with the same room and teacher."""

    id: UUID
    reason: str
    make_up: Slot | None = None
    confirm: Confirm = NOTHING


_PLANNED = select(Lesson.starts, Lesson.ends).where(
    Lesson.offering_id == bindparam("offering"),
    Lesson.starts.between(bindparam("first"), bindparam("last")),
    Lesson.status != LessonStatus.CANCELLED,
)
"""Put together once: an import asks for each of its lessons."""


def schedule_lessons(session: Session, request: ScheduleLessons) -> list[UUID]:
    """Plan lessons of an offering, all or none; one that is planned already to the minute is not planned twice.

    Raises: Refused offering-cancelled, lesson-backwards, times-overlap, and what the clash is
    (`services.clash_refusals`), Unconfirmed where the centre wants to be asked.
    """
    offering = session.get_one(Offering, request.offering_id)
    if offering.status == "cancelled":
        raise Refused("offering-cancelled", title=offering.title)
    planned = _planned(session, offering.id, [one.starts for one in request.lessons])
    wanted = [lesson for lesson in request.lessons if (lesson.starts, lesson.ends) not in planned]
    name_write(session, offering.title)
    return plan_lessons(session, offering, wanted, request.confirm)


def _planned(session: Session, offering_id: UUID, starts: Sequence[datetime]) -> set[tuple[datetime, datetime]]:
    """Start and end of what an offering has from the first to the last of these moments."""
    if not starts:
        return set()
    asked = {"offering": offering_id, "first": min(starts), "last": max(starts)}
    return {(begins, ends) for begins, ends in session.execute(_PLANNED, asked)}


def plan_lessons(
    session: Session, offering: Offering, lessons: Iterable[NewLesson], confirm: Confirm = NOTHING
) -> list[UUID]:
    """Add lessons to an offering within the write that is under way; what is in the way is looked up together."""
    rows = [_row(offering, lesson) for lesson in lessons]
    for row in rows:
        refuse_bad_span(row.starts, row.ends)
    plans = bookings_of(rows)
    refuse_overlaps(plans)
    settle_clashes(session, plans, confirm)
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def _row(offering: Offering, lesson: NewLesson) -> Lesson:
    return Lesson(
        offering_id=offering.id,
        starts=lesson.starts,
        ends=lesson.ends,
        venue_id=lesson.venue_id or offering.venue_id,
        teacher_id=lesson.teacher_id or offering.teacher_id,
        note=lesson.note,
    )


def refuse_bad_span(starts: datetime, ends: datetime) -> None:
    """Raises: Refused lesson-backwards, lesson-too-long."""
    if ends <= starts:
        raise Refused("lesson-backwards", starts=starts, ends=ends)
    if ends - starts > LONGEST:
        raise Refused("lesson-too-long", starts=starts, ends=ends)


def move_lesson(session: Session, request: MoveLesson) -> None:
    """Give a lesson another time, room or teacher.

    Raises: Refused lesson-held, lesson-cancelled, lesson-backwards, and what the clash is.
    """
    lesson = session.get_one(Lesson, request.id)
    offering = session.get_one(Offering, lesson.offering_id)
    refuse_held(session, lesson, offering.title)
    if lesson.status is LessonStatus.CANCELLED:
        raise Refused("lesson-cancelled", title=offering.title, starts=lesson.starts)
    refuse_bad_span(request.starts, request.ends)
    settle_clashes(session, [moved_booking(lesson, request)], request.confirm)
    lesson.starts, lesson.ends, lesson.venue_id = request.starts, request.ends, request.venue_id
    give_to(lesson, request.teacher_id)
    name_write(session, offering.title)


def moved_booking(lesson: Lesson, request: MoveLesson) -> Booking:
    """What the lesson would take up once it is moved."""
    slot = Slot(request.starts, request.ends)
    return replace(booking_of(lesson), slot=slot, venue_id=request.venue_id, teacher_id=request.teacher_id)


def give_to(lesson: Lesson, teacher_id: UUID | None) -> None:
    """Another teacher gives this one lesson: it is kept for whom they stand in, until it goes back to them."""
    if teacher_id == lesson.teacher_id:
        return
    whose = lesson.stands_in_for_id or lesson.teacher_id
    lesson.teacher_id = teacher_id
    lesson.stands_in_for_id = whose if teacher_id is not None and teacher_id != whose else None


def cancel_lesson(session: Session, request: CancelLesson) -> None:
    """Room and teacher are free at once, and the lesson leaves the figures. The same again changes nothing.

    Raises: Refused lesson-held, reason-missing; for a make-up lesson also what it clashes with.
    """
    lesson = session.get_one(Lesson, request.id)
    offering = session.get_one(Offering, lesson.offering_id)
    refuse_held(session, lesson, offering.title)
    if not request.reason.strip():
        raise Refused("reason-missing")
    lesson.status, lesson.reason = LessonStatus.CANCELLED, request.reason.strip()
    if request.make_up is not None:
        slot = request.make_up
        make_up = NewLesson(slot.starts, slot.ends, lesson.venue_id, lesson.teacher_id)
        schedule_lessons(session, ScheduleLessons(offering.id, (make_up,), request.confirm))
    _settle(session, offering.id)
    name_write(session, offering.title)


def _settle(session: Session, offering_id: UUID) -> None:
    """Where the last lesson falls out, the class is over."""
    from commedu_desktop.services.credits import settle_completion

    settle_completion(session, offering_id)


def refuse_held(session: Session, lesson: Lesson, title: str) -> None:
    """Raises: Refused lesson-held."""
    if is_held(session, lesson.id):
        raise Refused("lesson-held", title=title, starts=lesson.starts, ends=lesson.ends)
