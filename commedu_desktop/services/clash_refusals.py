"""A clash as a refusal: who, where, when, why, and what is free instead."""

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.clash_rules import Found
from commedu_desktop.domain.clashes import Booking, ClashKind
from commedu_desktop.domain.errors import Refused, Unconfirmed
from commedu_desktop.services.clash_checks import Asked
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.ways_out import WAYS_OUT, Wish, free_teachers, free_venues
from commedu_desktop.store.queries.clashes import LessonFacts, lesson_facts
from commedu_desktop.store.queries.conflicts import shared_people
from commedu_desktop.store.tables import Offering, Teacher, Venue

CODES = {
    ClashKind.VENUE: "venue-taken",
    ClashKind.TEACHER: "teacher-busy",
    ClashKind.RESIDENT: "learners-busy",
    ClashKind.CAPACITY: "room-too-small",
    ClashKind.EQUIPMENT: "equipment-missing",
    ClashKind.CLOSURE: "closed-then",
    ClashKind.TRAVEL: "way-too-short",
    ClashKind.AVAILABILITY: "teacher-unavailable",
    ClashKind.LIMIT: "over-limit",
}
ROOM_CODES = frozenset({"venue-taken", "room-too-small", "equipment-missing"})
TEACHER_CODES = frozenset({"teacher-busy", "way-too-short", "teacher-unavailable", "over-limit"})
NAMES_SHOWN = 3


class _Teller:
    """Gathers the facts of clashes for the plans that they stand in the way of."""

    def __init__(self, session: Session, plans: Sequence[Booking], about: Asked | None) -> None:
        self.session, self.plans, self.about = session, plans, about
        self._ids = {one.lesson_id for one in plans}

    def code_and_facts(self, found: Sequence[Found]) -> tuple[str, dict[str, Any]]:
        """Of clashes of one kind: the first one, and how many lessons more."""
        first = found[0]
        mine = self._mine(first)
        facts = _TELLING[first.kind](self, first, mine)
        slots = {one.slot for clash in found for one in clash.bookings if one.lesson_id in self._ids}
        return CODES[first.kind], facts | {"more": max(len(slots) - 1, 0)}

    def _mine(self, found: Found) -> Booking:
        return next(one for one in found.bookings if one.lesson_id in self._ids)

    def _other(self, found: Found) -> LessonFacts | None:
        others = [one.lesson_id for one in found.bookings if one.lesson_id not in self._ids]
        return lesson_facts(self.session, others[:1]).get(others[0]) if others else None

    def _meeting(self, found: Found) -> dict[str, Any]:
        """Title and times of the lesson in the way; when it is one of the plans, the same class."""
        other = self._other(found)
        if other is not None:
            return {"starts": other.starts, "ends": other.ends, "title": other.title, "in_room": other.venue}
        mine = found.bookings[-1]
        title = self._title(mine.offering_id)
        return {
            "starts": mine.slot.starts,
            "ends": mine.slot.ends,
            "title": title,
            "in_room": self._venue(mine.venue_id),
        }

    def venue(self, found: Found, mine: Booking) -> dict[str, Any]:
        return {"venue": self._venue(mine.venue_id), "free": self._rooms(mine), **self._meeting(found)}

    def teacher(self, found: Found, mine: Booking) -> dict[str, Any]:
        meeting = self._meeting(found)
        free = self._teachers(mine)
        return {"teacher": self._teacher(mine.teacher_id), "venue": meeting["in_room"], "free": free, **meeting}

    def resident(self, found: Found, _mine: Booking) -> dict[str, Any]:
        one, other = (booking.offering_id for booking in found.bookings)
        names = shared_people(self.session, one, other) if one and other else []
        return {"names": names[:NAMES_SHOWN], "others": max(len(names) - NAMES_SHOWN, 0), **self._meeting(found)}

    def capacity(self, found: Found, mine: Booking) -> dict[str, Any]:
        people, places = found.numbers
        return {"venue": self._venue(mine.venue_id), "people": people, "places": places, "free": self._rooms(mine)}

    def equipment(self, found: Found, mine: Booking) -> dict[str, Any]:
        return {"venue": self._venue(mine.venue_id), "missing": found.why.split(", "), "free": self._rooms(mine)}

    def closure(self, found: Found, mine: Booking) -> dict[str, Any]:
        return {"title": self._title(mine.offering_id), "day": mine.slot.starts.date(), "reason": found.why or "–"}

    def travel(self, found: Found, mine: Booking) -> dict[str, Any]:
        needed = centre_settings(self.session).travel_minutes
        teacher = self._teacher(mine.teacher_id)
        return {"teacher": teacher, "minutes": needed, "free": self._teachers(mine), **self._meeting(found)}

    def availability(self, found: Found, mine: Booking) -> dict[str, Any]:
        off = found.off
        return {
            "teacher": self._teacher(mine.teacher_id),
            "starts": mine.slot.starts,
            "ends": mine.slot.ends,
            "away": off is not None,
            "reason": off.reason if off else "",
            "free": self._teachers(mine),
        }

    def limit(self, found: Found, mine: Booking) -> dict[str, Any]:
        hour = centre_settings(self.session).academic_hour
        minutes, limit = found.numbers
        return {
            "teacher": self._teacher(mine.teacher_id),
            "day": mine.slot.starts.date(),
            "span": found.why,
            "hours": Fraction(minutes, hour),
            "limit": Fraction(limit, hour),
            "free": self._teachers(mine),
        }

    def _venue(self, venue_id: UUID | None) -> str:
        return self.session.get_one(Venue, venue_id).name if venue_id else ""

    def _teacher(self, teacher_id: UUID | None) -> str:
        return self.session.get_one(Teacher, teacher_id).name if teacher_id else ""

    def _title(self, offering_id: UUID | None) -> str:
        row = self.session.get(Offering, offering_id) if offering_id else None
        return row.title if row else ""

    def _rooms(self, mine: Booking) -> list[str]:
        return [name for _id, name in free_venues(self.session, self._wish(mine))[:WAYS_OUT]]

    def _teachers(self, mine: Booking) -> list[str]:
        return [name for _id, name in free_teachers(self.session, self._wish(mine))[:WAYS_OUT]]

    def _wish(self, mine: Booking) -> Wish:
        """All plans that want the same room and teacher want the same way out."""
        together = [one for one in self.plans if one.venue_id == mine.venue_id and one.teacher_id == mine.teacher_id]
        return Wish.of(self.session, together, self.about)


