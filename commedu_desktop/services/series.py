"""Changing a lesson and all that follow it; what was held never changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import Slot
from commedu_desktop.domain.weekly_times import canonical, parse_weekly_times
from commedu_desktop.services.clashes import Wish, refuse_clashes
from commedu_desktop.services.lessons import refuse_bad_span, refuse_held
from commedu_desktop.services.terms import closed_days
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.lessons import coming_lessons
from commedu_desktop.store.tables import Lesson, Offering


@dataclass(frozen=True)
class MoveFollowing:
    """Where this lesson shall be; the later ones at the same weekly time move by as much."""

    id: UUID
    starts: datetime
    ends: datetime
    venue_id: UUID | None
    teacher_id: UUID | None


def move_following(session: Session, request: MoveFollowing) -> int:
    """Move a lesson and the later ones of its weekly time, all or none; returns how many.

    Raises: Refused lesson-held, lesson-backwards, closed-then, times-overlap, venue-taken, teacher-busy.
    """
    first = session.get_one(Lesson, request.id)
    offering = session.get_one(Offering, first.offering_id)
    refuse_held(session, first, offering.title)
    refuse_bad_span(request.starts, request.ends)
    before = Slot(first.starts, first.ends)
    lessons = [one for one in coming_lessons(session, offering.id) if _follows(one, before)]
    step, length = request.starts - before.starts, request.ends - request.starts
    slots = tuple(Slot(one.starts + step, one.starts + step + length) for one in lessons)
    _refuse_closed(session, offering, slots)
    own = frozenset(one.id for one in lessons)
    refuse_clashes(session, Wish(slots, request.venue_id, request.teacher_id, offering.capacity, own))
    for lesson, slot in zip(lessons, slots, strict=True):
        lesson.starts, lesson.ends = slot.starts, slot.ends
        lesson.venue_id, lesson.teacher_id = request.venue_id, request.teacher_id
    offering.times = _changed_times(offering.times, before, Slot(request.starts, request.ends))
    name_write(session, offering.title)
    return len(lessons)


def _follows(lesson: Lesson, first: Slot) -> bool:
    """Later, on the same weekday at the same time."""
    same = lesson.starts.weekday() == first.starts.weekday() and lesson.starts.time() == first.starts.time()
    return same and lesson.starts >= first.starts


def _refuse_closed(session: Session, offering: Offering, slots: Sequence[Slot]) -> None:
    if not slots:
        return
    closed = closed_days(session, slots[0].starts.date(), slots[-1].starts.date(), offering.term_id).days
    for slot in slots:
        if (day := slot.starts.date()) in closed:
            raise Refused("closed-then", title=offering.title, day=day, reason=closed[day] or "–")


def _changed_times(times: str, before: Slot, after: Slot) -> str:
    """The weekly times with the one that moved at its new place."""
    changed = [
        replace(one, weekday=after.starts.weekday(), start=after.starts.time(), end=after.ends.time())
        if (one.weekday, one.start) == (before.starts.weekday(), before.starts.time())
        else one
        for one in parse_weekly_times(times)
    ]
    return canonical(changed)
