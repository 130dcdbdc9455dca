"""Addresses: sheets of labels in the common sizes of A4, and envelopes, Chinese and international."""

from dataclasses import dataclass

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.paper import A4, FAINT, INK, MARGIN, MM, SOFT, Colour, Paper, colour
from commedu_desktop.documents.typesetting import Setting, by_script

_RED = colour("#C0392B")
_BOXES = 6


@dataclass(frozen=True)
class Labels:
    """A sheet of labels: columns and rows, each label's size, the first one's place, the gaps; millimetres."""

    columns: int
    rows: int
    wide: float
    high: float
    left: float
    top: float
    across: float = 0.0
    down: float = 0.0

    @property
    def count(self) -> int:
        return self.columns * self.rows


LABELS = {
    "8": Labels(2, 4, 99.1, 67.7, 4.65, 13.1, 2.5),
    "14": Labels(2, 7, 99.1, 38.1, 4.65, 15.15, 2.5),
    "21": Labels(3, 7, 63.5, 38.1, 7.25, 15.15, 2.5),
    "24": Labels(3, 8, 70.0, 37.0, 0.0, 0.5),
    "40": Labels(4, 10, 48.5, 25.4, 8.0, 21.5),
    "65": Labels(5, 13, 38.1, 21.2, 4.75, 10.7, 2.5),
}
"""Labels a sheet -> their places, as the makers of such sheets have them."""

ENVELOPES = {
    "DL": (220.0, 110.0),
    "C6": (162.0, 114.0),
    "C5": (229.0, 162.0),
    "C4": (324.0, 229.0),
    "CN3": (176.0, 125.0),
    "CN5": (220.0, 110.0),
    "CN6": (230.0, 120.0),
    "CN7": (229.0, 162.0),
    "CN9": (324.0, 229.0),
}
"""Width and height in millimetres; CN are the Chinese numbers (GB/T 1416), which have boxes for the postcode."""
LAYOUTS = (*LABELS, *ENVELOPES)


@dataclass(frozen=True)
class Address:
    """To whom: `name` as it is written on an envelope (`张小明 收`), then where."""

    name: str
    lines: tuple[str, ...]
    postcode: str = ""


@dataclass(frozen=True)
class AddressPaper:
    """`layout` is one of LAYOUTS; the first label goes to place `first` (from 1) of a sheet that was begun.

    `outlines` draws the labels' edges, to cut plain paper. `stamp` is the word in the corner of a Chinese envelope.
    """

    title: str
    language: str
    layout: str
    addresses: tuple[Address, ...]
    sender: Address
    first: int = 1
    outlines: bool = False
    stamp: str = ""


def _who(address: Address) -> str:
    """The name without the word that follows it on a Chinese envelope."""
    return address.name.removesuffix("收")


def render(paper: AddressPaper) -> bytes:
    if paper.layout in LABELS:
        return _labels(paper, LABELS[paper.layout])
    return _envelopes(paper, *ENVELOPES[paper.layout])


def _labels(wanted: AddressPaper, sheet: Labels) -> bytes:
    paper = Paper(A4, wanted.title, wanted.language)
    begun = (wanted.first - 1) % sheet.count
    for at, address in enumerate(wanted.addresses, begun):
        place = at % sheet.count
        if place == 0 and at > begun:
            paper.next_page()
        row, column = divmod(place, sheet.columns)
        x = (sheet.left + column * (sheet.wide + sheet.across)) * MM
        y = A4[1] - (sheet.top + row * (sheet.high + sheet.down) + sheet.high) * MM
        wide, high = sheet.wide * MM, sheet.high * MM
        if wanted.outlines:
            paper.frame((x, y, wide, high), 0.3, FAINT)
        foot, head = max(y + 2.5 * MM, MARGIN), min(y + high - 2.5 * MM, A4[1] - MARGIN)
        _label(paper, wanted.language, address, (x + 5 * MM, foot, wide - 10 * MM, head - foot))
    return paper.finish()


