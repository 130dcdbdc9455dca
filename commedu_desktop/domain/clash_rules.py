"""What makes lessons clash, one rule a kind: for what is planned now as well as for the list of a whole term."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import blake2b
from uuid import UUID

from commedu_desktop.domain.availability import Absence, Availability
from commedu_desktop.domain.clashes import (
    Booking,
    ClashKind,
    Halls,
    overlapping,
    teacher_clashes,
    travel_clashes,
    venue_clashes,
)
from commedu_desktop.domain.equipment import missing_equipment
from commedu_desktop.domain.lessons import Slot

DAY, WEEK = "day", "week"


@dataclass(frozen=True)
class Ground:
    """What the rules need to know beside the lessons, by id of venue, offering or teacher.

    `people` are the places an offering needs; `places` those of a venue, 0: not limited; `shares` names for each
    offering those with which it has people in common.
    """

    halls: Halls
    branch_of: Mapping[UUID, UUID] = field(default_factory=dict)
    travel: timedelta = timedelta(0)
    places: Mapping[UUID, int] = field(default_factory=dict)
    equipment: Mapping[UUID, str] = field(default_factory=dict)
    people: Mapping[UUID, int] = field(default_factory=dict)
    needs: Mapping[UUID, str] = field(default_factory=dict)
    closed: Mapping[date, str] = field(default_factory=dict)
    teachers: Mapping[UUID, Availability] = field(default_factory=dict)
    shares: Collection[tuple[UUID, UUID]] = ()


@dataclass(frozen=True)
class Found:
    """A clash. `numbers`: people and places, or minutes and their limit; `why`: a closed day's reason, the missing
    equipment, or whether the limit is that of a day or a week; `off`: the days off that a lesson falls into."""

    kind: ClashKind
    bookings: tuple[Booking, ...]
    why: str = ""
    numbers: tuple[int, int] = (0, 0)
    off: Absence | None = None

    @property
    def mark(self) -> str:
        """The same while kind, lessons and what they clash in stay the same: a confirmation holds for it."""
        parts = sorted(_plan(self.kind, booking) for booking in self.bookings)
        if self.kind is ClashKind.LIMIT:
            first = self.bookings[0]
            parts = [str(first.teacher_id), self.why, str(_span(first, self.why)), str(self.numbers[1])]
        if self.kind in (ClashKind.CAPACITY, ClashKind.EQUIPMENT):
            parts += [self.why, *map(str, self.numbers)]
        return f"{self.kind}:{blake2b('|'.join(parts).encode(), digest_size=15).hexdigest()}"


def _plan(kind: ClashKind, one: Booking) -> str:
    """What of a lesson may not change without the question being asked again."""
    place = one.venue_id if kind in (ClashKind.VENUE, ClashKind.CAPACITY, ClashKind.EQUIPMENT, ClashKind.TRAVEL) else ""
    person = one.teacher_id if kind in (ClashKind.TEACHER, ClashKind.TRAVEL, ClashKind.AVAILABILITY) else ""
    timeless = kind in (ClashKind.CAPACITY, ClashKind.EQUIPMENT)
    time = "" if timeless else f"{one.slot.starts}-{one.slot.ends}"
    return f"{one.lesson_id} {time} {place} {person}"


def _venues(bookings: Sequence[Booking], ground: Ground) -> Iterator[Found]:
    return (Found(ClashKind.VENUE, pair) for pair in venue_clashes(bookings, ground.halls))


def _teachers(bookings: Sequence[Booking], _ground: Ground) -> Iterator[Found]:
    return (Found(ClashKind.TEACHER, pair) for pair in teacher_clashes(bookings))


def _travel(bookings: Sequence[Booking], ground: Ground) -> Iterator[Found]:
    return (Found(ClashKind.TRAVEL, pair) for pair in travel_clashes(bookings, ground.branch_of, ground.travel))


def _residents(bookings: Sequence[Booking], ground: Ground) -> Iterator[Found]:
    if not ground.shares:
        return
    by_offering: dict[UUID, list[tuple[Slot, Booking]]] = defaultdict(list)
    for booking in bookings:
        if booking.offering_id is not None:
            by_offering[booking.offering_id].append((booking.slot, booking))
    for one, other in ground.shares:
        if one in by_offering and other in by_offering:
            for a, b in overlapping([*by_offering[one], *by_offering[other]]):
                if a.offering_id != b.offering_id:
                    yield Found(ClashKind.RESIDENT, (a, b))


def _capacity(bookings: Sequence[Booking], ground: Ground) -> Iterator[Found]:
    for one in bookings:
        if one.venue_id is not None and one.offering_id is not None:
            places, people = ground.places.get(one.venue_id, 0), ground.people.get(one.offering_id, 0)
            if 0 < places < people:
                yield Found(ClashKind.CAPACITY, (one,), numbers=(people, places))


def _equipment(bookings: Sequence[Booking], ground: Ground) -> Iterator[Found]:
    known: dict[tuple[UUID, UUID], str] = {}
    for one in bookings:
        if one.venue_id is None or one.offering_id is None or one.offering_id not in ground.needs:
            continue
        key = one.venue_id, one.offering_id
        if key not in known:
            missing = missing_equipment(ground.needs[one.offering_id], ground.equipment.get(one.venue_id, ""))
            known[key] = ", ".join(missing)
        if known[key]:
            yield Found(ClashKind.EQUIPMENT, (one,), why=known[key])


def _closures(bookings: Sequence[Booking], ground: Ground) -> Iterator[Found]:
    if ground.closed:
        for one in bookings:
            day = one.slot.starts.date()
            if day in ground.closed:
                yield Found(ClashKind.CLOSURE, (one,), why=ground.closed[day])


def _availability(bookings: Sequence[Booking], ground: Ground) -> Iterator[Found]:
    for one in bookings:
        teacher = ground.teachers.get(one.teacher_id) if one.teacher_id else None
        if teacher is not None and not teacher.allows(one.slot):
            yield Found(ClashKind.AVAILABILITY, (one,), off=teacher.absence(one.slot))


def _limits(bookings: Sequence[Booking], ground: Ground) -> Iterator[Found]:
    spans: dict[tuple[UUID, str, date], list[Booking]] = defaultdict(list)
    for one in bookings:
        teacher = ground.teachers.get(one.teacher_id) if one.teacher_id else None
        if teacher is not None and one.teacher_id is not None and teacher.limited:
            for span in (DAY, WEEK):
                spans[one.teacher_id, span, _span(one, span)].append(one)
    for (teacher_id, span, _first), together in spans.items():
        teacher = ground.teachers[teacher_id]
        limit = teacher.day_minutes if span == DAY else teacher.week_minutes
        minutes = sum(one.slot.minutes for one in together)
        if 0 < limit < minutes:
            ordered = tuple(sorted(together, key=lambda one: (one.slot, one.lesson_id)))
            yield Found(ClashKind.LIMIT, ordered, span, (minutes, limit))


def _span(one: Booking, span: str) -> date:
    day = one.slot.starts.date()
    return day if span == DAY else day - timedelta(days=day.weekday())


RULES: Mapping[ClashKind, Callable[[Sequence[Booking], Ground], Iterator[Found]]] = {
    ClashKind.VENUE: _venues,
    ClashKind.TEACHER: _teachers,
    ClashKind.RESIDENT: _residents,
    ClashKind.CAPACITY: _capacity,
    ClashKind.EQUIPMENT: _equipment,
    ClashKind.CLOSURE: _closures,
    ClashKind.TRAVEL: _travel,
    ClashKind.AVAILABILITY: _availability,
    ClashKind.LIMIT: _limits,
}
"""In the order in which they are told."""


def every_clash(
    bookings: Sequence[Booking], ground: Ground, kinds: Iterable[ClashKind] = tuple(RULES)
) -> Iterator[Found]:
    """All clashes among the lessons; n log n steps beside the clashes themselves."""
    for kind in kinds:
        yield from RULES[kind](bookings, ground)


def new_clashes(
    plans: Sequence[Booking], around: Sequence[Booking], ground: Ground, kinds: Iterable[ClashKind] = tuple(RULES)
) -> list[Found]:
    """The clashes that the plans have part in; `around` are the other lessons that stay."""
    ids = {one.lesson_id for one in plans}
    whole = [*plans, *(one for one in around if one.lesson_id not in ids)]
    return [found for found in every_clash(whole, ground, kinds) if any(one.lesson_id in ids for one in found.bookings)]


def minutes_over(found: Iterable[Found]) -> dict[tuple[UUID | None, str, date], int]:
    """Of clashes with a limit: the minutes that each teacher has in the day or week."""
    return {
        (one.bookings[0].teacher_id, one.why, _span(one.bookings[0], one.why)): one.numbers[0]
        for one in found
        if one.kind is ClashKind.LIMIT
    }
