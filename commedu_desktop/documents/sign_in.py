"""The sign-in sheet: a line for everyone who is expected, boxes to tick, free lines, and a code to read it back by.

Where things stand is said by `domain.sheets`, which the reader of scanned sheets uses as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.paper import A4, FAINT, INK, MM, SOFT, WHITE, Box, Paper
from commedu_desktop.documents.typesetting import Setting, by_script
from commedu_desktop.domain.sheets import (
    CODE,
    CORNER,
    CORNER_BITS,
    CORNERS,
    HEAD_TOP,
    PITCH,
    ROWS_TOP,
    SIDE,
    Column,
    Layout,
    Place,
    down,
)


@dataclass(frozen=True)
class Line:
    """One person: the name and the last digits of the telephone, which tell two of one name apart."""

    name: str
    phone: str


@dataclass(frozen=True)
class SheetPage:
    """One page: who stands on it, the number of the first, and the text of its code."""

    layout: Layout
    first: int
    lines: tuple[Line, ...]
    code: str


@dataclass(frozen=True)
class SignInPaper:
    """`facts` stand under the title, one a line; `headings` are those of number, name, telephone and signature.

    `lessons` are the days over the boxes, `letters` what the boxes of a lesson mean, `how` says how they are ticked.
    """

    title: str
    language: str
    facts: tuple[str, ...]
    headings: tuple[str, str, str, str]
    lessons: tuple[str, ...]
    letters: tuple[str, str, str]
    how: str
    pages: tuple[SheetPage, ...]
    foot: str


_HEAD = Setting(Face.BOLD, 8.5)
_SMALL = Setting(Face.SANS, 8.5)


def render(sheet: SignInPaper) -> bytes:
    """A4 portrait, one page after the other."""
    paper = Paper(A4, sheet.title, sheet.language)
    for number, page in enumerate(sheet.pages, 1):
        _frame(paper, sheet, f"{number} / {len(sheet.pages)}")
        paper.qr(*_at(Place(CODE[0], CODE[1], CODE[2], CODE[2]))[:3], page.code, INK)
        for column in page.layout.columns:
            _heads(paper, sheet, column)
            _rows(paper, page, column)
        paper.next_page()
    return paper.finish()


def _frame(paper: Paper, sheet: SignInPaper, number: str) -> None:
    """What every page has: corner marks, title, facts, how to tick, foot."""
    for (left, top), bits in zip(CORNERS, CORNER_BITS, strict=True):
        _corner(paper, left, top, bits)
    room = CODE[0] - 22.0
    paper.fit_whole(_at(Place(18, 7, room, 9.5)), sheet.title, Setting(Face.TITLE, 18, 1.2))
    for at, fact in enumerate(sheet.facts):
        paper.fit(_at(Place(18, 17 + 5.4 * at, room, 5.2)), fact, Setting(Face.SANS, 10.5, 1.2), SOFT)
    paper.fit(_at(Place(SIDE, 29, CODE[0] - SIDE - 5, 11.5)), sheet.how, Setting(Face.BOLD, 9.5, 1.3))
    paper.fit(_at(Place(18, 284, 156, 5)), sheet.foot, _SMALL, SOFT)
    x, y, width, _high = _at(Place(176, 284, 16, 5))
    paper.text(x + width, y + 3, number, _SMALL, SOFT, "right")


def _corner(paper: Paper, left: float, top: float, bits: tuple[int, ...]) -> None:
    cell = CORNER / 6
    paper.fill(_at(Place(left, top, CORNER, CORNER)), (0.0, 0.0, 0.0))
    for row, line in enumerate(bits, 1):
        for at, white in enumerate(f"{line:04b}", 1):
            if white == "1":
                paper.fill(_at(Place(left + at * cell, top + row * cell, cell, cell)), WHITE)


def _heads(paper: Paper, sheet: SignInPaper, column: Column) -> None:
    high = ROWS_TOP - HEAD_TOP
    for place, text in zip(_fields(column), sheet.headings, strict=True):
        if place.width:
            box = _at(place._replace(top=HEAD_TOP, height=high))
            paper.frame(box, 0.5)
            paper.fit(_inside(box), text, _HEAD, INK, "centre")
    for place, day in zip(column.lessons, sheet.lessons, strict=True):
        paper.frame(_at(place._replace(top=HEAD_TOP, height=high)), 0.5)
        paper.fit(_inside(_at(place._replace(top=HEAD_TOP, height=high / 2))), day, _HEAD, INK, "centre")
        _letters(paper, sheet.letters, place, HEAD_TOP + high / 2 - 0.4)
        foot = ROWS_TOP + (column.until - column.first) * place.height
        _letters(paper, sheet.letters, place, foot + 0.5)


def _letters(paper: Paper, letters: tuple[str, str, str], place: Place, top: float) -> None:
    """What the boxes mean, above the first row and below the last."""
    for at, letter in enumerate(letters):
        third = Place(place.left + PITCH * at, top, PITCH, 3.6)
        paper.fit(_at(third), letter, _HEAD, INK, "centre")


def _rows(paper: Paper, page: SheetPage, column: Column) -> None:
    for row in range(column.first, column.until):
        line = page.lines[row] if row < len(page.lines) else None
        down_by = row - column.first
        number, name, phone, signature = (_at(down(place, down_by)) for place in _fields(column))
        for box in (number, name, phone, signature):
            if box[2] > 0:
                paper.frame(box, 0.4)
        if line is not None:
            paper.fit(_inside(number), str(page.first + row), _SMALL, INK, "centre")
            shown = by_script(line.name, Setting(Face.KAI, 14, 1.1), Setting(Face.SANS, 10.5, 1.1))
            paper.fit_whole(_inside(name), line.name, shown, INK, "centre")
            paper.fit(_inside(phone), line.phone if phone[2] else "", _SMALL, INK, "centre")
        for lesson, place in enumerate(column.lessons):
            paper.frame(_at(down(place, down_by)), 0.4, INK if line is not None else FAINT)
            if line is not None:
                for box in page.layout.boxes(row, lesson):
                    paper.frame(_at(box), 0.9)


def _fields(column: Column) -> Iterator[Place]:
    yield from (column.number, column.name, column.phone, column.signature)


def _at(place: Place) -> Box:
    """From millimetres below the upper left corner to points above the lower left one."""
    return place.left * MM, A4[1] - (place.top + place.height) * MM, place.width * MM, place.height * MM


def _inside(box: Box) -> Box:
    return box[0] + 1.5, box[1] + 1, max(0.0, box[2] - 3), max(0.0, box[3] - 2)
