"""Plain tables given out: XLSX with real dates and numbers, and CSV that Excel and WPS show rightly."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from itertools import chain, islice
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from commedu_desktop.domain.cells import Cell
from commedu_desktop.domain.errors import Refused
from commedu_desktop.exchange.harmless import harmless

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FORMATS = {
    "text": "@",
    "number": "#,##0",
    "decimal": "0.00",
    "money": "#,##0.00",
    "fine money": "#,##0.000",
    "percent": "0.0%",
    "date": "yyyy-mm-dd",
    "time": "hh:mm",
    "moment": "yyyy-mm-dd hh:mm",
}
FONT = "Microsoft YaHei"
MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Stands in the file as its making, so that equal tables are equal bytes."""
_MOST_ROWS, _LONGEST_CELL = 1_048_575, 32_767
_NO_CHARACTERS = {0xFFFE: None, 0xFFFF: None}
"""Not allowed in XML, and no characters at all."""
_LOOKED_AT = 300
_NARROWEST, _WIDEST = 8, 48

Value = Cell | Decimal | Fraction


@dataclass(frozen=True)
class Table:
    """`formats`, one for each column, are keys of FORMATS; whole numbers in decimal cells are hundredths."""

    title: str
    headings: tuple[str, ...]
    rows: Iterable[Sequence[Value]]
    formats: tuple[str, ...]


def write_table(table: Table, form: str) -> bytes:
    """The table as a file; `form` is xlsx, csv or tsv.

    Raises: Refused too-many-rows, cell-too-long-for-xlsx.
    """
    if form == "xlsx":
        return _xlsx(table)
    return _text(table, "\t" if form == "tsv" else ",")


def _text(table: Table, separator: str) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=separator, lineterminator="\r\n")
    writer.writerow([harmless(heading) for heading in table.headings])
    for row in table.rows:
        writer.writerow([_written(cell, form) for cell, form in zip(row, table.formats, strict=True)])
    return b"\xef\xbb\xbf" + target.getvalue().encode("utf-8", "replace")


def _written(cell: Value, form: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if form == "decimal" and isinstance(cell, int):
        return f"{Decimal(cell) / 100:.2f}"
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, Fraction):
        return f"{float(cell):.4f}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _xlsx(table: Table) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"title": table.title, "created": MADE})
    try:
        _fill(book, table)
    finally:
        book.close()
    return target.getvalue()


def _fill(book: "Workbook", table: Table) -> None:
    sheet = book.add_worksheet(sheet_name(table.title))
    formats = [book.add_format(_style(form)) for form in table.formats]
    rows = iter(table.rows)
    first = list(islice(rows, _LOOKED_AT))
    _set_up(book, sheet, table, first)
    last = 0
    for last, row in enumerate(chain(first, rows), 1):
        if last > _MOST_ROWS:
            raise Refused("too-many-rows", most=_MOST_ROWS)
        _write_row(sheet, last, row, formats, table.formats)
    sheet.autofilter(0, 0, max(last, 1), max(0, len(table.headings) - 1))


def _style(form: str) -> dict[str, Any]:
    style: dict[str, Any] = {"num_format": FORMATS[form], "valign": "top", "font_name": FONT, "font_size": 10.5}
    return style | ({"quote_prefix": True} if form == "text" else {})


def _set_up(book: Any, sheet: "Worksheet", table: Table, first: list[Sequence[Value]]) -> None:
    head = book.add_format(
        {"bold": True, "bg_color": "#E0EFEA", "font_color": "#1D2420", "bottom": 1, "bottom_color": "#1F6F5C",
         "font_name": FONT, "font_size": 10.5, "valign": "vcenter"}
    )  # fmt: skip
    for at, heading in enumerate(table.headings):
        cells = [_written(row[at], table.formats[at]) for row in first]
        wide = max([_width(heading) + 4, *map(_width, cells)])
        sheet.set_column(at, at, min(_WIDEST, max(_NARROWEST, wide + 1)))
    sheet.set_row(0, 22)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&P / &N")
    for at, heading in enumerate(table.headings):
        sheet.write_string(0, at, heading, head)


def _write_row(
    sheet: "Worksheet", number: int, row: Sequence[Value], formats: "list[Format]", forms: tuple[str, ...]
) -> None:
    for at, cell in enumerate(row):
        if cell is None or cell == "":
            continue
        if isinstance(cell, str):
            if len(cell) > _LONGEST_CELL:
                raise Refused("cell-too-long-for-xlsx", line=number + 1, longest=_LONGEST_CELL)
            sheet.write_string(number, at, cell.translate(_NO_CHARACTERS), formats[at])
        elif isinstance(cell, (date, time)):
            sheet.write_datetime(number, at, cell, formats[at])
        else:
            hundredths = forms[at] == "decimal" and isinstance(cell, int)
            sheet.write_number(number, at, float(cell) / 100 if hundredths else float(cell), formats[at])  # type: ignore[arg-type]


def _width(text: str) -> int:
    longest = max(text.split("\n"), key=len)
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in longest[:_WIDEST])


def sheet_name(title: str) -> str:
    """A name Excel accepts: 31 characters, none of `[]:*?/\\`, no apostrophe at the ends."""
    kept = "".join(character for character in title if character not in "[]:*?/\\" and character.isprintable())
    return kept[:31].strip("' ") or "Sheet"
