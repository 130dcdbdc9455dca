"""The sums in the workbook of every report, counted again from its cells, are those of the report."""

import io
import re
from collections.abc import Iterator
from fractions import Fraction

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from commedu_desktop.domain.periods import parse_period
from commedu_desktop.services.centre import NewCentre
from commedu_desktop.services.demo import DEMO_NOW, create_demo
from commedu_desktop.services.office import Office
from commedu_desktop.services.report_files import REPORTS, ReportFile, report_file, report_tables
from commedu_desktop.services.report_tables import ReportTable
from tests.offices import CENTRE_ZONE

SUM = re.compile(r"=SUM\(([A-Z]+\d+:[A-Z]+\d+)\)")
EXACT = 1e-9
"""Cells hold binary fractions."""


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("demo")
    office = create_demo(folder, NewCentre("五中路社区教育中心"), actor="demo", now=DEMO_NOW, zone=CENTRE_ZONE)
    yield office
    office.database.close()


def worth(sheet: Worksheet, wanted: str) -> float:
    """What a formula comes to, or the number in a cell."""
    formula = SUM.fullmatch(str(sheet[wanted].value))
    if formula is None:
        return float(sheet[wanted].value)
    return sum(cell.value for (cell,) in sheet[formula[1]] if isinstance(cell.value, int | float))


def check_sheet(sheet: Worksheet, kept: Worksheet, table: ReportTable) -> int:
    """Every figure of the table's last line; `kept` has what programs show that do not count. Returns the sums."""
    below = next(row for row in sheet.iter_rows() if row[0].value == "Total")
    sums = 0
    for cell, value, column in zip(below, table.total, table.columns, strict=False):
        if isinstance(value, int | Fraction):
            assert worth(sheet, cell.coordinate) == pytest.approx(float(value), abs=EXACT), (table.key, column.key)
            assert kept[cell.coordinate].value == pytest.approx(float(value), abs=EXACT), (table.key, column.key)
            formula = SUM.fullmatch(str(cell.value))
            assert bool(formula) is (column.adds and bool(table.rows)), (table.key, column.key)
            sums += bool(formula)
    return sums


@pytest.mark.parametrize("period", ["2026-10", "2026-H2", "2026"])
@pytest.mark.parametrize("name", list(REPORTS))
def test_sums_in_the_cells_are_the_totals_of_the_report(demonstration: Office, name: str, period: str) -> None:
    request = ReportFile(name, parse_period(period), language="en")
    tables = demonstration.read(report_tables, request).tables
    file = demonstration.read(report_file, request, ".xlsx")
    counted, kept = (openpyxl.load_workbook(io.BytesIO(file), data_only=only) for only in (False, True))
    sheets = counted.worksheets[len(counted.worksheets) - len(tables) :]
    sums = 0
    for sheet, table in zip(sheets, tables, strict=True):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0), "one page wide"
        if table.total:
            sums += check_sheet(sheet, kept[sheet.title], table)
    with_lines = [table for table in tables if table.total and table.rows]
    assert bool(sums) is any(column.adds for table in with_lines for column in table.columns)
