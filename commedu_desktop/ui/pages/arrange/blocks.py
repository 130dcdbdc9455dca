"""Which blocks stand on the week: the chosen class with all that shares its rooms or its teacher, or everything."""

from collections.abc import Iterable

from commedu_desktop.domain.arrange_week import WeeklyPlace, minutes_of
from commedu_desktop.services.arrange import TermToArrange
from commedu_desktop.ui.pages.arrange.board import Block
from commedu_desktop.ui.pages.arrange.lines import Line, rooms_of

MANY = 16
"""Weekly lessons that can still be told apart; with more, the week begins with what the chosen class has to do with."""


def blocks_of(
    term: TermToArrange, lines: Iterable[Line], chosen: Line | None, *, everything: bool
) -> tuple[Block, ...]:
    shown = [line for line in lines if line.places and (everything or chosen is None or _near(line, chosen))]
    proposed = [_block(term, line, place) for line in shown for place in line.places]
    return (*(_there(term, chosen) if chosen is not None else ()), *proposed)


def _near(line: Line, chosen: Line) -> bool:
    """Whether they share a room or the teacher."""
    rooms = {place.venue_id for place in chosen.places}
    teacher = chosen.wanted.teacher_id
    shared = line.id == chosen.id or any(place.venue_id in rooms for place in line.places)
    return shared or (teacher is not None and line.wanted.teacher_id == teacher)


def _block(term: TermToArrange, line: Line, place: WeeklyPlace) -> Block:
    starts = minutes_of(place.time.start)
    detail = " · ".join(part for part in (line.wanted.teacher, rooms_of(term, (place,))) if part)
    kind = "pinned" if line.pinned else "proposed"
    return Block(line.id, place.time.weekday, starts, starts + place.time.minutes, line.wanted.title, detail, kind)


def _there(term: TermToArrange, chosen: Line) -> tuple[Block, ...]:
    """What is planned already in the rooms and with the teacher of the chosen class, each weekly time once."""
    rooms = {place.venue_id for place in chosen.places}
    teacher = chosen.wanted.teacher_id
    found: dict[tuple[object, int, int, int], Block] = {}
    for booking in term.ground.booked:
        if booking.venue_id in rooms or (teacher is not None and booking.teacher_id == teacher):
            starts = minutes_of(booking.slot.starts.time())
            ends = min(starts + booking.slot.minutes, 24 * 60)
            day = booking.slot.starts.weekday()
            title = term.titles.get(booking.offering_id, "") if booking.offering_id else ""
            detail = term.venue_names.get(booking.venue_id, "") if booking.venue_id else ""
            found[booking.offering_id, day, starts, ends] = Block(None, day, starts, ends, title, detail, "there")
    return tuple(found.values())
