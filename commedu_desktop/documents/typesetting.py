"""Lines, wraps and fits: text never overflows its place and is never cut off."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from commedu_desktop.documents.breaking import breaks, pieces
from commedu_desktop.documents.fonts import Face, one_line
from commedu_desktop.documents.glyphs import Glyphs

_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
LEAST = 2.0
"""The smallest size in points that a text shrinks to."""
_STEP = 0.92
_DIVIDES = 0.6
"""A word that is wider than its line shrinks to this part of the wanted size before it is divided."""


@dataclass(frozen=True)
class Setting:
    """How a text is set: a face at a size in points, lines `leading` sizes apart, `tracking` points between glyphs."""

    face: Face = Face.SANS
    size: float = 10.0
    leading: float = 1.4
    tracking: float = 0.0

    def at(self, size: float) -> "Setting":
        """The same in another size; the tracking keeps its proportion."""
        return Setting(self.face, size, self.leading, self.tracking * size / self.size)


@dataclass(frozen=True)
class Block:
    """Lines that fit their place, with the setting in which they do."""

    lines: tuple[str, ...]
    setting: Setting

    @property
    def height(self) -> float:
        """From the top of the first line to the foot of the last, in points."""
        return ((len(self.lines) - 1) * self.setting.leading + 1.2) * self.setting.size if self.lines else 0.0


def width_of(glyphs: Glyphs, text: str, setting: Setting) -> float:
    """Points from the first glyph's left to the last one's right."""
    runs = glyphs.compose(text, setting.face)
    spaces = max(0, sum(run.glyphs for run in runs) - 1)
    return sum(run.width for run in runs) * setting.size / 1000 + spaces * setting.tracking


def by_script(text: str, chinese: Setting, latin: Setting) -> Setting:
    """Kai beside Latin letters looks like a school primer: what holds no Chinese character is set otherwise."""
    return chinese if _CHINESE.search(text) else latin


def is_chinese(text: str) -> bool:
    """Whether there are Chinese characters and nothing else."""
    return bool(text) and len(_CHINESE.findall(text)) == len(text)


class Piece(NamedTuple):
    """Something that stays together on a line: its text, its width, and the width without the spaces at its end."""

    text: str
    width: float
    bare: float


Measured = list[list[Piece]]
"""The pieces of each paragraph, measured in one size; other sizes are in proportion."""


def measured(glyphs: Glyphs, text: str, setting: Setting) -> Measured:
    paragraphs = [glyphs.drawable(one_line(paragraph), setting.face) for paragraph in text.splitlines()]
    return [[_measure(glyphs, piece, setting) for piece in pieces(paragraph)] for paragraph in paragraphs]


def _measure(glyphs: Glyphs, text: str, setting: Setting) -> Piece:
    bare = text.rstrip()
    width = _advance(glyphs, text, setting)
    return Piece(text, width, width if len(bare) == len(text) else _advance(glyphs, bare, setting))


def _advance(glyphs: Glyphs, text: str, setting: Setting) -> float:
    runs = glyphs.compose(text, setting.face)
    return sum([run.width * setting.size / 1000 + run.glyphs * setting.tracking for run in runs])


def filled(text: Measured, width: float) -> list[str]:
    """Lines no wider than `width`; a piece wider than a line is divided."""
    return [line for paragraph in text for line in _filled(paragraph, width)]


def _filled(paragraph: list[Piece], width: float) -> Iterator[str]:
    line, used = "", 0.0
    for piece in paragraph:
        if used + piece.bare > width and line:
            yield line.rstrip()
            line, used = "", 0.0
        if piece.bare > width:
            *full, line = _divided(piece, width)
            yield from full
            used = piece.width * len(line) / len(piece.text)
        else:
            line, used = line + piece.text, used + piece.width
    yield line.rstrip()


def _divided(piece: Piece, width: float) -> list[str]:
    """A piece cut by force into parts that are narrower than a line, whatever their letters."""
    widest = max(1, int(len(piece.text) * width / piece.bare * 0.9))
    return [piece.text[start : start + widest] for start in range(0, len(piece.text), widest)]


def wrap(glyphs: Glyphs, text: str, setting: Setting, width: float) -> list[str]:
    """Lines no wider than `width`; line ends in the text are kept."""
    return filled(measured(glyphs, text, setting), width)


def fitted(glyphs: Glyphs, text: str, setting: Setting, width: float, height: float = 0.0, lines: int = 0) -> Block:
    """The text in the largest size up to the wanted one in which it fits `width` x `height`, in so many lines."""
    if (block := _one_line(glyphs, text, setting, width, height)) is not None:
        return block
    return _fitted(measured(glyphs, text, setting), setting, width, height, lines)


def _one_line(glyphs: Glyphs, text: str, setting: Setting, width: float, height: float) -> Block | None:
    """The text as it is, where that fits: most do."""
    block = Block((text,), setting)
    fits = (not height or block.height <= height + 0.01) and width_of(glyphs, text, setting) <= width
    return block if fits and len(text.splitlines()) == 1 else None


def _fitted(text: Measured, setting: Setting, width: float, height: float, lines: int) -> Block:
    size, widest = setting.size, max((piece.bare for line in text for piece in line), default=0.0)
    while True:
        block = Block(tuple(filled(text, width * setting.size / size)), setting.at(size))
        fits = (not height or block.height <= height + 0.01) and (not lines or len(block.lines) <= lines)
        whole = widest <= width * setting.size / size or size <= setting.size * _DIVIDES
        if (fits and whole) or size <= LEAST:
            return block
        size = max(LEAST, size * _STEP)


def balanced(glyphs: Glyphs, text: str, setting: Setting, width: float, height: float = 0.0) -> Block:
    """Fitted, then the same number of lines evened out, ending where a reader pauses if there is a choice."""
    if (one_line_block := _one_line(glyphs, text, setting, width, height)) is not None:
        return one_line_block
    pieces_of = measured(glyphs, text, setting)
    block = _fitted(pieces_of, setting, width, height, 0)
    if len(block.lines) <= 1 or len(pieces_of) > 1:
        return block
    scale = setting.size / block.setting.size
    (paragraph,) = pieces_of
    ends = breaks([(piece.text, piece.width, piece.bare) for piece in paragraph], width * scale, len(block.lines))
    if not ends:
        return block
    starts = (0, *ends[:-1])
    lines = ("".join(piece.text for piece in paragraph[at:end]) for at, end in zip(starts, ends, strict=True))
    return Block(tuple(line.rstrip() for line in lines), block.setting)
