"""Festivals and campaign weeks: days of the year that ask for a notice and an activity."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Festival:
    """One of a year. A notice is proposed from `ahead` days before the first day on.

    `about`: the authorities name the days anew each year. `own`: the centre added it, or set its days.
    """

    key: str
    name: str
    text: str
    starts: date
    ends: date
    ahead: int
    about: bool = False
    own: bool = False

    @property
    def code(self) -> str:
        """Tells this year's from last year's."""
        return f"{self.key}-{self.starts.year}"

    def near(self, day: date) -> bool:
        """Whether it is time for its notice."""
        return self.starts - timedelta(self.ahead) <= day <= self.ends
