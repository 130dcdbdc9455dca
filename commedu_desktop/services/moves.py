"""Before a lesson is moved: whether it may go there, and where it could go instead."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.availability import ALWAYS
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus, Slot, days_between
from commedu_desktop.services.clash_checks import NOTHING, settle_clashes
from commedu_desktop.services.lessons import MoveLesson, moved_booking, refuse_bad_span, refuse_held
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.terms import closed_days
from commedu_desktop.services.ways_out import Wish, free_teachers
from commedu_desktop.store.queries.clashes import in_venues, of_teachers
from commedu_desktop.store.queries.teachers_at_work import availabilities
from commedu_desktop.store.queries.venues import halls
from commedu_desktop.store.tables import Lesson, Offering

STEP = timedelta(minutes=15)
"""Free places are looked for in such steps from the time that is wished for."""


def move_trouble(session: Session, request: MoveLesson) -> Refused | None:
    """What `move_lesson` would refuse the same request with; None when it may go there."""
    lesson = session.get_one(Lesson, request.id)
    offering = session.get_one(Offering, lesson.offering_id)
    try:
        refuse_held(session, lesson, offering.title)
        if lesson.status is LessonStatus.CANCELLED:
            raise Refused("lesson-cancelled", title=offering.title, starts=lesson.starts)
        refuse_bad_span(request.starts, request.ends)
        settle_clashes(session, [moved_booking(lesson, request)], NOTHING)
    except Refused as refusal:
        return refusal
    return None


def free_places(session: Session, lesson_id: UUID, first: date, last: date, near: time | None = None) -> list[Slot]:
    """One place a day, from `first` to `last`, where the lesson's room and teacher are free: the nearest to
    the time `near`, or to its own.

    Closed days have none; the centre's hours hold.
    """
    lesson = session.get_one(Lesson, lesson_id)
    taken = _taken(session, lesson, first, last)
    settings = centre_settings(session)
    opens, shuts = time.fromisoformat(settings.day_begins), time.fromisoformat(settings.day_ends)
    closed = closed_days(session, first, last).days
    found = []
    for day in days_between(first, last):
        if day not in closed:
            hours = Slot(datetime.combine(day, opens), datetime.combine(day, shuts))
            wished = datetime.combine(day, near or lesson.starts.time())
            found += _nearest(lesson, wished, hours, [slot for slot in taken if slot.overlaps(hours)])
    return found


def substitutes(session: Session, lesson_id: UUID, slot: Slot) -> list[UUID]:
    """Teachers who are free in the slot for this lesson, its own teacher among them, the likeliest first."""
    lesson = session.get_one(Lesson, lesson_id)
    wish = Wish((slot,), None, lesson.teacher_id, but=frozenset({lesson.id}))
    return [teacher_id for teacher_id, _name in free_teachers(session, wish)]


def lessons_outside(session: Session, teacher_id: UUID, now: datetime) -> list[datetime]:
    """Starts of the teacher's lessons still to come at which, by their times and days off, they cannot."""
    can = availabilities(session, centre_settings(session).academic_hour, {teacher_id}).get(teacher_id, ALWAYS)
    coming = select(Lesson).where(
        Lesson.teacher_id == teacher_id, Lesson.starts > now, Lesson.status == LessonStatus.PLANNED
    )
    lessons = session.scalars(coming.order_by(Lesson.starts))
    return [one.starts for one in lessons if not can.allows(Slot(one.starts, one.ends))]


def _taken(session: Session, lesson: Lesson, first: date, last: date) -> list[Slot]:
    span = [Slot(datetime.combine(first, time()), datetime.combine(last, time()) + timedelta(days=1))]
    own = {lesson.id}
    rows = in_venues(session, span, halls(session).touched_by(lesson.venue_id), own) if lesson.venue_id else []
    rows += of_teachers(session, span, {lesson.teacher_id}, own) if lesson.teacher_id else []
    return [Slot(row.starts, row.ends) for row in rows]


def _nearest(lesson: Lesson, usual: datetime, hours: Slot, taken: list[Slot]) -> list[Slot]:
    length = lesson.ends - lesson.starts
    for steps in range(4 * 24):
        for starts in (usual + steps * STEP, usual - steps * STEP):
            slot = Slot(starts, starts + length)
            inside = hours.starts <= slot.starts and slot.ends <= hours.ends
            if inside and not any(slot.overlaps(one) for one in taken):
                return [slot]
    return []
