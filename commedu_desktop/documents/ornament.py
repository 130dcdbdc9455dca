"""Vector ornament for paper that is handed out: guilloche frames and rosettes, drawn from sines."""

from math import cos, pi, sin

from commedu_desktop.documents.paper import Colour, Paper

_PERIOD = 19.0
"""Length of one wave of a frame, in points; each side takes the nearest that fits a whole number of times."""
_STRANDS = 7
_STEP = 1.9

Points = list[tuple[float, float]]


def guilloche_frame(paper: Paper, inset: float, depth: float, ink: Colour, weight: float = 0.28) -> None:
    """A woven band around the page, between two hairlines, `depth` points deep; rosettes hold its corners."""
    left, foot, right, top = inset, inset, paper.width - inset, paper.height - inset
    middle, corner = depth / 2, depth * 0.92
    sides = [
        (left + corner, foot + middle, right - corner, foot + middle),
        (left + corner, top - middle, right - corner, top - middle),
        (left + middle, foot + corner, left + middle, top - corner),
        (right - middle, foot + corner, right - middle, top - corner),
    ]
    for x1, y1, x2, y2 in sides:
        for strand in range(_STRANDS):
            polyline(paper, _wave(x1, y1, x2, y2, depth * 0.46, strand / _STRANDS), ink, weight)
    for x in (left + middle, right - middle):
        for y in (foot + middle, top - middle):
            rosette(paper, x, y, depth * 0.62, ink, weight)
    for distance, thick in ((inset - 3, 1.1), (inset + depth + 3, 0.5)):
        paper.frame((distance, distance, paper.width - 2 * distance, paper.height - 2 * distance), thick, ink)


def _wave(x1: float, y1: float, x2: float, y2: float, height: float, phase: float) -> Points:
    length = x2 - x1 + y2 - y1
    waves = round(length / _PERIOD)
    points = []
    for step in range(int(length / _STEP) + 1):
        along = min(1.0, step * _STEP / length)
        angle = 2 * pi * (along * waves + phase)
        off = height * (0.72 * sin(angle) + 0.28 * sin(3 * angle + 2 * pi * phase))
        points.append((x1 + along * (x2 - x1), y1 + off) if y1 == y2 else (x1 + off, y1 + along * (y2 - y1)))
    return points


def rosette(paper: Paper, x: float, y: float, radius: float, ink: Colour, weight: float, petals: int = 12) -> None:
    """Interlaced rings around a point."""
    for ring in range(6):
        points = []
        for step in range(241):
            angle = 2 * pi * step / 240
            reach = radius * (0.62 + 0.36 * sin(petals * angle + ring * pi / 3))
            points.append((x + reach * cos(angle), y + reach * sin(angle)))
        polyline(paper, points, ink, weight)


def watermark(paper: Paper, x: float, y: float, radius: float, ink: Colour) -> None:
    """A large pale flower for the middle of a page; it stays under what is printed over it."""
    for ring in range(18):
        points = []
        for step in range(541):
            angle = 2 * pi * step / 540
            reach = radius * (0.66 + 0.22 * sin(9 * angle + ring * pi / 9) + 0.12 * sin(27 * angle - ring * pi / 9))
            points.append((x + reach * cos(angle), y + reach * sin(angle)))
        polyline(paper, points, ink, 0.3)


def polyline(paper: Paper, points: Points, ink: Colour, weight: float) -> None:
    """A line through all points, with round joints."""
    (x, y), *rest = points
    drawn = " ".join([f"{x:.1f} {y:.1f} m", *(f"{x:.1f} {y:.1f} l" for x, y in rest)])
    paper.draw(f"q {ink[0]:.3f} {ink[1]:.3f} {ink[2]:.3f} RG {weight} w 1 j {drawn} S Q")
