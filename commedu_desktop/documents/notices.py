"""Notices for the bulletin board: portrait, readable from three metres, with tear-off strips and a code if wanted."""

from dataclasses import dataclass

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.frames import fret_band
from commedu_desktop.documents.ornament import watermark
from commedu_desktop.documents.paper import (
    A4,
    FAINT,
    GREEN,
    INK,
    PALE,
    SIZES,
    SOFT,
    WHITE,
    Box,
    Colour,
    Paper,
    colour,
    lighter,
)
from commedu_desktop.documents.pictures import opened_picture
from commedu_desktop.documents.posters import POSTERS, tiled
from commedu_desktop.documents.typesetting import Block, Setting, balanced, by_script, fitted, width_of


@dataclass(frozen=True)
class NoticeDesign:
    """Colours of a notice."""

    band: Colour
    pale: Colour


DESIGNS = {
    "green": NoticeDesign(GREEN, PALE),
    "red": NoticeDesign(colour("#A8281E"), colour("#F8E9E4")),
    "blue": NoticeDesign(colour("#24527F"), colour("#E4EDF5")),
    "amber": NoticeDesign(colour("#9A5B0B"), colour("#F9EEDC")),
}


@dataclass(frozen=True)
class NoticePaper:
    """One notice. `rows` are label and value of time, place …; `circle` is the date, large and small.

    `size` is one of SIZES, or of POSTERS: several A4 sheets to be glued together. `strip` is the text of the tear-off
    strips, or empty; `plain` prints no filled band, to save toner; `festive` adds ornament.
    """

    language: str
    size: str
    kicker: str
    title: str
    subtitle: str
    rows: tuple[tuple[str, str], ...]
    text: str
    signer: str
    date: str
    circle: tuple[str, str] = ("", "")
    strip: str = ""
    qr: str = ""
    qr_caption: str = ""
    design: str = "green"
    picture: bytes = b""
    plain: bool = False
    festive: bool = False


_STRIPS = 8
_LARGER = (1.4, 1.3, 1.2, 1.1)
"""By how much time, place and teacher grow on a notice that would be half empty."""
COLUMN = "\u3000\u3000"
"""Between the names of a line of a roll of honour."""


def render(notice: NoticePaper) -> bytes:
    """One page of the wanted size; A3 and A2 are the same page, larger; posters are tiles of it."""
    if notice.size in POSTERS:
        sheets = POSTERS[notice.size]
        return tiled(notice.title, notice.language, sheets, lambda paper, k: _Notice(paper, notice, k).draw())
    size = SIZES.get(notice.size, A4)
    paper = Paper(size, notice.title, notice.language)
    _Notice(paper, notice, size[0] / A4[0]).draw()
    return paper.finish()


