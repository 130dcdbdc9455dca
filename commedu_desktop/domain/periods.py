"""Periods of a report: a year, a half-year or a month, always whole months."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from commedu_desktop.domain.errors import Refused

_WRITTEN = re.compile(r"(\d{4})(?:-(?:H([12])|(\d{1,2})))?", re.IGNORECASE)


@dataclass(frozen=True)
class Period:
    """Whole months; `first` and `last` are days and both included."""

    year: int
    first_month: int
    months: int

    @property
    def first(self) -> date:
        return date(self.year, self.first_month, 1)

    @property
    def last(self) -> date:
        after = self.first_month + self.months
        return date(self.year + after // 13, (after - 1) % 12 + 1, 1) - timedelta(days=1)

    @property
    def end(self) -> date:
        """The first day that is not in it any more."""
        return self.last + timedelta(days=1)

    @property
    def half(self) -> int:
        """1 or 2 for a half-year, else 0."""
        return (self.first_month + 5) // 6 if self.months == 6 else 0

    @property
    def first_key(self) -> str:
        """The first month as the store writes it: `2026-11`."""
        return f"{self.first:%Y-%m}"

    @property
    def last_key(self) -> str:
        return f"{self.last:%Y-%m}"

    @property
    def before(self) -> "Period":
        """The month, half-year or year before."""
        earlier = self.first_month - self.months
        return self if self.year == 1 else Period(self.year - (earlier < 1), (earlier - 1) % 12 + 1, self.months)

    @property
    def after(self) -> "Period":
        """The month, half-year or year that follows."""
        later = self.first_month + self.months
        return self if self.year == 9998 else Period(self.year + (later > 12), (later - 1) % 12 + 1, self.months)

    @property
    def year_before(self) -> "Period":
        return Period(max(1, self.year - 1), self.first_month, self.months)

    def __str__(self) -> str:
        if self.months == 12:
            return f"{self.year:04}"
        return f"{self.year:04}-H{self.half}" if self.half else f"{self.year:04}-{self.first_month:02}"


def parse_period(text: str) -> Period:
    """The period written as `2026`, `2026-H1` or `2026-11`. Raises: Refused period-unknown."""
    written = _WRITTEN.fullmatch(text.strip())
    if written is None or not 1 < int(written[1]) < 9999:
        raise Refused("period-unknown", text=text)
    year, half, month = int(written[1]), written[2], written[3]
    if half:
        return Period(year, 1 if half == "1" else 7, 6)
    if month:
        if not 1 <= int(month) <= 12:
            raise Refused("period-unknown", text=text)
        return Period(year, int(month), 1)
    return Period(year, 1, 12)


def month_of(day: date) -> Period:
    return Period(day.year, day.month, 1)
