"""What is given out is harmless in a spreadsheet program and reads back as it was."""

import io
import json
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commedu_desktop.domain.cells import as_text
from commedu_desktop.domain.errors import Refused
from commedu_desktop.exchange.harmless import as_it_was, harmless
from commedu_desktop.exchange.spreadsheets import Reading, read_rows
from commedu_desktop.exchange.tables import Table, sheet_name, write_table

SHARED = Path(__file__).parents[3] / "shared" / "data"
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


def table(rows: list[tuple[Any, ...]], *formats: str) -> Table:
    return Table("名单", tuple(f"列{n}" for n in range(len(formats))), rows, formats)


def read_back(data: bytes) -> list[tuple[Any, ...]]:
    return [line.cells for line in read_rows(data, Reading(heading_line=1), lambda _heading: "").lines]


@given(st.text(st.sampled_from("'=+-@\t\ra1"), max_size=8))
def test_marking_a_cell_harmless_can_always_be_taken_back(text: str) -> None:
    marked = harmless(text)
    assert as_it_was(marked) == text
    assert marked[:1] not in set("=+-@\t\r")


@settings(max_examples=50, deadline=None)
@given(rows=st.lists(st.tuples(TEXTS, TEXTS), max_size=6), form=st.sampled_from(["csv", "tsv", "xlsx"]))
def test_texts_read_back_as_they_were_written(rows: list[tuple[str, str]], form: str) -> None:
    written = [("行", *row) for row in rows]
    back = read_back(write_table(table(written, "text", "text", "text"), form))
    assert [[_plain(cell) for cell in row] for row in back] == [[_plain(cell) for cell in row] for row in written]


@pytest.mark.skipif(not SHARED.exists(), reason="the public naughty strings are not beside this checkout")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_public_naughty_strings_read_back_as_they_were(form: str) -> None:
    naughty = [(text, "行") for text in json.loads((SHARED / "blns" / "blns.json").read_text(encoding="utf-8"))]
    back = read_back(write_table(table(naughty, "text", "text"), form))
    assert [_plain(cells[0]) for cells in back] == [_plain(text) for text, _ in naughty]


def _plain(cell: Any) -> str:
    try:
        return as_text(cell)
    except Refused as refused:
        return refused.code


def test_a_workbook_holds_real_dates_numbers_and_texts() -> None:
    row = ("0012", 1234, Decimal("12.50"), date(2026, 11, 23), time(8, 30), datetime(2026, 11, 23, 9, 0), "=1+1")
    data = write_table(table([row], "text", "number", "money", "date", "time", "moment", "text"), "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cells = next(iter(sheet.iter_rows(min_row=2)))
    assert [cell.value for cell in cells] == [
        "0012", 1234, 12.5, datetime(2026, 11, 23), time(8, 30), datetime(2026, 11, 23, 9, 0), "=1+1",
    ]  # fmt: skip
    assert cells[6].data_type == "s"
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.fitToHeight) == ("A2", "$1:$1", 0)


def test_csv_opens_in_excel_with_the_right_characters() -> None:
    data = write_table(table([("王芳", Decimal("12.50"), "+86 138")], "text", "money", "text"), "csv")
    assert data == "\ufeff列0,列1,列2\r\n王芳,12.50,'+86 138\r\n".encode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_equal_tables_are_equal_bytes(form: str) -> None:
    def once() -> bytes:
        return write_table(table([("王芳", date(2026, 1, 1))], "text", "date"), form)

    assert once() == once()


def test_what_excel_cannot_hold_is_refused_rather_than_cut() -> None:
    with pytest.raises(Refused) as caught:
        write_table(table([("长" * 40_000,)], "text"), "xlsx")
    assert caught.value.code == "cell-too-long-for-xlsx"


@given(st.text(max_size=60))
def test_any_title_becomes_a_name_that_excel_accepts(title: str) -> None:
    name = sheet_name(title)
    assert 0 < len(name) <= 31
    assert not set(name) & set("[]:*?/\\")
