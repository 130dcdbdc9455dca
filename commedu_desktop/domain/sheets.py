"""Sign-in sheets: where everything stands on them, for printing and for reading, and what their code says.

Lengths are millimetres from the page's upper left corner, x to the right and y downwards.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused

PAGE = (210.0, 297.0)
CHOICES = (Mark.PRESENT, Mark.LATE, Mark.EXCUSED)
"""What the boxes of a cell mean, from left to right; a cell without a tick says nothing."""
CORNER = 8.0
CORNERS = ((7.0, 7.0), (195.0, 7.0), (195.0, 282.0), (7.0, 282.0))
"""Upper left points of the four corner marks, from the upper left one clockwise."""
CORNER_BITS = (
    (0b1011, 0b0101, 0b0011, 0b0010),
    (0b0000, 0b1111, 0b1001, 0b1010),
    (0b0011, 0b0011, 0b0010, 0b1101),
    (0b1001, 0b1001, 0b0100, 0b0110),
)
"""White cells of the corner marks, row by row, inside a black border of one cell: ArUco 4×4, numbers 0 to 3."""
CODE = (164.0, 8.0, 26.0)
"""Left, top and side of the QR code."""
BOX, PITCH = 4.2, 6.4
MOST_LESSONS = 6
SIDE, GAP = 12.0, 4.0
HEAD_TOP, ROWS_TOP = 42.5, 49.5
_ONE, _SEVERAL = (22, 10.2), (26, 8.6)
"""Rows of a column and their height, on a sheet of one lesson and of several."""
_NUMBER, _PHONE = 7.0, 12.5
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_PREFIX, _VERSION = "CES", 1
_TAG, _PERSON = 4, 3


class Place(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Column:
    """One column of people: rows `first` to before `until`, and the fields of its row at the top."""

    first: int
    until: int
    number: Place
    name: Place
    phone: Place
    signature: Place
    lessons: tuple[Place, ...]


@dataclass(frozen=True)
class Layout:
    """Where the rows of one page stand. `rows` are lines for people, free ones among them."""

    rows: int
    lessons: int

    @property
    def row_height(self) -> float:
        return (_ONE if self.lessons == 1 else _SEVERAL)[1]

    @property
    def columns(self) -> tuple[Column, ...]:
        whole = PAGE[0] - 2 * SIDE
        if self.lessons > 1:
            return (self._column(0, self.rows, SIDE, whole, 0.0, 0.0),)
        a_column = _ONE[0]
        if self.rows <= a_column:
            return (self._column(0, self.rows, SIDE, whole, 20.0, 80.0),)
        half = (whole - GAP) / 2
        return (
            self._column(0, a_column, SIDE, half, _PHONE, 26.0),
            self._column(a_column, self.rows, SIDE + half + GAP, half, _PHONE, 26.0),
        )

    def _column(self, first: int, until: int, left: float, width: float, phone: float, sign: float) -> Column:
        high = self.row_height
        wide = 3 * PITCH
        start = left + width - wide * self.lessons
        name = start - left - _NUMBER - phone - sign
        x = left + _NUMBER
        return Column(
            first,
            until,
            Place(left, ROWS_TOP, _NUMBER, high),
            Place(x, ROWS_TOP, name, high),
            Place(x + name, ROWS_TOP, phone, high),
            Place(x + name + phone, ROWS_TOP, sign, high),
            tuple(Place(start + wide * at, ROWS_TOP, wide, high) for at in range(self.lessons)),
        )

    def column_of(self, row: int) -> Column:
        return next(column for column in self.columns if column.first <= row < column.until)

    def cell(self, row: int, lesson: int) -> Place:
        """The place of a person's boxes for a lesson."""
        column = self.column_of(row)
        return down(column.lessons[lesson], row - column.first)

    def boxes(self, row: int, lesson: int) -> tuple[Place, ...]:
        """The tick boxes of a cell, in the order of `CHOICES`."""
        cell = self.cell(row, lesson)
        top = cell.top + (cell.height - BOX) / 2
        left = cell.left + (PITCH - BOX) / 2
        return tuple(Place(left + PITCH * at, top, BOX, BOX) for at in range(len(CHOICES)))

    def every_box(self) -> Iterator[Place]:
        """All tick boxes, row by row, lesson by lesson."""
        for row in range(self.rows):
            for lesson in range(self.lessons):
                yield from self.boxes(row, lesson)


def down(place: Place, rows: int) -> Place:
    """The same field so many rows further down."""
    return place._replace(top=place.top + rows * place.height)


