"""Lists of people to pin up or to take along: the learners of a class, the teachers of a centre, a register."""

from dataclasses import dataclass

from commedu_desktop.documents.grid import Heading
from commedu_desktop.documents.paper import Align
from commedu_desktop.documents.reports import ReturnPaper, ReturnSection
from commedu_desktop.documents.reports import render as render_return


@dataclass(frozen=True)
class RosterPaper:
    """A titled list. `facts` stand under the title, left, in the middle and right."""

    title: str
    language: str
    facts: tuple[str, str, str]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    aligns: tuple[Align, ...]
    notes: tuple[str, ...] = ()
    landscape: bool = False
    shares: tuple[float, ...] = ()
    """Relative widths of the columns; from the words unless given."""
    empty: str = ""
    """What is said where no row is."""


def render(roster: RosterPaper) -> bytes:
    """A4; as many pages as the list needs, each with its headings."""
    headings = (tuple(Heading(text) for text in roster.headings),)
    notes = roster.notes if roster.rows else tuple(filter(None, (roster.empty, *roster.notes)))
    section = ReturnSection(
        roster.title, roster.facts, headings, roster.rows, roster.aligns, notes=notes, shares=roster.shares
    )
    return render_return(ReturnPaper(roster.title, roster.language, (section,), roster.landscape))
