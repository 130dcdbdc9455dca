"""Who has to be told that a lesson does not take place: names and telephone numbers, a box to tick for each."""

from dataclasses import dataclass

from commedu_desktop.documents.grid import Heading
from commedu_desktop.documents.reports import ReturnPaper, ReturnSection
from commedu_desktop.documents.reports import render as render_return


@dataclass(frozen=True)
class Call:
    """One person: name, telephone as it is read out, and whom else to ask for (a parent, a contact)."""

    name: str
    phone: str
    contact: str = ""


@dataclass(frozen=True)
class CallLesson:
    """A lesson with the people to call; `facts` stand left, in the middle and right above them."""

    title: str
    facts: tuple[str, str, str]
    calls: tuple[Call, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CallListPaper:
    """`headings`: number, name, telephone, contact, told, remark."""

    title: str
    language: str
    headings: tuple[str, str, str, str, str, str]
    lessons: tuple[CallLesson, ...]
    signatures: tuple[str, ...] = ()


BOX = "□"


def render(paper: CallListPaper) -> bytes:
    """A4 portrait, one lesson after another."""
    headings = (tuple(Heading(text) for text in paper.headings),)
    sections = tuple(
        ReturnSection(
            lesson.title,
            lesson.facts,
            headings,
            tuple(
                (str(number), one.name, one.phone, one.contact, BOX, "") for number, one in enumerate(lesson.calls, 1)
            ),
            ("centre", "left", "left", "left", "centre", "left"),
            notes=lesson.notes,
            signatures=paper.signatures,
            shares=(0.6, 1.5, 1.5, 2.5, 0.8, 1.5),
        )
        for lesson in paper.lessons
    )
    return render_return(ReturnPaper(paper.title, paper.language, sections, landscape=False))
