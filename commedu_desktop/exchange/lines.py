"""A line of a spreadsheet, and where in a sheet the headings, the rows and the totals are."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple
from unicodedata import normalize

from commedu_desktop.domain.cells import Cell

HEADINGS_WITHIN = 30
"""Headings are looked for in so many lines from the top."""

_TOTALS = re.compile(r"(合计|总计|小计|共计|合計|總計|小計|共計|totals?|grandtotal|subtotal|sum)([::].*)?")
_NOTES = re.compile(
    r"(填表人|制表人|审核人|负责人|单位负责人|填表日期|填报日期|制表日期|注|备注|说明|preparedby|note)[::].*"
)


class Line(NamedTuple):
    """`number` counts from 1 as the spreadsheet program and the editor show it."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def blank(self) -> bool:
        return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in self.cells)


Known = Callable[[str], str]
"""The field that a heading means, or an empty text."""


def known_headings(line: Line, known: Known) -> int:
    return len({known(cell) for cell in line.cells if isinstance(cell, str)} - {""})


def heading_at(lines: Sequence[Line], known: Known) -> int:
    """Index of the line that holds the headings: most known ones, else the first with two words, else the first."""
    top = lines[:HEADINGS_WITHIN]
    scores = [known_headings(line, known) for line in top]
    if max(scores, default=0):
        return scores.index(max(scores))
    wide = (at for at, line in enumerate(top) if sum(isinstance(c, str) and bool(c.strip()) for c in line.cells) > 1)
    return next(wide, next((at for at, line in enumerate(top) if not line.blank), 0))


def first_word(line: Line) -> str:
    """The first cell that says something, without spaces and width."""
    words = (str(cell) for cell in line.cells if cell is not None and str(cell).strip())
    return re.sub(r"\s", "", normalize("NFKC", next(words, ""))).casefold()


def split_rows(lines: Sequence[Line], headings: Line) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The rows below the headings; and what is no row: totals, signatures below them, headings again."""
    rows: list[Line] = []
    left_out: list[Line] = []
    for line in lines:
        if line.blank:
            continue
        (left_out if _is_no_row(line, headings) else rows).append(line)
    return tuple(rows), tuple(left_out)


def _is_no_row(line: Line, headings: Line) -> bool:
    word = first_word(line)
    return bool(_TOTALS.fullmatch(word) or _NOTES.fullmatch(word)) or line.cells == headings.cells
