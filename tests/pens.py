"""Sign-in sheets filled in as people do, and spoiled as scanners and telephones do; everything follows from a seed."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.sheets import CHOICES, Layout, Place

Grey = Any
"""A page: rows of bytes, 0 black to 255 white."""
Random = np.random.Generator
DPI = 200
FINE = 4
"""Strokes are drawn so many times finer than the page."""

WAYS = ("tick", "cross", "fill", "slash", "dot", "scribble")


@dataclass(frozen=True)
class Filled:
    """One cell as it was meant; `corrected`: a wrong box was blacked out first."""

    row: int
    lesson: int
    mark: Mark | None
    corrected: bool = False


def printed(pdf: bytes, dpi: int = DPI) -> list[Grey]:
    """The pages as they leave the printer."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [np.asarray(page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")).copy() for page in document]
    document.close()
    return pages


def fill_in(page: Grey, layout: Layout, people: int, random: Random, dpi: int = DPI) -> list[Filled]:
    """Tick every cell of the page in place; one hand holds one pen, and holds it more or less well."""
    hand = _Hand(page, random, dpi)
    return [hand.cell(layout, row, lesson) for row in range(people) for lesson in range(layout.lessons)]


class _Hand:
    def __init__(self, page: Grey, random: Random, dpi: int) -> None:
        self.page, self.random, self.dpi = page, random, dpi
        self.way = random.choice(WAYS, p=[0.45, 0.2, 0.13, 0.12, 0.02, 0.08])
        self.dark = random.uniform(0.4, 0.95) if random.random() < 0.85 else random.uniform(0.25, 0.4)
        self.thick = random.uniform(0.3, 0.9)
        self.loose = random.uniform(0.2, 0.9)

    def cell(self, layout: Layout, row: int, lesson: int) -> Filled:
        boxes = layout.boxes(row, lesson)
        right = int(self.random.choice([0, 1, 2, 3], p=[0.66, 0.12, 0.1, 0.12]))
        if right == len(CHOICES):
            return Filled(row, lesson, None)
        corrected = bool(self.random.random() < 0.01)
        if corrected:
            self.draw(boxes[(right + self.random.integers(1, 3)) % 3], "black")
        way = self.way if self.random.random() < 0.9 else self.random.choice(WAYS)
        self.draw(boxes[right], way)
        return Filled(row, lesson, CHOICES[right], corrected)

    def draw(self, box: Place, way: str) -> None:
        x, y, side = box.left, box.top, box.width
        off = self.random.normal(0, 0.35 * self.loose, 2).clip(-0.8, 0.8)
        lines = [
            np.array([(x + side * u + off[0], y + side * v + off[1]) for u, v in line]) for line in self._shape(way)
        ]
        thick, dark = self.thick, self.dark
        if way == "fill":
            thick = max(thick, 0.5)
        if way == "black":
            thick, dark = max(thick, 0.7), max(dark, 0.6)
        self._ink(lines, thick, dark)

    def _jitter(self) -> float:
        return float(self.random.normal(0, 0.06 + 0.05 * self.loose))

    def _shape(self, way: str) -> list[Any]:
        jitter = self._jitter
        over = self.random.uniform(0, 0.35) * self.loose
        if way == "tick":
            foot = (0.4 + jitter(), 0.85 + jitter())
            return [[(0.1 + jitter(), 0.5 + jitter()), foot, (0.95 + over + jitter(), 0.1 - over + jitter())]]
        if way == "cross":
            a = [(0.1 - over + jitter(), 0.1 + jitter()), (0.9 + over + jitter(), 0.9 + jitter())]
            return [a, [(0.9 + jitter(), 0.1 - over + jitter()), (0.1 + jitter(), 0.9 + over + jitter())]]
        if way == "slash":
            return [[(0.15 + jitter(), 0.9 + over + jitter()), (0.85 + over + jitter(), 0.1 + jitter())]]
        if way == "dot":
            return [[(0.35 + jitter(), 0.5 + jitter()), (0.65 + jitter(), 0.5 + jitter()), (0.5, 0.6), (0.45, 0.45)]]
        turns = {"fill": 9, "black": 14, "scribble": 5}[way]
        low, high = (0.05, 0.95) if way == "black" else (0.1, 0.9)
        points = []
        for turn in range(turns):
            v = low + (high - low) * turn / (turns - 1)
            points += [(low + jitter() / 2, v + jitter() / 2), (high + jitter() / 2, v + 0.05 + jitter() / 2)]
        return [points]

    def _ink(self, lines: list[Any], thick: float, dark: float) -> None:
        """Blend strokes over the page, softer where the pen was light."""
        scale = self.dpi / 25.4
        points = np.concatenate(lines)
        left, top = (np.floor(points.min(0) - 1.5) * scale).astype(int).clip(0)
        right, foot = (np.ceil(points.max(0) + 1.5) * scale).astype(int)
        part = self.page[top:foot, left:right]
        ink = np.zeros((part.shape[0] * FINE, part.shape[1] * FINE), np.uint8)
        for line in lines:
            dots = ((line * scale - (left, top)) * FINE * 16).round().astype(np.int32)
            cv2.polylines(ink, [dots], False, 255, max(1, round(thick * scale * FINE)), cv2.LINE_AA, 4)
        cover = cv2.resize(ink, (part.shape[1], part.shape[0]), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        grain = self.random.uniform(0.75, 1.0, cover.shape).astype(np.float32)
        part[:] = (part * (1 - cover * dark * grain)).astype(np.uint8)


def scanned(page: Grey, random: Random) -> bytes:
    """Laid on the glass not quite straight: turned up to 4°, noise, dust, JPEG."""
    high, wide = page.shape
    angle = random.uniform(-4, 4) + (180 if random.random() < 0.1 else 0)
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, random.uniform(0.75, 1.0))
    turned = cv2.warpAffine(page, matrix, (wide, high), flags=cv2.INTER_AREA | cv2.INTER_LINEAR, borderValue=250)
    return _kept(_dirty(_blurred(turned, random.uniform(0.2, 0.9)), random, random.uniform(1, 6)), random)


