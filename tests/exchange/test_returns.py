"""A return is a sheet as the authority expects it."""

import io
from dataclasses import replace
from fractions import Fraction
from typing import Any

import openpyxl

from commedu_desktop.exchange.returns import Heading, ReturnSheet, write_return

SHEET = ReturnSheet(
    title="社区教育工作月报表",
    unit_line=("填报单位：五中路街道", "2026年11月", "单位：人、人次"),
    heading_rows=(
        (Heading("教学点", rows=2), Heading("培训情况", columns=2), Heading("培训率", rows=2)),
        (Heading("人数"), Heading("人次")),
    ),
    rows=(("五中路", 412, 1630, Fraction(67, 1000)), ("东山", 188, 702, Fraction(57, 1000))),
    formats=("text", "number", "number", "percent"),
    totals="合计",
    sums=(2,),
    total_values=((1, 590), (3, Fraction(57, 1000))),
    notes=("注：人数为当月至少到课一次的不同居民。",),
    signatures=("单位负责人：", "填表人："),
)


def cells(*sheets: ReturnSheet) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_return(*sheets))).worksheets[0]


def test_title_unit_line_and_grouped_headings_stand_above_the_grid() -> None:
    sheet = cells(SHEET)
    assert {str(area) for area in sheet.merged_cells.ranges} >= {"A1:D1", "A3:A4", "B3:C3", "D3:D4"}
    assert [sheet[place].value for place in ("A1", "A2", "D2", "B3", "C4")] == [
        "社区教育工作月报表", "填报单位：五中路街道", "单位：人、人次", "培训情况", "人次",
    ]  # fmt: skip


def test_sums_are_formulas_and_what_does_not_add_up_is_a_figure() -> None:
    assert [cell.value for cell in cells(SHEET)[7]] == ["合计", 590, "=SUM(C5:C6)", 0.057]


def test_a_sum_that_nobody_counts_again_says_what_its_formula_will() -> None:
    money = replace(
        SHEET, rows=(("五中路", 1, Fraction(2501, 2), None),), formats=("text", "number", "money", "percent")
    )
    counted = openpyxl.load_workbook(io.BytesIO(write_return(money)), data_only=True).worksheets[0]
    assert (counted["C5"].value, counted["C6"].value) == (1250.5, 1250.5)


def test_rates_are_numbers_shown_in_per_cent() -> None:
    cell = cells(SHEET)["D5"]
    assert (cell.value, cell.number_format, cell.border.left.style) == (0.067, "0.0%", "thin")


def test_the_sheet_prints_on_one_page_across_with_its_headings() -> None:
    sheet = cells(SHEET)
    setup = (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight)
    assert (*setup, sheet.print_title_rows) == ("landscape", 9, 0, "$1:$4")


def test_equal_returns_are_equal_bytes() -> None:
    assert write_return(SHEET) == write_return(SHEET)
