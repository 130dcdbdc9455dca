"""Clashes of lessons in room and teacher: refused when something is planned, listed for what came to be otherwise."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.clashes import ClashKind, overlapping
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus, Slot
from commedu_desktop.domain.weekly_times import parse_weekly_times
from commedu_desktop.store.queries.clashes import Taken, in_venues, of_teachers
from commedu_desktop.store.queries.lessons import is_held
from commedu_desktop.store.queries.teachers import teachers
from commedu_desktop.store.queries.venues import halls, venues
from commedu_desktop.store.tables import JournalRow, Lesson, Offering, Teacher, Venue

WAYS_OUT = 3
"""How many free rooms or teachers a refusal names."""


@dataclass(frozen=True)
class Wish:
    """Lessons that someone wants at these times; `but` are the lessons that make way themselves."""

    slots: tuple[Slot, ...]
    venue_id: UUID | None = None
    teacher_id: UUID | None = None
    seats: int = 0
    but: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class InTheWay:
    """Everything that stands in the way of a wish: lessons in the room, lessons of the teacher, and what is free."""

    venue: tuple[Taken, ...] = ()
    teacher: tuple[Taken, ...] = ()
    free_venues: tuple[str, ...] = ()
    free_venue_ids: tuple[UUID, ...] = ()
    free_teachers: tuple[str, ...] = ()


NOTHING_IN_THE_WAY = InTheWay()


def in_the_way(session: Session, wish: Wish) -> InTheWay:
    """What stands in the way of a wish, with rooms and teachers that are free at all of its times."""
    venue, teacher = _venue_taken(session, wish), _teacher_taken(session, wish)
    rooms = free_venues(session, wish) if venue else []
    return InTheWay(
        tuple(venue),
        tuple(teacher),
        tuple(name for _id, name in rooms[:WAYS_OUT]),
        tuple(id_ for id_, _name in rooms[:WAYS_OUT]),
        tuple(name for _id, name in free_teachers(session, wish)[:WAYS_OUT]) if teacher else (),
    )


def refuse_clashes(session: Session, wish: Wish) -> None:
    """Raises: Refused times-overlap, venue-taken, teacher-busy, each with who, where, when and what is free."""
    if own := next(overlapping((slot, slot) for slot in wish.slots), None):
        raise Refused("times-overlap", one=own[0], other=own[1])
    found = in_the_way(session, wish)
    if refusal := refusal_of(found, _name(session, Venue, wish.venue_id)):
        raise refusal


def refusal_of(found: InTheWay, venue: str) -> Refused | None:
    """The refusal that says what is in the way first; `venue` is the room that was wished for."""
    if found.venue:
        taken = found.venue[0]
        facts = _facts(taken, found.venue)
        return Refused("venue-taken", venue=venue, in_room=taken.venue, free=list(found.free_venues), **facts)
    if found.teacher:
        taken = found.teacher[0]
        facts = _facts(taken, found.teacher)
        free = list(found.free_teachers)
        return Refused("teacher-busy", teacher=taken.teacher, venue=taken.venue or "", free=free, **facts)
    return None


def _facts(taken: Taken, all_taken: Sequence[Taken]) -> dict[str, object]:
    more = len({one.slot for one in all_taken}) - 1
    return {"starts": taken.starts, "ends": taken.ends, "title": taken.title, "more": more}


def _name(session: Session, kind: type[Venue], row_id: UUID | None) -> str:
    return session.get_one(kind, row_id).name if row_id else ""


def _venue_taken(session: Session, wish: Wish) -> list[Taken]:
    if wish.venue_id is None or not wish.slots:
        return []
    return in_venues(session, wish.slots, halls(session).touched_by(wish.venue_id), wish.but)


def _teacher_taken(session: Session, wish: Wish) -> list[Taken]:
    if wish.teacher_id is None or not wish.slots:
        return []
    return of_teachers(session, wish.slots, {wish.teacher_id}, wish.but)


def free_venues(session: Session, wish: Wish) -> list[tuple[UUID, str]]:
    """Rooms free at all times of the wish and large enough: those of the same branch first, the best fitting first."""
    plan = halls(session)
    rooms = [room for room in venues(session) if room.capacity == 0 or room.capacity >= wish.seats]
    taken = {one.venue_id for one in in_venues(session, wish.slots, [room.id for room in rooms], wish.but)}
    blocked = {near for venue in taken if venue for near in plan.touched_by(venue)}
    here = session.get_one(Venue, wish.venue_id).branch_id if wish.venue_id else None
    free = [room for room in rooms if room.id not in blocked]
    free.sort(key=lambda room: (room.branch_id != here, room.capacity == 0, room.capacity, room.code))
    return [(room.id, room.name) for room in free]


def free_teachers(session: Session, wish: Wish) -> list[tuple[UUID, str]]:
    """Teachers who are free at all times of the wish; those with shared subjects and of the same branch first."""
    asked = session.get_one(Teacher, wish.teacher_id) if wish.teacher_id else None
    known = teachers(session)
    busy = Counter(one.teacher_id for one in of_teachers(session, wish.slots, [one.id for one in known], wish.but))
    free = [one for one in known if not busy[one.id] and is_available(one.available, wish.slots)]
    if asked is not None:
        skills = _skills(asked.skills)
        free.sort(key=lambda one: (not skills & _skills(one.skills), one.branch_id != asked.branch_id, one.code))
    return [(one.id, one.name) for one in free]


def _skills(text: str) -> set[str]:
    return {skill for skill in re.split(r"[,;，；、]\s*|\n", text.casefold()) if skill}


def is_available(available: str, slots: Collection[Slot]) -> bool:
    """Whether every slot lies within the weekly times in which a teacher can; none written means always."""
    try:
        times = parse_weekly_times(available)
    except Refused:
        return True
    return not times or all(
        any(_within(slot, time.on(slot.starts.date()), time.weekday) for time in times) for slot in slots
    )


def _within(slot: Slot, span: tuple[datetime, datetime], weekday: int) -> bool:
    return slot.starts.weekday() == weekday and span[0] <= slot.starts and slot.ends <= span[1]


def refuse_undone_plans(session: Session, write_id: UUID) -> None:
    """What taking back a write did to lessons must neither clash with what was planned meanwhile nor move a held one.

    Raises: Refused venue-taken, teacher-busy, lesson-held.
    """
    touched = select(JournalRow).where(JournalRow.write_id == write_id, JournalRow.table_name == "lesson")
    for row in session.scalars(touched).all():
        lesson = session.get(Lesson, UUID(bytes=row.row_id))
        if lesson is None or _plan_of(row.before) == _plan_of(row.after):
            continue
        if is_held(session, lesson.id):
            title = session.get_one(Offering, lesson.offering_id).title
            raise Refused("lesson-held", title=title, starts=lesson.starts, ends=lesson.ends)
        if lesson.status is not LessonStatus.CANCELLED:
            slots = (Slot(lesson.starts, lesson.ends),)
            refuse_clashes(session, Wish(slots, lesson.venue_id, lesson.teacher_id, but=frozenset({lesson.id})))


def _plan_of(image: Mapping[str, Any] | None) -> list[Any]:
    """What of a lesson's image takes up room and teacher."""
    if image is None:
        return []
    cancelled = image["status"] == LessonStatus.CANCELLED.value
    return [cancelled, *(image[name] for name in ("starts", "ends", "venue_id", "teacher_id"))]


__all__ = [
    "NOTHING_IN_THE_WAY",
    "ClashKind",
    "InTheWay",
    "Taken",
    "Wish",
    "free_teachers",
    "free_venues",
    "in_the_way",
    "is_available",
    "refusal_of",
    "refuse_clashes",
    "refuse_undone_plans",
]
