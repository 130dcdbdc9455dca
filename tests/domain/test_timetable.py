"""How a week is laid out."""

from datetime import date, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop.domain.lessons import Slot
from commedu_desktop.domain.timetable import neighbour, pieces

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
