"""The certificate as a scroll: Chinese in columns from right to left, title, name, text, issuer and date."""

from typing import TYPE_CHECKING

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.paper import A4, INK, MM, SOFT, Paper
from commedu_desktop.documents.typesetting import Setting, is_chinese
from commedu_desktop.documents.vertical import draw_column, fit_column, fit_columns, parts, tall

if TYPE_CHECKING:
    from commedu_desktop.documents.certificate_designs import Design
    from commedu_desktop.documents.certificates import CertificatePaper, Sheet

_WIDE = A4[1]
_FOOT, _TOP = 27 * MM, A4[0] - 27 * MM
_TITLE_AT, _NAME_AT = _WIDE - 45 * MM, _WIDE - 82 * MM
_BODY_RIGHT, _BODY_LEFT = _WIDE - 101 * MM, 116 * MM
_ISSUER_AT, _DATE_AT = 100 * MM, 86 * MM
_CODE = 25 * MM
_SMALL = Setting(Face.SANS, 8.5, 1.7)


def scroll_heading(paper: Paper, sheet: "Sheet", design: "Design") -> None:
    """The title's column between its rules, the issuer's column, the words under the code."""
    fit_column(paper, _TITLE_AT, (_FOOT, _TOP), sheet.title, Setting(Face.TITLE, 58, 1.2, tracking=26), design.title)
    rule = _TITLE_AT - 18 * MM
    for x, weight in ((rule, 1.2), (rule - 3, 0.4)):
        paper.line(x, _FOOT, x, _TOP, weight, design.frame)
    if sheet.title_second:
        second = Setting(Face.SONG, 9.5, tracking=2)
        with paper.turned(rule - 14, _TOP, -90):
            paper.fit((0, -4, _TOP - _FOOT, 12), sheet.title_second, second, design.frame, "centre")
    issuer = Setting(sheet.hand, 18, tracking=2)
    _hang_at_foot(paper, _ISSUER_AT, sheet.issuer, issuer)
    for at, caption in enumerate(sheet.captions, 1):
        paper.fit((_CODE, _FOOT + 4 - at * 12, 58 * MM, 11), caption, _SMALL.at(7.5), SOFT)


def scroll_page(paper: Paper, certificate: "CertificatePaper") -> None:
    """What changes from page to page."""
    sheet, name = certificate.sheet, certificate.name
    spaced = Setting(sheet.hand, 40, tracking=14 if len(name) <= 4 and is_chinese(name) else 2)
    fit_column(paper, _NAME_AT, (_FOOT + 20 * MM, _TOP - 8 * MM), name, spaced)
    foot = _FOOT
    if certificate.body_second:
        foot = _FOOT + 30 * MM
        box = (_BODY_LEFT + MM, _FOOT, _BODY_RIGHT - _BODY_LEFT + 3 * MM, 24 * MM)
        paper.fit(box, certificate.body_second, Setting(Face.SONG, 10.5, 1.5), SOFT, "centre")
    body = Setting(sheet.hand, 22, 1.95, tracking=2)
    fit_columns(paper, (_BODY_LEFT, foot, _BODY_RIGHT - _BODY_LEFT, _TOP - foot), certificate.body, body)
    _hang_at_foot(paper, _DATE_AT, certificate.date, Setting(sheet.hand, 16, tracking=2))
    if certificate.qr:
        paper.qr(_CODE, _FOOT + 18, 23 * MM, certificate.qr)
    paper.fit((_CODE, _FOOT + 4, 58 * MM, 11), certificate.number, _SMALL.at(8))


def _hang_at_foot(paper: Paper, x: float, text: str, setting: Setting) -> None:
    """A column that ends at the foot; it takes the room that it needs."""
    column, room = list(parts(text)), _TOP - _FOOT - 16 * MM
    while tall(paper, column, setting) > room and setting.size > 4:
        setting = setting.at(setting.size * 0.94)
    draw_column(paper, x, _FOOT + 16 * MM + tall(paper, column, setting), column, setting, INK)
