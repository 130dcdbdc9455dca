"""Lists of everything else: by the same rules as on the pages, and back again unchanged."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from commedu_desktop.domain.columns import COLUMNS
from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.centre import NewCentre
from commedu_desktop.services.demo import create_demo
from commedu_desktop.services.exports import export_file
from commedu_desktop.services.imports import ImportRequest, ImportResult, look_at, take_in
from commedu_desktop.services.office import Office
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.store.tables import Branch, Course, Enrolment, Lesson, Offering, Teacher, Term, Venue
from tests.makers import Maker


def take(office: Office, kind: str, *lines: str, **wishes: Any) -> ImportResult:
    return take_in(office, ImportRequest(look_at(kind, "\n".join(lines).encode()), **wishes), actor="王丽华")


def told(result: ImportResult) -> list[tuple[str, str]]:
    return [(one.field, one.reason.code) for one in result.refused]


def rows(office: Office, kind: type[Any]) -> list[Any]:
    return office.read(lambda session: list(session.scalars(select(kind).order_by(kind.id))))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return create_demo(tmp_path_factory.mktemp("demo"), NewCentre("五中路", language="zh_CN"), actor="a")


LONG = ("lessons", "enrolments", "attendance")
"""Lists of thousands of rows, taken in one format only."""
WAYS = [("csv", "zh_CN", kind) for kind in COLUMNS] + [("xlsx", "en", kind) for kind in COLUMNS if kind not in LONG]


@pytest.mark.parametrize(("form", "language", "kind"), WAYS)
def test_what_the_demonstration_exports_it_imports_unchanged(demo: Office, kind: str, form: str, language: str) -> None:
    data = demo.read(export_file, kind, form, language)
    result = take_in(demo, ImportRequest(look_at(kind, data), dry_run=True), actor="a")
    assert (result.refused, result.new, result.changed) == ((), (), ())
    assert result.unchanged == result.read > 0


@pytest.mark.parametrize(
    ("currency", "fee", "minor"), [("JPY", "500", 500), ("CNY", "500.50", 50050), ("KWD", "5.125", 5125)]
)
def test_amounts_have_the_decimals_of_the_currency(
    office: Office, make: Maker, currency: str, fee: str, minor: int
) -> None:
    office.write(change_settings, ChangeSettings({"currency": currency}), actor="a")
    headings, line = "班级编号,课程编号,学期,费用", f"{make.course.code},{make.term.code}"
    assert told(take(office, "offerings", headings, f"X1,{line},{fee}")) == []
    assert [row.fee for row in rows(office, Offering)] == [minor]
    data = office.read(export_file, "offerings", "csv", "en")
    assert fee in data.decode("utf-8-sig").splitlines()[1].split(",")
    assert take_in(office, ImportRequest(look_at("offerings", data), dry_run=True), actor="a").unchanged == 1
    finer = f"{fee}5" if "." in fee else f"{fee}.5"
    assert told(take(office, "offerings", headings, f"X2,{line},{finer}")) == [("fee", "too-fine")]


def test_lessons_go_out_as_a_calendar_and_nothing_else_does(demo: Office) -> None:
    data = demo.read(export_file, "lessons", "ics", "zh_CN")
    assert data.count(b"BEGIN:VEVENT") == len(rows(demo, Lesson)) > 100
    with pytest.raises(Refused, match="export-format"):
        demo.read(export_file, "residents", "ics", "zh_CN")


def test_a_term_is_planned_from_four_short_lists(office: Office, make: Maker) -> None:
    assert make.branch.code == "B01"
    assert take(
        office, "terms", "学期,开始日期,结束日期,停课日期", "2027A,2027-03-01,2027-06-30,2027-05-01至2027-05-05"
    ).written
    lists = "班级编号,课程编号,名称,校区,教师,场地,人数上限,费用,上课时间"
    result = take(
        office,
        "offerings",
        lists,
        "K1,书法,书法初级,东山,王丽华,101教室,20,¥60,周一 08:30-10:30",
        create_missing=True,
    )
    assert (told(result), result.written) == ([], True)
    [term], [offering], [course] = rows(office, Term), rows(office, Offering), rows(office, Course)
    assert (term.code, course.title, offering.fee, offering.times) == ("2027A", "书法", 6000, "Mon 08:30-10:30")
    assert [one.name for one in rows(office, Teacher)] == ["王丽华"]
    assert [one.name for one in rows(office, Venue)] == ["101教室"]
    assert {one.name for one in rows(office, Branch)} >= {"东山"}
    assert len(rows(office, Lesson)) > 10


def test_a_refused_row_leaves_nothing_of_itself_behind(office: Office, make: Maker) -> None:
    assert make.term.code == "2026A"
    result = take(
        office,
        "offerings",
        "班级编号,课程编号,教师,学期,上课时间",
        "K1,新课,新教师,2026A,不懂",
        "K2,新课,新教师,2026A,周一 08:30-10:30",
        create_missing=True,
        keep_good=True,
    )
    assert told(result) == [("times", "times-not-understood")]
    assert [one.code for one in rows(office, Offering)] == ["K2"]
    assert (len(rows(office, Course)), len(rows(office, Teacher))) == (1, 1)


def test_a_clash_in_a_list_is_refused_with_its_line(office: Office, make: Maker) -> None:
    offering = make.new_offering(code="K1")
    head = "班级编号,日期,开始,结束"
    result = take(office, "lessons", head, "K1,2026-12-01,08:30,10:00", "K1,2026-12-01,09:00,10:00", keep_good=True)
    assert len(result.new) == len(result.refused) == 1
    assert result.refused[0].line == 3
    assert [one.offering_id for one in rows(office, Lesson)] == [offering.id]


def test_enrolments_go_by_the_rules_while_the_class_runs(office: Office, make: Maker) -> None:
    make.new_offering(code="K1", capacity=1)
    for name, card in (("张伟", "C1"), ("李雷", "C2")):
        make.new_resident(name, card=card)
    result = take(office, "enrolments", "班级编号,卡号", "K1,C1", "K1,C2", "K1,C9", "K9,C1", keep_good=True)
    assert told(result) == [("card", "no-such-resident"), ("offering", "no-such-offering")]
    assert [one.status for one in rows(office, Enrolment)] == ["enrolled", "waiting"]


def test_marks_come_in_by_card_or_by_name_and_birth_date(office: Office, make: Maker) -> None:
    offering = make.new_offering(code="K1")
    make.new_lesson(offering, datetime(2026, 11, 16, 8, 30))
    resident = make.new_resident("张伟", card="C1", born=date(1960, 1, 1))
    make.enrol(offering, resident)
    head = "班级编号,日期,姓名,出生日期,考勤"
    assert take(office, "attendance", head, "K1,2026-11-16,张 伟,1960.1.1,迟到").written
    again = take(office, "attendance", head, "K1,2026-11-16,张伟,1960-01-01,late", "K1,2026-11-17,张伟,1960-01-01,到")
    assert (again.unchanged, told(again)) == (1, [("date", "no-such-lesson")])


@pytest.mark.parametrize("kind", [kind for kind in COLUMNS if kind != "residents"])
def test_a_row_with_a_blank_where_something_must_stand_is_refused(office: Office, make: Maker, kind: str) -> None:
    assert make.branch.code == "B01"
    required = [one.field for one in COLUMNS[kind] if one.required]
    result = take(office, kind, ",".join([*required, "note"]), ",".join(["x"] + [""] * (len(required) - 1) + [""]))
    assert len(result.refused) == 1 or len(required) == 1
