"""How lessons are laid out on a week: pieces by day, side by side where they overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from commedu_desktop.domain.lessons import Slot

DAYS = 7
MINUTES = 24 * 60
FAMILIES = {
    "arts": "accent",
    "family": "accent",
    "civic": "warn",
    "law": "warn",
    "safety": "warn",
    "farming": "warn",
    "sport": "good",
    "health": "good",
    "environment": "good",
    "digital": "info",
    "language": "info",
    "science": "info",
    "vocational": "info",
}
"""Categories of the shipped list in four colours; others are neutral. The title always says what it is."""


@dataclass(frozen=True)
class Piece:
    """The part of lesson number `lesson` that lies on one day: minutes since midnight, `lane` of `lanes`."""

    lesson: int
    day: int
    starts: int
    ends: int
    lane: int = 0
    lanes: int = 1


def pieces(slots: Sequence[Slot], monday: date) -> list[Piece]:
    """What of each lesson lies in the week of `monday`; one across midnight has a piece on both days."""
    placed: list[Piece] = []
    for day in range(DAYS):
        midnight = datetime.combine(monday + timedelta(days=day), time())
        on_day = [piece for number, slot in enumerate(slots) if (piece := _piece(number, slot, day, midnight))]
        placed += _in_lanes(on_day)
    return placed


def day_pieces(slots: Sequence[Slot], day: date, column_of: Sequence[int], columns: int) -> list[Piece]:
    """What of each lesson lies on the day, each in its own column: `Piece.day` counts columns here."""
    midnight = datetime.combine(day, time())
    in_column: list[list[Piece]] = [[] for _column in range(columns)]
    for number, slot in enumerate(slots):
        if piece := _piece(number, slot, column_of[number], midnight):
            in_column[column_of[number]].append(piece)
    return [piece for some in in_column for piece in _in_lanes(some)]


def _piece(number: int, slot: Slot, day: int, midnight: datetime) -> Piece | None:
    starts = max(0, (slot.starts - midnight) // timedelta(minutes=1))
    ends = min(MINUTES, (slot.ends - midnight) // timedelta(minutes=1))
    return Piece(number, day, starts, ends) if starts < ends else None


def _in_lanes(on_day: Iterable[Piece]) -> list[Piece]:
    """Each group of lessons that hang together shares the width; a lesson takes the first lane that is free."""
    placed: list[Piece] = []
    group: list[Piece] = []
    lanes: list[int] = []
    for piece in sorted(on_day, key=lambda one: (one.starts, -one.ends, one.lesson)):
        if lanes and piece.starts >= max(lanes):
            placed += _spread(group, len(lanes))
            group, lanes = [], []
        free = next((lane for lane, ends in enumerate(lanes) if ends <= piece.starts), len(lanes))
        lanes[free : free + 1] = [piece.ends]
        group.append(Piece(piece.lesson, piece.day, piece.starts, piece.ends, free))
    return placed + _spread(group, len(lanes))


def _spread(group: Iterable[Piece], lanes: int) -> list[Piece]:
    return [Piece(one.lesson, one.day, one.starts, one.ends, one.lane, lanes) for one in group]


def column_widths(needs: Sequence[float], room: float) -> list[float]:
    """Equal where they can be, wider where a column needs it; more than the room together where they need more."""
    fixed, others = 0.0, sorted(needs, reverse=True)
    while others and others[0] > max(room - fixed, 0.0) / len(others):
        fixed += others.pop(0)
    level = max(room - fixed, 0.0) / len(others) if others else 0.0
    return [max(need, level) for need in needs]


def lane_width(lanes: Sequence[int], room: float, least: float, wanted: float) -> float:
    """How wide each of the lessons side by side may be: as wanted, or as little as lets every column stand in sight.

    Where even `least` is too much for the room, as wanted: then one scrolls, and reads.
    """
    fitting = room / max(sum(lanes), 1)
    return fitting if least <= fitting < wanted else wanted


def neighbour(placed: Sequence[Piece], present: int | None, key: str) -> int | None:
    """The lesson that an arrow key leads to: up and down through a day, left and right to the nearest of another."""
    here = next((piece for piece in placed if piece.lesson == present), None)
    if here is None:
        first = min(placed, key=lambda one: (one.day, one.starts, one.lane), default=None)
        return first.lesson if first else None
    if key in ("up", "down"):
        return _along_the_day(placed, here, 1 if key == "down" else -1)
    side = 1 if key == "right" else -1
    beyond = [piece for piece in placed if (piece.day - here.day) * side > 0]
    nearest = min(
        beyond, key=lambda one: (abs(one.day - here.day), abs(one.starts - here.starts), one.lane), default=here
    )
    return nearest.lesson


def _along_the_day(placed: Sequence[Piece], here: Piece, step: int) -> int:
    same = sorted((one for one in placed if one.day == here.day), key=lambda one: (one.starts, one.lane))
    at = same.index(here) + step
    return same[min(max(at, 0), len(same) - 1)].lesson
