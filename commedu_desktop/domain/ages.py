"""Ages, and the age bands of the centre."""

from calendar import isleap
from collections.abc import Sequence
from datetime import date
from itertools import pairwise


def age_on(born: date, day: date) -> int:
    """Full years; who was born on 29 February grows older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def band_labels(firsts: Sequence[int]) -> tuple[str, ...]:
    """Labels of the bands that begin at 0 and at each of `firsts`: `0-6`, `7-17`, …, `70+`."""
    starts = [0, *firsts]
    inner = [f"{first}-{following - 1}" for first, following in pairwise(starts)]
    return (*inner, f"{starts[-1]}+")


def band_births(day: date, firsts: Sequence[int]) -> tuple[tuple[str, date], ...]:
    """The label of each band after the first, the oldest first, and the latest birthday of who is in it on a day."""
    labels = band_labels(firsts)[1:]
    return tuple((label, _born_before(day, first)) for label, first in zip(labels[::-1], firsts[::-1], strict=True))


def _born_before(day: date, age: int) -> date:
    """The latest birthday with which one is of this age on a day."""
    year = max(1, day.year - age)
    leap = (day.month, day.day) == (2, 29) and not isleap(year)
    return date(year, 2, 28) if leap else date(year, day.month, day.day)


def band_of(age: int | None, firsts: Sequence[int]) -> str:
    """The label of the band an age falls in; empty when the age is not known."""
    if age is None:
        return ""
    return band_labels(firsts)[sum(first <= age for first in firsts)]
