"""Notices for the bulletin board: portrait, readable from three metres, with tear-off strips and a code if wanted."""

from dataclasses import dataclass

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.paper import A4, FAINT, GREEN, INK, PALE, SIZES, SOFT, WHITE, Colour, Paper, colour
from commedu_desktop.documents.pictures import opened_picture
from commedu_desktop.documents.typesetting import Block, Setting, by_script, fitted


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

    `strip` is the text of the tear-off strips, or empty; `plain` prints no filled band, to save toner.
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


_STRIPS = 8


def render(notice: NoticePaper) -> bytes:
    """One page of the wanted size; A3 and A2 are the same page, larger."""
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

    def draw(self) -> None:
        top = self._band()
        foot = self._strips() if self.notice.strip else 30 * self.k
        foot = self._signature(foot)
        top = self._rows(top - 26 * self.k)
        self._text(top, foot)

    def _set(self, face: Face, size: float, leading: float = 1.3) -> Setting:
        return Setting(face, size * self.k, leading)

    def _hand(self, text: str, size: float) -> Setting:
        return by_script(text, self._set(Face.KAI, size), self._set(Face.SONG, size))

    def _band(self) -> float:
        """The title's band; returns its foot."""
        k, paper, notice = self.k, self.paper, self.notice
        room = self.wide - (150 * k if notice.circle[0] else 0)
        title = fitted(paper.glyphs, notice.title, self._set(Face.TITLE, 62, 1.22), room, 170 * k)
        height = max(200 * k, title.height + 150 * k)
        foot = paper.height - height
        ink, soft = (INK, SOFT) if notice.plain else (WHITE, WHITE)
        if notice.plain:
            paper.line(self.side, foot, paper.width - self.side, foot, 2.4 * k, self.design.band)
        else:
            paper.fill((0, foot, paper.width, height), self.design.band)
        kicker = (self.side, paper.height - 72 * k, self.wide, 20 * k)
        paper.fit(kicker, notice.kicker, self._set(Face.SANS, 14), soft)
        paper.block(self.side, paper.height - 88 * k, title, self.design.band if notice.plain else ink)
        subtitle = (self.side, foot + 18 * k, room, 34 * k)
        paper.fit(subtitle, notice.subtitle, self._set(Face.SANS, 17), soft)
        if notice.circle[0]:
            self._circle(foot + height / 2)
        return foot

    def _circle(self, y: float) -> None:
        k, large, small = self.k, *self.notice.circle
        x, radius = self.paper.width - self.side - 58 * k, 66 * k
        self.paper.disc(x, y, radius, self.design.pale)
        box = (x - radius * 0.84, y - 8 * k, radius * 1.68, 44 * k)
        self.paper.fit(box, large, self._set(Face.TITLE, 34, 1.0), self.design.band, "centre")
        box = (x - radius * 0.8, y - 36 * k, radius * 1.6, 26 * k)
        self.paper.fit(box, small, self._set(Face.SANS, 15), self.design.band, "centre")

    def _rows(self, top: float) -> float:
        """Time, place, teacher …; returns where they end."""
        k, paper = self.k, self.paper
        for label, value in self.notice.rows:
            if not value:
                continue
            room = self.wide - 104 * k
            block = fitted(paper.glyphs, value, self._set(Face.SANS, 24), room, 66 * k)
            head = self._set(Face.TITLE, 22)
            named = fitted(paper.glyphs, label, head, 96 * k, 34 * k)
            paper.block(self.side, top - 12 * k, named, self.design.band)
            foot = paper.block(self.side + 104 * k, top - 10 * k, block)
            top = min(foot, top - 42 * k) - 10 * k
            paper.line(self.side, top, paper.width - self.side, top, 0.6 * k, FAINT)
        return top

    def _text(self, top: float, foot: float) -> None:
        """The free text and the picture share what is left."""
        k, paper, height = self.k, self.paper, top - foot - 30 * self.k
        if self.notice.picture and height > 120 * k:
            side = height * 0.55 if self.notice.text else height
            paper.image(opened_picture(self.notice.picture), (self.side, foot + 8 * k, self.wide, side - 10 * k))
            height -= side
        if not self.notice.text or height <= 0:
            return
        face = self._set(Face.SANS, 25 if self.notice.rows else 36, 1.55)
        block: Block = fitted(paper.glyphs, self.notice.text, face, self.wide, height)
        paper.block(self.side, top - 20 * k, block)

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
                paper.fit((2 * k, 4 * k, top - 22 * k, wide - 8 * k), self.notice.strip, self._set(Face.SANS, 11))
        return top
