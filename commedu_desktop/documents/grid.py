"""Ruled tables: merged headings, columns and rows as large as their words, over as many pages as needed."""

from collections.abc import Sequence
from dataclasses import dataclass

from commedu_desktop.documents.breaking import pieces
from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.paper import INK, Align, Paper
from commedu_desktop.documents.typesetting import Block, Setting, fitted, width_of

PADDING = 4.0
_LINE = 0.5
_MOST_LINES = 3
_LEFT_OVER = 3
"""Rows that the last page of a table holds at least."""


@dataclass(frozen=True)
class Heading:
    """One cell of the headings, over `columns` columns and `rows` heading rows."""

    text: str
    columns: int = 1
    rows: int = 1


Headings = tuple[tuple[Heading, ...], ...]
"""They fill the grid from the left, leaving out what a higher cell covers."""


@dataclass(frozen=True)
class Table:
    """A table's words. With `total`, the last row is set in bold. `shares` are relative widths, or made from the words.

    `tall` is the least height of a row in points.
    """

    headings: Headings
    rows: tuple[tuple[str, ...], ...]
    aligns: tuple[Align, ...]
    total: bool = False
    shares: tuple[float, ...] = ()
    size: float = 10.0
    tall: float = 22.0


class Grid:
    """A table being drawn from `left`, `width` points wide."""

    def __init__(self, paper: Paper, table: Table, left: float, width: float) -> None:
        self._paper, self._table, self._left = paper, table, left
        self._plain = Setting(Face.SANS, table.size, 1.3)
        self._head = Setting(Face.TITLE, table.size, 1.25)
        self._widths = self._shared(width)

    def draw(self, top: float, foot: float, start: int = 0) -> tuple[int, float]:
        """Headings and rows from `start` down to `foot`; returns the first row left over and where the table ends.

        At least one row is drawn, so that a table always comes to its end; the next page gets several, not the last
        one alone.
        """
        y = self._headings(top)
        end = self._end(y, foot, start)
        for at in range(start, end):
            blocks = self._blocks(at)
            height = self._height(blocks)
            self._row(blocks, y, height)
            y -= height
        return end, y

    def _end(self, y: float, foot: float, start: int) -> int:
        """The first row that is left for the next page."""
        rows, end = len(self._table.rows), start
        while end < rows:
            y -= self._height(self._blocks(end))
            if y < foot and end > start:
                return max(start + 1, min(end, rows - _LEFT_OVER), min(end, (start + rows) // 2))
            end += 1
        return rows

    def height(self) -> float:
        """Points that the whole table takes on one page."""
        rows = sum(self._height(self._blocks(at)) for at in range(len(self._table.rows)))
        return rows + self._head_height() * len(self._table.headings)

    def _blocks(self, at: int) -> list[Block]:
        bold = self._table.total and at == len(self._table.rows) - 1
        setting = self._head if bold else self._plain
        rooms = [width - 2 * PADDING for width in self._widths]
        texts = self._table.rows[at]
        return [
            fitted(self._paper.glyphs, text, setting, room, 0, _MOST_LINES)
            for text, room in zip(texts, rooms, strict=True)
        ]

    def _height(self, blocks: Sequence[Block]) -> float:
        return max(self._table.tall, *(block.height + PADDING for block in blocks))

    def _row(self, blocks: Sequence[Block], top: float, height: float) -> None:
        x = self._left
        for block, width, align in zip(blocks, self._widths, self._table.aligns, strict=True):
            self._paper.frame((x, top - height, width, height), _LINE)
            at = {"left": x + PADDING, "centre": x + width / 2, "right": x + width - PADDING}[align]
            self._paper.block(at, top - (height - block.height) / 2, block, INK, align)
            x += width

    def _head_height(self) -> float:
        return max(self._table.tall, self._table.size * 2.4)

    def _headings(self, top: float) -> float:
        high, covered = self._head_height(), set[tuple[int, int]]()
        for level, cells in enumerate(self._table.headings):
            column = 0
            for cell in cells:
                while (level, column) in covered:
                    column += 1
                spans = [(level + down, column + right) for down in range(cell.rows) for right in range(cell.columns)]
                covered.update(spans)
                self._heading(cell, column, top - level * high, high * cell.rows)
                column += cell.columns
        return top - len(self._table.headings) * high

    def _heading(self, cell: Heading, column: int, top: float, height: float) -> None:
        x = self._left + sum(self._widths[:column])
        width = sum(self._widths[column : column + cell.columns])
        self._paper.frame((x, top - height, width, height), _LINE)
        room = (x + 2, top - height + 1, width - 4, height - 2)
        self._paper.fit(room, cell.text, self._head, INK, "centre")

    def _shared(self, width: float) -> list[float]:
        shares = list(self._table.shares) or [self._natural(at) for at in range(len(self._table.aligns))]
        scale = width / sum(shares)
        if scale >= 1 or self._table.shares:
            return [share * scale for share in shares]
        return _squeezed(shares, width)

    def _natural(self, column: int) -> float:
        """Wide enough for every cell, and for its heading in two lines."""
        glyphs = self._paper.glyphs
        cells = [width_of(glyphs, row[column], self._head) for row in self._table.rows]
        heads = [
            max(
                width_of(glyphs, cell.text, self._head) * (0.6 if len(cell.text) > 4 else 1),
                *(width_of(glyphs, word, self._head) + 1 for word in pieces(cell.text)),
            )
            for cell, at in _single_columns(self._table.headings)
            if at == column
        ]
        return max([18.0, *cells, *heads]) + 2 * PADDING


def _single_columns(headings: Headings) -> list[tuple[Heading, int]]:
    found, covered = list[tuple[Heading, int]](), set[tuple[int, int]]()
    for level, cells in enumerate(headings):
        column = 0
        for cell in cells:
            while (level, column) in covered:
                column += 1
            covered.update((level + down, column + right) for down in range(cell.rows) for right in range(cell.columns))
            if cell.columns == 1:
                found.append((cell, column))
            column += cell.columns
    return found


def _squeezed(wanted: list[float], width: float) -> list[float]:
    """Narrow columns keep what they need, wide ones share the rest."""
    given = dict[int, float]()
    while True:
        rest = [at for at in range(len(wanted)) if at not in given]
        fair = (width - sum(given.values())) / max(1, len(rest))
        narrow = [at for at in rest if wanted[at] <= fair]
        if not narrow:
            scale = (width - sum(given.values())) / max(1.0, sum(wanted[at] for at in rest))
            return [given.get(at, wanted[at] * scale) for at in range(len(wanted))]
        given |= {at: wanted[at] for at in narrow}
