"""Returns as an authority expects them: centred title, unit and period line, full grid, sums that count, signatures."""

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from commedu_desktop.exchange.tables import FORMATS, MADE, sheet_name

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Figure = str | int | float | Decimal | Fraction | date | None

_SONG, _HEI = "SimSun", "SimHei"
_LARGE, _USUAL, _SMALL = 18, 11, 9
_TITLE_HEIGHT, _LINE_HEIGHT = 34, 22


@dataclass(frozen=True)
class Heading:
    """One cell of the headings, over `columns` columns and `rows` heading rows."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class ReturnSheet:
    """One sheet of a return.

    `heading_rows` fill the grid from the left, leaving out what a higher cell covers. `formats`, one a column, are
    keys of `tables.FORMATS`; money is in whole units of the currency. With `totals` (its label) a last row is
    added: columns in `sums` (from 0) get a real `=SUM()`, the others what `total_values` says for them, as persons
    and rates do not add up.
    """

    title: str
    unit_line: tuple[str, str, str]
    heading_rows: tuple[tuple[Heading, ...], ...]
    rows: tuple[tuple[Figure, ...], ...]
    formats: tuple[str, ...]
    totals: str = ""
    sums: tuple[int, ...] = ()
    total_values: tuple[tuple[int, Figure], ...] = ()
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    sheet_name: str = ""
    widths: tuple[float, ...] = ()
    landscape: bool = True


def write_return(*sheets: ReturnSheet) -> bytes:
    """One workbook; equal sheets give equal bytes."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": sheets[0].title, "created": MADE})
    for one in sheets:
        _Page(book, book.add_worksheet(sheet_name(one.sheet_name or one.title)), one).write()
    book.close()
    return target.getvalue()


class _Page:
    """The sheet that is being written and the formats it needs."""

    def __init__(self, book: "Workbook", page: "Worksheet", sheet: ReturnSheet) -> None:
        self._book, self._page, self._sheet = book, page, sheet
        self._last = len(sheet.formats) - 1

    def write(self) -> None:
        first = self._write_top()
        after = self._write_rows(first)
        self._write_foot(after)
        self._set_up(first)

    def _format(self, **style: Any) -> Any:
        usual = {"font_name": _SONG, "font_size": _USUAL, "valign": "vcenter"}
        return self._book.add_format(usual | style)

    def _grid(self, **style: Any) -> Any:
        return self._format(border=1, **style)

    def _write_top(self) -> int:
        """Title, unit line and headings; returns the first row below them."""
        title = self._format(bold=True, font_name=_HEI, font_size=_LARGE, align="center")
        self._across(0, 0, self._last, self._sheet.title, title)
        self._page.set_row(0, _TITLE_HEIGHT)
        self._write_unit_line()
        head = self._grid(bold=True, align="center", text_wrap=True)
        taken: set[tuple[int, int]] = set()
        for down, headings in enumerate(self._sheet.heading_rows):
            self._page.set_row(2 + down, _LINE_HEIGHT)
            at = 0
            for heading in headings:
                while (down, at) in taken:
                    at += 1
                self._place(2 + down, at, heading, head)
                taken |= {(down + i, at + j) for i in range(heading.rows) for j in range(heading.columns)}
        return 2 + len(self._sheet.heading_rows)

    def _write_unit_line(self) -> None:
        left, middle, right = self._sheet.unit_line
        self._page.set_row(1, _LINE_HEIGHT)
        third = max(1, (self._last + 1) // 3)
        parts = ((0, third - 1, left, "left"), (third, self._last - third, middle, "center"))
        for begin, end, text, align in (*parts, (self._last - third + 1, self._last, right, "right")):
            if begin <= end:
                self._across(1, begin, end, text, self._format(align=align))

    def _place(self, row: int, column: int, heading: Heading, style: Any) -> None:
        if heading.columns == heading.rows == 1:
            self._page.write_string(row, column, heading.text, style)
        else:
            end = row + heading.rows - 1, column + heading.columns - 1
            self._page.merge_range(row, column, *end, heading.text, style)

    def _across(self, row: int, begin: int, end: int, text: str, style: Any) -> None:
        if begin == end:
            self._page.write_string(row, begin, text, style)
        else:
            self._page.merge_range(row, begin, row, end, "", style)
            self._page.write_string(row, begin, text, style)

    def _write_rows(self, first: int) -> int:
        styles = [self._cell_style(form) for form in self._sheet.formats]
        for down, row in enumerate(self._sheet.rows):
            self._page.set_row(first + down, _LINE_HEIGHT)
            for at, figure in enumerate(row):
                self._write_figure(first + down, at, figure, styles[at])
        after = first + len(self._sheet.rows)
        return self._write_totals(first, after) if self._sheet.totals else after

    def _cell_style(self, form: str, **more: Any) -> Any:
        align = "left" if form == "text" else "right"
        return self._grid(num_format=FORMATS[form], align=align, indent=1 if form == "text" else 0, **more)

    def _write_figure(self, row: int, at: int, figure: Figure, style: Any) -> None:
        if figure is None or figure == "":
            self._page.write_blank(row, at, None, style)
        elif isinstance(figure, str):
            self._page.write_string(row, at, figure, style)
        elif isinstance(figure, date):
            self._page.write_datetime(row, at, figure, style)
        else:
            self._page.write_number(row, at, float(figure), style)

    def _write_totals(self, first: int, row: int) -> int:
        from xlsxwriter.utility import xl_range

        self._page.set_row(row, _LINE_HEIGHT)
        given = dict(self._sheet.total_values)
        for at, form in enumerate(self._sheet.formats):
            style = self._cell_style(form, bold=True)
            if at == 0:
                self._page.write_string(row, 0, self._sheet.totals, self._grid(bold=True, align="center"))
            elif at in self._sheet.sums and row > first:
                formula = f"=SUM({xl_range(first, at, row - 1, at)})"
                self._page.write_formula(row, at, formula, style, self._sum(at))
            else:
                self._write_figure(row, at, 0 if at in self._sheet.sums else given.get(at), style)
        return row + 1

    def _sum(self, at: int) -> float:
        """The formula's value, for programs that show it without counting."""
        figures = [float(row[at]) for row in self._sheet.rows if isinstance(row[at], (int, float, Decimal, Fraction))]  # type: ignore[arg-type]
        return sum(figures)

    def _write_foot(self, row: int) -> None:
        small = self._format(font_size=_SMALL, font_color="#444444", text_wrap=True, align="left")
        for note in self._sheet.notes:
            self._across(row, 0, self._last, note, small)
            row += 1
        row += 1
        wide = (self._last + 1) // max(1, len(self._sheet.signatures))
        for number, signature in enumerate(self._sheet.signatures):
            self._page.write_string(row, min(self._last, number * wide), signature, self._format(align="left"))

    def _set_up(self, first: int) -> None:
        for at, form in enumerate(self._sheet.formats):
            usual = 18 if form == "text" else 11
            self._page.set_column(at, at, self._sheet.widths[at] if at < len(self._sheet.widths) else usual)
        if self._sheet.landscape:
            self._page.set_landscape()
        self._page.set_paper(9)
        self._page.fit_to_pages(1, 0)
        self._page.center_horizontally()
        self._page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        self._page.repeat_rows(0, first - 1)
        self._page.set_footer("&C&P / &N")
        self._page.hide_gridlines(2)
        self._page.freeze_panes(first, 1)
