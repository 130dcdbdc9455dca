"""Clashes: two lessons that want the same room, teacher or person at the same time."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import pairwise
from typing import TypeVar
from uuid import UUID

from commedu_desktop.domain.clash_kinds import ClashKind, Policy
from commedu_desktop.domain.lessons import Slot

__all__ = [
    "Booking",
    "ClashKind",
    "Halls",
    "Policy",
    "overlapping",
    "teacher_clashes",
    "travel_clashes",
    "venue_clashes",
]

Thing = TypeVar("Thing", bound=Hashable)


@dataclass(frozen=True)
class Booking:
    """What a lesson takes up: `where` and `who` from `slot.starts` on, free again at `slot.ends`."""

    lesson_id: UUID
    slot: Slot
    venue_id: UUID | None = None
    teacher_id: UUID | None = None
    offering_id: UUID | None = None


def overlapping(slots: Iterable[tuple[Slot, Thing]]) -> Iterator[tuple[Thing, Thing]]:
    """Every pair that overlaps, the earlier one first; n log n steps beside the pairs themselves."""
    running: list[tuple[Slot, int, Thing]] = []
    ending: list[tuple[datetime, int]] = []
    gone: set[int] = set()
    for number, (slot, thing) in enumerate(sorted(slots, key=lambda one: one[0])):
        while ending and ending[0][0] <= slot.starts:
            gone.add(heappop(ending)[1])
        if gone:
            running = [one for one in running if one[1] not in gone]
            gone.clear()
        for _other_slot, _number, other in running:
            yield other, thing
        running.append((slot, number, thing))
        heappush(ending, (slot.ends, number))


class Halls:
    """Which venues get in each other's way: a hall and its parts, but not two parts of it."""

    def __init__(self, part_of: Mapping[UUID, UUID | None]) -> None:
        self._above = {venue: frozenset(_chain(venue, part_of)) for venue in part_of}
        self._below: dict[UUID, set[UUID]] = defaultdict(set)
        for venue, above in self._above.items():
            for hall in above:
                self._below[hall].add(venue)

    def touched_by(self, venue: UUID) -> frozenset[UUID]:
        """The venue itself, what it is part of, and its own parts."""
        return self.above(venue) | self._below.get(venue, set())

    def above(self, venue: UUID) -> frozenset[UUID]:
        """The venue and every hall that it is a part of."""
        return self._above.get(venue, frozenset({venue}))

    def meet(self, one: UUID, other: UUID) -> bool:
        return one == other or other in self.touched_by(one)

    def root(self, venue: UUID) -> UUID:
        """The largest hall the venue belongs to."""
        return max(self.above(venue), key=lambda hall: len(self._below.get(hall, ())))


def _chain(venue: UUID, part_of: Mapping[UUID, UUID | None]) -> Iterator[UUID]:
    seen: set[UUID] = set()
    at: UUID | None = venue
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = part_of.get(at)


def venue_clashes(bookings: Iterable[Booking], halls: Halls) -> Iterator[tuple[Booking, Booking]]:
    by_hall: dict[UUID, list[tuple[Slot, Booking]]] = defaultdict(list)
    for booking in bookings:
        if booking.venue_id is not None:
            by_hall[halls.root(booking.venue_id)].append((booking.slot, booking))
    for together in by_hall.values():
        for one, other in overlapping(together):
            if one.venue_id and other.venue_id and halls.meet(one.venue_id, other.venue_id):
                yield one, other


def teacher_clashes(bookings: Iterable[Booking]) -> Iterator[tuple[Booking, Booking]]:
    by_teacher: dict[UUID, list[tuple[Slot, Booking]]] = defaultdict(list)
    for booking in bookings:
        if booking.teacher_id is not None:
            by_teacher[booking.teacher_id].append((booking.slot, booking))
    for together in by_teacher.values():
        yield from overlapping(together)


def travel_clashes(
    bookings: Iterable[Booking], branch_of: Mapping[UUID, UUID], needed: timedelta
) -> Iterator[tuple[Booking, Booking]]:
    """Lessons of one teacher, one after the other in different branches, with less than `needed` between them."""
    by_teacher: dict[UUID, list[Booking]] = defaultdict(list)
    for booking in bookings:
        if booking.teacher_id is not None and booking.venue_id in branch_of:
            by_teacher[booking.teacher_id].append(booking)
    for together in by_teacher.values():
        together.sort(key=lambda booking: booking.slot)
        for one, other in pairwise(together):
            gap = other.slot.starts - one.slot.ends
            if timedelta(0) <= gap < needed and _branch(one, branch_of) != _branch(other, branch_of):
                yield one, other


def _branch(booking: Booking, branch_of: Mapping[UUID, UUID]) -> UUID | None:
    return branch_of.get(booking.venue_id) if booking.venue_id else None
