"""Weekly times and moments of lessons, as the reader writes them."""

from collections.abc import Iterable
from datetime import date, datetime

from babel.dates import format_date, get_day_names

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.weekly_times import WeeklyTime, parse_weekly_times
from commedu_desktop.i18n import locale


def times_shown(times: str | Iterable[WeeklyTime]) -> str:
    """`Mon 08:30–10:30; Thu 15:00–17:00`, `周一 08:30–10:30；周四 15:00–17:00`; what cannot be read stays."""
    if isinstance(times, str):
        try:
            return times_shown(parse_weekly_times(times))
        except Refused:
            return times
    days = get_day_names("abbreviated", locale=locale())
    between = "; " if locale() == "en" else "；"
    return between.join(f"{days[one.weekday]} {one.start:%H:%M}–{one.end:%H:%M}" for one in times)


def day_shown(day: date) -> str:
    """A day of the running year: `Mon 23 Nov`, `11月23日周一`."""
    return format_date(day, "EEE d MMM" if locale() == "en" else "M月d日EEE", locale=locale())


def span_shown(starts: datetime, ends: datetime) -> str:
    """`Mon 23 Nov 10:00–11:30`, `11月23日周一 10:00–11:30`."""
    return f"{day_shown(starts.date())} {starts:%H:%M}–{ends:%H:%M}"
