"""Before a lesson is moved: whether it may go there, and where it could go instead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.availability import ALWAYS
from commedu_desktop.domain.clash_rules import Found
from commedu_desktop.domain.clashes import Booking, Policy
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus, Slot, days_between
from commedu_desktop.services.clash_checks import NOTHING, Neighbours, neighbours, settle_clashes
from commedu_desktop.services.clashes import booking_of
from commedu_desktop.services.lessons import MoveLesson, moved_booking, refuse_bad_span, refuse_held
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries.clashes import LessonFacts, lesson_facts
from commedu_desktop.store.queries.teachers_at_work import availabilities
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


@dataclass(frozen=True)
class Advice:
    """What is known while a lesson is on its way over some days: nothing more is read from the database."""

    booking: Booking
    there: Neighbours
    facts: Mapping[UUID, LessonFacts]
    hours: tuple[time, time]
    academic_hour: int

    def at(self, **place: UUID | None) -> "Advice":
        """The same with another room or teacher: one of those that were asked about."""
        return replace(self, booking=replace(self.booking, **place)) if place else self  # type: ignore[arg-type]

    def trouble(self, slot: Slot) -> Found | None:
        """The first clash the lesson would have there: one that is refused, if there is any."""
        found = self.there.troubles([replace(self.booking, slot=slot)])
        refused = (one for one in found if self.there.policies[one.kind] is Policy.REFUSE)
        return next(refused, found[0] if found else None)

    def refused(self, found: Found) -> bool:
        return self.there.policies[found.kind] is Policy.REFUSE

    def free(self, first: date, last: date, near: time | None = None) -> list[Slot]:
        """One place a day where nothing is in the way: the nearest to the time `near`, or to the lesson's own."""
        usual = near or self.booking.slot.starts.time()
        days = (self._nearest(datetime.combine(day, usual)) for day in days_between(first, last))
        return [slot for slot in days if slot is not None]

    def _nearest(self, usual: datetime) -> Slot | None:
        if usual.date() in self.there.ground.closed:
            return None
        opens, shuts = (datetime.combine(usual.date(), hour) for hour in self.hours)
        for slot in self._around(usual):
            if opens <= slot.starts and slot.ends <= shuts and self.trouble(slot) is None:
                return slot
        return None

    def _around(self, usual: datetime) -> Iterator[Slot]:
        length = self.booking.slot.ends - self.booking.slot.starts
        for step in range(4 * 24):
            for starts in dict.fromkeys((usual + step * STEP, usual - step * STEP)):
                yield Slot(starts, starts + length)


def advice(
    session: Session, lesson_id: UUID, first: date, last: date, places: Sequence[Mapping[str, UUID | None]] = ()
) -> Advice:
    """For the days from `first` to `last`; `places` are other rooms or teachers that may be asked about."""
    booking = booking_of(session.get_one(Lesson, lesson_id))
    span = Slot(datetime.combine(first, time()), datetime.combine(last, time()) + timedelta(days=1))
    plans = [booking, *(replace(booking, **place) for place in places)]  # type: ignore[arg-type]
    there = neighbours(session, plans, within=span)
    settings = centre_settings(session)
    facts = lesson_facts(session, [lesson_id, *(one.lesson_id for one in there.around)])
    hours = time.fromisoformat(settings.day_begins), time.fromisoformat(settings.day_ends)
    return Advice(booking, there, facts, hours, settings.academic_hour)


def free_places(session: Session, lesson_id: UUID, first: date, last: date, near: time | None = None) -> list[Slot]:
    """One place a day, from `first` to `last`, where room, teacher and learners are free: the nearest to the time
    `near`, or to its own. Closed days have none; the centre's hours hold.
    """
    return advice(session, lesson_id, first, last).free(first, last, near)


def lessons_outside(session: Session, teacher_id: UUID, now: datetime) -> list[datetime]:
    """Starts of the teacher's lessons still to come at which, by their times and days off, they cannot."""
    can = availabilities(session, centre_settings(session).academic_hour, {teacher_id}).get(teacher_id, ALWAYS)
    coming = select(Lesson).where(
        Lesson.teacher_id == teacher_id, Lesson.starts > now, Lesson.status == LessonStatus.PLANNED
    )
    lessons = session.scalars(coming.order_by(Lesson.starts))
    return [one.starts for one in lessons if not can.allows(Slot(one.starts, one.ends))]
