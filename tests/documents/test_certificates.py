"""Certificates on paper: each design in each language, whatever the name; read back with poppler."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from commedu_desktop.documents.certificate_designs import DESIGNS
from commedu_desktop.documents.certificates import SIZE, CertificateBatch, CertificatePaper, Picture, Sheet, render
from commedu_desktop.documents.paper import MARGIN
from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.services.certificate_words import CertificateFacts, captions, number_line, wording
from tests.documents.reading import all_embedded, left_page, text_of, words_of

NAMES = [
    "王芳",
    "欧阳小明",
    "买买提·艾力江·阿卜杜热合曼",
    "尼玛·扎西·次仁",
    "张䶮",
    "李㛃𬭊",
    "مەمەت ئېلى",
    "محمد بن عبد الله",
    "יוסף בן דוד",
    "Anna-Maria Wolfeschlegelsteinhausenbergerdorff",
    "Nguyễn Văn Ánh",
    "长" * 200,
    "Äb cď " * 33,
]
LANGUAGES = [("zh_CN", ""), ("zh_CN", "en"), ("en", ""), ("en", "zh_CN")]


def batch(design: str, language: str, second: str, kind: CertificateType, face: str = "kai") -> CertificateBatch:
    papers = []
    for serial, name in enumerate(NAMES):
        facts = CertificateFacts(
            type=kind,
            name=name,
            latin_name="Zhang Xiaoming",
            course="书法“楷书”一年级",
            hours=32,
            attended=16,
            rate=Fraction(94, 100),
            starts=date(2026, 9, 1),
            ends=date(2027, 1, 23),
            centre="五中路街道社区教育中心",
            issued_on=date(2027, 1, 23),
            credits=Fraction(2),
        )
        words = wording(facts, language, second=second)
        said = tuple(captions(language, "3F2A 91C4 07BE 55D0"))
        sheet = Sheet(words["title"], words["title_second"], words["lead"], words["issuer"], said, "", design, (), face)
        number = number_line(f"B01-2027-{serial:06}", language)
        texts = (words["name_second"], words["body"], words["body_second"], number, words["date"])
        papers.append(CertificatePaper(sheet, name, *texts, "CE1~code"))
    return CertificateBatch("Certificates", language, papers, len(papers))


def plain(text: str) -> str:
    """Without spaces and marks of direction."""
    return re.sub("[\\s\u00a0\u202a-\u202e\u2066-\u2069]", "", text)


@pytest.mark.parametrize("language", LANGUAGES, ids="+".join)
@pytest.mark.parametrize("design", DESIGNS)
def test_every_name_is_found_every_font_embedded_and_nothing_leaves_the_page(
    design: str, language: tuple[str, str], tmp_path: Path
) -> None:
    kind = list(CertificateType)[(list(DESIGNS).index(design) + LANGUAGES.index(language)) % len(CertificateType)]
    made = batch(design, *language, kind)
    pdf = render(made)
    text = plain(text_of(pdf, tmp_path))
    assert [name for name in NAMES[:-1] if plain(name) not in text] == []
    assert (text.count("Äb"), text.count("cď")) == (33, 33)
    assert all_embedded(pdf, tmp_path)
    assert left_page(words_of(pdf, tmp_path), SIZE, MARGIN) == []
    assert pdf == render(batch(design, *language, kind))


@pytest.mark.parametrize("kind", CertificateType)
@pytest.mark.parametrize("face", ["kai", "song"])
def test_each_kind_says_all_of_its_words_in_both_languages(kind: CertificateType, face: str, tmp_path: Path) -> None:
    for language, second in (("zh_CN", "en"), ("en", "zh_CN")):
        made = batch("vermilion", language, second, kind, face)
        paper = next(iter(made.certificates))
        text = plain(text_of(render(replace(made, certificates=(paper,), count=1)), tmp_path))
        for said in (paper.sheet.title, paper.sheet.title_second, paper.body, paper.body_second, paper.number):
            assert plain(said) in text


def test_a_scroll_reads_from_the_top_of_its_right_column_to_the_foot_of_its_left_one(tmp_path: Path) -> None:
    made = batch("scroll", "zh_CN", "", CertificateType.COMPLETION)
    paper = next(iter(made.certificates))
    words = words_of(render(replace(made, certificates=(paper,), count=1)), tmp_path)
    columns = [max(word.left for word in words if word.text.startswith(first)) for first in ("结", "王", "五")]
    assert columns == sorted(columns, reverse=True)


def test_sheets_of_a_batch_that_differ_are_drawn_once_each() -> None:
    one = render(batch("jade", "zh_CN", "", CertificateType.COMPLETION))
    both = batch("jade", "zh_CN", "", CertificateType.COMPLETION)
    papers = [
        replace(paper, sheet=replace(paper.sheet, design=design))
        for paper, design in product(both.certificates, ("jade", "ink"))
    ]
    mixed = render(replace(both, certificates=papers))
    assert (one.count(b"/Subtype /Form"), mixed.count(b"/Subtype /Form")) == (1, 2)


def test_the_words_under_a_seal_stay_to_be_seen() -> None:
    made = batch("ink", "zh_CN", "", CertificateType.COMPLETION)
    paper = next(iter(made.certificates))
    target = BytesIO()
    Image.new("RGB", (60, 60), (220, 30, 30)).save(target, "PNG")
    sealed = replace(paper.sheet, pictures=(Picture(target.getvalue(), 245.0, 45.0, 38.0),))
    pages = PdfDocument(render(replace(made, certificates=(replace(paper, sheet=sealed),), count=1)))
    shown = pages[0].render(scale=2).to_pil().convert("RGB")
    pages.close()
    point = 2 * 72 / 25.4
    middle = shown.crop([round(point * side) for side in (230, 210 - 60, 260, 210 - 30)])
    seen = {colour for _count, colour in middle.getcolors(1 << 20)}
    assert (220, 30, 30) in seen
    assert min(max(colour) for colour in seen) < 60


def test_a_long_title_of_a_scroll_is_set_in_columns_alike_and_the_mark_of_a_reprint_stays_clear(tmp_path: Path) -> None:
    made = batch("scroll", "zh_CN", "", CertificateType.HONOUR)
    paper = next(iter(made.certificates))
    sheet = replace(paper.sheet, title="优秀社区学习共同体带头人荣誉证书", mark="补 印")
    words = words_of(render(replace(made, certificates=(replace(paper, sheet=sheet),), count=1)), tmp_path)
    mark = [word for word in words if word.text in ("补", "印")]
    title = [word for word in words if word.left > 220 * 72 / 25.4]
    columns = {round(word.left) for word in title}
    feet = [max(word.foot for word in title if round(word.left) == column) for column in columns]
    assert len(mark) == len(columns) == 2
    assert max(word.right for word in mark) < 60 * 72 / 25.4
    assert max(feet) - min(feet) < 100
