"""Resident cards of bank-card size (CR80), ten to a sheet of A4, with cut marks."""

from dataclasses import dataclass

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.paper import A4, FAINT, GREEN, INK, MM, SOFT, WHITE, Paper
from commedu_desktop.documents.typesetting import Setting, by_script


@dataclass(frozen=True)
class Card:
    """One card: `number` is printed and is the text of the code."""

    name: str
    name_second: str
    number: str
    branch: str


@dataclass(frozen=True)
class CardSheet:
    title: str
    language: str
    centre: str
    kind: str
    """What the card is: `Learner's card`."""
    cards: tuple[Card, ...]


WIDE, TALL = 85.6 * MM, 53.98 * MM
_LEFT = (A4[0] - 2 * WIDE) / 2
_FOOT = (A4[1] - 5 * TALL) / 2


def render(sheet: CardSheet) -> bytes:
    """A4 portrait."""
    paper = Paper(A4, sheet.title, sheet.language)
    for at, card in enumerate(sheet.cards):
        place = at % 10
        if place == 0:
            if at:
                paper.next_page()
            _cut_marks(paper)
        _card(paper, sheet, card, _LEFT + place % 2 * WIDE, _FOOT + (4 - place // 2) * TALL)
    return paper.finish()


def _cut_marks(paper: Paper) -> None:
    for column in range(3):
        x = _LEFT + column * WIDE
        paper.line(x, _FOOT - 4 * MM, x, _FOOT - 1 * MM, 0.4, SOFT)
        paper.line(x, paper.height - _FOOT + 1 * MM, x, paper.height - _FOOT + 4 * MM, 0.4, SOFT)
    for row in range(6):
        y = _FOOT + row * TALL
        paper.line(_LEFT - 4 * MM, y, _LEFT - 1 * MM, y, 0.4, SOFT)
        paper.line(paper.width - _LEFT + 1 * MM, y, paper.width - _LEFT + 4 * MM, y, 0.4, SOFT)


def _card(paper: Paper, sheet: CardSheet, card: Card, x: float, y: float) -> None:
    paper.frame((x, y, WIDE, TALL), 0.3, FAINT)
    band = 11 * MM
    paper.fill((x, y + TALL - band, WIDE, band), GREEN)
    title = (x + 5 * MM, y + TALL - band, WIDE - 30 * MM, band)
    paper.fit(title, sheet.centre, Setting(Face.BOLD, 11, 1.15), WHITE)
    kind = (x + WIDE - 27 * MM, y + TALL - band, 22 * MM, band)
    paper.fit(kind, sheet.kind, Setting(Face.SANS, 8.5, 1.1), WHITE, "right")
    room = WIDE - 36 * MM
    name = by_script(card.name, Setting(Face.KAI, 23, 1.1), Setting(Face.SONG, 18, 1.1))
    paper.fit((x + 5 * MM, y + 25 * MM, room, 13 * MM), card.name, name)
    paper.fit((x + 5 * MM, y + 20 * MM, room, 5 * MM), card.name_second, Setting(Face.SONG, 9, 1.1), SOFT)
    paper.fit((x + 5 * MM, y + 10 * MM, room, 6 * MM), card.number, Setting(Face.BOLD, 12, 1.1), INK)
    paper.fit((x + 5 * MM, y + 4 * MM, room, 5.5 * MM), card.branch, Setting(Face.SANS, 8.5, 1.1), SOFT)
    paper.qr(x + WIDE - 29 * MM, y + 8 * MM, 24 * MM, card.number)
