"""Every clash of the lessons in a span of days, and who confirmed which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.clash_rules import Found, Ground, every_clash
from commedu_desktop.domain.clashes import Booking, ClashKind
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.terms import closed_days
from commedu_desktop.store.queries.clash_ground import confirmed, needed_equipment, rooms, seats
from commedu_desktop.store.queries.clashes import LessonFacts, bookings, lesson_facts
from commedu_desktop.store.queries.conflicts import last_lesson, shared_people, sharing_offerings
from commedu_desktop.store.queries.teachers_at_work import availabilities

__all__ = ["Clash", "ClashKind", "LessonFacts", "clashes", "last_lesson", "why_shown"]

_OF_TEACHERS = (ClashKind.TEACHER, ClashKind.TRAVEL, ClashKind.AVAILABILITY, ClashKind.LIMIT)


@dataclass(frozen=True)
class Clash:
    """`who` names the teacher or the residents, `where` the rooms.

    `why`: the reason of a closed day or of days off, the missing equipment, `enrolled/places`, or `hours/limit` with
    `day` or `week` before them. `confirmed_by` is empty until somebody said that it shall be so.
    """

    kind: ClashKind
    lessons: tuple[LessonFacts, ...]
    who: str = ""
    where: str = ""
    why: str = ""
    found: Found | None = None
    confirmed_by: str = ""


def clashes(session: Session, first: date, last: date, *, confirmed_too: bool = False) -> list[Clash]:
    """All clashes among lessons that begin from `first` to `last`, in order of time; n log n in the lessons."""
    booked = bookings(session, first, last)
    found = list(every_clash(booked, _ground(session, booked, first, last)))
    kept = confirmed(session, [one.mark for one in found])
    if not confirmed_too:
        found = [one for one in found if one.mark not in kept]
    return _told(session, found, kept)


def _ground(session: Session, booked: Sequence[Booking], first: date, last: date) -> Ground:
    settings, known = centre_settings(session), rooms(session)
    offerings = {one.offering_id for one in booked if one.offering_id is not None}
    return Ground(
        halls=known.halls,
        branch_of=known.branch_of,
        travel=timedelta(minutes=settings.travel_minutes),
        places=known.places,
        equipment=known.equipment,
        people=seats(session),
        needs=needed_equipment(session),
        closed=closed_days(session, first, last).days,
        teachers=availabilities(session, settings.academic_hour),
        shares=sharing_offerings(session, offerings),
    )


def _told(session: Session, found: Sequence[Found], kept: dict[str, str]) -> list[Clash]:
    facts = lesson_facts(session, {booking.lesson_id for one in found for booking in one.bookings})
    hour = centre_settings(session).academic_hour
    people: dict[tuple[UUID | None, UUID | None], str] = {}
    told = []
    for one in found:
        lessons = tuple(facts[booking.lesson_id] for booking in one.bookings)
        who = lessons[0].teacher if one.kind in _OF_TEACHERS else ""
        if one.kind is ClashKind.RESIDENT:
            who = _people(session, one, people)
        where = " / ".join(dict.fromkeys(lesson.venue for lesson in lessons if lesson.venue))
        told.append(Clash(one.kind, lessons, who, where, why_shown(one, hour), one, kept.get(one.mark, "")))
    return sorted(told, key=lambda clash: (clash.lessons[0].starts, clash.kind.value, clash.lessons[0].code))


def _people(session: Session, found: Found, known: dict[tuple[UUID | None, UUID | None], str]) -> str:
    one, other = (booking.offering_id for booking in found.bookings)
    if one is None or other is None:
        return ""
    key = min(one, other), max(one, other)
    if key not in known:
        known[key] = ", ".join(shared_people(session, *key))
    return known[key]


def why_shown(found: Found, hour: int) -> str:
    """`Clash.why` for one found clash; `hour` is the academic hour in minutes."""
    more, less = found.numbers
    if found.kind is ClashKind.CAPACITY:
        return f"{more}/{less}"
    if found.kind is ClashKind.LIMIT:
        return f"{found.why} {more / hour:g}/{less / hour:g}"
    if found.kind is ClashKind.AVAILABILITY:
        return found.off.reason if found.off else ""
    return found.why
