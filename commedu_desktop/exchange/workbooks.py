"""Workbooks: XLSX, XLSM, XLSB, XLS and ODS. Values are taken, formulas are never run."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from commedu_desktop.domain.cells import Cell
from commedu_desktop.domain.errors import Refused
from commedu_desktop.exchange.lines import HEADINGS_WITHIN, Known, Line, known_headings

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST_UNPACKED = 700_000_000
"""Bytes; 200,000 residents unpack to about 150 million."""
WIDEST = 500
"""Columns; a stray cell at the far right would otherwise make a sheet of thousands of millions of cells."""
_STEP = 1 << 20
_MOST_PACKED = 1032
"""Deflate packs at most so many bytes into one."""
_FAR_CELL = re.compile(rb'<c r="(?:[A-Z]{3}|[T-Z][A-Z])\d')
_REPEATED = re.compile(
    rb'number-rows-repeated="(\d{5,})"[^>]*>(?:<table:table-cell(?![^>]*/>)|<table:table-cell[^>]*office:value)'
)


def is_workbook(data: bytes) -> bool:
    return data.startswith((ZIP, OLE))


def read_workbook(data: bytes, sheet: str, known: Known) -> tuple[tuple[str, ...], str, list[Line]]:
    """Names of all sheets that hold cells, the sheet read, its lines; without `sheet`, the one that fits best.

    Raises: Refused file-protected, file-broken, file-too-large, sheet-too-wide, no-such-sheet.
    """
    if data.startswith(ZIP):
        _refuse_bomb(data)
    with _understood():
        return _read(data, sheet, known)


def _read(data: bytes, sheet: str, known: Known) -> tuple[tuple[str, ...], str, list[Line]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        names = tuple(one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet)
        seen = {one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible}
        if sheet and sheet not in names:
            raise Refused("no-such-sheet", sheet=sheet, sheets=list(names))
        if sheet:
            return names, sheet, _lines(book.get_sheet_by_name(sheet))
        return _best(book, [name for name in names if name in seen] or list(names), names, known)


def _best(
    book: "CalamineWorkbook", candidates: list[str], names: tuple[str, ...], known: Known
) -> tuple[tuple[str, ...], str, list[Line]]:
    best: tuple[tuple[int, int], str, list[Line]] = ((-1, -1), "", [])
    for name in candidates:
        lines = _lines(book.get_sheet_by_name(name))
        headings = max((known_headings(line, known) for line in lines[:HEADINGS_WITHIN]), default=0)
        merit = (headings, min(1, len(lines)))
        best = max(best, (merit, name, lines), key=lambda found: found[0])
    return names, best[1], best[2]


def _lines(sheet: "CalamineSheet") -> list[Line]:
    rows: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for at in range(top + 1, min(bottom + 1, len(rows)) if left == right else 0):
            rows[at][left] = rows[top][left]
    return [Line(number, tuple(None if c == "" else c for c in row)) for number, row in enumerate(rows, 1)]


@contextmanager
def _understood() -> Iterator[None]:
    """What the reading library complains about, as a refusal; a panic inside it too."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise Refused("file-protected") from None
    except (CalamineError, OSError, ValueError, MemoryError, UnicodeError):
        raise Refused("file-broken") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Refused("file-broken") from None


def _refuse_bomb(data: bytes) -> None:
    """Refuse what would not fit into memory, before anything unpacks it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise Refused("file-too-large")
            for entry in entries:
                _look_into(packed, entry)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise Refused("file-broken") from None


def _look_into(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack piece by piece: Python stops at the size declared, and a wrong checksum tells a false declaration."""
    is_sheet = "worksheets/" in entry.filename or entry.filename == "content.xml"
    if not is_sheet and entry.compress_size * _MOST_PACKED < LARGEST_UNPACKED:
        return
    tail = b""
    with packed.open(entry) as file:
        while piece := file.read(_STEP):
            seam = tail + piece
            if is_sheet and _far(seam):
                raise Refused("sheet-too-wide", columns=WIDEST)
            tail = piece[-200:]


def _far(xml: bytes) -> bool:
    if _FAR_CELL.search(xml):
        return True
    return any(int(found[1]) > 100_000 for found in _REPEATED.finditer(xml))