_TELLING: dict[ClashKind, Callable[[_Teller, Found, Booking], dict[str, Any]]] = {
    ClashKind.VENUE: _Teller.venue,
    ClashKind.TEACHER: _Teller.teacher,
    ClashKind.RESIDENT: _Teller.resident,
    ClashKind.CAPACITY: _Teller.capacity,
    ClashKind.EQUIPMENT: _Teller.equipment,
    ClashKind.CLOSURE: _Teller.closure,
    ClashKind.TRAVEL: _Teller.travel,
    ClashKind.AVAILABILITY: _Teller.availability,
    ClashKind.LIMIT: _Teller.limit,
}


def refusals_for(
    session: Session, found: Collection[Found], plans: Sequence[Booking], about: Asked | None = None
) -> list[Refused]:
    """One refusal a kind, in the order of the clashes."""
    teller = _Teller(session, plans, about)
    by_kind: dict[ClashKind, list[Found]] = {}
    for one in found:
        by_kind.setdefault(one.kind, []).append(one)
    told = (teller.code_and_facts(some) for some in by_kind.values())
    return [Refused(code, **facts) for code, facts in told]


def refusal_for(session: Session, found: Collection[Found], plans: Sequence[Booking], *, ask: bool) -> Refused:
    """The refusal that says the first clash; with `ask` it may be confirmed, and says the others as well."""
    first, *others = refusals_for(session, found, plans)
    if not ask:
        return first
    kinds = frozenset(one.kind for one in found)
    return Unconfirmed(first.code, kinds, tuple(others), **first.facts)
