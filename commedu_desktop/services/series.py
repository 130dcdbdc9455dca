"""Changing a lesson and all that follow it; what was held never changes."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.lessons import Slot
from commedu_desktop.domain.weekly_times import canonical, parse_weekly_times
from commedu_desktop.services.clash_checks import NOTHING, Confirm, at_place, settle_clashes
from commedu_desktop.services.clashes import booking_of, refuse_overlaps
from commedu_desktop.services.lessons import give_to, refuse_bad_span, refuse_held
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.lessons import coming_lessons
from commedu_desktop.store.tables import Lesson, Offering


@dataclass(frozen=True)
class MoveFollowing:
    """Where this lesson shall be; the later ones at the same weekly time move by as much.

    With `all` also the earlier ones that have not been held.
    """

    id: UUID
    starts: datetime
    ends: datetime
    venue_id: UUID | None
    teacher_id: UUID | None
    confirm: Confirm = NOTHING
    all: bool = False


def move_following(session: Session, request: MoveFollowing) -> int:
    """Move a lesson and the later ones of its weekly time, all or none; returns how many.

    Raises: Refused lesson-held, lesson-backwards, times-overlap, and what the clash is.
    """
    first = session.get_one(Lesson, request.id)
    offering = session.get_one(Offering, first.offering_id)
    refuse_held(session, first, offering.title)
    refuse_bad_span(request.starts, request.ends)
    before = Slot(first.starts, first.ends)
    lessons = [one for one in coming_lessons(session, offering.id) if _follows(one, before, request.all)]
    step, length = request.starts - before.starts, request.ends - request.starts
    slots = [Slot(one.starts + step, one.starts + step + length) for one in lessons]
    moved = [replace(booking_of(one), slot=slot) for one, slot in zip(lessons, slots, strict=True)]
    plans = at_place(moved, request.venue_id, request.teacher_id)
    refuse_overlaps(plans)
    settle_clashes(session, plans, request.confirm)
    for lesson, slot in zip(lessons, slots, strict=True):
        lesson.starts, lesson.ends, lesson.venue_id = slot.starts, slot.ends, request.venue_id
        give_to(lesson, request.teacher_id)
    offering.times = _changed_times(offering.times, before, Slot(request.starts, request.ends))
    name_write(session, offering.title)
    return len(lessons)


def _follows(lesson: Lesson, first: Slot, every: bool) -> bool:
    """On the same weekday at the same time, and later unless every one is meant."""
    same = lesson.starts.weekday() == first.starts.weekday() and lesson.starts.time() == first.starts.time()
    return same and (every or lesson.starts >= first.starts)


def _changed_times(times: str, before: Slot, after: Slot) -> str:
    """The weekly times with the one that moved at its new place."""
    changed = [
        replace(one, weekday=after.starts.weekday(), start=after.starts.time(), end=after.ends.time())
        if (one.weekday, one.start) == (before.starts.weekday(), before.starts.time())
        else one
        for one in parse_weekly_times(times)
    ]
    return canonical(changed)
