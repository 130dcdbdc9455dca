"""From the ink in the boxes of a cell to a mark, and whether a person must look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.sheets import CHOICES

EMPTY, TICKED = 0.006, 0.012
"""Ink (mean darkness of a box's inside, 0 to 1) below which nothing was drawn, and from which something was."""
_BESIDE = 0.06
"""A box with this part of its neighbour's ink holds the tail of the neighbour's stroke."""
_WEAK = 0.12
"""A tick with less than this part of the page's usual ink is doubtful."""
_BLACKED_OUT, _A_TICK = 0.6, 0.35
"""Cover of a box that was blacked out; the part of the usual ink from which the other box was ticked."""


@dataclass(frozen=True)
class Ink:
    """`amount`: mean darkness of the inside; `full`: which part of it is covered, 0 to 1 both."""

    amount: float
    full: float


@dataclass(frozen=True)
class Judged:
    """The mark that a cell most likely means (None: nothing ticked), and whether that is beyond doubt."""

    mark: Mark | None
    sure: bool


def usual_ink(cells: Sequence[Sequence[Ink]]) -> float:
    """The amount with which the page's hand ticks a box; 0 when nothing is ticked."""
    ticked = [most for boxes in cells if (most := max(box.amount for box in boxes)) >= TICKED]
    return median(ticked) if ticked else 0.0


def judge(boxes: Sequence[Ink], usual: float) -> Judged:
    """Decide on one cell; `boxes` stand in the order of `CHOICES`."""
    order = sorted(range(len(CHOICES)), key=lambda at: -boxes[at].amount)
    top, second = order[0], order[1]
    most, next_most = boxes[top].amount, boxes[second].amount
    if most < EMPTY:
        return Judged(None, sure=True)
    if most < TICKED:
        return Judged(CHOICES[top] if most > 1.5 * EMPTY else None, sure=False)
    if next_most < EMPTY or next_most < min(TICKED, _BESIDE * most):
        return Judged(CHOICES[top], sure=most >= _WEAK * usual)
    return Judged(CHOICES[_meant(boxes, top, second, usual)], sure=False)


def _meant(boxes: Sequence[Ink], top: int, second: int, usual: float) -> int:
    """Of two boxes with ink, a blacked-out one is the mistake and the other one counts."""
    corrected = boxes[top].full >= _BLACKED_OUT and boxes[second].amount >= max(TICKED, _A_TICK * usual)
    return second if corrected else top
