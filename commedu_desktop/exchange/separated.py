"""Text files with separated values: comma, semicolon, tab or bar, quoted as RFC 4180 says and as people do it."""

import csv
import io
from collections.abc import Iterator, Sequence

from commedu_desktop.domain.errors import Refused
from commedu_desktop.exchange.harmless import as_it_was
from commedu_desktop.exchange.lines import HEADINGS_WITHIN, Known, Line, known_headings

SEPARATORS = (",", ";", "\t", "|")
_LARGEST_CELL = 2**31 - 1
_SAMPLE = 20_000


def guess_separator(text: str, known: Known) -> str:
    """The one that shows most known headings, then the one that makes most lines equally wide."""
    declared = text[:6].lower()
    if declared.startswith("sep=") and len(declared) > 4:
        return declared[4]
    sample = text[:_SAMPLE]
    return max(SEPARATORS, key=lambda separator: _merit(_first_lines(sample, separator), known))


def _first_lines(sample: str, separator: str) -> list[Line]:
    lines = []
    for line in _parsed(sample, separator):
        lines.append(line)
        if len(lines) == HEADINGS_WITHIN:
            break
    return lines


def _merit(lines: Sequence[Line], known: Known) -> tuple[int, int, int]:
    best = max((known_headings(line, known) for line in lines), default=0)
    widths = [len(line.cells) for line in lines if not line.blank]
    usual = max(set(widths), key=widths.count, default=1)
    return best, widths.count(usual) if usual > 1 else 0, usual


def read_text(text: str, separator: str) -> list[Line]:
    """All lines, each with the number of the line it begins in. Raises: Refused quote-left-open."""
    lines = list(_parsed(text, separator))
    if lines and "\n" in str(lines[-1].cells[-1:]) + "".join(map(str, lines[-1].cells)):
        _refuse_open_quote(text, separator, lines[-1])
    if lines and str(next(iter(lines[0].cells), "")).lower().startswith("sep="):
        del lines[0]
    return lines


def _parsed(text: str, separator: str) -> Iterator[Line]:
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begins = 1
    for cells in reader:
        yield Line(begins, tuple(as_it_was(cell) for cell in cells))
        begins = reader.line_num + 1


def _refuse_open_quote(text: str, separator: str, last: Line) -> None:
    """The last line swallowed line ends: with a quotation mark that is never closed, it swallowed other rows."""
    rest = "".join(io.StringIO(text, newline="").readlines()[last.number - 1 :])
    try:
        list(csv.reader(io.StringIO(rest, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise Refused("quote-left-open", line=last.number) from None
