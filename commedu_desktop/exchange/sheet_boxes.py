"""Tick boxes on a straightened page: where each one really lies, and how much was drawn into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product

import cv2
import numpy as np
from numpy.typing import NDArray

from commedu_desktop.domain.sheets import BOX, CHOICES, Layout, Place, SheetCode, down
from commedu_desktop.exchange.sheet_files import Grey

DOTS = 8
"""Dots a millimetre of a straightened page."""

Floats = NDArray[np.float32]
_REACH = 1.6
"""Millimetres that a box may lie away from where it was printed: paper bends and creases."""
_INSET = 0.5
_AROUND, _STRIP = 1.5, 0.55
"""Millimetres: from the inside of a box to the far side of the white strip around it, and the width of that strip."""
_WRITING = 0.008
"""Part of a line's field that is dark once a name stands in it."""
_EDGE = 0.9 / 72 * 25.4


@dataclass(frozen=True)
class BoxReading:
    """`ink`: how dark the inside is, 0 to 1; `full`: which part of it is covered; `left`, `top`: its place in mm."""

    ink: float
    full: float
    left: float
    top: float


def read_boxes(dark: Floats, layout: Layout, people: int) -> tuple[tuple[BoxReading, ...], float]:
    """The boxes of the first `people` rows, in the order of `layout.every_box`, and how well they fit, up to 1."""
    places = list(islice(layout.every_box(), people * layout.lessons * len(CHOICES)))
    if not places:
        return (), 1.0
    template = _template()
    raw = np.array([_shift(dark, place, template) for place in places], np.float32)
    shifts = _smoothed(raw, layout, people)
    insides = [_inside(dark, place, shift) for place, shift in zip(places, shifts, strict=True)]
    grain = _grain(insides)
    read = tuple(_read(*one, grain) for one in zip(insides, places, shifts, strict=True))
    return read, float(np.median(raw[:, 2]))


def darkness(flat: Grey) -> Floats:
    """How much darker each dot is than the paper around it, 0 to 1, whatever the light."""
    small = cv2.resize(flat, None, fx=2 / DOTS, fy=2 / DOTS, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((13, 13), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 5), (0, 0), 1)
    even = cv2.resize(paper, (flat.shape[1], flat.shape[0]), interpolation=cv2.INTER_LINEAR)
    smooth = cv2.GaussianBlur(flat, (0, 0), 0.8)
    return np.asarray(np.clip(1 - smooth.astype(np.float32) / np.maximum(even, 1), 0, 1), np.float32)


def _smoothed(raw: Floats, layout: Layout, people: int) -> list[tuple[float, float]]:
    """How far each box lies from its printed place, in dots: what most of its neighbours say."""
    across = layout.lessons * len(CHOICES)
    grid = raw.reshape(people, across, 3)
    shifts = []
    for row, at in product(range(people), range(across)):
        column = layout.column_of(row)
        near = grid[max(column.first, row - 2) : min(column.until, people, row + 3), max(0, at - 3) : at + 4].reshape(
            -1, 3
        )
        good = near[near[:, 2] >= np.median(near[:, 2])]
        shifts.append((float(np.median(good[:, 0])), float(np.median(good[:, 1]))))
    return shifts


def _template() -> Floats:
    """An empty box as it is printed, with a little paper around it."""
    side = round((BOX + 1.6) * DOTS)
    picture = np.zeros((side * 8, side * 8), np.uint8)
    near, far = 0.8 * DOTS * 8, (0.8 + BOX) * DOTS * 8
    cv2.rectangle(picture, (round(near), round(near)), (round(far), round(far)), 255, round(_EDGE * DOTS * 8))
    small = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small.astype(np.float32) / 255, (0, 0), 1.2), np.float32)


def _shift(dark: Floats, place: Place, template: Floats) -> tuple[float, float, float]:
    """The best place for the empty box near the printed one: dots right, dots down, how well it fits."""
    reach, side = round(_REACH * DOTS), template.shape[0]
    left, top = round((place.left - 0.8) * DOTS), round((place.top - 0.8) * DOTS)
    window = dark[top - reach : top + side + reach, left - reach : left + side + reach]
    fits = cv2.matchTemplate(window, template, cv2.TM_CCOEFF_NORMED)
    _least, most, _where, (x, y) = cv2.minMaxLoc(fits)
    return x - reach + left - (place.left - 0.8) * DOTS, y - reach + top - (place.top - 0.8) * DOTS, most


def _inside(dark: Floats, place: Place, shift: tuple[float, float]) -> Floats:
    """The inside of a box, without what runs through it from one side to the other: a crease, the edge of a shadow."""
    around = round(_AROUND * DOTS)
    near_x = round((place.left + _INSET) * DOTS + shift[0])
    near_y = round((place.top + _INSET) * DOTS + shift[1])
    side = round((BOX - 2 * _INSET) * DOTS)
    part = dark[near_y - around : near_y + side + around, near_x - around : near_x + side + around]
    middle, strip = slice(around, around + side), round(_STRIP * DOTS)
    across = np.minimum(np.median(part[middle, :strip], 1), np.median(part[middle, -strip:], 1))
    upright = np.minimum(np.median(part[:strip, middle], 0), np.median(part[-strip:, middle], 0))
    clean = part[middle, middle] - np.maximum(across[:, None], upright[None, :])
    return np.asarray(np.clip(clean, 0, 1), np.float32)


def _grain(insides: Sequence[Floats]) -> float:
    """Darkness that the paper itself reaches: most boxes are empty, and whatever is in these is no ink."""
    high = sorted(float(np.quantile(one, 0.99)) for one in insides)
    return min(0.2, max(0.03, 1.3 * high[len(high) // 3])) if high else 0.1


def _read(inside: Floats, place: Place, shift: tuple[float, float], grain: float) -> BoxReading:
    ink = float(np.clip(inside - grain, 0, 1).mean())
    return BoxReading(ink, float((inside > 0.35).mean()), place.left + shift[0] / DOTS, place.top + shift[1] / DOTS)


def written_lines(dark: Floats, code: SheetCode) -> int:
    """On how many free lines somebody wrote a name."""
    return sum(_is_written(dark, code.layout, row) for row in range(len(code.people), code.rows))


def _is_written(dark: Floats, layout: Layout, row: int) -> bool:
    column = layout.column_of(row)
    place = down(column.name, row - column.first)
    left, right = round((place.left + 1.5) * DOTS), round((place.left + place.width - 1.5) * DOTS)
    top, foot = round((place.top + 1.5) * DOTS), round((place.top + place.height - 1.5) * DOTS)
    return float((dark[top:foot, left:right] > 0.25).mean()) > _WRITING
