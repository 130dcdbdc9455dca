"""A centre's first day on the console: from a spreadsheet to the month's report, and back from a backup."""

import json
import subprocess
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from commedu_desktop.cli import main
from commedu_desktop.services import opening
from commedu_desktop.services.office import Office
from commedu_desktop.store.database import Database
from tests.offices import CENTRE_ZONE

RESIDENTS = """五中路街道居民登记表,,,,
,,,,
姓名,性别,出生日期,联系电话,户号
张小明,男,1956-03-08,13800004312,H01
周晓梅,女,1988年5月2日,13900000977,H01
欧阳春,女,1949/12/1,13600000045,
买买提·艾力,男,19710203,13700003381,
李雷,男,1990-13-45,13500001204,
合计,5人,,,
"""
TERM = "学期,名称,开始日期,结束日期,停课日期\n2026A,2026年秋季学期,2026-09-01,2027-01-15,2026-11-30\n"
VENUES = "编号,名称,容量\n101,101教室,30\n203,203教室,20\n"
TEACHERS = "工号,姓名,类型\nT01,王丽华,兼职\nT02,赵刚,志愿者\n"
COURSES = "课程编号,课程名称,类别,课时\nC01,书法入门,arts,32\nC02,合唱,arts,16\n"
CLASSES = "班级编号,课程,学期,教师,场地,人数上限,开始日期,结束日期,上课时间\n"
CALLIGRAPHY = "SF01,C01,2026A,T01,101,2,2026-11-16,2026-12-14,周一 09:00-10:30\n"
CLASHING = "HC01,C02,2026A,T02,101,20,2026-11-16,2026-12-14,周一 10:00-11:30\n"
CHOIR = "HC01,C02,2026A,T02,203,20,2026-11-16,2026-12-14,周一 14:00-15:30\n"

Run = Callable[..., str]


