"""Posters made of several A4 sheets: the same drawing cut into tiles that overlap, with marks to cut and glue along."""

from collections.abc import Callable

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.paper import A4, MM, SOFT, Paper
from commedu_desktop.documents.typesetting import Setting

POSTERS = {"2×2 A4": 2, "3×3 A4": 3, "4×4 A4": 4}
"""Size of a notice -> sheets in each direction."""
_EDGE = 10 * MM
"""What is cut off all around; home printers do not reach it."""
_OVERLAP = 10 * MM
"""Of neighbouring sheets, to glue on."""
_TICK = 6 * MM
_WIDE, _HIGH = A4[0] - 2 * _EDGE, A4[1] - 2 * _EDGE
_SMALL = Setting(Face.SANS, 7)


def poster_size(sheets: int) -> tuple[float, float]:
    """Width and height of what the sheets show together, in the proportions of A4."""
    wide = sheets * _WIDE - (sheets - 1) * _OVERLAP
    return wide, wide * A4[1] / A4[0]


def tiled(title: str, language: str, sheets: int, draw: Callable[[Paper, float], None]) -> bytes:
    """`draw(paper, k)` draws the poster, `k` times as large as A4; one page for each tile, row by row from the top."""
    paper, (wide, high) = Paper(A4, title, language), poster_size(sheets)
    with paper.form("poster", (wide, high)):
        draw(paper, wide / A4[0])
    for row in range(sheets):
        for column in range(sheets):
            left = column * (_WIDE - _OVERLAP)
            top = high - row * (_HIGH - _OVERLAP)
            with paper.clipped((_EDGE, _EDGE, _WIDE, _HIGH)), paper.turned(_EDGE - left, A4[1] - _EDGE - top, 0):
                paper.stamp("poster")
            _marks(paper, row, column, sheets)
            paper.next_page()
    return paper.finish()


def _marks(paper: Paper, row: int, column: int, sheets: int) -> None:
    """Corners to cut along, dashes where the next sheet is glued on, and which sheet this is."""
    left, foot, right, top = _EDGE, _EDGE, _EDGE + _WIDE, _EDGE + _HIGH
    for x, out in ((left, -1), (right, 1)):
        for y in (foot, top):
            paper.line(x + out * 1.5, y, x + out * _TICK, y, 0.4, SOFT)
    for y, out in ((foot, -1), (top, 1)):
        for x in (left, right):
            paper.line(x, y + out * 1.5, x, y + out * _TICK, 0.4, SOFT)
    if column + 1 < sheets:
        for y, out in ((foot, -1), (top, 1)):
            x = right - _OVERLAP
            paper.line(x, y + out * 1.5, x, y + out * _TICK, 0.4, SOFT, "2 2")
    if row + 1 < sheets:
        for x, out in ((left, -1), (right, 1)):
            y = foot + _OVERLAP
            paper.line(x + out * 1.5, y, x + out * _TICK, y, 0.4, SOFT, "2 2")
    where = f"{row + 1}-{column + 1}   ({sheets} × {sheets})"
    paper.text(A4[0] / 2, 6 * MM, where, _SMALL, SOFT, "centre")
