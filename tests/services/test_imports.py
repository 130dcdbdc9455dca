"""Lists of residents are taken in whole or not at all, and nobody is taken for somebody else."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Cancelled, Refused
from commedu_desktop.exchange.spreadsheets import read_rows
from commedu_desktop.services.exports import export_file
from commedu_desktop.services.imports import (
    ImportRequest,
    ImportResult,
    Reading,
    look_at,
    refused_rows_file,
    remembered,
    take_in,
)
from commedu_desktop.services.office import Office
from commedu_desktop.store.search import find_ids
from commedu_desktop.store.tables import Branch, CentreSetting, Household, JournalWrite, Resident, ResidentGroup
from tests.makers import Maker

SHARED = Path(__file__).parents[3] / "shared" / "data"
HEAD = "姓名,出生日期,电话,户号,人群类别,卡号,身份证号,备注"


@pytest.fixture
def centre(make: Maker) -> Maker:
    """A centre with a branch and two groups."""
    assert make.branch.code == "B01"
    make.new_group("older-adult", names={"en": "Older adults", "zh_CN": "老年人"})
    make.new_group("women", names={"en": "Women", "zh_CN": "妇女"})
    return make


def take(office: Office, *lines: str, head: str = HEAD, **wishes: Any) -> ImportResult:
    mapping = wishes.pop("mapping", ())
    layout = look_at("residents", "\n".join([head, *lines]).encode(), mapping=mapping)
    return take_in(office, ImportRequest(layout, **wishes), actor="王丽华")


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    return len(result.new), len(result.changed), result.unchanged, len(result.refused)


def reasons(result: ImportResult) -> list[str]:
    return [one.reason.code for one in result.refused]


def people(office: Office) -> list[Resident]:
    return office.read(lambda session: list(session.scalars(select(Resident).order_by(Resident.card))))


def test_a_list_becomes_residents_with_cards_pinyin_households_and_groups(office: Office, centre: Maker) -> None:
    result = take(
        office, "张小明,1956-02-03,138 0000 4312,H1,老年人；妇女,,,", "张 三,1988.3.4,,H1,,,,",
        "李雷,,,,older-adult,K-7,,好",
    )  # fmt: skip
    first, second, third = people(office)
    assert (counts(result), result.written) == ((3, 0, 0, 0), True)
    assert (first.card, first.name, first.pinyin, first.phone) == (
        "B01-000001",
        "张小明",
        "zhang xiao ming",
        "13800004312",
    )
    assert (second.name, second.born, second.household_id) == ("张三", date(1988, 3, 4), first.household_id)
    assert (third.card, third.note) == ("K-7", "好")
    assert office.read(lambda s: s.scalar(select(func.count()).select_from(ResidentGroup))) == 3
    assert office.read(find_ids, "zxm", 5) == [first.id]


def test_the_same_file_twice_changes_nothing(office: Office, centre: Maker) -> None:
    lines = (
        "张小明,1956-02-03,13800004312,H1,老年人,,,",
        "李雷,,139,,,,,",
        "王芳,,,,,,,",
        "周敏,1990-01-01,,,妇女,K-1,,备注",
    )
    take(office, *lines)
    again = take(office, *lines)
    assert (counts(again), again.written) == ((0, 0, 4, 0), False)
    assert (
        len(office.read(lambda s: s.scalars(select(JournalWrite).where(JournalWrite.verb == "import_rows")).all())) == 1
    )


def test_a_blank_never_overwrites_and_old_and_new_are_shown(office: Office, centre: Maker) -> None:
    take(office, "张小明,1956-02-03,13800004312,H1,老年人,K-1,,从前")
    result = take(office, "张小明,,,,妇女,K-1,,现在")
    [(line, changed)] = result.changed
    assert (line, changed.who) == (2, "张小明 (K-1)")
    assert {name: (old, new) for name, old, new in changed.changes} == {
        "note": ("从前", "现在"),
        "groups": ("", "妇女"),
    }
    [resident] = people(office)
    assert (resident.born, resident.phone, resident.note) == (date(1956, 2, 3), "13800004312", "现在")


def test_with_one_refused_row_nothing_is_written_unless_the_good_are_kept(office: Office, centre: Maker) -> None:
    lines = ("张小明,1956-02-03,,,,,,", "李雷,1956-13-03,,,,,,")
    result = take(office, *lines)
    assert (counts(result), result.written, people(office)) == ((1, 0, 0, 1), False, [])
    [refused] = result.refused
    assert (refused.line, refused.field, refused.reason.code) == (3, "born", "not-a-date")
    assert take(office, *lines, keep_good=True).written
    assert [one.name for one in people(office)] == ["张小明"]


def test_a_dry_run_says_the_same_and_writes_nothing(office: Office, centre: Maker) -> None:
    lines = ("张小明,1956-02-03,,H1,,,,", "李雷,,,,不存在,,,")
    dry = take(office, *lines, dry_run=True, keep_good=True)
    assert (people(office), office.read(lambda s: s.scalars(select(Household)).all())) == ([], [])
    wet = take(office, *lines, keep_good=True)
    assert (dry.new, reasons(dry)) == (wet.new, reasons(wet))


def test_one_undo_takes_a_whole_import_back(office: Office, centre: Maker) -> None:
    take(office, "张小明,1956-02-03,13800004312,H1,老年人,,,")
    take(office, "张小明,1956-02-03,13900000000,H2,妇女,,,", "李雷,1970-01-01,,H2,,,,")
    office.undo(actor="王丽华")
    [resident] = people(office)
    assert (resident.phone, office.read(find_ids, "李雷", 5)) == ("13800004312", [])
    office.redo(actor="王丽华")
    assert [one.name for one in people(office)] == ["张小明", "李雷"]


def test_cancelling_rolls_everything_back(office: Office, centre: Maker) -> None:
    def stop(done: int, total: int) -> None:
        if done:
            raise Cancelled

    layout = look_at("residents", "\n".join(["姓名,电话", *(f"王{n},1{n:010}" for n in range(600))]).encode())
    with pytest.raises(Cancelled):
        take_in(office, ImportRequest(layout), actor="王丽华", progress=stop)
    assert people(office) == []


SAME_NAMES = [
    ("born differs", "张伟,1960-01-01,,,,,,", "张伟,1970-01-01,,,,,,", (1, 0, 0, 0)),
    ("phone differs", "张伟,,13811111111,,,,,", "张伟,,13822222222,,,,,", (1, 0, 0, 0)),
    ("same phone, born comes to light", "张伟,,13811111111,,,,,", "张伟,1970-01-01,13811111111,,,,,", (0, 1, 0, 0)),
    ("nothing to tell", "张伟,1960-01-01,,,,,,", "张伟,,,,,,,好", (0, 0, 0, 1)),
    ("new phone", "张伟,1960-01-01,13811111111,,,,,", "张伟,1960-01-01,13822222222,,,,,", (0, 1, 0, 0)),
]


@pytest.mark.parametrize(
    ("before", "row", "expected"), [case[1:] for case in SAME_NAMES], ids=[c[0] for c in SAME_NAMES]
)
def test_the_same_name_is_the_same_person_only_with_proof(
    office: Office, centre: Maker, before: str, row: str, expected: tuple[int, int, int, int]
) -> None:
    take(office, before)
    assert counts(take(office, row)) == expected


def test_who_is_in_doubt_is_named(office: Office, centre: Maker) -> None:
    take(office, "张伟,1960-01-01,13811111111,,,K-1,,")
    [refused] = take(office, "张伟,,,,,,,好").refused
    assert (refused.reason.code, refused.reason.facts["who"]) == ("resident-unclear", ["张伟 (K-1, 1960-01-01)"])


def test_a_mistyped_card_does_not_overwrite_somebody_else(office: Office, centre: Maker) -> None:
    take(office, "张伟,1960-01-01,,,,K-1,,", "李雷,1970-01-01,,,,K-2,,")
    result = take(office, "李雷,1970-01-01,,,,K-1,,", "李雷,1970-01-01,,,,K-9,,")
    assert reasons(result) == ["card-of-other-person", "resident-has-other-card"]


def test_an_id_number_gives_birth_date_and_sex_and_must_fit(office: Office, centre: Maker) -> None:
    assert take(office, "王芳,,,,,,310104199003070042,").written
    [resident] = people(office)
    assert (resident.born, resident.sex) == (date(1990, 3, 7), "F")
    result = take(office, "李雷,1991-03-07,,,,,310104199003070034,", "周敏,,,,,,3.10104E+17,")
    assert [(one.field, one.reason.code) for one in result.refused][1] == ("id number", "number-lost-digits")
    assert result.refused[0].field in {"born", "id number"}


def test_somebody_twice_in_one_list_must_be_the_same_both_times(office: Office, centre: Maker) -> None:
    line = "张伟,1960-01-01,13811111111,,,,,"
    result = take(office, line, line, "张伟,1960-01-01,13822222222,,,,,")
    assert (counts(result), result.refused[0].reason.facts["line"]) == ((1, 0, 1, 1), 2)


def test_a_card_of_somebody_merged_means_the_one_who_stayed(office: Office, centre: Maker) -> None:
    stays = centre.new_resident("张伟", card="K-1", born=date(1960, 1, 1))
    centre.new_resident("张伟", card="K-2", merged_into_id=stays.id, archived=True)
    assert counts(take(office, "张伟,,13811111111,,,K-2,,")) == (0, 1, 0, 0)
    assert people(office)[0].phone == "13811111111"


def test_branches_are_found_by_code_or_name_or_made_when_asked(office: Office, centre: Maker) -> None:
    head = "姓名,校区"
    assert reasons(take(office, "张伟,东山", head=head)) == ["no-such-branch"]
    assert take(office, "张伟,东山", "李雷,b01", "王芳,东 山", head=head, create_missing=True).written
    branches = office.read(lambda s: {row.name: row.parent_id for row in s.scalars(select(Branch))})
    assert branches["东山"] == centre.branch.id
    assert len(branches) == 2


def test_columns_can_be_said_and_are_remembered_for_the_next_file(office: Office, centre: Maker) -> None:
    head = "谁,打给谁,姓名"
    layout = look_at(
        "residents",
        f"{head}\n张伟,13811111111,x\n".encode(),
        mapping=[("谁", "name"), ("打给谁", "电话"), ("姓名", "")],
    )
    assert layout.fields == ("name", "phone", "")
    take_in(office, ImportRequest(layout), actor="a")
    kept = office.read(remembered, "residents", layout.rows.headings)
    again = look_at("residents", f"{head}\n李雷,139,y\n".encode(), Reading(), (), kept)
    assert (again.fields, again.recalled) == (("name", "phone", ""), True)


def test_a_second_column_for_a_field_is_kept_out_and_reported() -> None:
    layout = look_at("residents", "姓名,电话,手机,电话,爱好\n张伟,1,2,3,4\n".encode())
    assert (layout.fields, layout.kept_out) == (("name", "phone", "", "", ""), ("手机", "电话", "爱好"))


def test_a_file_without_the_columns_that_matter_is_refused(office: Office, centre: Maker) -> None:
    with pytest.raises(Refused, match="columns-missing"):
        take(office, "1,2", head="甲,乙")
    for mapping, code in (([("丙", "name")], "no-such-column"), ([("甲", "名")], "no-such-field")):
        with pytest.raises(Refused, match=code):
            look_at("residents", "甲,乙\n1,2\n".encode(), mapping=mapping)


def test_refused_rows_come_back_as_a_file_that_can_be_corrected_and_taken_in(office: Office, centre: Maker) -> None:
    layout = look_at("residents", "姓名,出生日期\n张伟,1960-13-01\n".encode())
    result = take_in(office, ImportRequest(layout), actor="a")
    data = refused_rows_file(layout, result.refused, ["不是日期"], ("行号", "原因"))
    rows = read_rows(data, Reading(), lambda _heading: "")
    assert (rows.headings, rows.lines[0].cells) == (
        ("行号", "姓名", "出生日期", "原因"),
        ("2", "张伟", "1960-13-01", "不是日期"),
    )
    corrected = look_at("residents", data.replace(b"-13-", b"-12-"))
    assert take_in(office, ImportRequest(corrected), actor="a").written


@pytest.mark.skipif(not SHARED.exists(), reason="the public naughty strings are not beside this checkout")
def test_naughty_strings_are_taken_in_or_refused_row_by_row_and_export_unchanged(office: Office, centre: Maker) -> None:
    naughty = json.loads((SHARED / "blns" / "blns.json").read_text(encoding="utf-8"))
    from commedu_desktop.exchange.tables import Table, write_table

    rows = [(text or "空", f"1{number:010}", text) for number, text in enumerate(naughty)]
    layout = look_at("residents", write_table(Table("x", ("姓名", "电话", "备注"), rows, ("text",) * 3), "csv"))
    result = take_in(office, ImportRequest(layout, keep_good=True), actor="a")
    assert (result.written, len(result.new) > 450) == (True, True)
    assert set(reasons(result)) <= {
        "name-missing",
        "name-too-long",
        "cell-unreadable",
        "number-lost-digits",
    }


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_is_exported_imports_back_unchanged(office: Office, centre: Maker, form: str, language: str) -> None:
    take(
        office,
        "张小明,1956-02-03,138 0000 4312,H1,老年人；妇女,,310104195602030036,=1+1",
        "李雷,,139,,,+7,,'-x",
        keep_good=True,
    )
    before = [vars(one) | {"_sa_instance_state": None} for one in people(office)]
    data = office.read(export_file, "residents", form, language)
    result = take_in(office, ImportRequest(look_at("residents", data)), actor="a")
    assert counts(result) == (0, 0, len(before), 0)
    assert [vars(one) | {"_sa_instance_state": None} for one in people(office)] == before


def test_an_unusual_layout_is_kept_only_once(office: Office, centre: Maker) -> None:
    for name in ("张伟", "李雷"):
        take(office, f"{name},13811111111", head="谁,电话", mapping=[("谁", "name")])

    def kept(session: Session) -> int:
        return len(session.scalars(select(CentreSetting).where(CentreSetting.key.startswith("import-layout"))).all())

    assert office.read(kept) == 1
