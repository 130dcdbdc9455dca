"""Chinese in columns from right to left, as a scroll has it: punctuation turned, Latin letters on their side."""

import re
from collections.abc import Iterator
from math import ceil

from commedu_desktop.documents.breaking import pieces
from commedu_desktop.documents.fonts import one_line
from commedu_desktop.documents.paper import INK, Colour, Paper
from commedu_desktop.documents.typesetting import Setting, width_of

_UPRIGHT = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f“”‘’—…·〇\U00020000-\U000323af]")
_APOSTROPHE = r"(?<=[A-Za-z\u00c0-\u024f])’(?=[A-Za-z\u00c0-\u024f])"
"""Inside a Latin word it lies with its letters."""
_PART = re.compile(rf"(?!{_APOSTROPHE}){_UPRIGHT.pattern}|(?:(?!{_UPRIGHT.pattern}).|{_APOSTROPHE})+", re.DOTALL)
_NEVER_FIRST = "，。、；：？！”’）》】〉」』…—·"

_ALONE = 0.4
"""A column shrinks to this part of the wanted size before it is divided."""
Column = list[str]
"""Parts in one column: single characters that stand, or stretches that lie on their side."""


def parts(text: str) -> Iterator[str]:
    """What is set one below the other."""
    for match in _PART.finditer(one_line(text)):
        part = match.group().strip()
        if part:
            yield part


def height_of(paper: Paper, part: str, setting: Setting) -> float:
    """How far down a part reaches."""
    if _UPRIGHT.fullmatch(part):
        return setting.size + setting.tracking
    return width_of(paper.glyphs, part, setting.at(setting.size * 0.86)) + setting.size * 0.3 + setting.tracking


def columns(paper: Paper, text: str, setting: Setting, height: float) -> list[Column]:
    """The text in columns no higher than `height`; punctuation that may not begin a column hangs below the last."""
    made: list[Column] = []
    for paragraph in text.splitlines():
        column, used = Column(), 0.0
        for piece in pieces(paragraph):
            together = list(parts(piece))
            hanging = len(together) - len("".join(together).rstrip(_NEVER_FIRST))
            counted = together[: len(together) - hanging] if hanging else together
            if column and used + tall(paper, counted, setting) > height:
                made.append(column)
                column, used = Column(), 0.0
            column += together
            used += tall(paper, together, setting)
        made.append(column)
    return made


def draw_column(paper: Paper, x: float, top: float, column: Column, setting: Setting, ink: Colour = INK) -> float:
    """One column around x, from `top` downwards; returns its foot."""
    for part in column:
        if _UPRIGHT.fullmatch(part):
            paper.upright(x, top, part, setting, ink)
        else:
            lying = setting.at(setting.size * 0.86)
            with paper.turned(x - lying.size * 0.34, top - setting.size * 0.15, -90):
                paper.text(0, 0, part, lying, ink)
        top -= height_of(paper, part, setting)
    return top


def tall(paper: Paper, column: Column, setting: Setting) -> float:
    return sum(height_of(paper, part, setting) for part in column)


def fit_column(
    paper: Paper, x: float, span: tuple[float, float], text: str, setting: Setting, ink: Colour = INK
) -> None:
    """One column in the middle of a span (foot, top), smaller where it must be; several alike where it is very long."""
    foot, top = span
    column, smaller = list(parts(text)), setting
    while tall(paper, column, smaller) > top - foot and smaller.size > setting.size * _ALONE:
        smaller = smaller.at(smaller.size * 0.94)
    if (long := tall(paper, column, smaller)) > top - foot:
        wide, even = setting.size * 1.1, min(top - foot, long / ceil(long / (top - foot)) + 2 * smaller.size)
        fit_columns(paper, (x - wide / 2, (foot + top - even) / 2, wide, even), text, smaller, ink)
        return
    draw_column(paper, x, top - (top - foot - tall(paper, column, smaller)) / 2, column, smaller, ink)


def fit_columns(
    paper: Paper, box: tuple[float, float, float, float], text: str, setting: Setting, ink: Colour = INK
) -> None:
    """Columns from the right edge of a box (x, y, width, height) to the left, smaller where there are too many."""
    x, y, width, height = box
    while True:
        made = columns(paper, text, setting, height)
        if (len(made) - 1) * setting.leading * setting.size + setting.size <= width or setting.size <= 4:
            break
        setting = setting.at(setting.size * 0.94)
    right, apart = x + width - setting.size / 2, setting.leading * setting.size
    for at, column in enumerate(made):
        draw_column(paper, right - at * apart, y + height, column, setting, ink)
