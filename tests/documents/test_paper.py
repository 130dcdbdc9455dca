"""What every paper promises: nothing dropped, nothing cut off, every font embedded, the same bytes twice."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commedu_desktop.documents.bidi import visual_order
from commedu_desktop.documents.fonts import Face, missing_characters
from commedu_desktop.documents.glyphs import Glyphs
from commedu_desktop.documents.paper import A4, Paper
from commedu_desktop.documents.typesetting import Setting, balanced, fitted, width_of, wrap
from commedu_desktop.documents.vertical import fit_columns, parts
from tests.documents.reading import all_embedded, text_of

KAI = Setting(Face.KAI, 20)


def paper_with(*texts: str) -> bytes:
    paper = Paper(A4, "Names", "zh_CN")
    for at, text in enumerate(texts):
        paper.fit((20, 780 - 24 * at, 550, 22), text, KAI)
    return paper.finish()


RARE = [
    "张䶮",
    "李㛃",
    "王𬭊",
    "赵𠮷",
    "买买提·艾力",
    "Nguyễn Văn Ánh",
    "김철수",
    "Ольга",
    "יוסף בן־דוד",
    "བཀྲ་ཤིས་ཚེ་རིང",
    "ᠪᠠᠲᠤ",
    "ꆈꌠꁱꂷ",
    "مەمەت ئېلى",
    "محمد",
]


def test_rare_and_foreign_names_are_found_in_the_file_with_all_fonts_embedded(tmp_path: Path) -> None:
    pdf = paper_with(*RARE)
    text = re.sub("[\u202a-\u202e\u2066-\u2069]", "", text_of(pdf, tmp_path))
    assert [name for name in RARE if "".join(name.split()) not in text] == []
    assert all_embedded(pdf, tmp_path)
    assert paper_with(*RARE) == pdf


def test_a_character_that_no_face_has_is_named_beforehand_and_shown_as_its_code(tmp_path: Path) -> None:
    texts = [("card 1", "张小明ꦗ"), ("card 2", "李雷"), ("card 3", "ไทยꦗ\u200d")]
    missing = missing_characters(texts)
    assert [(one.character, one.code) for one in missing] == [
        ("ꦗ", "U+A997"),
        ("ไ", "U+0E44"),
        ("ท", "U+0E17"),
        ("ย", "U+0E22"),
    ]
    assert missing[0].whose == ("card 1", "card 3")
    assert "张小明[U+A997]" in text_of(paper_with("张小明ꦗ"), tmp_path)


def test_a_name_of_two_hundred_characters_stays_in_its_place() -> None:
    glyphs = Glyphs()
    for name in ("长" * 200, "W" * 200, "Ab " * 66):
        block = fitted(glyphs, name, KAI, 300, 40)
        assert block.height <= 40
        assert max(width_of(glyphs, line, block.setting) for line in block.lines) <= 300
        assert "".join(block.lines).replace(" ", "") == name.replace(" ", "")


def test_chinese_lines_do_not_begin_with_punctuation_that_closes_nor_end_with_one_that_opens() -> None:
    text = "于二〇二六年春季学期修完“书法楷书一年级”课程，共三十二学时（含实践），成绩合格，准予结业。" * 2
    for width in range(90, 400, 7):
        lines = wrap(Glyphs(), text, KAI, width)
        assert "".join(lines) == text
        assert not [line for line in lines if line[0] in "，。”）" or line[-1] in "“（"]


def test_balanced_lines_are_as_many_as_usual_and_of_like_length() -> None:
    glyphs, text = Glyphs(), "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥" * 2
    usual, even = wrap(glyphs, text, KAI, 400), balanced(glyphs, text, KAI, 400).lines
    assert len(even) == len(usual) == 3
    assert max(map(len, even)) - min(map(len, even)) <= 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.integers(20, 300), st.integers(10, 80))
def test_any_text_fits_any_place(text: str, width: int, height: int) -> None:
    glyphs = Glyphs()
    block = fitted(glyphs, text, KAI, width, height)
    assert block.setting.size <= 2.0 or block.height <= height + 0.1
    assert all(width_of(glyphs, line, block.setting) <= width * 1.35 for line in block.lines)


def test_naughty_strings_print(tmp_path: Path) -> None:
    path = Path(__file__).parents[3] / "shared" / "data" / "blns" / "blns.json"
    naughty = (
        json.loads(path.read_text("utf-8")) if path.exists() else ["<b>&amp;", "%s", "\\n", "\u202eevil", "ﷺ", "\x07"]
    )
    paper = Paper(A4, naughty[3], "en")
    for at, text in enumerate(naughty):
        paper.fit((20, 780 - 24 * (at % 30), 550, 22), text, KAI)
        if at % 30 == 29:
            paper.next_page()
    pdf = paper.finish()
    assert all_embedded(pdf, tmp_path)
    assert "<scriptSRC=" in text_of(paper_with("<script SRC=x>"), tmp_path) or "<script" in text_of(pdf, tmp_path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", [("abc", False)]),
        ("李 محمد ab", [("李 ", False), ("محمد", True), (" ab", False)]),
        ("محمد 12:30", [("12:30", False), ("محمد ", True)]),
        ("יוסף, learner 12", [("יוסף", True), (", learner 12", False)]),
        ("محمد بن عبد الله · B01", [("محمد بن عبد الله", True), (" · B01", False)]),
    ],
)
def test_both_directions_stand_in_visual_order(text: str, expected: list[tuple[str, bool]]) -> None:
    assert visual_order(text) == expected


def test_letters_that_join_are_shaped_and_not_set_one_by_one() -> None:
    glyphs = Glyphs()
    joined, apart = glyphs.width("محمد", Face.KAI), sum(glyphs.width(letter, Face.KAI) for letter in "محمد")
    assert joined < apart
    (shaped,) = glyphs.compose("محمد", Face.KAI)
    (backwards,) = glyphs.compose("دمحم", Face.KAI)
    assert shaped.shows != backwards.shows


def test_quotation_marks_beside_latin_letters_are_narrow_and_are_read_back_as_they_were(tmp_path: Path) -> None:
    glyphs = Glyphs()
    latin, chinese = glyphs.width("“a”", Face.SONG), glyphs.width("“书”", Face.SONG)
    assert latin < 1700
    assert chinese == 3000
    assert "the“Choir’s”course“书法”" in text_of(paper_with("the “Choir’s” course “书法”"), tmp_path)


def test_a_word_is_not_divided_where_a_smaller_size_keeps_it_whole() -> None:
    glyphs = Glyphs()
    for width in range(46, 140, 3):
        for block in (fitted(glyphs, "Lessons held", KAI, width, 60), balanced(glyphs, "Lessons held", KAI, width, 60)):
            whole = block.lines in (("Lessons held",), ("Lessons", "held"))
            assert whole or block.setting.size <= 20 * 0.6


def test_a_character_that_no_face_has_is_shown_in_every_face_of_a_paper(tmp_path: Path) -> None:
    paper = Paper(A4, "Faces", "en")
    for at, face in enumerate(Face):
        paper.text(20, 700 - 40 * at, f"{face.name} ꦗ", Setting(face, 12))
    assert text_of(paper.finish(), tmp_path).count("[U+A997]") == len(Face)


def test_the_same_text_in_columns_is_read_back_and_never_leaves_its_box(tmp_path: Path) -> None:
    text = "于二〇二六年三月修完“English II”课程，（出勤率94%）准予结业。"
    paper = Paper(A4, "Columns", "zh_CN")
    fit_columns(paper, (100, 100, 200, 200), text * 3, Setting(Face.KAI, 30, 1.6))
    pdf = paper.finish()
    read = text_of(pdf, tmp_path)
    assert all(read.count(one) == text.count(one) * 3 for one in set(text) if not one.isspace())
    assert all_embedded(pdf, tmp_path)


def test_an_apostrophe_in_a_column_stays_in_its_word_and_quotation_marks_stand() -> None:
    assert list(parts("赠Zoë O’Connor“楷书”")) == ["赠", "Zoë O’Connor", "“", "楷", "书", "”"]


@pytest.mark.parametrize(
    ("name", "lines"),
    [("买买提·吐尔逊·阿卜杜拉收", 1), ("欧阳上官司马诸葛长名字的居民收", 2), ("王芳收", 1)],
)
def test_a_name_is_rather_a_little_smaller_than_in_two_lines_and_never_leaves_one_character_alone(
    name: str, lines: int
) -> None:
    block = Paper(A4, "Names", "zh_CN").fit_whole((50, 50, 170, 40), name, KAI)
    assert len(block.lines) == lines
    assert min(map(len, block.lines)) >= len(name) // 2


def test_little_pictures_in_a_name_are_printed(tmp_path: Path) -> None:
    text = "李奶奶🌸👩‍🦳"
    assert missing_characters([("card", text)]) == []
    pdf = paper_with(text)
    assert all_embedded(pdf, tmp_path)
    assert text_of(pdf, tmp_path).replace("\u200d", "") == text.replace("\u200d", "")
