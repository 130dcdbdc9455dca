"""A list that leaves open who is meant: asked once, answered once. Households and own columns come along."""

import csv
import io
from datetime import date
from typing import Any

import pytest

from commedu_desktop.domain.custom_fields import FieldKind
from commedu_desktop.services.custom_fields import AddField, add_field
from commedu_desktop.services.exports import export_file
from commedu_desktop.services.imports import Answer, ImportRequest, ImportResult, Reading, look_over, take_in
from commedu_desktop.services.office import Office
from commedu_desktop.services.residents import RegisterResident, find_residents, register_resident, resident_detail
from commedu_desktop.services.settings import ChangeSettings, change_settings
from tests.makers import Maker

TODAY = date(2026, 11, 23)
NUMBER = "11010519491231002X"


@pytest.fixture(autouse=True)
def centre(make: Maker) -> None:
    assert make.branch.code == "B01"


def take(office: Office, text: str, **wishes: Any) -> ImportResult:
    layout = look_over(office, "residents", text.encode(), Reading())
    return take_in(office, ImportRequest(layout, keep_good=True, **wishes), actor="Li Na")


def detail(office: Office, name: str) -> Any:
    [found] = office.read(find_residents, name)
    return office.read(resident_detail, found.id, TODAY)


def test_who_looks_like_somebody_known_is_asked_about_with_the_reason(office: Office) -> None:
    known = RegisterResident("张小明", born=date(1956, 2, 3), phone="13800004312")
    key = office.write(register_resident, known, actor="Li Na")
    rows = "姓名,出生日期,电话\n张晓明,1956-02-03,\n张小明,,\n李雷,1956-02-03,\n李磊,1956-02-03,\n"
    seen = take(office, rows, ask=True, dry_run=True)
    told = [(one.line, [(found.who[:3], found.reasons, found.line) for found in one.candidates]) for one in seen.asked]
    assert told == [
        (2, [("张小明", ("sounds-alike", "born"), 0)]),
        (3, [("张小明", ("name",), 0)]),
        (5, [("李雷 ", ("sounds-alike", "born"), 4)]),
    ]
    assert [len(part) for part in (seen.new, seen.changed, seen.refused)] == [1, 0, 0]
    answers = {2: key, 3: Answer.NEW_PERSON, 5: Answer.LEAVE_OUT}
    again = take(office, rows, ask=True, dry_run=True, decided=answers)
    assert (again.asked, len(again.new), len(again.refused)) == ((), 2, 1)
    assert again.changed[0][1].changes == (("name", "张小明", "张晓明"),)
    done = take(office, rows, ask=True, decided=answers)
    assert done.written
    assert sorted(one.name for one in office.read(find_residents, "zhangxiaoming")) == ["张小明", "张晓明"]
    office.undo(actor="Li Na")
    assert [one.name for one in office.read(find_residents, "zhangxiaoming")] == ["张小明"]


def test_what_is_not_answered_is_left_out_and_named_among_the_refused(office: Office) -> None:
    office.write(register_resident, RegisterResident("张小明", born=date(1956, 2, 3)), actor="Li Na")
    done = take(office, "姓名,出生日期\n张晓明,1956-02-03\n赵敏,1990-01-01\n", ask=True)
    assert [one.reason.code for one in done.refused] == ["resident-unclear"]
    assert len(done.new) == 1


def test_strangers_who_share_a_birthday_or_a_name_are_not_asked_about(office: Office) -> None:
    people = [("张伟", "1956-02-03"), ("李娜", "1956-02-03"), ("王芳", "1960-01-01"), ("王芳", "1961-01-01")]
    rows = "姓名,出生日期\n" + "".join(f"{name},{born}\n" for name, born in people)
    seen = take(office, rows, ask=True, dry_run=True)
    assert (seen.asked, len(seen.new)) == ((), 4)


def test_people_at_one_address_form_a_household_when_wished(office: Office) -> None:
    office.write(register_resident, RegisterResident("张小明", address="五中路 1 号 101 室"), actor="Li Na")
    homes = {"李娜": "1 号 101 室", "王芳": "2 号", "赵敏": "1 号 101 室", "钱进": "3 号", "钱多": "3 号"}
    rows = "姓名,地址\n" + "".join(f"{name},五中路 {home}\n" for name, home in homes.items())
    take(office, rows)
    assert detail(office, "李娜").members == ()
    office.undo(actor="Li Na")
    take(office, rows, by_address=True)
    assert {one.name for one in detail(office, "李娜").members} == {"张小明", "赵敏"}
    assert {one.name for one in detail(office, "钱进").members} == {"钱多"}
    assert (detail(office, "王芳").members, detail(office, "王芳").household) == ((), "")
    again = take(office, rows, by_address=True)
    assert (again.unchanged, again.written) == (5, False)


def test_own_fields_and_the_emergency_contact_are_columns_that_read_back(office: Office) -> None:
    fields = (
        ("学历", FieldKind.CHOICE, ("小学", "中学")),
        ("党员", FieldKind.YES_NO, ()),
        ("入住", FieldKind.DATE, ()),
    )
    for one in fields:
        office.write(add_field, AddField(*one), actor="Li Na")
    rows = (
        "姓名,学历,党员,入住,知情同意,紧急联系人,紧急联系电话,关系\n"
        "李娜,中学,否,2020年5月1日,2026-11-20,=王强,138 0000 4312,-儿子\n王芳,大学,,,,,,\n"
    )
    done = take(office, rows)
    assert [(one.field, one.reason.code) for one in done.refused] == [("学历", "own-field-choice")]
    kept = detail(office, "李娜").extra
    assert list(kept.values()) == ["2026-11-20", "=王强", "13800004312", "-儿子", "中学", False, "2020-05-01"]
    for form in ("csv", "xlsx"):
        data = office.read(export_file, "residents", form, "zh_CN", "Li Na")
        layout = look_over(office, "residents", data, Reading())
        assert layout.kept_out == ()
        again = take_in(office, ImportRequest(layout), actor="Li Na")
        assert (again.unchanged, again.refused) == (1, ())
    changed = take(office, "姓名,出生日期,学历\n李娜,,小学\n", ask=True, dry_run=True)
    assert changed.changed[0][1].changes == (("学历", "中学", "小学"),)


def test_columns_that_nobody_fills_are_not_given_out(office: Office) -> None:
    office.write(register_resident, RegisterResident("李娜"), actor="Li Na")
    data = office.read(export_file, "residents", "csv", "en").decode("utf-8-sig")
    assert data.splitlines()[0] == "card,name,sex,born,id number,phone,address,branch,household,groups,joined,note"


def test_masked_numbers_are_given_out_to_others_and_overwrite_nothing(office: Office) -> None:
    office.write(register_resident, RegisterResident("李娜", id_number=NUMBER), actor="Li Na")
    office.write(change_settings, ChangeSettings({"id_number_readers": ("Li Na",)}), actor="Li Na")

    def given(actor: str) -> bytes:
        return office.read(export_file, "residents", "csv", "en", actor)

    def numbers(data: bytes) -> list[str]:
        return [row["id number"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))]

    assert (numbers(given("Li Na")), numbers(given("Wang"))) == ([NUMBER], ["110105********002X"])
    again = take(office, given("Wang").decode("utf-8-sig"))
    assert (again.unchanged, again.refused) == (1, ())
    assert detail(office, "李娜").id_number == NUMBER
