"""Certificates: A4 landscape, one page for each, in a guilloche frame."""

from collections.abc import Callable
from dataclasses import dataclass

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.ornament import guilloche_frame, watermark
from commedu_desktop.documents.paper import A4, GOLD, GREEN, INK, MM, SOFT, Colour, Paper, colour, landscape
from commedu_desktop.documents.pictures import opened_picture
from commedu_desktop.documents.typesetting import Setting, by_script, is_chinese


@dataclass(frozen=True)
class Design:
    """Colours of a certificate; every one of them prints well in black and white."""

    title: Colour
    frame: Colour
    pale: Colour


DESIGNS = {
    "jade": Design(GREEN, GOLD, colour("#F4EEDF")),
    "vermilion": Design(colour("#A8281E"), colour("#B08A3A"), colour("#F8EDE4")),
    "ink": Design(INK, colour("#6B726D"), colour("#F1F2F0")),
}


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

    `captions` stand beside the code, under the number.
    """

    title: str
    title_second: str
    lead: str
    issuer: str
    captions: tuple[str, ...]
    mark: str = ""
    design: str = "jade"
    pictures: tuple[Picture, ...] = ()


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
    """One PDF; `title` is the file's own."""

    title: str
    language: str
    certificates: tuple[CertificatePaper, ...]


SIZE = landscape(A4)
_MIDDLE = SIZE[0] / 2
_LEFT, _RIGHT = 30 * MM, SIZE[0] - 30 * MM
_WIDE = 190 * MM
_QR = 23 * MM
_FOOT = 30 * MM
_BESIDE, _CAPTIONS = _LEFT + _QR + 4 * MM, _FOOT + _QR - 14
"""Where the words beside the code begin, and the foot of their first line, the number."""
_NAME = Setting(Face.KAI, 38, 1.2)
_LATIN_NAME = Setting(Face.SONG, 40, 1.2)
_SHORT_NAME = Setting(Face.KAI, 38, 1.2, tracking=12)
_BODY = Setting(Face.KAI, 19, 1.75)
_LATIN_BODY = Setting(Face.SONG, 17, 1.75)
_SECOND = Setting(Face.SONG, 12, 1.5)
_SMALL = Setting(Face.SANS, 8.5, 1.7)
_ISSUED, _LATIN_ISSUED = Setting(Face.KAI, 17), Setting(Face.SONG, 15)


def render(batch: CertificateBatch, progress: Callable[[int, int], object] = max) -> bytes:
    """One page for each certificate; `progress` hears how many are done and may raise."""
    paper = Paper(SIZE, batch.title, batch.language)
    backgrounds: dict[Sheet, str] = {}
    for done, certificate in enumerate(batch.certificates):
        if done % 100 == 0:
            progress(done, len(batch.certificates))
        if certificate.sheet not in backgrounds:
            backgrounds[certificate.sheet] = _background(paper, certificate.sheet, f"sheet{len(backgrounds)}")
        paper.stamp(backgrounds[certificate.sheet])
        _page(paper, certificate)
        paper.next_page()
    return paper.finish()


def _background(paper: Paper, sheet: Sheet, name: str) -> str:
    design = DESIGNS.get(sheet.design, DESIGNS["jade"])
    with paper.form(name):
        watermark(paper, _MIDDLE, paper.height * 0.47, 62 * MM, design.pale)
        guilloche_frame(paper, 10 * MM, 6.5 * MM, design.frame)
        _heading(paper, sheet, design)
        paper.line(_MIDDLE - 42 * MM, 116 * MM, _MIDDLE + 42 * MM, 116 * MM, 0.5, design.frame)
        issuer = by_script(sheet.issuer, _ISSUED, _LATIN_ISSUED)
        paper.fit((_MIDDLE, 44.5 * MM, _RIGHT - _MIDDLE, 10 * MM), sheet.issuer, issuer, INK, "right")
        for at, caption in enumerate(sheet.captions, 1):
            paper.fit((_BESIDE, _CAPTIONS - at * 15, _MIDDLE - _BESIDE, 12), caption, _SMALL, SOFT)
        for picture in sheet.pictures:
            side = picture.width * MM
            box = (picture.x * MM - side / 2, picture.y * MM - side / 2, side, side)
            paper.image(opened_picture(picture.content), box)
    return name


def _heading(paper: Paper, sheet: Sheet, design: Design) -> None:
    setting = by_script(
        sheet.title, Setting(Face.TITLE, 54, 1.2, tracking=20), Setting(Face.TITLE, 42, 1.2, tracking=1.5)
    )
    paper.fit((_MIDDLE - _WIDE / 2, 152 * MM, _WIDE, 24 * MM), sheet.title, setting, design.title, "centre")
    second = Setting(Face.SONG, 13, 1.2, tracking=4)
    paper.fit((_MIDDLE - _WIDE / 2, 144 * MM, _WIDE, 8 * MM), sheet.title_second, second, design.frame, "centre")
    paper.fit((_MIDDLE - _WIDE / 2, 136 * MM, _WIDE, 7 * MM), sheet.lead, Setting(Face.SONG, 13), SOFT, "centre")
    if sheet.mark:
        paper.text(_RIGHT, 178 * MM, sheet.mark, Setting(Face.BOLD, 11, tracking=2), design.title, "right")


def _page(paper: Paper, certificate: CertificatePaper) -> None:
    name = certificate.name
    box = (_MIDDLE - _WIDE / 2, 117.5 * MM, _WIDE, 18 * MM)
    short = len(name) <= 4 and is_chinese(name)
    paper.fit(box, name, _SHORT_NAME if short else by_script(name, _NAME, _LATIN_NAME), INK, "centre")
    if certificate.name_second:
        paper.fit((_MIDDLE - _WIDE / 2, 108 * MM, _WIDE, 7 * MM), certificate.name_second, _SECOND, SOFT, "centre")
    _body(paper, certificate)
    _foot(paper, certificate)


def _body(paper: Paper, certificate: CertificatePaper) -> None:
    body = by_script(certificate.sheet.title, _BODY, _LATIN_BODY)
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
    paper.text(_RIGHT, 37 * MM, certificate.date, by_script(certificate.date, _ISSUED, _LATIN_ISSUED), INK, "right")
