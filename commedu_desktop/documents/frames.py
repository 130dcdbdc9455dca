"""Frames for paper that is handed out: the Chinese fret, notched hairlines, a band of laurel."""

from collections.abc import Callable
from itertools import pairwise
from math import cos, hypot, pi, sin

from commedu_desktop.documents.ornament import Points, polyline, rosette
from commedu_desktop.documents.paper import Colour, Paper

Place = Callable[[float, float], tuple[float, float]]
"""From (along, inwards) on one side of the page to a point on it."""

_KEY = ((0.0, 0.0), (0.0, 4.0), (4.2, 4.0), (4.2, 1.2), (1.5, 1.2), (1.5, 2.7), (2.85, 2.7))
_KEY_WIDE, _KEY_DEEP = 5.2, 4.0
"""One turn of the fret, and the room it takes, in strokes."""


def fret_frame(paper: Paper, inset: float, depth: float, ink: Colour, weight: float = 0.9) -> None:
    """Square spirals all around (回纹) between two lines, with a spiral of its own in each corner."""
    stroke = (depth - 5) / _KEY_DEEP
    start = inset + depth
    for place, length in _sides(paper, inset):
        count = round((length - 2 * depth) / (_KEY_WIDE * stroke))
        step = (length - 2 * depth) / count
        for at in range(count):
            left = depth + at * step
            scale = step / _KEY_WIDE
            polyline(paper, [place(left + x * scale, 2.5 + y * stroke) for x, y in _KEY], ink, weight)
        polyline(paper, [place(depth, 2.5), place(length - depth, 2.5)], ink, weight)
    for x in (inset + depth / 2, paper.width - inset - depth / 2):
        for y in (inset + depth / 2, paper.height - inset - depth / 2):
            for half in (depth * 0.42, depth * 0.26, depth * 0.1):
                paper.frame((x - half, y - half, 2 * half, 2 * half), weight, ink)
    for distance, thick in ((inset - 2, 1.6), (start + 1, 0.6), (start + 4, 0.3)):
        paper.frame((distance, distance, paper.width - 2 * distance, paper.height - 2 * distance), thick, ink)


def fret_band(paper: Paper, x: float, y: float, width: float, height: float, ink: Colour) -> None:
    """One row of square spirals between two lines."""
    stroke = height / _KEY_DEEP
    count = max(1, round(width / (_KEY_WIDE * stroke)))
    step = width / count
    weight = stroke * 0.3
    for at in range(count):
        points = [(x + at * step + px * step / _KEY_WIDE, y + py * stroke) for px, py in _KEY]
        polyline(paper, points, ink, weight)
    for level in (y - stroke, y + height + stroke):
        paper.line(x, level, x + width, level, weight * 1.4, ink)


def _sides(paper: Paper, inset: float) -> list[tuple[Place, float]]:
    """The four sides, each from its left end as it is seen from the middle of the page."""
    wide, high = paper.width - 2 * inset, paper.height - 2 * inset
    right, top = paper.width - inset, paper.height - inset
    return [
        (lambda along, inwards: (inset + along, inset + inwards), wide),
        (lambda along, inwards: (right - inwards, inset + along), high),
        (lambda along, inwards: (right - along, top - inwards), wide),
        (lambda along, inwards: (inset + inwards, top - along), high),
    ]


def notched_frame(paper: Paper, inset: float, ink: Colour) -> None:
    """Three lines whose corners are cut out in quarter circles, a small rosette in each."""
    for distance, radius, weight in ((inset, 34.0, 2.2), (inset + 5, 36.0, 0.5), (inset + 8.5, 38.0, 0.3)):
        _notched(paper, distance, radius, ink, weight)
    for x in (inset + 9, paper.width - inset - 9):
        for y in (inset + 9, paper.height - inset - 9):
            rosette(paper, x, y, 11, ink, 0.35, petals=8)


def _notched(paper: Paper, inset: float, radius: float, ink: Colour, weight: float) -> None:
    left, foot, right, top = inset, inset, paper.width - inset, paper.height - inset
    points: Points = []
    for x, y, begin in ((left, foot, 90), (right, foot, 180), (right, top, 270), (left, top, 360)):
        points += _arc(x, y, radius, begin, -90)
    polyline(paper, [*points, points[0]], ink, weight)


def _arc(x: float, y: float, radius: float, begin: float, turn: float) -> Points:
    """Points of an arc around (x, y), from `begin` on, in degrees."""
    angles = [(begin + turn * step / 24) * pi / 180 for step in range(25)]
    return [(x + radius * cos(angle), y + radius * sin(angle)) for angle in angles]


