"""The ways out of a clash: another room, another teacher, another time, or that it shall stay so."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from commedu_desktop.domain.clash_rules import Found
from commedu_desktop.domain.clashes import ClashKind
from commedu_desktop.domain.lessons import Slot
from commedu_desktop.services.clash_checks import keep_confirmed
from commedu_desktop.services.clashes import booking_of
from commedu_desktop.services.lessons import MoveLesson
from commedu_desktop.services.moves import advice, move_trouble
from commedu_desktop.services.substitutes import substitutes
from commedu_desktop.services.ways_out import Wish, free_venues
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.lessons import is_held
from commedu_desktop.store.tables import Lesson, Offering

ROOM_KINDS = (ClashKind.VENUE, ClashKind.CAPACITY, ClashKind.EQUIPMENT)
TEACHER_KINDS = (ClashKind.TEACHER, ClashKind.TRAVEL, ClashKind.AVAILABILITY, ClashKind.LIMIT)
EACH = 2
"""So many rooms, teachers and times are offered."""
DAYS_AHEAD = 7


class WayKind(StrEnum):
    ROOM = "room"
    TEACHER = "teacher"
    TIME = "time"


@dataclass(frozen=True)
class Way:
    """What to write, and what it is called: the lesson's title and the new room, teacher or time."""

    kind: WayKind
    title: str
    name: str
    slot: Slot
    request: MoveLesson


@dataclass(frozen=True)
class ConfirmClash:
    """Somebody wants it so; the clash as it was listed."""

    found: Found


def ways_out(session: Session, found: Found, now: datetime) -> list[Way]:
    """Moves that leave no clash behind them, for the lesson planned last; none once all of them were held."""
    lesson = _movable(session, found, now)
    if lesson is None:
        return []
    ways: list[Way] = []
    if found.kind in ROOM_KINDS:
        ways += _rooms(session, lesson)
    if found.kind in TEACHER_KINDS:
        ways += _teachers(session, lesson)
    if found.kind not in (ClashKind.CAPACITY, ClashKind.EQUIPMENT):
        ways += _times(session, lesson, now.date())
    return ways


def _movable(session: Session, found: Found, now: datetime) -> Lesson | None:
    ids = [one.lesson_id for one in found.bookings if one.slot.starts > now]
    for lesson_id in reversed(ids):
        if not is_held(session, lesson_id):
            return session.get_one(Lesson, lesson_id)
    return None


def _rooms(session: Session, lesson: Lesson) -> list[Way]:
    free = free_venues(session, Wish.of(session, [booking_of(lesson)]))
    requests = ((name, replace(_stay(lesson), venue_id=venue_id)) for venue_id, name in free)
    return _good(session, lesson, WayKind.ROOM, requests)


def _teachers(session: Session, lesson: Lesson) -> list[Way]:
    found = substitutes(session, lesson.id, Slot(lesson.starts, lesson.ends))
    others = (one for one in found if not one.own)
    return _good(
        session,
        lesson,
        WayKind.TEACHER,
        ((one.name, replace(_stay(lesson), teacher_id=one.teacher_id)) for one in others),
    )


def _times(session: Session, lesson: Lesson, today: date) -> list[Way]:
    """The nearest free places of the same week and the one after."""
    monday = lesson.starts.date() - timedelta(days=lesson.starts.weekday())
    first, last = max(monday, today + timedelta(days=1)), monday + timedelta(days=6 + DAYS_AHEAD)
    if first > last:
        return []
    slots = advice(session, lesson.id, first, last).free(first, last)
    slots.sort(key=lambda slot: abs(slot.starts - lesson.starts))
    requests = (("", replace(_stay(lesson), starts=slot.starts, ends=slot.ends)) for slot in slots)
    return _good(session, lesson, WayKind.TIME, requests)


def _stay(lesson: Lesson) -> MoveLesson:
    return MoveLesson(lesson.id, lesson.starts, lesson.ends, lesson.venue_id, lesson.teacher_id)


def _good(session: Session, lesson: Lesson, kind: WayKind, requests: Iterable[tuple[str, MoveLesson]]) -> list[Way]:
    """The first few that nothing stands in the way of."""
    title = session.get_one(Offering, lesson.offering_id).title
    ways: list[Way] = []
    for name, request in requests:
        if len(ways) == EACH:
            break
        if move_trouble(session, request) is None:
            ways.append(Way(kind, title, name, Slot(request.starts, request.ends), request))
    return ways


def confirm_clash(session: Session, request: ConfirmClash) -> None:
    """Keep that a clash is wanted: it leaves the list until one of its lessons changes."""
    keep_confirmed(session, [request.found])
    offering_id = request.found.bookings[0].offering_id
    name_write(session, session.get_one(Offering, offering_id).title if offering_id else "")
