"""A spreadsheet's bytes as plain rows, whatever program wrote them; the content decides, not the file name."""

from dataclasses import dataclass, replace

from commedu_desktop.domain.errors import Refused
from commedu_desktop.exchange.encodings import decode, guess_encoding
from commedu_desktop.exchange.lines import Known, Line, heading_at, split_rows
from commedu_desktop.exchange.separated import guess_separator, read_text
from commedu_desktop.exchange.workbooks import is_workbook, read_workbook

LARGEST_FILE = 300_000_000
_STRANGE = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"SQLite format 3", "SQLite"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"{\\rtf", "RTF"),
    (b"MZ", "EXE"),
)
"""First bytes of files that people take for a table."""


@dataclass(frozen=True)
class Reading:
    """How a file is read; what is empty or 0 is guessed. A workbook has no encoding or separator, a text no sheet."""

    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    heading_line: int = 0


@dataclass(frozen=True)
class Rows:
    """A sheet: how it was read, its headings, its rows, and the lines that are no rows (totals, signatures)."""

    reading: Reading
    sheets: tuple[str, ...]
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    left_out: tuple[Line, ...]


def read_rows(data: bytes, wishes: Reading, known: Known) -> Rows:
    """Read one sheet; `known` tells the field a heading means.

    Raises: Refused file-empty, file-too-large, not-a-table, and what workbooks and texts are refused for.
    """
    _refuse_strange(data)
    if is_workbook(data):
        sheets, sheet, lines = read_workbook(data, wishes.sheet, known)
        return _rows(lines, Reading(sheet=sheet, heading_line=wishes.heading_line), sheets, known)
    encoding = wishes.encoding or guess_encoding(data)
    text = decode(data, encoding)
    _refuse_markup(text)
    separator = wishes.separator or guess_separator(text, known)
    return _rows(read_text(text, separator), Reading(encoding, separator, "", wishes.heading_line), (), known)


def _rows(lines: list[Line], reading: Reading, sheets: tuple[str, ...], known: Known) -> Rows:
    if all(line.blank for line in lines):
        raise Refused("file-empty")
    at = _wished(lines, reading.heading_line) if reading.heading_line else heading_at(lines, known)
    head = lines[at]
    rows, left_out = split_rows(lines[at + 1 :], head)
    headings = tuple("" if cell is None else " ".join(str(cell).split()) for cell in head.cells)
    return Rows(replace(reading, heading_line=head.number), sheets, headings, rows, left_out)


def _wished(lines: list[Line], number: int) -> int:
    found = next((at for at, line in enumerate(lines) if line.number == number), None)
    if found is None:
        raise Refused("no-such-line", line=number)
    return found


def _refuse_strange(data: bytes) -> None:
    if not data.strip(b"\0 \r\n\t"):
        raise Refused("file-empty")
    if len(data) > LARGEST_FILE:
        raise Refused("file-too-large")
    for start, kind in _STRANGE:
        if data.startswith(start):
            raise Refused("not-a-table", kind=kind)


def _refuse_markup(text: str) -> None:
    """Many systems save a web page or an old XML sheet under the name .xls."""
    start = text[:500].lstrip().lower()
    if start.startswith(("<!doctype", "<html", "<table", "<?xml", "<meta", "<style", "<div", "<head")):
        raise Refused("web-page-not-table")