def most_rows(lessons: int) -> int:
    """How many lines a page has."""
    return 2 * _ONE[0] if lessons == 1 else _SEVERAL[0]


def layout_for(people: int, lessons: int) -> Layout:
    """The page for so many people: what remains of the last column is free lines."""
    a_column = _ONE[0] if lessons == 1 else _SEVERAL[0]
    return Layout(min(most_rows(lessons), max(1, -(-people // a_column)) * a_column), lessons)


def pages_of(people: int, lessons: int, spare: int) -> list[range]:
    """Which people stand on which page, so that so many lines stay free on the last."""
    most = most_rows(lessons)
    starts = range(0, max(1, people + spare), most)
    return [range(start, max(start, min(people, start + most))) for start in starts]


@dataclass(frozen=True)
class SheetCode:
    """What the code on a page says: short tags of the centre, the class, its lessons and the people, line by line.

    `rows` lines are printed; `pages` are those of the same sheet, `page` counts from 1.
    """

    centre: bytes
    offering: bytes
    lessons: tuple[bytes, ...]
    page: int
    pages: int
    rows: int
    salt: int
    people: tuple[bytes, ...]

    @property
    def layout(self) -> Layout:
        return Layout(self.rows, len(self.lessons))


def tag(key: UUID, salt: int | None = None) -> bytes:
    """A short name for a row; people are salted so that no two of a class have the same."""
    if salt is None:
        return hashlib.sha256(key.bytes).digest()[:_TAG]
    return hashlib.sha256(key.bytes + bytes([salt])).digest()[:_PERSON]


def salt_for(people: Sequence[UUID]) -> int:
    """The first salt with which no two people have the same tag."""
    return next(salt for salt in range(256) if len({tag(one, salt) for one in people}) == len(set(people)))


def code_text(code: SheetCode) -> str:
    """The text behind the QR code, in letters that it packs tightly, with a checksum."""
    body = bytes([_VERSION]) + code.centre + code.offering
    body += bytes([code.page, code.pages, code.rows, code.salt, len(code.lessons), len(code.people)])
    body += b"".join(code.lessons) + b"".join(code.people)
    return f"{_PREFIX}{_VERSION}:{_letters(body + _checksum(body))}"


def code_of(text: str) -> SheetCode:
    """What a scanned code says. Raises: Refused sheet-foreign-code, sheet-newer, sheet-code-damaged."""
    head, _colon, letters = text.partition(":")
    if not head.startswith(_PREFIX) or not head[len(_PREFIX) :].isdigit():
        raise Refused("sheet-foreign-code")
    if int(head[len(_PREFIX) :]) > _VERSION:
        raise Refused("sheet-newer")
    try:
        return _parsed(_bytes(letters))
    except (ValueError, IndexError):
        raise Refused("sheet-code-damaged") from None


def _parsed(data: bytes) -> SheetCode:
    body, check = data[:-_TAG], data[-_TAG:]
    if _checksum(body) != check or len(body) < 15:
        raise ValueError
    page, pages, rows, salt, lessons, people = body[9:15]
    until = 15 + lessons * _TAG
    if not 1 <= lessons <= MOST_LESSONS or len(body) != until + people * _PERSON or people > rows:
        raise ValueError
    return SheetCode(
        centre=body[1:5],
        offering=body[5:9],
        lessons=tuple(body[at : at + _TAG] for at in range(15, until, _TAG)),
        page=page,
        pages=pages,
        rows=rows,
        salt=salt,
        people=tuple(body[at : at + _PERSON] for at in range(until, len(body), _PERSON)),
    )


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(b"sheet" + body).digest()[:_TAG]


def _letters(data: bytes) -> str:
    """Base 45 (RFC 9285)."""
    found = []
    for at in range(0, len(data), 2):
        pair = data[at : at + 2]
        value = int.from_bytes(pair, "big")
        for _each in range(len(pair) + 1):
            value, digit = divmod(value, 45)
            found.append(_ALPHABET[digit])
    return "".join(found)


def _bytes(letters: str) -> bytes:
    """The reverse. Raises: ValueError, IndexError."""
    found = b""
    for at in range(0, len(letters), 3):
        digits = [_ALPHABET.index(letter) for letter in letters[at : at + 3]]
        value = sum(digit * 45**place for place, digit in enumerate(digits))
        if len(digits) == 1 or value >= 256 ** (len(digits) - 1):
            raise ValueError
        found += value.to_bytes(len(digits) - 1, "big")
    return found
