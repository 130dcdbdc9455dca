"""Notices, posters and banners, read back and looked at as a printer would see them."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageChops
from pypdfium2 import PdfDocument

from commedu_desktop.documents.banners import BannerPaper
from commedu_desktop.documents.banners import render as banner
from commedu_desktop.documents.notices import DESIGNS, NoticePaper, render
from commedu_desktop.documents.paper import A4, MARGIN, SIZES
from commedu_desktop.documents.posters import _EDGE, _OVERLAP, POSTERS, poster_size
from tests.documents.reading import all_embedded, left_page, page_size, text_of, words_of


def picture() -> bytes:
    target = BytesIO()
    Image.new("RGB", (300, 200), (40, 90, 160)).save(target, "JPEG")
    return target.getvalue()


FULL = NoticePaper(
    language="zh_CN",
    size="A4",
    kicker="五中路社区教育中心 · 讲座预告",
    title="消防与用电安全讲座",
    subtitle="免费参加，无需报名",
    rows=(("时间", "2026年12月3日（星期四）15:00–17:00"), ("地点", "多功能厅"), ("教师", "买买提·艾力江")),
    text="楼道起烟怎么办？灭火毯怎么用？消防员现场演示。",
    signer="五中路社区教育中心",
    date="二〇二六年十一月二十三日",
    circle=("12.03", "周四"),
    strip="用电安全 12月3日 15:00",
    qr="https://example.org/a",
    qr_caption="扫码报名",
    picture=picture(),
)
ENGLISH = replace(
    FULL,
    language="en",
    kicker="Wuzhong Road Centre · Lecture",
    title="Fire and electrical safety for everyone",
    subtitle="Free, no registration",
    rows=(("When", "Thursday 3 December 2026, 15:00–17:00"), ("Where", "Hall"), ("With", "Nguyễn Văn Ánh")),
    text="What to do when there is smoke in the stairwell. " * 12,
    strip="Fire safety 3 December 15:00",
)


def shown(pdf: bytes, page: int = 0, scale: float = 1.0) -> Image.Image:
    document = PdfDocument(pdf)
    seen: Image.Image = document[page].render(scale=scale, grayscale=True).to_pil().convert("L")
    document.close()
    return seen


@pytest.mark.parametrize("size", ["A4", "A3", "A2"])
@pytest.mark.parametrize("full", [FULL, ENGLISH], ids=["zh", "en"])
@pytest.mark.parametrize("changed", [{}, {"plain": True, "design": "amber"}, {"festive": True, "rows": ()}])
def test_everything_that_was_typed_stands_on_the_paper_and_within_its_edges(
    full: NoticePaper, size: str, changed: dict[str, Any], tmp_path: Path
) -> None:
    notice = replace(full, size=size, **changed)
    pdf = render(notice)
    text = text_of(pdf, tmp_path)
    rows = [said for row in notice.rows for said in row]
    said = [
        notice.kicker,
        notice.title,
        notice.subtitle,
        notice.text,
        notice.signer,
        notice.date,
        *notice.circle,
        *rows,
    ]
    assert [one for one in said if "".join(one.split()) not in text] == []
    assert text.count(notice.strip.split()[0]) >= 8
    assert all_embedded(pdf, tmp_path)
    assert left_page(words_of(pdf, tmp_path), SIZES[size], MARGIN) == []
    assert page_size(pdf) == pytest.approx(SIZES[size], abs=0.02)
    assert [code.text for code in zxingcpp.read_barcodes(shown(pdf, scale=3 * A4[0] / SIZES[size][0]))] == [notice.qr]
    assert pdf == render(notice)


@pytest.mark.parametrize("sheets", POSTERS)
def test_the_sheets_of_a_poster_glued_at_their_marks_are_the_notice(sheets: str) -> None:
    pdf, across, scale = render(replace(FULL, size=sheets)), POSTERS[sheets], 0.5
    wide, high = poster_size(across)
    glued = Image.new("L", (round(wide * scale), round(high * scale)), 255)
    for row in range(across):
        for column in range(across):
            page = shown(pdf, row * across + column, scale)
            edge = round(_EDGE * scale)
            inner = page.crop((edge, edge, page.width - edge, page.height - edge))
            place = (inner.width - round(_OVERLAP * scale)) * column, (inner.height - round(_OVERLAP * scale)) * row
            glued.paste(inner, place)
    whole = shown(render(FULL), 0, scale * wide / A4[0]).resize(glued.size)
    different = ImageChops.difference(glued, whole).point([0] * 128 + [255] * 128)
    assert sum(value > 0 for value in different.tobytes()) < 0.03 * glued.width * glued.height


def test_every_sheet_of_a_poster_says_where_it_belongs_and_has_its_cut_marks(tmp_path: Path) -> None:
    text = text_of(render(replace(FULL, size="2×2 A4")), tmp_path)
    assert [one for one in ("1-1(2×2)", "1-2(2×2)", "2-1(2×2)", "2-2(2×2)") if one not in text] == []
    corner = shown(render(replace(FULL, size="2×2 A4")), 0, 2.0).crop((0, 0, round(_EDGE * 2) - 2, round(_EDGE * 4)))
    assert min(corner.tobytes()) < 200


def test_a_roll_of_honour_keeps_its_columns(tmp_path: Path) -> None:
    names = [f"张{chr(0x4E00 + at * 7)}{chr(0x4F00 + at * 3)}" for at in range(33)]
    lines = "\n".join("\u3000\u3000".join(names[at : at + 5]) for at in range(0, 33, 5))
    pdf = render(replace(FULL, festive=True, rows=(), picture=b"", strip="", text=lines))
    words = {word.text: word for word in words_of(pdf, tmp_path)}
    assert [name for name in names if name not in words] == []
    lefts = {round(words[name].left) for name in names}
    assert len(lefts) == 5
    assert words[names[30]].left == pytest.approx(words[names[0]].left, abs=0.1)


@pytest.mark.parametrize("design", DESIGNS)
def test_a_banner_is_one_giant_character_a_page_all_of_one_size_on_one_line(design: str, tmp_path: Path) -> None:
    for text, size in (("终身学习", "A4"), ("Welcome 张䶮", "A3")):
        pdf = banner(BannerPaper(text, "zh_CN", size, design))
        letters = "".join(text.split())
        assert all_embedded(pdf, tmp_path)
        words = [word for word in words_of(pdf, tmp_path) if word.text in letters and word.foot - word.top > 100]
        assert [word.text for word in words] == list(letters)
        assert {round(word.foot) for word in words} == {round(words[0].foot)}
        page, edge = shown(pdf), round(MARGIN)
        page.paste(255, (edge, edge, page.width - edge, page.height - edge))
        assert min(page.tobytes()) == 255
