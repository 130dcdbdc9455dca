"""A coordinator plans a term: a workbook of classes comes in, Arrange gives them times and rooms, nothing clashes."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from commedu_desktop.domain.weekly_times import parse_weekly_times
from tests.journeys.test_console import Desk
from tests.offices import CENTRE_ZONE

TERM = "学期,名称,开始日期,结束日期,停课日期\n2027S,2027年春季学期,2027-03-01,2027-07-02,2027-04-05..2027-04-06\n"
VENUES = "编号,名称,容量,设备\n101,101教室,30,投影仪\n102,102教室,30,\n203,203舞蹈室,45,镜子\nK1,电脑室,24,电脑\n"
TEACHERS = (
    "工号,姓名,类型,可授课时间\nT01,王丽华,兼职,周一至周五 13:00-21:00\nT02,赵刚,志愿者,\n"
    "T03,陈静,兼职,周二 08:00-12:00；周四 08:00-12:00\nT04,孙敏,专职,\n"
)
COURSES = (
    "课程编号,课程名称,类别,课时,设备,面向人群\nC01,书法,arts,32,,\nC02,合唱,arts,64,,\nC03,手机入门,digital,32,电脑,老年人\n"
    "C04,会计实务,vocational,32,,在职职工\nC05,机器人,science,32,,青少年\n"
)
HEADS = ("班级编号", "课程编号", "名称", "学期", "教师", "人数上限")
CLASSES = [
    *[(f"SF{number}", "C01", f"书法{number}班", "2027S", "T01", 28) for number in range(1, 5)],
    *[(f"HC{number}", "C02", f"合唱{number}班", "2027S", "T02", 40) for number in range(1, 3)],
    *[(f"SJ{number}", "C03", f"手机{number}班", "2027S", "T03", 24) for number in range(1, 4)],
    *[(f"KJ{number}", "C04", f"会计{number}班", "2027S", "T04", 30) for number in range(1, 3)],
    *[(f"JQ{number}", "C05", f"机器人{number}班", "2027S", "T04", 20) for number in range(1, 3)],
    ("DX1", "C02", "大合唱", "2027S", "T04", 60),
]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk(tmp_path / "centre", capsys, monkeypatch)
    desk.now = datetime(2027, 1, 20, 9, 0, tzinfo=CENTRE_ZONE)
    desk.run("new", "--name", "五中路社区教育中心")
    for kind, text in (("terms", TERM), ("venues", VENUES), ("teachers", TEACHERS), ("courses", COURSES)):
        desk.run("import", kind, desk.file(f"{kind}.csv", text))
    desk.run("import", "offerings", str(workbook(tmp_path / "classes.xlsx")))
    return desk


def workbook(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2027年春季学期开班计划"])
    sheet.append(list(HEADS))
    for row in CLASSES:
        sheet.append(list(row))
    book.save(path)
    return path


def arranged(desk: Desk, *options: str) -> dict[str, dict[str, Any]]:
    rows = desk.rows("arrange", "--term", "2027S", "--seconds", "8", *options)
    return {str(row["offering"]): row for row in rows}


def test_a_term_is_planned_from_a_workbook_and_one_undo_takes_it_back(desk: Desk) -> None:
    found = arranged(desk, "--accept")
    assert len(found) == len(CLASSES)
    times = {code: parse_weekly_times(str(row["times"])) for code, row in found.items() if row["times"]}

    assert set(found) - set(times) == {"DX1"}
    assert found["DX1"]["why"] == ["capacity"]
    assert "203" in found["DX1"]["change"]
    assert "15 chairs" in found["DX1"]["change"]
    assert all(
        one.start.hour >= 13 and one.weekday < 5 for code in times if code.startswith("SF") for one in times[code]
    )
    assert {one.weekday for code in times if code.startswith("SJ") for one in times[code]} <= {1, 3}
    assert {found[code]["venue"] for code in times if code.startswith("SJ")} == {"电脑室"}
    assert all(one.start.hour >= 17 for code in times if code.startswith("KJ") for one in times[code])
    assert all(one.weekday >= 5 for code in times if code.startswith("JQ") for one in times[code])
    assert Counter(len(times[code]) for code in times if code.startswith("HC")) == {2: 2}

    assert desk.rows("conflicts", "--from", "2027-03-01", "--to", "2027-07-02") == []
    assert desk.run("arrange", "--term", "2027S", "--format", "csv").count("\n") == 2
    assert "DX1" not in desk.run("undo")
    assert len(arranged(desk)) == len(CLASSES)


def test_what_was_only_proposed_is_not_planned(desk: Desk) -> None:
    arranged(desk)
    assert len(arranged(desk)) == len(CLASSES)


def test_a_term_that_nobody_knows_is_refused_with_the_way_out(desk: Desk) -> None:
    assert "2031A" in desk.run("arrange", "--term", "2031A", code=1)