def photographed(page: Grey, random: Random) -> bytes:
    """From a hand above the desk: perspective, a crease, a shadow, uneven light, blur, noise, JPEG."""
    creased = _creased(page, random) if random.random() < 0.5 else page
    high, wide = page.shape
    out_high, out_wide = 2400, 1800
    frame = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    margin = random.uniform(0.03, 0.1)
    target = np.array([(margin, margin), (1 - margin, margin), (1 - margin, 1 - margin), (margin, 1 - margin)])
    target = target + random.uniform(-0.03, 0.03, (4, 2)) + _lean(random)
    angle = np.deg2rad(random.uniform(-6, 6))
    spin = np.array([(np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))])
    seen = ((target - 0.5) @ spin.T * 0.95 + 0.5) * (out_wide, out_high)
    matrix = cv2.getPerspectiveTransform(frame, seen.astype(np.float32))
    desk = np.full((out_high, out_wide), random.integers(40, 170), np.uint8)
    photo = cv2.warpPerspective(
        creased, matrix, (out_wide, out_high), desk, cv2.INTER_AREA | cv2.INTER_LINEAR, cv2.BORDER_TRANSPARENT
    )
    lit = _lit(photo, random)
    return _kept(_dirty(_blurred(lit, random.uniform(0.4, 1.3)), random, random.uniform(2, 9)), random)


def _lean(random: Random) -> Any:
    """The camera leans to one side: the far edge is shorter."""
    by = random.uniform(0, 0.06)
    edges = np.array([[(by, 0), (-by, 0), (0, 0), (0, 0)], [(0, 0), (0, by), (0, -by), (0, 0)]])
    return edges[random.integers(0, 2)] * random.choice([-1, 1])


def _creased(page: Grey, random: Random) -> Grey:
    """Folded once: one half lies a little differently, and a line runs through the page."""
    high, wide = page.shape
    down = random.random() < 0.7
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    at = (high if down else wide) * random.uniform(0.35, 0.65)
    away = np.abs((y if down else x) - at)
    bump = np.exp(-away / (0.12 * (high if down else wide))).astype(np.float32) * random.uniform(2, 7)
    bent = cv2.remap(page, x + (0 if down else bump), y + (bump if down else 0), cv2.INTER_LINEAR, None, 1)
    line = np.exp(-((away / random.uniform(1.5, 3)) ** 2)) * random.uniform(0.03, 0.2)
    side = np.where((y if down else x) > at, random.uniform(0.9, 1), 1.0)
    return (bent * (1 - line) * side).clip(0, 255).astype(np.uint8)


def _lit(photo: Grey, random: Random) -> Grey:
    high, wide = photo.shape
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    way = random.uniform(0, 2 * np.pi)
    slope = (np.cos(way) * (x / wide - 0.5) + np.sin(way) * (y / high - 0.5)) * random.uniform(0, 0.5)
    light = random.uniform(0.7, 0.95) + slope
    if random.random() < 0.6:
        edge = np.cos(way + 1) * (x / wide - random.uniform(0.2, 0.8)) + np.sin(way + 1) * (y / high - 0.5)
        light = light * (1 - random.uniform(0.15, 0.45) / (1 + np.exp(-edge * random.uniform(20, 120))))
    return (photo * light).clip(0, 255).astype(np.uint8)


def _blurred(page: Grey, by: float) -> Grey:
    return np.asarray(cv2.GaussianBlur(page, (0, 0), by), np.uint8)


def _dirty(page: Grey, random: Random, noise: float) -> Grey:
    rough = random.normal(0, noise, page.shape).astype(np.float32)
    return (page + rough).clip(0, 255).astype(np.uint8)


def _kept(page: Grey, random: Random) -> bytes:
    quality = int(random.integers(45, 92))
    return cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
