"""The sign-in sheet of one lesson: a line for everyone who is expected, some for others, a code to scan."""

from dataclasses import dataclass

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.paper import A4, INK, MM, SOFT, Paper
from commedu_desktop.documents.typesetting import Setting, by_script


@dataclass(frozen=True)
class Line:
    """One person: the name and the last digits of the telephone, which tell two of one name apart."""

    name: str
    phone: str


@dataclass(frozen=True)
class SignInPaper:
    """`facts` stand under the title, one a line; `headings` are those of number, name, telephone, signature.

    At least `spare` lines stay free.
    """

    title: str
    language: str
    facts: tuple[str, ...]
    headings: tuple[str, str, str, str]
    lines: tuple[Line, ...]
    spare: int
    qr: str
    foot: str


_SIDE = 14 * MM
_SHARES = (0.1, 0.36, 0.2, 0.34)
_ROWS, _TALL = 22, 10.2 * MM
_GAP = 4 * MM


def render(sheet: SignInPaper) -> bytes:
    """A4 portrait, two columns of people, 44 a page."""
    paper = Paper(A4, sheet.title, sheet.language)
    count = len(sheet.lines) + sheet.spare
    lines = [*sheet.lines, *[Line("", "")] * (-(-max(count, 1) // _ROWS) * _ROWS - len(sheet.lines))]
    pages = range(0, max(1, len(lines)), 2 * _ROWS)
    for page, start in enumerate(pages):
        top = _top(paper, sheet)
        half = (paper.width - 2 * _SIDE - _GAP) / 2
        shown = lines[start : start + 2 * _ROWS]
        columns = 2 if len(shown) > _ROWS else 1
        wide = half if columns == 2 else paper.width - 2 * _SIDE
        for column in range(columns):
            part = shown[column * _ROWS : (column + 1) * _ROWS]
            _column(paper, sheet, part, start + column * _ROWS, _SIDE + column * (half + _GAP), top, wide)
        paper.fit((_SIDE, 7 * MM, paper.width - 2 * _SIDE, 10), sheet.foot, Setting(Face.SANS, 8.5), SOFT)
        number = f"{page + 1} / {len(pages)}"
        paper.text(paper.width - _SIDE, 7 * MM + 2, number, Setting(Face.SANS, 8.5), SOFT, "right")
        paper.next_page()
    return paper.finish()


def _top(paper: Paper, sheet: SignInPaper) -> float:
    room, y = paper.width - 2 * _SIDE - 26 * MM, paper.height - 13 * MM
    paper.fit((_SIDE, y - 26, room, 26), sheet.title, Setting(Face.TITLE, 19, 1.2))
    y -= 32
    for fact in sheet.facts:
        paper.fit((_SIDE, y - 14, room, 14), fact, Setting(Face.SANS, 10.5, 1.2), SOFT)
        y -= 15
    if sheet.qr:
        paper.qr(paper.width - _SIDE - 20 * MM, paper.height - 33 * MM, 20 * MM, sheet.qr)
    return min(y - 6, paper.height - 37 * MM)


def _column(
    paper: Paper, sheet: SignInPaper, lines: list[Line], first: int, left: float, top: float, width: float
) -> None:
    widths = [share * width for share in _SHARES]
    head = Setting(Face.BOLD, 9)
    _cells(paper, sheet.headings, left, top, widths, 7 * MM, (head,) * 4)
    settings = (Setting(Face.SANS, 9.5), Setting(Face.SANS, 10), Setting(Face.SANS, 10))
    y = top - 7 * MM
    for at, line in enumerate(lines):
        name = by_script(line.name, Setting(Face.KAI, 15, 1.1), Setting(Face.SANS, 11, 1.1))
        set_in = (settings[0], name, *settings[1:])
        _cells(paper, (str(first + at + 1), line.name, line.phone, ""), left, y, widths, _TALL, set_in)
        y -= _TALL


def _cells(
    paper: Paper,
    texts: tuple[str, ...],
    left: float,
    top: float,
    widths: list[float],
    tall: float,
    settings: tuple[Setting, ...],
) -> None:
    for text, width, setting in zip(texts, widths, settings, strict=True):
        paper.frame((left, top - tall, width, tall), 0.5)
        paper.fit((left + 2, top - tall + 1, width - 4, tall - 2), text, setting, INK, "centre")
        left += width
