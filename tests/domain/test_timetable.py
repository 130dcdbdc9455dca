"""How a week is laid out."""

from datetime import date, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop.domain.lessons import Slot
from commedu_desktop.domain.timetable import column_widths, lane_width, neighbour, pieces

MONDAY = date(2026, 11, 23)


def slot(day: int, hour: float, hours: float) -> Slot:
    starts = datetime(2026, 11, 23) + timedelta(days=day, hours=hour)
    return Slot(starts, starts + timedelta(hours=hours))


slots = st.lists(st.builds(slot, st.integers(-1, 6), st.integers(0, 23), st.integers(1, 5)), max_size=15)


@given(slots)
def test_lessons_that_overlap_stand_side_by_side_and_none_is_lost(some: list[Slot]) -> None:
    placed = pieces(some, MONDAY)
    week = Slot(datetime(2026, 11, 23), datetime(2026, 11, 30))
    assert {one.lesson for one in placed} == {number for number, one in enumerate(some) if one.overlaps(week)}
    for one, other in combinations(placed, 2):
        if one.day == other.day and one.starts < other.ends and other.starts < one.ends:
            assert one.lane != other.lane
            assert one.lanes == other.lanes
    assert all(one.lane < one.lanes for one in placed)


def test_a_lesson_across_midnight_has_a_piece_on_both_days() -> None:
    found = pieces([slot(0, 23, 2)], MONDAY)
    assert [(one.day, one.starts, one.ends) for one in found] == [(0, 23 * 60, 24 * 60), (1, 0, 60)]


def test_arrows_walk_through_a_day_and_to_the_nearest_lesson_of_the_next() -> None:
    placed = pieces([slot(0, 9, 1), slot(0, 14, 1), slot(2, 8, 1), slot(2, 15, 1)], MONDAY)
    walk = [neighbour(placed, None, "down")]
    for key in ("down", "down", "right", "up", "left", "left"):
        walk.append(neighbour(placed, walk[-1], key))
    assert walk == [0, 1, 1, 3, 2, 0, 0]
    assert neighbour([], None, "down") is None


needs = st.lists(st.floats(1, 400), min_size=1, max_size=9)


@given(needs, st.floats(1, 2_000))
def test_every_column_has_what_it_needs_and_the_room_is_used(some: list[float], room: float) -> None:
    widths = column_widths(some, room)
    assert all(wide >= need for wide, need in zip(widths, some, strict=True))
    assert sum(widths) >= room * 0.999
    if sum(some) <= room:
        assert sum(widths) <= room * 1.001


def test_columns_are_equal_where_they_can_be() -> None:
    assert column_widths([80, 100, 84], 360) == [120, 120, 120]
    assert column_widths([80, 200, 80], 360) == [80, 200, 80]
    assert column_widths([80, 100, 200], 400) == [100, 100, 200]


def test_lessons_side_by_side_are_as_wide_as_wanted_or_as_lets_the_week_stand_in_sight() -> None:
    assert lane_width([2, 2], 400, 40, 70) == 70
    assert lane_width([3, 3], 300, 40, 70) == 50
    assert lane_width([6, 6], 300, 40, 70) == 70
    assert lane_width([], 300, 40, 70) == 70
