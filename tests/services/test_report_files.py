"""A report says the same in PDF, workbook, CSV and JSON."""

import csv
import io
import json
import subprocess
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Cancelled, Refused
from commedu_desktop.domain.periods import parse_period
from commedu_desktop.services.office import Office
from commedu_desktop.services.report_files import ENDINGS, REPORTS, ReportFile, report_file, report_tables
from commedu_desktop.services.reports import period_report
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.store.tables import AttendanceMark, Branch, Headcount, Population
from tests.makers import Maker
from tests.offices import WRITES_BEGIN

NOVEMBER = ReportFile("monthly", parse_period("2026-11"), language="zh_CN")


@pytest.fixture
def lectures(office: Office, make: Maker) -> None:
    """One resident at two branches, and 20 heads without names."""
    office.write(change_settings, ChangeSettings({"name": "五中路中心"}), actor="maker")
    east = make.add(Branch(code="B02", name="𠮷祥·教学点", parent_id=make.branch.id))
    resident = make.new_resident("张小明")
    for branch in (make.branch, east):
        offering = make.new_offering(branch_id=branch.id)
        lesson = make.new_lesson(offering, datetime(2026, 11, 2, 9))
        make.add(AttendanceMark(lesson_id=lesson.id, resident_id=resident.id, mark=Mark.PRESENT, at=WRITES_BEGIN))
    make.add(Headcount(lesson_id=lesson.id, number=20))


def written(office: Office, ending: str, request: ReportFile = NOVEMBER) -> bytes:
    return office.read(report_file, request, ending)


@pytest.mark.usefixtures("lectures")
def test_the_paper_shows_persons_and_attendances_of_every_branch(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "month.pdf"
    path.write_bytes(written(office, ".pdf"))
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "社区教育工作月报表" in lines
    assert any("五中路中心" in line and "2026年11月" in line for line in lines)
    assert any(line.startswith("B02 𠮷祥·教学点 1 2 1 21 0 — 0 42") for line in lines), lines
    assert any(line.startswith("合计 2 4 1 22") for line in lines)


@pytest.mark.usefixtures("lectures")
def test_the_workbook_has_real_numbers_and_sums_that_count(office: Office) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(office, ".xlsx")))
    rows = [[cell.value for cell in row] for row in book["按校区"].iter_rows()]
    east = next(row for row in rows if row[0] == "B02")
    total = next(row for row in rows if row[0] == "合计")
    assert east[2:6] == [1, 2, 1, 21]
    assert str(total[2]).startswith("=SUM(")
    assert total[4] == 1, "persons do not add up: the total counts nobody twice"


@pytest.mark.usefixtures("lectures")
def test_csv_and_json_carry_the_same_figures(office: Office) -> None:
    lines = list(csv.DictReader(io.StringIO(written(office, ".csv").decode("utf-8-sig"))))
    found: dict[str, Any] = json.loads(written(office, ".json"))
    sections = {section["key"]: section for section in found["sections"]}
    assert set(sections) == {
        *("summary", "branch", "category", "kind", "group", "age", "sex"),
        *("missing", "teaching", "publicity", "funds", "targets"),
    }
    assert sections["branch"]["total"]["attendances"] == 22
    assert [line["attendances"] for line in lines if line["section"] == "branch"] == ["1", "21", "22"]


@pytest.mark.usefixtures("lectures")
@pytest.mark.parametrize("name", list(REPORTS))
@pytest.mark.parametrize("text", ["2026-11", "2026-H2", "2026", "2031"])
def test_every_report_can_be_written_in_every_form(office: Office, name: str, text: str) -> None:
    for ending in ENDINGS:
        assert written(office, ending, ReportFile(name, parse_period(text), language="en"))


@pytest.mark.usefixtures("lectures")
def test_the_same_month_printed_twice_gives_the_same_bytes(office: Office) -> None:
    assert [written(office, ending) for ending in ENDINGS] == [written(office, ending) for ending in ENDINGS]


def test_what_is_unknown_is_refused(office: Office, make: Maker) -> None:
    assert make.branch.code == "B01"
    with pytest.raises(Refused, match="report-unknown"):
        written(office, ".pdf", ReportFile("yearbook", NOVEMBER.period))
    with pytest.raises(Refused, match="report-format-unknown"):
        written(office, ".docx")


def test_a_report_can_be_cancelled(office: Office, make: Maker) -> None:
    assert make.branch.code == "B01"

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        office.read(report_file, NOVEMBER, ".pdf", stop)


@pytest.mark.usefixtures("lectures")
@pytest.mark.parametrize("number", [None, 0])
def test_a_denominator_that_is_missing_or_zero_is_said_and_no_rate_made_up(
    office: Office, make: Maker, number: int | None
) -> None:
    if number is not None:
        make.add(Population(branch_id=make.branch.id, year=2026, number=number))
    found: dict[str, Any] = json.loads(written(office, ".json"))
    branch = next(section for section in found["sections"] if section["key"] == "branch")
    assert [line["training_rate"] for line in branch["lines"]] == [None, None]
    funds = next(section for section in found["sections"] if section["key"] == "funds")
    assert funds["total"]["income"] == 0
    report = office.read(report_tables, NOVEMBER)
    notes = [note for table in report.tables for note in table.notes]
    assert "本年度还有校区没有填写人口数，暂不能计算培训率。" in notes
    assert "未填报人口数，无法计算政府人均投入。" in notes


def test_a_branch_without_a_population_leaves_the_whole_without_a_rate(office: Office, make: Maker) -> None:
    east = make.add(Branch(code="B02", name="East", parent_id=make.branch.id))
    make.add(Population(branch_id=make.branch.id, year=2026, number=100))
    for branch in (make.branch, east):
        lesson = make.new_lesson(make.new_offering(branch_id=branch.id), datetime(2026, 11, 2, 9))
        mark = AttendanceMark(
            lesson_id=lesson.id, resident_id=make.new_resident(branch.name).id, mark=Mark.PRESENT, at=WRITES_BEGIN
        )
        make.add(mark)
    assert office.read(period_report, parse_period("2026-11")).now.total.rate is None
    make.add(Population(branch_id=east.id, year=2026, number=60))
    assert office.read(period_report, parse_period("2026-11")).now.total.rate == Fraction(2, 160)
