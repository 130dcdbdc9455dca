"""How certificates look: colours, frame and ground of each design, all of them vector art that prints in black too."""

from collections.abc import Callable
from dataclasses import dataclass

from commedu_desktop.documents.frames import fret_frame, laurel_frame, notched_frame, waves, wreath
from commedu_desktop.documents.ornament import guilloche_frame, watermark
from commedu_desktop.documents.paper import GOLD, GREEN, INK, MM, Colour, Paper, colour

Ground = Callable[[Paper, "Design"], None]


@dataclass(frozen=True)
class Design:
    """`ground` draws the frame and what lies under the words. `upright` sets Chinese in columns, as a scroll."""

    title: Colour
    frame: Colour
    pale: Colour
    ground: Ground
    upright: bool = False


def _middle(paper: Paper) -> tuple[float, float]:
    return paper.width / 2, paper.height * 0.47


def _guilloche(paper: Paper, design: Design) -> None:
    watermark(paper, *_middle(paper), 62 * MM, design.pale)
    guilloche_frame(paper, 10 * MM, 6.5 * MM, design.frame)


def _fret(paper: Paper, design: Design) -> None:
    watermark(paper, *_middle(paper), 58 * MM, design.pale)
    fret_frame(paper, 9 * MM, 7.5 * MM, design.frame)


def _notched(paper: Paper, design: Design) -> None:
    notched_frame(paper, 10 * MM, design.frame)


def _laurel(paper: Paper, design: Design) -> None:
    wreath(paper, paper.width / 2, paper.height * 0.455, 61 * MM, design.pale)
    laurel_frame(paper, 9 * MM, design.frame, design.frame)


def _waves(paper: Paper, design: Design) -> None:
    inner = 13 * MM
    waves(paper, (inner, inner, paper.width - 2 * inner, 10 * MM), 15, design.pale)
    for distance, weight in ((9 * MM, 1.6), (11 * MM, 0.5), (inner, 0.3)):
        paper.frame((distance, distance, paper.width - 2 * distance, paper.height - 2 * distance), weight, design.frame)


def _scroll(paper: Paper, design: Design) -> None:
    fret_frame(paper, 9 * MM, 7.5 * MM, design.frame)
    watermark(paper, paper.width * 0.5, paper.height / 2, 62 * MM, design.pale)


_RED, _DEEP_GOLD = colour("#A8281E"), colour("#B08A3A")

DESIGNS = {
    "jade": Design(GREEN, GOLD, colour("#F4EEDF"), _guilloche),
    "vermilion": Design(_RED, _DEEP_GOLD, colour("#F8EDE4"), _fret),
    "laurel": Design(_RED, _DEEP_GOLD, colour("#F6EEDC"), _laurel),
    "azure": Design(colour("#1F4E79"), colour("#3C6E9C"), colour("#A9C4DC"), _waves),
    "scroll": Design(colour("#8C2A1E"), colour("#9A5B3A"), colour("#F6EEE6"), _scroll, upright=True),
    "ink": Design(INK, colour("#4B524D"), colour("#F1F2F0"), _notched),
}


def design_of(name: str) -> Design:
    """The design, or the first where there is none of that name."""
    return DESIGNS.get(name, DESIGNS["jade"])
