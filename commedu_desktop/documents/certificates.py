"""Certificates: A4 landscape, one page for each; pages go into the file as they are made."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from commedu_desktop.documents.certificate_designs import Design, design_of
from commedu_desktop.documents.certificate_scroll import scroll_heading, scroll_page
from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.paper import A4, INK, MM, SOFT, Paper, landscape
from commedu_desktop.documents.pictures import opened_picture
from commedu_desktop.documents.typesetting import Setting, by_script, is_chinese


@dataclass(frozen=True)
class Picture:
    """A seal or a signature of the centre: the file's bytes, its middle and its width in millimetres from the foot."""

    content: bytes
    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Sheet:
    """What all certificates of one kind have in common; `title_second` is in the other language, or empty.

    `captions` stand beside the code, under the number; `face` is "kai" or "song"; `shift` moves the pictures, in
    millimetres, where the words stand in columns.
    """

    title: str
    title_second: str
    lead: str
    issuer: str
    captions: tuple[str, ...]
    mark: str = ""
    design: str = "jade"
    pictures: tuple[Picture, ...] = ()
    face: str = "kai"
    shift: tuple[float, float] = (0.0, 0.0)

    @property
    def upright(self) -> bool:
        """Whether the words stand in columns: the design asks for it and the language is written so."""
        return design_of(self.design).upright and is_chinese(self.title)

    @property
    def hand(self) -> Face:
        """The face of names and Chinese text."""
        return Face.SONG if self.face == "song" else Face.KAI


@dataclass(frozen=True)
class CertificatePaper:
    """One certificate: what stands on it, word for word. `qr` is the text of its code, or empty."""

    sheet: Sheet
    name: str
    name_second: str
    body: str
    body_second: str
    number: str
    date: str
    qr: str = ""


@dataclass(frozen=True)
class CertificateBatch:
    """One PDF; `title` is the file's own. The certificates are taken one by one, `count` says how many will come."""

    title: str
    language: str
    certificates: Iterable[CertificatePaper]
    count: int = 0


SIZE = landscape(A4)
_MIDDLE = SIZE[0] / 2
_LEFT, _RIGHT = 30 * MM, SIZE[0] - 30 * MM
_WIDE = 190 * MM
_QR = 23 * MM
_FOOT = 30 * MM
_BESIDE, _CAPTIONS = _LEFT + _QR + 4 * MM, _FOOT + _QR - 14
"""Where the words beside the code begin, and the foot of their first line, the number."""
_LATIN_NAME = Setting(Face.SONG, 40, 1.2)
_LATIN_BODY = Setting(Face.SONG, 17, 1.75)
_SECOND = Setting(Face.SONG, 12, 1.5)
_SMALL = Setting(Face.SANS, 8.5, 1.7)
_LATIN_ISSUED = Setting(Face.SONG, 15)

Progress = Callable[[int, int], object]


def render(batch: CertificateBatch, progress: Progress = max) -> bytes:
    """One page for each certificate; `progress` hears how many are done and may raise."""
    target = BytesIO()
    render_into(target, batch, progress)
    return target.getvalue()


def render_into(target: BinaryIO, batch: CertificateBatch, progress: Progress = max) -> None:
    """The same into a file: however many there are, one page at a time is held in memory."""
    paper = Paper(SIZE, batch.title, batch.language, target)
    grounds: dict[Sheet, str] = {}
    seals: dict[Sheet, str] = {}
    for done, certificate in enumerate(batch.certificates):
        if done % 100 == 0:
            progress(done, max(batch.count, done))
        sheet = certificate.sheet
        if sheet not in grounds:
            grounds[sheet] = _ground(paper, sheet, f"sheet{len(grounds)}")
            if sheet.pictures:
                seals[sheet] = _seals(paper, sheet, f"seals{len(grounds)}")
        paper.stamp(grounds[sheet])
        if sheet.upright:
            scroll_page(paper, certificate)
        else:
            _page(paper, certificate)
        if sheet in seals:
            paper.stamp(seals[sheet], ink=True)
        paper.next_page()
    paper.close()