def leaf(paper: Paper, x: float, y: float, length: float, angle: float, ink: Colour) -> None:
    """One filled leaf that grows from (x, y) towards `angle`, in radians."""
    tip = (x + length * cos(angle), y + length * sin(angle))
    sides = []
    for side in (1, -1):
        bend = angle + side * 0.62
        sides.append((x + length * 0.55 * cos(bend), y + length * 0.55 * sin(bend)))
    (ax, ay), (bx, by) = sides
    paper.draw(
        f"q {ink[0]:.3f} {ink[1]:.3f} {ink[2]:.3f} rg {x:.1f} {y:.1f} m "
        f"{ax:.1f} {ay:.1f} {ax:.1f} {ay:.1f} {tip[0]:.1f} {tip[1]:.1f} c "
        f"{bx:.1f} {by:.1f} {bx:.1f} {by:.1f} {x:.1f} {y:.1f} c f Q"
    )


def wreath(paper: Paper, x: float, y: float, radius: float, ink: Colour, leaves: int = 17) -> None:
    """Two branches of laurel around a point, open at the top."""
    size = radius * 0.26
    for side in (1, -1):
        stem: Points = []
        for at in range(leaves + 1):
            angle = -pi / 2 + side * (0.16 + 2.1 * at / leaves)
            px, py = x + radius * cos(angle), y + radius * sin(angle)
            stem.append((px, py))
            along = angle + side * pi / 2
            grown = size * (1 - 0.35 * at / leaves)
            leaf(paper, px, py, grown, along - side * 0.55, ink)
            leaf(paper, px, py, grown * 0.86, along + side * 0.6, ink)
        polyline(paper, stem, ink, 1.1)


def laurel_frame(paper: Paper, inset: float, ink: Colour, pale: Colour) -> None:
    """Two lines with a band of leaves that run from the middle of the foot to the middle of the top."""
    depth = 17.0
    for distance, thick in ((inset, 1.3), (inset + depth, 0.5), (inset + depth + 3, 0.3)):
        paper.frame((distance, distance, paper.width - 2 * distance, paper.height - 2 * distance), thick, ink)
    middle = inset + depth / 2
    left, right, foot, top = middle, paper.width - middle, middle, paper.height - middle
    half = paper.width / 2
    for x, turn in ((left, -1), (right, 1)):
        corners = [(half, foot), (x, foot), (x, top), (half, top)]
        for (ax, ay), (bx, by) in pairwise(corners):
            _leaves_along(paper, (ax, ay), (bx, by), pale, turn)
        polyline(paper, corners, ink, 0.5)
    for y in (foot, top):
        paper.disc(half, y, 6.5, (1.0, 1.0, 1.0))
        rosette(paper, half, y, 8.5, ink, 0.4, petals=8)


def _leaves_along(paper: Paper, begin: tuple[float, float], end: tuple[float, float], ink: Colour, turn: int) -> None:
    length = hypot(end[0] - begin[0], end[1] - begin[1])
    across, up = (end[0] - begin[0]) / length, (end[1] - begin[1]) / length
    heading = {(-1, 0): pi, (1, 0): 0.0, (0, 1): pi / 2}[round(across), round(up)]
    count = round(length / 11)
    for at in range(1, count):
        x, y = begin[0] + across * length * at / count, begin[1] + up * length * at / count
        for side in (turn, -turn):
            leaf(paper, x, y, 9.2, heading + side * 0.6, ink)


def waves(paper: Paper, box: tuple[float, float, float, float], radius: float, ink: Colour) -> None:
    """Rows of overlapping rings (海水纹) along the foot of a box, each row paler by being cut by the one before."""
    x, y, width, height = box
    count = round(width / (2 * radius))
    step = width / count
    half = step / 2
    paper.draw(f"q {x:.1f} {y:.1f} {width:.1f} {height:.1f} re W n")
    rows = int(height / (half / 2)) + 1
    for line in range(rows, -1, -1):
        shift = half if line % 2 else 0.0
        for at in range(-1, count + 1):
            cx, cy = x + half + at * step + shift, y + line * half / 2 - half / 2
            paper.disc(cx, cy, half, (1.0, 1.0, 1.0))
            for part in (0.97, 0.72, 0.47, 0.22):
                polyline(paper, _arc(cx, cy, half * part, 0, 180), ink, 0.5)
    paper.draw("Q")