def _label(paper: Paper, language: str, address: Address, box: tuple[float, float, float, float]) -> None:
    """Chinese labels say where before to whom, others the other way round."""
    x, y, wide, high = box
    small = min(12.5, high * 0.13)
    chinese = language.startswith("zh")
    name = by_script(_who(address), Setting(Face.KAI, small * 1.6, 1.2), Setting(Face.SONG, small * 1.35, 1.2))
    where = "\n".join(filter(None, (address.postcode, *address.lines)))
    share = high * 0.42
    if chinese:
        paper.fit((x, y + share, wide, high - share), where, Setting(Face.SANS, small, 1.3), INK, middle=True)
        paper.fit_whole((x, y, wide, share), address.name, name, INK, "right")
    else:
        paper.fit_whole((x, y + high - share, wide, share), address.name, name)
        paper.fit((x, y, wide, high - share), where, Setting(Face.SANS, small, 1.3), INK, middle=False)


def _envelopes(wanted: AddressPaper, wide: float, high: float) -> bytes:
    paper = Paper((wide * MM, high * MM), wanted.title, wanted.language)
    chinese = wanted.layout.startswith("CN")
    for at, address in enumerate(wanted.addresses):
        if at:
            paper.next_page()
        if chinese:
            _chinese(paper, address, wanted.sender, wanted.stamp)
        else:
            _international(paper, address, wanted.sender)
    return paper.finish()


def _chinese(paper: Paper, to: Address, sender: Address, stamp: str) -> None:
    """Postcode at the upper left, the address below it, the name large in the middle, the sender at the lower right."""
    wide, high = paper.width, paper.height
    k = min(wide / (220 * MM), high / (110 * MM))
    _postcode(paper, 12 * MM, high - 9 * MM - 9 * MM, to.postcode, _RED)
    corner = 20 * MM
    paper.frame((wide - 8 * MM - corner, high - 6 * MM - corner, corner, corner), 0.6, _RED)
    mark = (wide - 8 * MM - corner, high - 6 * MM - corner, corner, corner)
    paper.fit(mark, stamp, Setting(Face.SANS, 8, 1.3), _RED, "centre")
    lines = "\n".join(to.lines)
    left, room = 24 * MM, wide - 48 * MM
    paper.fit((left, high * 0.56, room - corner, high * 0.2), lines, Setting(Face.SONG, 15 * k, 1.35))
    name = by_script(_who(to), Setting(Face.KAI, 28 * k, 1.2, tracking=6 * k), Setting(Face.SONG, 24 * k, 1.2))
    paper.fit_whole((left, high * 0.32, room, high * 0.2), to.name, name, INK, "centre")
    from_lines = "\n".join((*sender.lines, sender.name))
    box = (wide * 0.4, 19 * MM, wide * 0.6 - 14 * MM, high * 0.16)
    paper.fit(box, from_lines, Setting(Face.SONG, 11 * k, 1.35), SOFT, "right")
    _postcode(paper, wide - 14 * MM - 38 * MM, 9 * MM, sender.postcode, SOFT, 6 * MM)


def _postcode(paper: Paper, x: float, y: float, digits: str, ink: Colour, side: float = 8 * MM) -> None:
    """Six boxes; digits that are known stand in them, others are written by hand."""
    for at in range(_BOXES):
        left = x + at * (side + 0.8 * MM)
        paper.frame((left, y, side, side * 1.1), 0.7, ink)
        if at < len(digits):
            paper.fit((left, y, side, side * 1.1), digits[at], Setting(Face.SANS, side * 0.8, 1.1), INK, "centre")


def _international(paper: Paper, to: Address, sender: Address) -> None:
    """The sender small at the upper left, the address right of the middle."""
    wide, high = paper.width, paper.height
    k = min(1.3, wide / (220 * MM))
    small = "\n".join((sender.name, *sender.lines, sender.postcode)).strip()
    paper.fit((12 * MM, high - 30 * MM, wide * 0.45, 22 * MM), small, Setting(Face.SANS, 9, 1.35), SOFT, middle=False)
    left = wide * 0.45
    room = wide - left - 12 * MM
    name = by_script(_who(to), Setting(Face.KAI, 24 * k, 1.2), Setting(Face.SONG, 20 * k, 1.2))
    paper.fit_whole((left, high * 0.42, room, high * 0.16), to.name, name)
    where = "\n".join(filter(None, (*to.lines, to.postcode)))
    paper.fit((left, high * 0.12, room, high * 0.29), where, Setting(Face.SANS, 15 * k, 1.4), INK, middle=False)
