"""The timetable as the window shows it: columns by hours to scale, lessons as blocks, overlapping ones side by side.

What does not fit into its block whole carries a number there and stands in full below the grid or on the next page.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.paper import A3, A4, FAINT, GREEN, INK, MM, SOFT, WHITE, Box, Paper, colour, landscape
from commedu_desktop.documents.timetable_blocks import LEAST_WIDTH, Lesson, Words, draw_words, words_of
from commedu_desktop.documents.typesetting import Setting, fitted
from commedu_desktop.domain.timetable import Piece

_COLOURS = {
    "accent": (colour("#1F6F5C"), colour("#E0EFEA")),
    "warn": (colour("#B4690E"), colour("#FBEED9")),
    "good": (colour("#4F9A3A"), colour("#E9F4DC")),
    "info": (colour("#2C5F9E"), colour("#E3EBF7")),
    "neutral": (colour("#6E7872"), colour("#EEF1EE")),
}
"""A strong edge and a light ground that a black-and-white printer turns into almost white."""
_SIDE, _HOURS, _HEAD, _GAP = 11 * MM, 30.0, 30.0, 1.5
_SHARE = 0.3
"""The part of the page that the list below the grid may take; a longer one stands on its own page."""


@dataclass(frozen=True)
class Column:
    heading: str
    note: str = ""
    """How many lessons, or why there are none."""


@dataclass(frozen=True)
class GridPaper:
    """`pieces` place `lessons` (by number) in `columns`; `hours`: the first and the last full hour that are drawn."""

    title: str
    language: str
    facts: tuple[str, str]
    columns: tuple[Column, ...]
    lessons: tuple[Lesson, ...]
    pieces: tuple[Piece, ...]
    hours: tuple[int, int]
    below: str
    """Heading of the list of what did not fit."""
    size: str = "A4"


def render(grid: GridPaper) -> bytes:
    """Landscape. Columns whose lessons would be too narrow side by side go on on further pages."""
    paper = Paper(landscape(A3 if grid.size == "A3" else A4), grid.title, grid.language)
    for at, columns in enumerate(_pages(paper, grid)):
        if at:
            paper.next_page()
        _Page(paper, grid, columns).draw()
    return paper.finish()


def _lanes(grid: GridPaper) -> list[int]:
    """Of each column: how many lessons lie side by side."""
    return [max((one.lanes for one in grid.pieces if one.day == at), default=1) for at in range(len(grid.columns))]


def _pages(paper: Paper, grid: GridPaper) -> Iterator[range]:
    """As few as can be read, with about as many lessons side by side on each."""
    needed = [max(2, lanes) for lanes in _lanes(grid)]
    room = (paper.width - 2 * _SIDE - _HOURS) / LEAST_WIDTH
    share = sum(needed) / math.ceil(sum(needed) / room)
    start, used = 0, 0
    for at, lanes in enumerate(needed):
        if used and (used + lanes / 2 > share or used + lanes > room):
            yield range(start, at)
            start, used = at, 0
        used += lanes
    yield range(start, len(needed))


class _Page:
    """One page: some columns, and below them what did not fit."""

    def __init__(self, paper: Paper, grid: GridPaper, columns: range) -> None:
        self.paper, self.grid, self.columns = paper, grid, columns
        self.k = paper.width / landscape(A4)[0]
        self.pieces = [one for one in grid.pieces if one.day in columns]
        lanes = _lanes(grid)
        shares = [1 + lanes[at] for at in columns]
        room = (paper.width - 2 * _SIDE - _HOURS * self.k) / sum(shares)
        starts = [_SIDE + _HOURS * self.k + sum(shares[:at]) * room for at in range(len(shares) + 1)]
        self.lefts = dict(zip([*columns, columns.stop], starts, strict=True))
        self.top = paper.height - 11 * MM - (34 + _HEAD) * self.k

    def draw(self) -> None:
        foot, words, apart = self._fitted()
        self._head()
        self._ground(foot)
        for number, piece in enumerate(self.pieces):
            self._block(self._box(piece, foot), self.grid.lessons[piece.lesson], words[number])
        lines = self._lines(words)
        if not lines:
            return
        if apart:
            self.paper.next_page()
            self._list(lines, self.paper.height - 11 * MM)
        else:
            self._list(lines, foot - 6 * self.k)

    def _fitted(self) -> tuple[float, list[Words], bool]:
        """Foot of the grid, what each block says, and whether the list goes to a page of its own."""
        low = 11 * MM
        kept, most = 0.0, (self.top - low) * _SHARE
        while True:
            words = self._words(low + kept)
            needed = self._list_height(self._lines(words))
            if needed <= kept:
                return low + kept, words, False
            if needed > most:
                return low, self._words(low), True
            kept = needed

    def _words(self, foot: float) -> list[Words]:
        """The same lesson has the same number in each of its pieces."""
        numbers: dict[int, int] = {}
        said = []
        for piece in self.pieces:
            _x, _y, wide, high = self._box(piece, foot)
            lesson, room = self.grid.lessons[piece.lesson], (wide - 7 * self.k, high - 2.5)
            whole = words_of(self.paper.glyphs, lesson, room, self.k)
            if whole is None:
                number = numbers.setdefault(piece.lesson, len(numbers) + 1)
                whole = words_of(self.paper.glyphs, lesson, room, self.k, f"({number})")
            assert whole is not None
            said.append(whole)
        return said

    def _box(self, piece: Piece, foot: float) -> Box:
        left, right = self.lefts[piece.day], self.lefts[piece.day + 1]
        wide = (right - left - 2 * _GAP) / piece.lanes
        first, last = self.grid.hours
        scale = (self.top - foot) / ((last - first) * 60)
        top, end = (self.top - (minutes - first * 60) * scale for minutes in (piece.starts, piece.ends))
        return left + _GAP + piece.lane * wide + 0.5, end + 0.5, wide - 1, max(top - end - 1, 3.0)

    def _head(self) -> None:
        paper, k = self.paper, self.k
        y, width = paper.height - 11 * MM, paper.width - 2 * _SIDE
        paper.fit((_SIDE, y - 26 * k, width * 0.6, 26 * k), self.grid.title, Setting(Face.TITLE, 19 * k, 1.2))
        for at, fact in enumerate(self.grid.facts):
            box = (_SIDE + width * 0.6, y - (12 + at * 13) * k, width * 0.4, 13 * k)
            paper.fit(box, fact, Setting(Face.SANS, 9.5 * k, 1.2), SOFT, "right")
        for at in self.columns:
            column, left, wide = self.grid.columns[at], self.lefts[at], self.lefts[at + 1] - self.lefts[at]
            box = (left + 3 * k, self.top + 15 * k, wide - 6 * k, 13 * k)
            paper.fit(box, column.heading, Setting(Face.BOLD, 10 * k, 1.1), GREEN)
            if column.note:
                below = (left + 3 * k, self.top + 3 * k, wide - 6 * k, 11 * k)
                paper.fit(below, column.note, Setting(Face.SANS, 8 * k, 1.1), SOFT)

    def _ground(self, foot: float) -> None:
        paper, (first, last) = self.paper, self.grid.hours
        left, right = self.lefts[self.columns.start], self.lefts[self.columns.stop]
        for hour in range(first, last + 1):
            y = self.top - (self.top - foot) * (hour - first) / (last - first)
            paper.line(left - 3, y, right, y, 0.4, FAINT)
            box = (_SIDE - 4, y - 5 * self.k, left - _SIDE, 10 * self.k)
            paper.fit(box, f"{hour:02}:00", Setting(Face.SANS, 7.5 * self.k, 1.1), SOFT, "right")
        for x in self.lefts.values():
            paper.line(x, foot, x, self.top + _HEAD * self.k, 0.4, FAINT)
        paper.line(left, self.top, right, self.top, 0.8, SOFT)

    def _block(self, box: Box, lesson: Lesson, words: Words) -> None:
        edge, ground = _COLOURS.get(lesson.family, _COLOURS["neutral"])
        x, y, wide, high = box
        self.paper.fill(box, WHITE if lesson.cancelled else ground)
        self.paper.frame(box, 0.5, SOFT if lesson.cancelled else edge)
        if not lesson.cancelled:
            self.paper.fill((x, y, min(2.2 * self.k, wide / 4), high), edge)
        draw_words(self.paper, words, (x + 4.5 * self.k, y + high - 1.2), lesson.cancelled)

    def _lines(self, words: list[Words]) -> list[str]:
        """What stands below the grid, in the order of its numbers."""
        begins: dict[int, int] = {}
        for one in self.grid.pieces:
            begins[one.lesson] = min(one.day, begins.get(one.lesson, one.day))
        found = {
            said.number: self.grid.lessons[piece.lesson].line(
                said.number, self.grid.columns[begins[piece.lesson]].heading
            )
            for piece, said in zip(self.pieces, words, strict=True)
            if said.number
        }
        return list(found.values())

    @property
    def _line_height(self) -> float:
        return 10.5 * self.k

    def _list_height(self, lines: list[str]) -> float:
        return (-(-len(lines) // 2) + 1) * self._line_height + 10 * self.k if lines else 0.0

    def _list(self, lines: list[str], top: float) -> None:
        """Two columns; goes on on further pages."""
        paper, high = self.paper, self._line_height
        wide = (paper.width - 2 * _SIDE) / 2
        while lines:
            paper.fit((_SIDE, top - high, wide, high), self.grid.below, Setting(Face.BOLD, 8.5 * self.k, 1.1), GREEN)
            room = max(1, int((top - high - 11 * MM + 0.5) // high))
            tall = min(room, -(-len(lines) // 2))
            for at, line in enumerate(lines[: 2 * tall]):
                x, y = _SIDE + at // tall * wide, top - high * (at % tall + 1)
                setting = Setting(Face.SANS, 8 * self.k, 1.2)
                paper.block(x, y, fitted(paper.glyphs, line, setting, wide - 8, high, 1), INK)
            lines = lines[2 * tall :]
            if lines:
                paper.next_page()
                top = paper.height - 11 * MM
