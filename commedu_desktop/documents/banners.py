"""Banners: one giant character a page, to be hung side by side."""

from dataclasses import dataclass

from commedu_desktop.documents.fonts import Face, one_line
from commedu_desktop.documents.notices import DESIGNS
from commedu_desktop.documents.paper import A4, INK, MM, SIZES, SOFT, Paper
from commedu_desktop.documents.typesetting import Setting


@dataclass(frozen=True)
class BannerPaper:
    """`text` is printed letter by letter; `design` is one of the notices' colours, or "ink"."""

    text: str
    language: str
    size: str = "A4"
    design: str = "red"


def render(banner: BannerPaper) -> bytes:
    """A page for each character, all of one size on one line; spaces make no page. A number at the foot keeps order."""
    paper = Paper(SIZES.get(banner.size, A4), banner.text, banner.language)
    ink = DESIGNS[banner.design].band if banner.design in DESIGNS else INK
    characters = [one for one in one_line(banner.text) if not one.isspace()] or [" "]
    em, glyphs = Setting(Face.TITLE, 100), paper.glyphs
    widest = max(glyphs.width(character, Face.TITLE) for character in characters) / 1000
    size = min((paper.width - 16 * MM) / max(widest, 0.3), (paper.height - 30 * MM) / 1.05)
    foot = paper.height / 2 - size * 0.36
    for at, character in enumerate(characters):
        paper.text(paper.width / 2, foot, character, em.at(size), ink, "centre")
        paper.text(paper.width / 2, 8 * MM, f"{at + 1} / {len(characters)}", Setting(Face.SANS, 9), SOFT, "centre")
        paper.next_page()
    return paper.finish()
