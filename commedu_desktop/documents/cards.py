"""Resident cards of bank-card size (CR80): ten to a sheet of A4 with cut marks, or one a page for a card printer."""

from dataclasses import dataclass

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.paper import A4, FAINT, GREEN, INK, MM, SOFT, WHITE, Paper
from commedu_desktop.documents.pictures import opened_picture
from commedu_desktop.documents.typesetting import Setting, by_script


@dataclass(frozen=True)
class Card:
    """One card: `number` is printed and is the text of the code; `photo` is a portrait as a JPEG, or empty."""

    name: str
    name_second: str
    number: str
    branch: str
    photo: bytes = b""


@dataclass(frozen=True)
class CardSheet:
    title: str
    language: str
    centre: str
    kind: str
    """What the card is: `Learner's card`."""
    cards: tuple[Card, ...]
    single: bool = False
    """One card a page of its own size."""


_PHOTO, _PHOTO_ROOM, _CODE = (24 * MM, 32 * MM), 33 * MM, 21 * MM
WIDE, TALL = 85.6 * MM, 53.98 * MM
_LEFT = (A4[0] - 2 * WIDE) / 2
_FOOT = (A4[1] - 5 * TALL) / 2


def render(sheet: CardSheet) -> bytes:
    """A4 portrait, or pages of the card's size."""
    if sheet.single:
        return _one_by_one(sheet)
    paper = Paper(A4, sheet.title, sheet.language)
    for at, card in enumerate(sheet.cards):
        place = at % 10
        if place == 0:
            if at:
                paper.next_page()
            _cut_marks(paper)
        _card(paper, sheet, card, _LEFT + place % 2 * WIDE, _FOOT + (4 - place // 2) * TALL)
    return paper.finish()


def _one_by_one(sheet: CardSheet) -> bytes:
    paper = Paper((WIDE, TALL), sheet.title, sheet.language)
    for at, card in enumerate(sheet.cards):
        if at:
            paper.next_page()
        _card(paper, sheet, card, 0, 0)
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
    left = _PHOTO_ROOM if card.photo else 5 * MM
    wide = WIDE - left - 5 * MM
    if card.photo:
        paper.image(opened_picture(card.photo), (x + 5 * MM, y + 8 * MM, *_PHOTO))
    name = by_script(card.name, Setting(Face.KAI, 21, 1.1), Setting(Face.SONG, 16, 1.1))
    paper.fit_whole((x + left, y + 30.5 * MM, wide, 10.5 * MM), card.name, name)
    paper.fit((x + left, y + 26 * MM, wide, 4.5 * MM), card.name_second, Setting(Face.SONG, 9, 1.1), SOFT)
    room = wide - _CODE - 2 * MM
    paper.fit((x + left, y + 14 * MM, room, 6 * MM), card.number, Setting(Face.BOLD, 12, 1.1), INK)
    paper.fit((x + left, y + 7 * MM, room, 6 * MM), card.branch, Setting(Face.SANS, 8.5, 1.1), SOFT)
    paper.qr(x + WIDE - 5 * MM - _CODE, y + 4 * MM, _CODE, card.number)
