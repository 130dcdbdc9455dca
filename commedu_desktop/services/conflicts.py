"""Every clash of the lessons in a span of days: rooms, teachers, residents, room too small, travel, closed days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.clashes import (
    Booking,
    ClashKind,
    overlapping,
    teacher_clashes,
    travel_clashes,
    venue_clashes,
)
from commedu_desktop.domain.lessons import Slot
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.terms import closed_days
from commedu_desktop.store.queries.clashes import LessonFacts, bookings, lesson_facts
from commedu_desktop.store.queries.conflicts import (
    branch_of_venues,
    crowds,
    last_lesson,
    shared_people,
    sharing_offerings,
)
from commedu_desktop.store.queries.venues import halls

__all__ = ["Clash", "ClashKind", "LessonFacts", "clashes", "last_lesson"]


@dataclass(frozen=True)
class Clash:
    """`who` names the teacher or the residents, `where` the rooms; of closed days `why` is the reason."""

    kind: ClashKind
    lessons: tuple[LessonFacts, ...]
    who: str = ""
    where: str = ""
    why: str = ""


@dataclass(frozen=True)
class _Found:
    kind: ClashKind
    lesson_ids: tuple[UUID, ...]
    who: str = ""
    why: str = ""


def clashes(session: Session, first: date, last: date) -> list[Clash]:
    """All clashes among lessons that begin from `first` to `last`, in order of time; n log n in the lessons."""
    booked = bookings(session, first, last)
    found = [
        *_bookings_that_clash(session, booked),
        *_people(session, booked),
        *_closed(session, booked, first, last),
    ]
    found += [
        _Found(ClashKind.CAPACITY, (one.lesson_id,), why=f"{one.enrolled}/{one.capacity}")
        for one in crowds(session, first, last)
    ]
    facts = lesson_facts(session, {lesson for clash in found for lesson in clash.lesson_ids})
    told = [_told(clash, tuple(facts[lesson] for lesson in clash.lesson_ids)) for clash in found]
    return sorted(told, key=lambda clash: (clash.lessons[0].starts, clash.kind.value, clash.lessons[0].code))


def _told(clash: _Found, lessons: tuple[LessonFacts, ...]) -> Clash:
    who = clash.who or (lessons[0].teacher if clash.kind in (ClashKind.TEACHER, ClashKind.TRAVEL) else "")
    where = " / ".join(dict.fromkeys(lesson.venue for lesson in lessons if lesson.venue))
    return Clash(clash.kind, lessons, who, where, clash.why)


def _bookings_that_clash(session: Session, booked: list[Booking]) -> Iterator[_Found]:
    needed = timedelta(minutes=centre_settings(session).travel_minutes)
    for kind, pairs in (
        (ClashKind.VENUE, venue_clashes(booked, halls(session))),
        (ClashKind.TEACHER, teacher_clashes(booked)),
        (ClashKind.TRAVEL, travel_clashes(booked, branch_of_venues(session), needed)),
    ):
        for one, other in pairs:
            yield _Found(kind, (one.lesson_id, other.lesson_id))


def _people(session: Session, booked: list[Booking]) -> Iterator[_Found]:
    """Two lessons at one time that the same people are enrolled in."""
    by_offering: dict[UUID, list[tuple[Slot, Booking]]] = {}
    for booking in booked:
        if booking.offering_id is not None:
            by_offering.setdefault(booking.offering_id, []).append((booking.slot, booking))
    for one, other in sharing_offerings(session, by_offering):
        found = overlapping([*by_offering[one], *by_offering[other]])
        pairs = [(a.lesson_id, b.lesson_id) for a, b in found if a.offering_id != b.offering_id]
        names = ", ".join(shared_people(session, one, other)) if pairs else ""
        yield from (_Found(ClashKind.RESIDENT, pair, who=names) for pair in pairs)


def _closed(session: Session, booked: list[Booking], first: date, last: date) -> Iterator[_Found]:
    closed = closed_days(session, first, last).days
    for booking in booked:
        day = booking.slot.starts.date()
        if day in closed:
            yield _Found(ClashKind.CLOSURE, (booking.lesson_id,), why=closed[day])
