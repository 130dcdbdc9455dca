"""Charts on paper: the shapes of `domain.charts` in ink."""

from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.paper import FAINT, GOLD, GREEN, INK, PALE, SOFT, WHITE, Colour, Paper
from commedu_desktop.documents.typesetting import Setting
from commedu_desktop.domain.charts import Box, Drawing, Rule, Text, Tone

TONES: dict[Tone, Colour] = {
    "accent": GREEN,
    "soft": FAINT,
    "second": GOLD,
    "track": PALE,
    "text": INK,
    "muted": SOFT,
    "line": FAINT,
    "on-accent": WHITE,
}


def draw_chart(paper: Paper, x: float, top: float, drawing: Drawing) -> None:
    """Draw with the upper left corner at (x, top)."""
    for shape in drawing.shapes:
        match shape:
            case Box():
                box = (x + shape.x, top - shape.y - shape.height, shape.width, shape.height)
                paper.fill(box, mixed(TONES[shape.tone], shape.strength))
            case Rule():
                paper.line(x + shape.x1, top - shape.y1, x + shape.x2, top - shape.y2, 0.5, TONES[shape.tone])
            case Text():
                _write(paper, x, top, shape)


def _write(paper: Paper, x: float, top: float, shape: Text) -> None:
    left = x + shape.x - {"left": 0.0, "centre": shape.room / 2, "right": shape.room}[shape.align]
    foot = top - shape.y - shape.size * 0.35
    box = (left, foot, max(1.0, shape.room), shape.size * 1.4)
    paper.fit(box, shape.text, Setting(Face.SANS, shape.size, 1.0), TONES[shape.tone], shape.align)


def mixed(ink: Colour, strength: float) -> Colour:
    """A colour thinned with white: 1 is full."""
    red, green, blue = (1 - (1 - part) * strength for part in ink)
    return red, green, blue