class Desk:
    """Runs `commedu` at a moment of the centre's clock."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._capsys, self._monkeypatch = folder, capsys, monkeypatch
        self.now = datetime(2026, 11, 10, 9, 0, tzinfo=CENTRE_ZONE)
        monkeypatch.setattr(opening, "Office", self._office)

    def _office(self, database: Database, _clock: object = None) -> Office:
        return Office(database, clock=lambda: self.now, zone=CENTRE_ZONE)

    def file(self, name: str, text: str, encoding: str = "utf-8") -> str:
        path = self.folder.parent / name
        path.write_bytes(text.encode(encoding))
        return str(path)

    def run(self, *words: str, code: int = 0, typed: str = "") -> str:
        """Standard output, or what was refused when `code` is not 0."""
        self._monkeypatch.setattr("sys.stdin", StringIO(typed))
        got = main(["--data", str(self.folder), "--lang", "en", "--as", "Li Na", *words])
        said = self._capsys.readouterr()
        assert got == code, said.out + said.err
        return said.out + said.err if code else said.out

    def rows(self, *words: str) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = json.loads(self.run(*words, "--format", "json"))
        return rows

    def pdf_text(self, name: str, *words: str) -> str:
        path = self.folder.parent / name
        self.run(*words, "-o", str(path))
        done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
        return done.stdout


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk(tmp_path / "centre", capsys, monkeypatch)
    desk.run("new", "--name", "五中路社区教育中心")
    return desk


def take_in_residents(desk: Desk) -> None:
    """Step 1 and 2: a GB 18030 file with a title, a total and one impossible date."""
    file = desk.file("居民.csv", RESIDENTS, "gb18030")
    errors = desk.folder.parent / "refused.csv"
    said = desk.run("import", "residents", file, "--errors", str(errors), code=1)
    assert "GB 18030" in said.upper() or "gb18030" in said.lower()
    assert "rows read: 5  new: 4  changed: 0  unchanged: 0  refused: 1" in said
    assert "1990-13-45" in errors.read_text(encoding="utf-8-sig")
    assert desk.run("search", "zxm") == ""
    desk.run("import", "residents", file, "--keep-good")
    assert "unchanged: 4  refused: 1" in desk.run("import", "residents", file, "--keep-good")
    assert {str(row["name"]) for row in desk.rows("search", "zxm")} == {"张小明", "周晓梅"}
    for typed in ("张小明", "4312", "zhangxiaoming"):
        assert [row["name"] for row in desk.rows("search", typed)] == ["张小明"]


def plan_classes(desk: Desk) -> None:
    """Step 3 and 4: a term with a closed day, rooms, teachers, courses; a clash is refused with who, where and when."""
    for kind, text in (("terms", TERM), ("venues", VENUES), ("teachers", TEACHERS), ("courses", COURSES)):
        desk.run("import", kind, desk.file(f"{kind}.csv", text))
    said = desk.run("import", "offerings", desk.file("clash.csv", CLASSES + CALLIGRAPHY + CLASHING), code=1)
    assert "101教室" in said
    assert "书法入门" in said
    desk.run("import", "offerings", desk.file("classes.csv", CLASSES + CALLIGRAPHY + CHOIR))
    assert desk.rows("conflicts") == []
    timetable = desk.pdf_text("timetable.pdf", "print", "timetable", "--week", "2026-11-23")
    assert "书法入门" in timetable
    assert "合唱" in timetable


def enrol_people(desk: Desk, card: dict[str, str]) -> None:
    """Step 5: two places, three people; one leaves and the first in the queue moves up."""
    names = ("张小明", "周晓梅", "欧阳春")
    rows = "".join(f"SF01,{card[name]},\n" for name in names)
    desk.run("import", "enrolments", desk.file("enrolments.csv", "班级编号,卡号,状态\n" + rows))
    assert (
        "欧阳春"
        in desk.pdf_text("roster.pdf", "print", "roster", "--offering", "SF01")
        .split("waiting list")[0]
        .splitlines()[-1]
    )
    desk.run("import", "enrolments", desk.file("leaves.csv", f"班级编号,卡号,状态\nSF01,{card['周晓梅']},退出\n"))


def check_in_and_mark(desk: Desk, card: dict[str, str]) -> None:
    """Step 6: scans on two Mondays; blanks become absent when the lesson is closed."""
    for day in (16, 23):
        desk.now = datetime(2026, 11, day, 8, 52, tzinfo=CENTRE_ZONE)
        scans = [card["张小明"], card["张小明"].lower(), card["买买提·艾力"], "B01-999999"]
        answers = desk.run("check-in", "-", typed="\n".join(scans) + "\n", code=1).splitlines()
        assert [answer.split("\t")[0] for answer in answers] == ["in", "already", "look", "refused"]
        assert answers[0].split("\t")[1].startswith("张小明")
        desk.now = datetime(2026, 11, day, 18, 0, tzinfo=CENTRE_ZONE)
        desk.run("close-lessons")


def hand_out_certificates(desk: Desk) -> None:
    """Step 7: only who completed gets one; the second print says it is a reprint."""
    desk.run("certificates", "issue", "--offering", "SF01")
    issued = desk.rows("certificates", "list")
    assert len(issued) == 1
    first = desk.pdf_text("first.pdf", "print", "certificate", "--offering", "SF01")
    again = desk.pdf_text("again.pdf", "print", "certificate", "--offering", "SF01")
    assert "张小明" in first.replace(" ", "")
    assert ["reprint" in text.lower() for text in (first, again)] == [False, True]


def pin_up_and_print(desk: Desk) -> None:
    """Step 8: a notice, the sign-in sheet and the class register."""
    assert "书法入门" in desk.pdf_text("notice.pdf", "print", "notice", "--offering", "SF01")
    assert "欧阳春" in desk.pdf_text("sheet.pdf", "print", "sign-in", "--offering", "SF01", "--on", "2026-11-23")
    assert "张小明" in desk.pdf_text("register.pdf", "print", "register", "--offering", "SF01")


def report_the_month(desk: Desk) -> None:
    """Step 9: one person, two attendances, side by side, and the rows behind them."""
    target = desk.folder.parent / "month.json"
    desk.run("report", "monthly", "--period", "2026-11", "-o", str(target))
    assert "persons" in target.read_text(encoding="utf-8")
    behind = desk.rows("report", "--period", "2026-11", "--rows", "attendances/branch/B01")
    assert len(behind) == 2
    persons = desk.rows("report", "--period", "2026-11", "--rows", "persons/branch/B01")
    assert len(persons) == 1
    assert "2026" in desk.pdf_text("month.pdf", "report", "monthly", "--period", "2026-11")
    workbook = desk.folder.parent / "month.xlsx"
    desk.run("report", "monthly", "--period", "2026-11", "-o", str(workbook))
    assert load_workbook(workbook).worksheets


def look_back_and_keep_safe(desk: Desk) -> None:
    """Step 11 and 12: undo with its name, a verified backup, restored on another computer, clean."""
    desk.now = datetime(2026, 11, 24, 9, 0, tzinfo=CENTRE_ZONE)
    book = Workbook()
    book.active.append(["姓名", "电话"])
    book.active.append(["王芳", "13800000001"])
    book.save(desk.folder.parent / "one.xlsx")
    desk.run("import", "residents", str(desk.folder.parent / "one.xlsx"))
    assert [row["name"] for row in desk.rows("search", "王芳")] == ["王芳"]
    desk.run("undo")
    assert desk.run("search", "王芳") == ""
    assert any("Li Na" in str(row) for row in desk.rows("history"))
    copy = desk.folder.parent / "kept.db"
    desk.run("backup", "-o", str(copy))
    elsewhere = desk.folder.parent / "elsewhere"
    desk.folder = elsewhere
    desk.run("restore", str(copy))
    assert [row["name"] for row in desk.rows("search", "张小明")] == ["张小明"]
    desk.run("check")


def test_a_first_day_on_the_console(desk: Desk) -> None:
    take_in_residents(desk)
    plan_classes(desk)
    card = {str(row["name"]): str(row["card"]) for typed in "张周欧买" for row in desk.rows("search", typed)}
    enrol_people(desk, card)
    check_in_and_mark(desk, card)
    hand_out_certificates(desk)
    pin_up_and_print(desk)
    report_the_month(desk)
    look_back_and_keep_safe(desk)
