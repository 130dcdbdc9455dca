"""Spreadsheets as people and programs really write them become plain rows, or are refused with a reason."""

import contextlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from commedu_desktop.domain.columns import fields_by_heading, plain_heading
from commedu_desktop.domain.errors import Refused
from commedu_desktop.exchange.spreadsheets import Reading, Rows, read_rows

SHARED = Path(__file__).parents[3] / "shared" / "data"
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂红玉梅辉鹏华飞鑫波斌宇浩凯健俊帆雪荣琴晨旭丹萍建国春花"
HEAD = "姓名,性别,出生日期,电话"


def known(heading: str) -> str:
    return fields_by_heading("residents").get(plain_heading(heading), "")


def read(data: bytes, **wishes: Any) -> Rows:
    return read_rows(data, Reading(**wishes), known)


def first_cells(rows: Rows) -> list[Any]:
    return [line.cells[0] for line in rows.lines]


def refusal(data: bytes, **wishes: Any) -> str:
    with pytest.raises(Refused) as caught:
        read(data, **wishes)
    return caught.value.code


def workbook(fill: Callable[[Any, Any], None]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 1, 1)})
    fill(book, book.add_worksheet())
    book.close()
    return target.getvalue()


names = st.builds(
    lambda a, b: a + b, st.sampled_from(SURNAMES), st.text(st.sampled_from(GIVEN), min_size=1, max_size=2)
)


@settings(max_examples=40, deadline=None)
@given(
    people=st.lists(names, min_size=1, max_size=30),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]),
    separator=st.sampled_from([",", ";", "\t"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_encoding_and_separator_of_chinese_names_are_recognised(
    people: list[str], encoding: str, separator: str, end: str
) -> None:
    text = end.join([HEAD, *(f"{name},女,1960-01-01,13800000000" for name in people)])
    rows = read(text.replace(",", separator).encode(encoding))
    assert rows.headings == tuple(HEAD.split(","))
    assert first_cells(rows) == people


@pytest.mark.parametrize("lines", [1, 40])
def test_traditional_lists_in_big5_are_recognised(lines: int) -> None:
    text = "姓名,性別,出生日期,電話\n" + "陳淑芬,女,1960-01-01,0912345678\n張國榮,男,1956-09-12,\n" * lines
    rows = read(text.encode("big5"))
    assert (rows.reading.encoding, first_cells(rows)[:2]) == ("big5", ["陳淑芬", "張國榮"])


def test_the_guess_can_be_overruled() -> None:
    data = "姓名;备注\n王芳;一,二\n".encode("gb18030")
    rows = read(data, encoding="gb18030", separator=",", heading_line=1)
    assert (rows.reading.separator, rows.headings) == (",", ("姓名;备注",))
    assert "\ufffd" in str(read(data, encoding="utf-8", separator=";").lines[0].cells[0])
    assert refusal(data, encoding="utf-99") == "unknown-encoding"


def test_titles_blank_lines_and_totals_around_the_rows_are_not_rows() -> None:
    text = (
        f"2026年居民登记表,,,\n\n填报单位：五中路,,,\n{HEAD}\n王芳,女,,\n\n"
        + f"李雷,男,,\n{HEAD}\n合 计：2人,,,\n填表人：周敏,,,\n"
    )
    rows = read(text.encode())
    assert rows.reading.heading_line == 4
    assert [(line.number, line.cells[0]) for line in rows.lines] == [(5, "王芳"), (7, "李雷")]
    assert [line.number for line in rows.left_out] == [8, 9, 10]


def test_headings_may_be_in_any_case_width_and_order() -> None:
    rows = read("ＰＨＯＮＥ， Name *,Born（必填）,说不清\n1,2,3,4\n".replace("，", ",").encode())
    assert [known(heading) for heading in rows.headings] == ["phone", "name", "born", ""]


def test_line_numbers_are_those_of_the_editor_also_after_line_breaks_in_cells() -> None:
    rows = read('姓名,备注\n王芳,"一\n二\n三"\n李雷,\n'.encode())
    assert [(line.number, line.cells[0]) for line in rows.lines] == [(2, "王芳"), (5, "李雷")]


def test_a_quotation_mark_that_is_never_closed_is_named_with_its_line() -> None:
    with pytest.raises(Refused) as caught:
        read('姓名,备注\n王芳,好\n李雷,"忘了关\n周敏,\n吴刚,\n'.encode())
    assert (caught.value.code, caught.value.facts) == ("quote-left-open", {"line": 3})


@pytest.mark.parametrize(
    "name",
    ["comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
     "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"],
)  # fmt: skip
@pytest.mark.skipif(not SHARED.exists(), reason="the public CSV files are not beside this checkout")
def test_public_csv_torture_files_are_read_as_their_authors_expect(name: str) -> None:
    folder = SHARED / "csv-spectrum"
    rows = read((folder / f"{name}.csv").read_bytes(), heading_line=1)
    expected = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    found = [dict(zip(rows.headings, line.cells, strict=True)) for line in rows.lines]
    assert json.loads(json.dumps(found).replace("\\r\\n", "\\n")) == json.loads(
        json.dumps(expected).replace("\\r\\n", "\\n")
    )


def test_a_workbook_gives_dates_numbers_and_merged_cells_as_meant() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 4, "2026年居民登记表")
        sheet.write_row(2, 0, ["姓名", "出生日期", "户号", "电话", "时间"])
        sheet.write_row(3, 0, ["王芳"])
        sheet.write_datetime(3, 1, datetime(1960, 2, 29), book.add_format({"num_format": "yyyy/m/d"}))
        sheet.merge_range(3, 2, 4, 2, "H7")
        sheet.write_formula(3, 3, "=13800000000+1", None, 13800000001)
        sheet.write_number(3, 4, 8.5 / 24, book.add_format({"num_format": "hh:mm"}))
        sheet.write_row(4, 0, ["李雷"])

    rows = read(workbook(fill))
    assert rows.lines[0].cells == ("王芳", date(1960, 2, 29), "H7", 13800000001.0, time(8, 30))
    assert (rows.lines[1].number, rows.lines[1].cells[2]) == (5, "H7")


def test_the_sheet_that_holds_the_list_is_chosen_and_can_be_overruled() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["说明", "请先阅读"])
        people = book.add_worksheet("名单")
        people.write_row(0, 0, ["姓名", "电话"])
        people.write_row(1, 0, ["王芳", "138"])
        hidden = book.add_worksheet("旧")
        hidden.write_row(0, 0, ["姓名", "电话", "地址"])
        hidden.hide()

    data = workbook(fill)
    rows = read(data)
    assert (rows.reading.sheet, rows.sheets) == ("名单", ("Sheet1", "名单", "旧"))
    assert read(data, sheet="Sheet1").headings == ("说明", "请先阅读")
    assert refusal(data, sheet="名册") == "no-such-sheet"


