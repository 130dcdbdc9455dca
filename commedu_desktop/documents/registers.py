"""The class register: people down the side, lessons across, a square for each mark."""

from dataclasses import dataclass

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.paper import A4, FAINT, INK, MM, PALE, SOFT, Paper, landscape
from commedu_desktop.documents.typesetting import Setting, by_script, width_of


@dataclass(frozen=True)
class Learner:
    """One row: name, second line (card), one sign for each lesson ("" is a blank), and the rate."""

    name: str
    detail: str
    signs: tuple[str, ...]
    rate: str


@dataclass(frozen=True)
class RegisterPaper:
    """`lessons` are the headings of the lessons, each in two lines: month and day, weekday or time."""

    title: str
    language: str
    facts: tuple[str, str, str]
    headings: tuple[str, str, str]
    """Number, name, rate."""
    lessons: tuple[tuple[str, str], ...]
    learners: tuple[Learner, ...]
    legend: str
    signatures: tuple[str, ...]


_SIDE = 12 * MM
_PEOPLE, _LESSONS = 22, 20
_FEWEST = 14, 10
"""People and lessons of the smallest grid: what is free is ruled, for those who join later."""
_NOBODY = Learner("", "", (), "")
_NUMBER, _NAME, _RATE = 9 * MM, 46 * MM, 15 * MM
_DETAIL = 19 * MM
_NARROWEST = 8.5 * MM
"""The least width of a lesson's column."""
_HEAD = 11 * MM


def render(register: RegisterPaper) -> bytes:
    """A4 landscape; 22 people and 20 lessons a page, the rest on further pages."""
    paper = Paper(landscape(A4), register.title, register.language)
    name = _name_width(paper, register)
    for first in range(0, max(1, len(register.lessons)), _LESSONS):
        for person in range(0, max(1, len(register.learners)), _PEOPLE):
            _page(paper, register, first, person, name)
            paper.next_page()
    return paper.finish()


def _page(paper: Paper, register: RegisterPaper, first: int, person: int, name: float) -> None:
    lessons = register.lessons[first : first + _LESSONS]
    learners = register.learners[person : person + _PEOPLE]
    last = first + _LESSONS >= len(register.lessons)
    top = _top(paper, register)
    foot = 20 * MM
    lessons += (("", ""),) * (_FEWEST[1] - len(lessons))
    learners += (_NOBODY,) * (_FEWEST[0] - len(learners))
    tall = min(8.2 * MM, (top - _HEAD - foot) / len(learners))
    wide = (paper.width - 2 * _SIDE - _NUMBER - name - _RATE) / len(lessons)
    widths = [_NUMBER, name, *[wide] * len(lessons), *([_RATE] if last else [])]
    _heading(paper, register, lessons, widths, top)
    y = top - _HEAD
    for at, learner in enumerate(learners):
        if at % 2:
            paper.fill((_SIDE, y - tall, sum(widths), tall), PALE)
        signs = learner.signs[first : first + _LESSONS]
        signs += ("",) * (len(lessons) - len(signs))
        texts = [str(person + at + 1), learner.name, *signs, *([learner.rate] if last else [])]
        _row(paper, texts, widths, y, tall, learner.detail)
        y -= tall
    _foot(paper, register)


def _named(name: str) -> Setting:
    return by_script(name, Setting(Face.KAI, 12.5, 1.05), Setting(Face.SANS, 9.5, 1.05))


def _name_width(paper: Paper, register: RegisterPaper) -> float:
    """As the longest name asks for it, as far as the marks do not need the room."""
    longest = max((width_of(paper.glyphs, one.name, _named(one.name)) for one in register.learners), default=0.0)
    lessons = min(max(len(register.lessons), 10), _LESSONS)
    most = paper.width - 2 * _SIDE - _NUMBER - _RATE - lessons * _NARROWEST
    return max(_NAME, min(longest + _DETAIL + 8, most))


def _top(paper: Paper, register: RegisterPaper) -> float:
    width, y = paper.width - 2 * _SIDE, paper.height - 11 * MM
    paper.fit_whole((_SIDE, y - 24, width, 24), register.title, Setting(Face.TITLE, 18, 1.2), INK, "centre")
    paper.spread((_SIDE, y - 42, width, 14), register.facts, Setting(Face.SANS, 9.5), SOFT)
    return y - 48


def _heading(
    paper: Paper, register: RegisterPaper, lessons: tuple[tuple[str, str], ...], widths: list[float], top: float
) -> None:
    bold, small = Setting(Face.BOLD, 9, 1.15), Setting(Face.SANS, 7.5)
    texts = [(register.headings[0], ""), (register.headings[1], ""), *lessons, (register.headings[2], "")]
    x = _SIDE
    for (upper, lower), width in zip(texts, widths, strict=False):
        paper.frame((x, top - _HEAD, width, _HEAD), 0.6)
        half = _HEAD / 2 if lower else 0
        paper.fit((x + 1, top - _HEAD + half, width - 2, _HEAD - half - 1), upper, bold, INK, "centre")
        if lower:
            paper.fit((x + 1, top - _HEAD + 1, width - 2, half), lower, small, SOFT, "centre")
        x += width


def _row(paper: Paper, texts: list[str], widths: list[float], top: float, tall: float, detail: str) -> None:
    x = _SIDE
    for at, (text, width) in enumerate(zip(texts, widths, strict=False)):
        paper.frame((x, top - tall, width, tall), 0.4)
        if at == 1:
            paper.fit_whole((x + 4, top - tall + 1, width - _DETAIL - 6, tall - 2), text, _named(text))
            box = (x + width - _DETAIL, top - tall, _DETAIL - 3, tall)
            paper.fit(box, detail, Setting(Face.SANS, 6.5), SOFT, "right")
        else:
            paper.fit((x + 1, top - tall, width - 2, tall), text, Setting(Face.SANS, 10, 1.1), INK, "centre")
        x += width


def _foot(paper: Paper, register: RegisterPaper) -> None:
    width = paper.width - 2 * _SIDE
    paper.line(_SIDE, 15.5 * MM, paper.width - _SIDE, 15.5 * MM, 0.4, FAINT)
    paper.fit((_SIDE, 8 * MM, width * 0.5, 16), register.legend, Setting(Face.SANS, 8.5), SOFT)
    wide = width * 0.5 / max(1, len(register.signatures))
    for at, text in enumerate(register.signatures):
        paper.fit((_SIDE + width * 0.5 + at * wide, 8 * MM, wide, 16), text, Setting(Face.SANS, 9))