class _Notice:
    """`k` is how much larger the page is than A4; all lengths are those of A4 times k."""

    def __init__(self, paper: Paper, notice: NoticePaper, k: float) -> None:
        self.paper, self.notice, self.k = paper, notice, k
        self.design = DESIGNS.get(notice.design, DESIGNS["green"])
        self.side = 51 * k
        self.wide = paper.width - 2 * self.side
        self._scale = 1.0

    def draw(self) -> None:
        top = self._band()
        foot = self._strips() if self.notice.strip else 30 * self.k
        foot = self._signature(foot)
        top = self._rows(top - (36 if self.notice.festive else 26) * self.k, foot)
        self._text(top, foot)

    def _set(self, face: Face, size: float, leading: float = 1.3) -> Setting:
        return Setting(face, size * self.k, leading)

    def _hand(self, text: str, size: float) -> Setting:
        return by_script(text, self._set(Face.KAI, size), self._set(Face.SONG, size))

    def _band(self) -> float:
        """The title's band; returns its foot."""
        k, paper, notice = self.k, self.paper, self.notice
        room = self.wide - (150 * k if notice.circle[0] else 0)
        title = self._title(room)
        height = max(200 * k, title.height + 150 * k)
        foot = paper.height - height
        ink, soft = (INK, SOFT) if notice.plain else (WHITE, WHITE)
        if notice.plain:
            paper.line(self.side, foot, paper.width - self.side, foot, 2.4 * k, self.design.band)
        else:
            paper.fill((0, foot, paper.width, height), self.design.band)
        if notice.festive:
            self._ornament(foot, height)
        kicker = (self.side, paper.height - 72 * k, self.wide, 20 * k)
        paper.fit(kicker, notice.kicker, self._set(Face.SANS, 15), soft)
        paper.block(self.side, paper.height - 88 * k, title, self.design.band if notice.plain else ink)
        subtitle = (self.side, foot + 18 * k, room, 34 * k)
        paper.fit(subtitle, notice.subtitle, self._set(Face.SANS, 17), soft)
        if notice.circle[0]:
            self._circle(foot + height / 2)
        return foot

    def _title(self, room: float) -> Block:
        """On one line where that makes it little smaller."""
        glyphs, title, setting = self.paper.glyphs, self.notice.title, self._set(Face.TITLE, 62, 1.22)
        whole = fitted(glyphs, title, setting, room, lines=1)
        if len(whole.lines) == 1 and whole.setting.size >= 0.8 * setting.size:
            return whole
        return balanced(glyphs, title, setting, room, 170 * self.k)

    def _ornament(self, foot: float, height: float) -> None:
        """A flower that rises behind the title and another, paler, at the foot of the page; a fret between them."""
        k, paper = self.k, self.paper
        if not self.notice.plain:
            with paper.clipped((0, 0, paper.width, foot)):
                watermark(paper, paper.width * 0.84, foot * 0.2, paper.width * 0.42, self.design.pale)
        ink = self.design.pale if self.notice.plain else lighter(self.design.band)
        with paper.clipped((0, foot, paper.width, height)):
            watermark(paper, paper.width * 0.8, foot + height * 0.3, height * 0.92, ink)
        fret_band(paper, self.side, foot - 15 * k, paper.width - 2 * self.side, 10 * k, self.design.band)

    def _circle(self, y: float) -> None:
        k, large, small = self.k, *self.notice.circle
        x, radius = self.paper.width - self.side - 58 * k, 66 * k
        self.paper.disc(x, y, radius, self.design.pale)
        box = (x - radius * 0.84, y - 8 * k, radius * 1.68, 44 * k)
        self.paper.fit(box, large, self._set(Face.TITLE, 34, 1.0), self.design.band, "centre")
        box = (x - radius * 0.8, y - 36 * k, radius * 1.6, 26 * k)
        self.paper.fit(box, small, self._set(Face.SANS, 15), self.design.band, "centre")

    def _rows(self, top: float, foot: float) -> float:
        """Time, place, teacher …: larger where there is room, smaller where the text and a picture need it.

        Returns where they end.
        """
        for scale in (*(_LARGER if not self.notice.picture else ()), 1.0, 0.86, 0.74, 0.62):
            self._scale = scale
            lines = [self._row(label, value, scale) for label, value in self.notice.rows if value]
            height = sum(tall for _named, _block, tall in lines)
            if top - height - foot >= self._needed() and self._grown():
                break
        k, paper = self.k, self.paper
        for named, block, tall in lines:
            paper.block(self.side, top - 12 * k * scale, named, self.design.band)
            paper.block(self.side + self._beside(scale), top - 10 * k * scale, block)
            top -= tall
            paper.line(self.side, top, paper.width - self.side, top, 0.6 * k, FAINT)
        return top

    def _needed(self) -> float:
        """Points below the rows for a picture and the text; larger rows leave the whole text its size."""
        if self.notice.picture:
            return (150 if self.notice.text else 200) * self.k
        if self._scale <= 1 or not self.notice.text:
            return (70 if self.notice.text else 0) * self.k
        return fitted(self.paper.glyphs, self.notice.text, self._text_setting(), self.wide).height + 50 * self.k

    def _grown(self) -> bool:
        """Whether larger rows are in as many lines as usual, and all of one size."""
        values = [value for _label, value in self.notice.rows if value]
        grown, usual = ([self._row("", value, scale)[1] for value in values] for scale in (self._scale, 1.0))
        wanted = 24 * self.k * self._scale
        alike = all(block.setting.size == wanted for block in grown)
        return self._scale <= 1 or (alike and [len(one.lines) for one in grown] == [len(one.lines) for one in usual])

    def _beside(self, scale: float) -> float:
        """How far the values stand from the labels' left."""
        return 52 * self.k * (1 + max(1.0, scale))

    def _row(self, label: str, value: str, scale: float) -> tuple[Block, Block, float]:
        """Label, value, and the height of both with their rule."""
        k, glyphs, beside = self.k, self.paper.glyphs, self._beside(scale)
        block = balanced(glyphs, value, self._set(Face.SANS, 24 * scale), self.wide - beside, 66 * k * scale)
        named = fitted(glyphs, label, self._set(Face.TITLE, 22 * scale), beside - 8 * k, 34 * k * scale)
        return named, block, max(10 * k * scale + block.height, 42 * k * scale) + 10 * k * scale

    def _text(self, top: float, foot: float) -> None:
        """The free text and the picture share what is left: side by side below rows, else one above the other."""
        k, paper, height, wide = self.k, self.paper, top - foot - 30 * self.k, self.wide
        if self.notice.picture and height > 30 * k:
            box = (self.side, foot + 8 * k, wide, height * (0.62 if self.notice.text else 1) - 10 * k)
            if self.notice.text and self.notice.rows:
                wide = self.wide * 0.56
                box = (self.side + wide + 16 * k, foot + 14 * k, self.wide - wide - 16 * k, height)
            else:
                height -= box[3] + 10 * k
            paper.image(opened_picture(self.notice.picture), box)
        if not self.notice.text or height <= 0:
            return
        if self.notice.festive and COLUMN in self.notice.text:
            self._columns(top, height)
            return
        block = balanced(paper.glyphs, self.notice.text, self._text_setting(), wide, height)
        if self.notice.festive:
            paper.block(paper.width / 2, top - 20 * k - max(0, (height - block.height) * 0.28), block, INK, "centre")
        else:
            lower = 0.0 if self.notice.rows or self.notice.picture else max(0.0, height - block.height) * 0.16
            paper.block(self.side, top - 20 * k - lower, block)

    def _columns(self, top: float, height: float) -> None:
        """Names one below the other, each column as wide as the widest name, in the middle of the page."""
        k, glyphs = self.k, self.paper.glyphs
        lines = [line.split(COLUMN) for line in self.notice.text.splitlines()]
        across, gap = max(map(len, lines)), 1.6
        size = 30.0
        while True:
            setting = by_script(self.notice.text, self._set(Face.KAI, size, 1.7), self._set(Face.SANS, size, 1.6))
            widest = max(width_of(glyphs, name, setting) for line in lines for name in line)
            step, down = widest + gap * setting.size, setting.leading * setting.size
            if (step * across <= self.wide + gap * setting.size and down * len(lines) <= height) or size < 4:
                break
            size *= 0.94
        left = (self.paper.width - step * across + gap * setting.size) / 2
        first = top - 20 * k - setting.size - max(0, (height - down * len(lines)) * 0.2)
        for row, line in enumerate(lines):
            for at, name in enumerate(line):
                self.paper.text(left + at * step, first - row * down, name, setting)

    def _text_setting(self) -> Setting:
        """Large where the text has the page for itself."""
        size = 25 * max(1.0, self._scale) if self.notice.rows else 46 if self.notice.festive else 42
        kai = self._set(Face.KAI, size, 1.6) if self.notice.festive else self._set(Face.SANS, size, 1.55)
        return by_script(self.notice.text, kai, self._set(Face.SANS, size * 0.9, 1.5))

    def _signature(self, foot: float) -> float:
        """Who signs, when, and the code; returns what is left above."""
        k, paper, notice = self.k, self.paper, self.notice
        used = foot
        if notice.qr:
            paper.qr(self.side, foot + 18 * k, 84 * k, notice.qr)
            caption = (self.side + 96 * k, foot + 18 * k, 150 * k, 84 * k)
            paper.fit(caption, notice.qr_caption, self._set(Face.SANS, 13, 1.45), SOFT)
            used = foot + 116 * k
        if notice.signer or notice.date:
            left = paper.width / 2
            box = (left, foot + 42 * k, paper.width - self.side - left, 24 * k)
            paper.fit(box, notice.signer, self._hand(notice.signer, 18), INK, "right")
            box = (left, foot + 16 * k, paper.width - self.side - left, 24 * k)
            paper.fit(box, notice.date, self._hand(notice.date, 16), INK, "right")
            used = max(used, foot + 74 * k)
        return used

    def _strips(self) -> float:
        """Strips to tear off, with their cut lines; returns their top."""
        k, paper = self.k, self.paper
        top, wide = 104 * k, (paper.width - 30 * k) / _STRIPS
        paper.line(15 * k, top, paper.width - 15 * k, top, 0.6 * k, SOFT, f"{4 * k:.1f} {3 * k:.1f}")
        for at in range(_STRIPS):
            x = 15 * k + at * wide
            if at:
                paper.line(x, 15 * k, x, top, 0.6 * k, SOFT, f"{4 * k:.1f} {3 * k:.1f}")
            with paper.turned(x + wide, 17 * k, 90):
                box = (2 * k, 4 * k, top - 22 * k, wide - 8 * k)
                self._strip(box)
        return top

    def _strip(self, box: Box) -> None:
        """Lines end where the template has a space, if they can."""
        x, y, width, height = box
        block = balanced(self.paper.glyphs, self.notice.strip, self._set(Face.SANS, 11), width, height)
        self.paper.block(x, y + height - (height - block.height) / 2, block)
