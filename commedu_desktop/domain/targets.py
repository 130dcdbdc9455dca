"""Targets of a year: what it must reach, measured from the figures or counted by hand, with progress to date."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.figures import Measure, Report, figure_key

BY_HAND = "by-hand"
RATES = (Measure.TRAINING_RATE, Measure.ATTENDANCE_RATE)
"""Figures in per cent; every other figure is a number."""
MOST = 100_000_000


class Standing(StrEnum):
    """How a target stands: beside the share of the year that has passed."""

    REACHED = "reached"
    ON_TRACK = "on-track"
    BEHIND = "behind"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Progress:
    """A target with what was reached. `measure` is a figure's key or BY_HAND; `aim` is a number, or per cent of a rate.
    `reached` is None where it cannot be said (no population, nothing entered)."""

    name: str
    measure: str
    aim: int
    reached: int | Fraction | None = None

    @property
    def share(self) -> Fraction | None:
        """Reached ÷ aim; None where it cannot be said."""
        if self.reached is None or not self.aim:
            return None
        of = Fraction(self.aim, 100) if is_rate(self.measure) else Fraction(self.aim)
        return Fraction(self.reached) / of

    def standing(self, passed: Fraction) -> Standing:
        """`passed`: how much of the year is over. A rate that must hold all the year does not grow with it, except
        the training rate, whose persons only become more."""
        if self.share is None:
            return Standing.UNKNOWN
        if self.share >= 1:
            return Standing.REACHED
        due = Fraction(1) if self.measure.startswith(Measure.ATTENDANCE_RATE) else passed
        return Standing.ON_TRACK if self.share >= due else Standing.BEHIND


def is_rate(measure: str) -> bool:
    """Whether it is measured in per cent."""
    return measure != BY_HAND and figure_key(measure).measure in RATES


def check_target(name: str, measure: str, aim: int) -> None:
    """Raises: Refused target-without-name, figure-unknown, target-out-of-range."""
    if not name:
        raise Refused("target-without-name")
    if measure != BY_HAND:
        figure_key(measure)
    most = 100 if is_rate(measure) else MOST
    if not 1 <= aim <= most:
        raise Refused("target-out-of-range", most=most)


def reached(measure: str, by_hand: int | None, report: Report) -> int | Fraction | None:
    """What a report says of a measure; of one that is counted by hand, what was entered."""
    if measure == BY_HAND:
        return by_hand
    return report.figure(figure_key(measure))
