"""What a block of the timetable says in its room: everything, smaller, or its number and what there is room for."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.glyphs import Glyphs
from commedu_desktop.documents.paper import INK, SOFT, Paper
from commedu_desktop.documents.typesetting import Block, Setting, fitted, width_of

LEAST_WIDTH = 30.0
"""Points that a lesson gets side by side with others before its column goes on to another page."""
_LEAST, _TITLE, _DETAIL = 5.0, 9.0, 7.6
"""Points: the smallest title, and the usual sizes on A4."""
_STEP = 0.92


@dataclass(frozen=True)
class Lesson:
    """`details`: its time, then where, then with whom; `family`: the colour of its category."""

    title: str
    details: tuple[str, ...]
    family: str = "neutral"
    cancelled: bool = False

    def line(self, number: str, column: str) -> str:
        """The whole lesson in one line."""
        return " · ".join(
            part for part in (f"{number} {column}", self.details[0], self.title, *self.details[1:]) if part
        )


@dataclass(frozen=True)
class Words:
    """Blocks from the top down, the first is the title; `number` stands where something had to be left out."""

    blocks: tuple[Block, ...]
    number: str = ""


def words_of(glyphs: Glyphs, lesson: Lesson, room: tuple[float, float], scale: float, number: str = "") -> Words | None:
    """Everything in the largest type that fits `room` (width, height); None where it does not fit.

    With a number there is always an answer: the number with as much of the lesson as there is room for.
    """
    if not number:
        return next((Words(blocks) for blocks in _sizes(glyphs, lesson.title, lesson.details, room, scale)), None)
    title = f"{number} {lesson.title}"
    for details in (lesson.details[:1], ()):
        for blocks in _sizes(glyphs, title, details, room, scale):
            return Words(blocks, number)
    return Words((_elided(glyphs, title, number, room),), number)


def _sizes(
    glyphs: Glyphs, title: str, details: tuple[str, ...], room: tuple[float, float], scale: float
) -> Iterator[tuple[Block, ...]]:
    """Those that fit, the largest first; words are divided only where they fit whole in no size."""
    wide, high = room
    largest = _TITLE * scale
    steps = range(int(math.log(_LEAST / largest, _STEP)) + 1) if wide > 0 else range(0)
    tried = [(size, _set(glyphs, title, details, wide, size)) for size in (largest * _STEP**step for step in steps)]
    fitting = [(size, blocks) for size, blocks in tried if sum(block.height for block in blocks) <= high]
    yield from (blocks for size, blocks in fitting if _share(blocks, size) > 0.99)
    fitting.sort(key=lambda one: -_share(one[1], one[0]))
    yield from (blocks for size, blocks in fitting if size * _share(blocks, size) >= _LEAST * 0.9)


def _set(glyphs: Glyphs, title: str, details: tuple[str, ...], wide: float, size: float) -> tuple[Block, ...]:
    """Room and teacher on one line where there is room, on a line for each elsewhere."""
    small = Setting(Face.SANS, size * _DETAIL / _TITLE, 1.18)
    where = " · ".join(part for part in details[1:] if part)
    lines = (*details[:1], where) if width_of(glyphs, where, small) <= wide else details
    shown = (fitted(glyphs, line, small, wide) for line in lines if line)
    return fitted(glyphs, title, Setting(Face.BOLD, size, 1.18), wide), *shown


def _share(blocks: tuple[Block, ...], size: float) -> float:
    """By how much the most shrunk block is smaller than wanted."""
    title, *details = blocks
    return min([title.setting.size / size, *(one.setting.size / (size * _DETAIL / _TITLE) for one in details)])


def _elided(glyphs: Glyphs, title: str, number: str, room: tuple[float, float]) -> Block:
    """One line: the number and the beginning of the title; the number alone, and smaller, where there is less room."""
    wide, high = room
    setting = Setting(Face.BOLD, min(_LEAST, max(high / 1.2, 2.5)), 1.18)
    for length in range(len(title) - 1, len(number) + 1, -1):
        text = f"{title[:length].rstrip()}…"
        if width_of(glyphs, text, setting) <= wide:
            return Block((text,), setting)
    shrunk = min(1.0, max(wide, 2.0) / width_of(glyphs, number, setting))
    return Block((number,), setting.at(setting.size * shrunk))


def draw_words(paper: Paper, words: Words, corner: tuple[float, float], cancelled: bool) -> None:
    """Downwards from the corner; the title of a cancelled lesson is struck out."""
    x, y = corner
    for at, block in enumerate(words.blocks):
        size, leading = block.setting.size, block.setting.leading
        end = paper.block(x, y, block, SOFT if cancelled or at else INK)
        for line, text in enumerate(block.lines if cancelled and at == 0 else ()):
            middle = y - (0.62 + line * leading) * size
            paper.line(x, middle, x + width_of(paper.glyphs, text, block.setting), middle, 0.5, SOFT)
        y = end
