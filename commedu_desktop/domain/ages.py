"""Ages, and the age bands of the centre."""

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


def band_of(age: int | None, firsts: Sequence[int]) -> str:
    """The label of the band an age falls in; empty when the age is not known."""
    if age is None:
        return ""
    return band_labels(firsts)[sum(first <= age for first in firsts)]
