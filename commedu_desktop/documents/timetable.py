"""The week on one page: a column for each day, its lessons in order of the hour."""

from collections.abc import Sequence
from dataclasses import dataclass

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.paper import A3, A4, FAINT, GREEN, INK, MM, PALE, SOFT, Paper, landscape
from commedu_desktop.documents.typesetting import Block, Setting, fitted


@dataclass(frozen=True)
class Slot:
    """One lesson: its times, the class, and where and with whom; a cancelled one is struck out."""

    times: str
    title: str
    detail: str
    cancelled: bool = False


@dataclass(frozen=True)
class Day:
    heading: str
    note: str
    """Why nothing is held that day: a holiday's name, or empty."""
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class TimetablePaper:
    title: str
    language: str
    facts: tuple[str, str]
    days: tuple[Day, ...]
    size: str = "A4"


_SIDE = 11 * MM
_GAP = 3.0
_SCALES = (1.0, 0.85, 0.72, 0.6)


def render(week: TimetablePaper) -> bytes:
    """Landscape; the type shrinks to six tenths before the lessons of a full day go on on a second page."""
    paper = Paper(landscape(A3 if week.size == "A3" else A4), week.title, week.language)
    k = paper.width / landscape(A4)[0]
    left = [list(day.slots) for day in week.days]
    while True:
        top, foot = _top(paper, week, k), 11 * MM
        scale = next((k * one for one in _SCALES if _all_fit(paper, left, k * one, top - foot)), k * _SCALES[-1])
        for at, slots in enumerate(left):
            x = _SIDE + at * _wide(paper, len(left)) + _GAP / 2
            wide = _wide(paper, len(left)) - _GAP
            left[at] = _column(paper, week.days[at], slots, x, wide, (top, foot), scale)
        if not any(left):
            return paper.finish()
        paper.next_page()


def _wide(paper: Paper, days: int) -> float:
    return (paper.width - 2 * _SIDE) / days


def _top(paper: Paper, week: TimetablePaper, k: float) -> float:
    y, width = paper.height - 11 * MM, paper.width - 2 * _SIDE
    paper.fit((_SIDE, y - 26 * k, width * 0.6, 26 * k), week.title, Setting(Face.TITLE, 19 * k, 1.2))
    for at, fact in enumerate(week.facts):
        box = (_SIDE + width * 0.6, y - (12 + at * 13) * k, width * 0.4, 13 * k)
        paper.fit(box, fact, Setting(Face.SANS, 9.5 * k, 1.2), SOFT, "right")
    y -= 34 * k
    wide = _wide(paper, len(week.days))
    for at, day in enumerate(week.days):
        box = (_SIDE + at * wide + _GAP / 2, y - 20 * k, wide - _GAP, 20 * k)
        paper.fill(box, PALE)
        paper.fit(box, day.heading, Setting(Face.BOLD, 10 * k, 1.1), GREEN, "centre")
    return y - 24 * k


def _blocks(paper: Paper, slot: Slot, scale: float, wide: float) -> tuple[Block, Block, Block]:
    glyphs, room = paper.glyphs, wide - 12 * scale
    return (
        fitted(glyphs, slot.times, Setting(Face.BOLD, 8.5 * scale, 1.2), room, 0, 1),
        fitted(glyphs, slot.title, Setting(Face.SANS, 10 * scale, 1.2), room, 0, 2),
        fitted(glyphs, slot.detail, Setting(Face.SANS, 8 * scale, 1.25), room, 0, 2),
    )


def _height(blocks: Sequence[Block], scale: float) -> float:
    return sum(block.height for block in blocks) + 9 * scale


def _all_fit(paper: Paper, days: list[list[Slot]], scale: float, room: float) -> bool:
    wide = _wide(paper, len(days)) - _GAP
    heights = ((_height(_blocks(paper, slot, scale, wide), scale) + _GAP for slot in slots) for slots in days)
    return all(sum(day) <= room for day in heights)


def _column(
    paper: Paper, day: Day, slots: list[Slot], left: float, wide: float, room: tuple[float, float], scale: float
) -> list[Slot]:
    """Draws what fits between top and foot; returns what is left over."""
    y, foot = room
    if day.note:
        note = fitted(paper.glyphs, day.note, Setting(Face.KAI, 13 * scale, 1.3), wide - 8, 0, 3)
        y = paper.block(left + wide / 2, y - 6, note, SOFT, "centre") - 8
    for at, slot in enumerate(slots):
        blocks = _blocks(paper, slot, scale, wide)
        height = _height(blocks, scale)
        if y - height < foot and at:
            return slots[at:]
        _lesson(paper, slot, blocks, (left, y - height, wide, height), scale)
        y -= height + _GAP
    return []


def _lesson(
    paper: Paper, slot: Slot, blocks: Sequence[Block], box: tuple[float, float, float, float], scale: float
) -> None:
    x, foot, _wide, height = box
    paper.frame(box, 0.5, FAINT)
    if not slot.cancelled:
        paper.fill((x, foot, 2.4 * scale, height), GREEN)
    y = foot + height - 3.5 * scale
    for at, block in enumerate(blocks):
        ink = SOFT if slot.cancelled or at == 2 else GREEN if at == 0 else INK
        end = paper.block(x + 7 * scale, y, block, ink)
        if slot.cancelled and at < 2:
            middle = y - block.setting.size * 0.65
            paper.line(x + 7 * scale, middle, x + box[2] - 6 * scale, middle, 0.6, SOFT)
        y = end
