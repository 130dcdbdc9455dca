"""Lines end where a Chinese or an English reader would end them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop.documents.breaking import breaks, pieces
from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.glyphs import Glyphs
from commedu_desktop.documents.typesetting import Setting, balanced

TITLE, BODY = Setting(Face.TITLE, 62, 1.22), Setting(Face.KAI, 19, 1.75)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("世界艾滋病日", ("世界", "艾滋病日")),
        ("消防与用电安全讲座", ("消防与用电", "安全讲座")),
        ("冬季用电与燃气安全", ("冬季用电", "与燃气安全")),
        ("国际消费者权益日", ("国际消费者", "权益日")),
        ("全民终身学习活动周", ("全民终身学习", "活动周")),
        ("12月3日（星期四）讲座", ("12月3日", "（星期四）讲座")),
        ("World AIDS Day", ("World", "AIDS Day")),
    ],
)
def test_a_title_is_broken_between_words_and_its_lines_are_alike(title: str, lines: tuple[str, ...]) -> None:
    assert balanced(Glyphs(), title, TITLE, 343, 170).lines == lines


def test_a_text_is_broken_where_a_reader_pauses_and_never_inside_a_date_a_number_or_a_word() -> None:
    text = (
        "于二〇二六年九月一日至二〇二七年一月二十三日修完“二十四式太极拳”课程，"
        "共三十二学时，计1.5学分，出勤率百分之九十四，成绩合格，准予结业。"
    )
    whole = ("二〇二六年", "九月一日", "一月二十三日", "三十二学时", "1.5学分", "百分之九十四", "二十四式", "课程")
    for width in range(240, 560, 20):
        lines = balanced(Glyphs(), text, BODY, width).lines
        assert "".join(lines) == text
        assert [one for one in whole if not any(one in line for line in lines)] == []
    assert balanced(Glyphs(), text, BODY, 538).lines[-1].startswith(("计", "出勤率", "共"))


@given(st.text(max_size=80))
def test_pieces_lose_and_change_nothing(text: str) -> None:
    assert "".join(pieces(text)) == text
    assert all(pieces(text))


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40), st.integers(60, 300), st.integers(1, 5))
def test_lines_are_as_many_as_asked_and_none_is_too_wide_or_there_is_no_answer(
    wide: list[int], width: int, count: int
) -> None:
    line = [("字", float(one), float(one)) for one in wide]
    ends = breaks(line, width, count)
    if ends:
        starts = [0, *ends[:-1]]
        assert (len(ends), ends[-1]) == (count, len(line))
        assert all(0 < sum(wide[at:end]) <= width for at, end in zip(starts, ends, strict=True))


def test_words_are_listed_once_and_no_longer_than_is_looked_for() -> None:
    from commedu_desktop.documents.breaking import _LONGEST, _words

    assert {word for word in _words() if not re.fullmatch(f"[\u4e00-\u9fff]{{2,{_LONGEST}}}", word)} == set()


def test_dots_and_quotation_marks_are_narrow_in_a_line_of_english_and_wide_among_chinese() -> None:
    glyphs = Glyphs()
    assert glyphs.width("Room 1 · Choir", Face.SANS) < glyphs.width("Room 1  Choir", Face.SANS) + 500
    assert glyphs.width("买买提·艾力", Face.SANS) == 6000
    english, chinese = "has completed “书法” in spring", "修完“书法”课程"
    assert glyphs.width(english, Face.SONG) < glyphs.width(english.replace("“", "").replace("”", ""), Face.SONG) + 1100
    assert glyphs.width(chinese, Face.SONG) == 8000


def test_the_parts_of_an_address_and_of_a_telephone_number_stay_together() -> None:
    found = list(pieces("吴中路 1 号 3 幢 2 单元 502 室，8 号楼"))
    assert found[-5:] == ["1 号 ", "3 幢 ", "2 单元 ", "502 室，", "8 号楼"]
    assert list(pieces("李雷 · 158 0000 0242")) == ["李", "雷 · ", "158 0000 0242"]