def test_two_line_headings_with_merged_cells_are_understood() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 1, 0, "姓名")
        sheet.merge_range(0, 1, 0, 2, "联系")
        sheet.write_row(1, 1, ["电话", "地址"])
        sheet.write_row(2, 0, ["王芳", "138", "五中路1号"])

    rows = read(workbook(fill))
    assert (rows.headings, first_cells(rows)) == (("姓名", "电话", "地址"), ["王芳"])


def test_the_content_decides_and_not_the_file_name() -> None:
    assert refusal(b"%PDF-1.7\n...") == "not-a-table"
    assert refusal(b"<html><table><tr><td>\xd0\xd5\xc3\xfb") == "web-page-not-table"
    assert refusal(b" \r\n\0\0") == "file-empty"
    assert refusal(b"") == "file-empty"


def protected_workbook() -> bytes:
    """An OLE container as Excel writes for a password: what tells is the stream's name in its directory."""
    sector = b"\0" * 512
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = bytes.fromhex("3e000300feff09000600")
    header[44:48] = (1).to_bytes(4, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[56:60] = (4096).to_bytes(4, "little")
    header[60:64] = header[68:72] = b"\xfe\xff\xff\xff"
    header[76:80] = (0).to_bytes(4, "little")
    header[80:] = b"\xff" * 432
    fat = b"\xfd\xff\xff\xff\xfe\xff\xff\xff" + b"\xff" * 504
    entry = bytearray(128)
    name = "EncryptedPackage".encode("utf-16-le") + b"\0\0"
    entry[: len(name)], entry[64:66], entry[66], entry[67] = name, len(name).to_bytes(2, "little"), 2, 1
    entry[68:80] = b"\xff" * 12
    return bytes(header) + fat + bytes(entry) + sector[:384]


def test_a_protected_workbook_says_what_to_do() -> None:
    assert refusal(protected_workbook()) in {"file-protected", "file-broken"}


def simple_workbook() -> bytes:
    return workbook(lambda book, sheet: [sheet.write_row(i, 0, ["姓名", "王芳", i]) for i in range(50)])  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_workbook_is_refused_or_read_but_never_breaks_the_program(data: st.DataObject) -> None:
    whole = bytearray(simple_workbook())
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        whole[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    with contextlib.suppress(Refused):
        assert read(bytes(whole[:cut])).reading.heading_line > 0


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
        packed.open("xl/a.xml", "w") as file,
    ):
        for _ in range(720):
            file.write(bytes(1_000_000))
    assert refusal(target.getvalue()) == "file-too-large"


def test_a_cell_at_the_far_corner_does_not_fill_the_memory() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "姓名"
    sheet["XFD1048576"] = "x"
    target = io.BytesIO()
    book.save(target)
    assert refusal(target.getvalue()) == "sheet-too-wide"


def test_one_huge_cell_does_not_stop_the_other_rows() -> None:
    text = HEAD + "\n王芳,女,,\n" + "长" * 3_000_000 + ",女,,\n李雷,男,,\n"
    assert [cell[:2] for cell in first_cells(read(text.encode()))] == ["王芳", "长长", "李雷"]
