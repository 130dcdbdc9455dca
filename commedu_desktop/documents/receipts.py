"""Receipts: A5 or A6 landscape, one page for each, with the amount in figures and, in Chinese, in capitals."""

from dataclasses import dataclass

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.paper import (
    A5,
    FAINT,
    GREEN,
    INK,
    MM,
    PALE,
    SOFT,
    Align,
    Colour,
    Paper,
    colour,
    landscape,
)
from commedu_desktop.documents.typesetting import Setting, by_script

SIZES = {"A5": landscape(A5), "A6": (148 * MM, 105 * MM)}
RED = colour("#A8281E")


@dataclass(frozen=True)
class ReceiptPaper:
    """One receipt in ready words.

    `facts` are caption and value, left and right under the title; `lines` what it is for and the amounts. `capital` is
    the sum in words, or empty; `mark` stands across the page ("VOID") and `copy` small beside the number.
    """

    title: str
    centre: str
    number: str
    facts: tuple[tuple[str, str], tuple[str, str]]
    headings: tuple[str, str]
    lines: tuple[tuple[str, str], ...]
    total: str
    amount: str
    capital: str
    notes: tuple[str, ...]
    signatures: tuple[tuple[str, str], ...]
    mark: str = ""
    copy: str = ""


def render(receipts: tuple[ReceiptPaper, ...], language: str, size: str = "A5") -> bytes:
    """All of them in one file."""
    page = SIZES[size]
    title = receipts[0].title if receipts else ""
    paper = Paper(page, title, language)
    for at, receipt in enumerate(receipts):
        if at:
            paper.next_page()
        _Receipt(paper, receipt).draw()
    return paper.finish()


class _Receipt:
    """Drawn in millimetres of the A5 sheet; A6 is the same, smaller."""

    WIDE, TALL, SIDE = 210.0, 148.0, 14.0

    def __init__(self, paper: Paper, receipt: ReceiptPaper) -> None:
        self._paper, self._receipt = paper, receipt
        self._unit = paper.width / self.WIDE

    def draw(self) -> None:
        self._head()
        self._facts()
        foot = self._table()
        self._total(foot)
        self._foot(foot - 15)
        if self._receipt.mark:
            self._mark()

    def _put(
        self,
        box: tuple[float, float, float, float],
        text: str,
        size: float,
        face: Face = Face.SANS,
        ink: Colour = INK,
        align: Align = "left",
        tracking: float = 0.0,
        whole: bool = False,
    ) -> None:
        unit, scale = self._unit, self._unit / MM
        setting = Setting(face, size * scale, 1.2, tracking * scale)
        x, y, width, height = (one * unit for one in box)
        (self._paper.fit_whole if whole else self._paper.fit)((x, y, width, height), text, setting, ink, align)

    def _line(self, y: float, weight: float, ink: Colour = FAINT, inset: float = 0.0) -> None:
        left, right = (self.SIDE + inset) * self._unit, (self.WIDE - self.SIDE - inset) * self._unit
        self._paper.line(left, y * self._unit, right, y * self._unit, weight, ink)

    def _head(self) -> None:
        receipt = self._receipt
        self._put((self.SIDE, 126, 62, 12), receipt.centre, 10.5, Face.BOLD, GREEN)
        self._put((70, 124, 70, 14), receipt.title, 24, Face.TITLE, INK, "centre", 8 if len(receipt.title) < 8 else 0)
        self._put((142, 130, 54, 7), receipt.number, 11, Face.BOLD, RED, "right")
        self._put((142, 124, 54, 6), receipt.copy, 8.5, Face.SANS, SOFT, "right")
        self._line(122.0, 1.4, GREEN)
        self._line(120.8, 0.5, GREEN)

    def _facts(self) -> None:
        (first, who), (second, when) = self._receipt.facts
        self._put((self.SIDE, 107, 110, 5), first, 8.5, Face.SANS, SOFT)
        name = by_script(who, Setting(Face.KAI, 15), Setting(Face.SONG, 14))
        self._put((self.SIDE, 112 - 12, 118, 8), who, name.size, name.face, whole=True)
        self._put((136, 107, 60, 5), second, 8.5, Face.SANS, SOFT, "right")
        self._put((136, 112 - 12, 60, 8), when, 11.5, Face.SANS, INK, "right")

    def _table(self) -> float:
        """Headings and lines; returns the height at which they end."""
        item, amount = self._receipt.headings
        self._paper.fill(tuple(v * self._unit for v in (self.SIDE, 89.5, self.WIDE - 2 * self.SIDE, 7.5)), PALE)  # type: ignore[arg-type]  # four of them
        self._put((self.SIDE + 3, 89.5, 110, 7.5), item, 9, Face.BOLD)
        self._put((140, 89.5, 53, 7.5), amount, 9, Face.BOLD, INK, "right")
        lines = self._receipt.lines
        tall = min(9.0, 36.0 / max(len(lines), 1))
        y = 89.5
        for text, value in lines:
            y -= tall
            inner = y + 0.08 * tall
            self._put((self.SIDE + 3, inner, 120, 0.84 * tall), text, 11.5, Face.SONG, whole=True)
            self._put((140, inner, 53, 0.84 * tall), value, 11.5, Face.SANS, INK, "right")
            self._line(y, 0.4)
        return min(y, 80.5)

    def _total(self, foot: float) -> None:
        receipt = self._receipt
        self._put((self.SIDE + 3, foot - 11, 22, 9), receipt.total, 10, Face.BOLD)
        self._put((self.SIDE + 26, foot - 11, 98, 9), receipt.capital, 14, Face.KAI)
        self._put((140, foot - 11, 53, 9), receipt.amount, 16, Face.BOLD, INK, "right")
        self._line(foot - 12.5, 1.0, INK)

    def _foot(self, top: float) -> None:
        for at, note in enumerate(self._receipt.notes):
            self._put((self.SIDE + 3, top - 6 * (at + 1), self.WIDE - 2 * self.SIDE - 6, 5.5), note, 9, Face.SANS, SOFT)
        wide = (self.WIDE - 2 * self.SIDE) / max(len(self._receipt.signatures), 1)
        for at, (caption, value) in enumerate(self._receipt.signatures):
            left = self.SIDE + at * wide
            self._put((left, 10, wide - 6, 5), caption, 8.5, Face.SANS, SOFT)
            self._put((left, 16, wide - 6, 7), value, 11, Face.SANS)
            unit = self._unit
            self._paper.line(left * unit, 15.5 * unit, (left + wide - 8) * unit, 15.5 * unit, 0.4, FAINT)

    def _mark(self) -> None:
        with self._paper.turned(self._paper.width / 2, self._paper.height / 2, 24):
            wide, tall = 120 * self._unit, 26 * self._unit
            self._paper.frame((-wide / 2, -tall / 2, wide, tall), 2.2, RED)
            setting = Setting(Face.TITLE, 46 * self._unit / MM, 1.1)
            self._paper.fit((-wide / 2, -tall / 2, wide, tall), self._receipt.mark, setting, RED, "centre")
