"""The sweep finds the clashes that comparing every pair finds, and no others."""

from datetime import datetime, timedelta
from itertools import combinations
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop.domain.clashes import Booking, Halls, overlapping, teacher_clashes, travel_clashes, venue_clashes
from commedu_desktop.domain.lessons import Slot

MONDAY = datetime(2026, 11, 23)
ROOM, HALL, EAST, WEST, CORNER = (UUID(int=number) for number in range(1, 6))
HALLS = Halls({ROOM: None, HALL: None, EAST: HALL, WEST: HALL, CORNER: EAST})
WANG, LI = UUID(int=11), UUID(int=12)


def slot(start: int, length: int) -> Slot:
    return Slot(MONDAY + timedelta(minutes=15 * start), MONDAY + timedelta(minutes=15 * (start + length)))


slots = st.builds(slot, st.integers(0, 40), st.integers(1, 12))
lessons = st.lists(
    st.tuples(slots, st.sampled_from([ROOM, HALL, EAST, WEST, CORNER, None]), st.sampled_from([WANG, LI, None])),
    max_size=14,
).map(lambda rows: [Booking(UUID(int=100 + n), *row) for n, row in enumerate(rows)])


@given(st.lists(slots, max_size=20))
def test_overlapping_pairs_are_those_of_every_pair_compared(some: list[Slot]) -> None:
    found = sorted(tuple(sorted(pair)) for pair in overlapping([(one, number) for number, one in enumerate(some)]))
    assert found == [(a, b) for a, b in combinations(range(len(some)), 2) if some[a].overlaps(some[b])]


@given(lessons)
def test_rooms_and_teachers_clash_as_in_a_comparison_of_every_pair(some: list[Booking]) -> None:
    related = {frozenset({HALL, part}) for part in (EAST, WEST, CORNER)} | {frozenset({EAST, CORNER})}

    def meet(a: Booking, b: Booking) -> bool:
        if a.venue_id is None or b.venue_id is None:
            return False
        return a.venue_id == b.venue_id or frozenset({a.venue_id, b.venue_id}) in related

    pairs = [(a, b) for a, b in combinations(some, 2) if a.slot.overlaps(b.slot)]
    rooms = {frozenset({a.lesson_id, b.lesson_id}) for a, b in pairs if meet(a, b)}
    people = {frozenset({a.lesson_id, b.lesson_id}) for a, b in pairs if a.teacher_id and a.teacher_id == b.teacher_id}
    assert {frozenset({a.lesson_id, b.lesson_id}) for a, b in venue_clashes(some, HALLS)} == rooms
    assert {frozenset({a.lesson_id, b.lesson_id}) for a, b in teacher_clashes(some)} == people


def test_a_hall_blocks_its_parts_but_two_parts_can_be_used_side_by_side() -> None:
    assert HALLS.touched_by(HALL) == {HALL, EAST, WEST, CORNER}
    assert HALLS.touched_by(CORNER) == {HALL, EAST, CORNER}
    assert not HALLS.meet(EAST, WEST)
    assert HALLS.meet(CORNER, HALL)


def test_halls_that_are_part_of_each_other_by_mistake_do_not_hang() -> None:
    assert Halls({EAST: WEST, WEST: EAST}).touched_by(EAST) == {EAST, WEST}


def test_a_teacher_needs_time_from_one_branch_to_another() -> None:
    first = Booking(UUID(int=1), slot(0, 4), ROOM, WANG)
    second = Booking(UUID(int=2), slot(5, 4), HALL, WANG)
    third = Booking(UUID(int=3), slot(12, 4), HALL, WANG)
    branches = {ROOM: UUID(int=50), HALL: UUID(int=51)}
    assert list(travel_clashes([third, first, second], branches, timedelta(minutes=30))) == [(first, second)]
    assert list(travel_clashes([first, second], branches, timedelta(minutes=15))) == []