def _ground(paper: Paper, sheet: Sheet, name: str) -> str:
    """What all pages of a sheet share, drawn once."""
    design = design_of(sheet.design)
    with paper.form(name):
        design.ground(paper, design)
        if sheet.upright:
            scroll_heading(paper, sheet, design)
        else:
            _heading(paper, sheet, design)
        if sheet.mark:
            at = _LEFT + 12 * MM if sheet.upright else _RIGHT
            paper.text(at, 178 * MM, sheet.mark, Setting(Face.BOLD, 11, tracking=2), design.title, "right")
    return name


def _seals(paper: Paper, sheet: Sheet, name: str) -> str:
    """The pictures, which go over the words as a stamp does."""
    shift = sheet.shift if sheet.upright else (0.0, 0.0)
    with paper.form(name):
        for picture in sheet.pictures:
            side, x, y = picture.width * MM, (picture.x + shift[0]) * MM, (picture.y + shift[1]) * MM
            paper.image(opened_picture(picture.content), (x - side / 2, y - side / 2, side, side))
    return name


def _heading(paper: Paper, sheet: Sheet, design: Design) -> None:
    setting = by_script(
        sheet.title, Setting(Face.TITLE, 54, 1.2, tracking=20), Setting(Face.TITLE, 42, 1.2, tracking=1.5)
    )
    paper.fit((_MIDDLE - _WIDE / 2, 152 * MM, _WIDE, 24 * MM), sheet.title, setting, design.title, "centre")
    second = Setting(Face.SONG, 13, 1.2, tracking=4)
    paper.fit((_MIDDLE - _WIDE / 2, 144 * MM, _WIDE, 8 * MM), sheet.title_second, second, design.frame, "centre")
    paper.fit((_MIDDLE - _WIDE / 2, 136 * MM, _WIDE, 7 * MM), sheet.lead, Setting(Face.SONG, 13), SOFT, "centre")
    paper.line(_MIDDLE - 42 * MM, 116 * MM, _MIDDLE + 42 * MM, 116 * MM, 0.5, design.frame)
    issuer = by_script(sheet.issuer, Setting(sheet.hand, 17), _LATIN_ISSUED)
    paper.fit((_MIDDLE, 44.5 * MM, _RIGHT - _MIDDLE, 10 * MM), sheet.issuer, issuer, INK, "right")
    for at, caption in enumerate(sheet.captions, 1):
        paper.fit((_BESIDE, _CAPTIONS - at * 15, _MIDDLE - _BESIDE, 12), caption, _SMALL, SOFT)


def _page(paper: Paper, certificate: CertificatePaper) -> None:
    name, hand = certificate.name, certificate.sheet.hand
    box = (_MIDDLE - _WIDE / 2, 117.5 * MM, _WIDE, 18 * MM)
    short = len(name) <= 4 and is_chinese(name)
    chinese = Setting(hand, 38, 1.2, tracking=12 if short else 0)
    paper.fit(box, name, by_script(name, chinese, _LATIN_NAME), INK, "centre")
    if certificate.name_second:
        paper.fit((_MIDDLE - _WIDE / 2, 108 * MM, _WIDE, 7 * MM), certificate.name_second, _SECOND, SOFT, "centre")
    _body(paper, certificate)
    _foot(paper, certificate)


def _body(paper: Paper, certificate: CertificatePaper) -> None:
    sheet = certificate.sheet
    body = by_script(sheet.title, Setting(sheet.hand, 19, 1.75), _LATIN_BODY)
    if certificate.body_second:
        paper.fit((_MIDDLE - _WIDE / 2, 82 * MM, _WIDE, 25 * MM), certificate.body, body, INK, "centre")
        paper.fit((_MIDDLE - _WIDE / 2, 64 * MM, _WIDE, 16 * MM), certificate.body_second, _SECOND, SOFT, "centre")
    else:
        paper.fit((_MIDDLE - _WIDE / 2, 66 * MM, _WIDE, 38 * MM), certificate.body, body, INK, "centre")


def _foot(paper: Paper, certificate: CertificatePaper) -> None:
    left = _LEFT
    if certificate.qr:
        paper.qr(_LEFT, _FOOT, _QR, certificate.qr)
        left = _BESIDE
    paper.fit((left, _CAPTIONS, _MIDDLE - left, 12), certificate.number, _SMALL)
    issued = by_script(certificate.date, Setting(certificate.sheet.hand, 17), _LATIN_ISSUED)
    paper.text(_RIGHT, 37 * MM, certificate.date, issued, INK, "right")
