"""Weekly times as people write them: `Mon 08:30-10:30; Thu 15:00-17:00`, `周一 08:30-10:30；周四 15:00-17:00`.

Read in full or half width, with any dash, several days before one time (`周一三五`, `Mon, Wed`, `Mon-Fri`), several
times after one day, `星期一` and `礼拜一`, `下午2:00-4:00`, `2-4 pm`. Written in one canonical form only.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from unicodedata import normalize

from commedu_desktop.domain.errors import Refused

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CHINESE_DAYS = "一二三四五六日"
_NOON = 12

_TOKEN = re.compile(
    r"(?P<english>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday|s)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|"
    r"sun(?:day)?)\b\.?"
    r"|(?:周|週|星期|礼拜)(?P<chinese>[一二三四五六日天](?:\s*[、,/]?\s*[一二三四五六日天])*)"
    r"|(?P<part>上午|下午|中午|晚上|早上|晚)?\s*(?P<from>\d{1,2})\s*(?:[:.点时]\s*(?P<from_minute>\d{2})?分?)?"
    r"\s*(?P<from_half>am|pm)?\s*-\s*(?P<part_to>上午|下午|中午|晚上|早上|晚)?"
    r"\s*(?P<to>\d{1,2})\s*(?:[:.点时]\s*(?P<to_minute>\d{2})?分?)?\s*(?P<to_half>am|pm)?"
    r"|(?P<dash>-)"
    r"|(?P<gap>[\s;,/、。&+每]|and\b)",
    re.IGNORECASE,
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−~〜～至到", "-"))
_AFTER_NOON = {"下午", "晚上", "晚", "pm"}


@dataclass(frozen=True, order=True)
class WeeklyTime:
    """`weekday` counts from Monday, 0. An end at or before the start lies on the next day."""

    weekday: int
    start: time
    end: time

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Start and end of the lesson on `day`."""
        return span_on(day, self.start, self.end)

    @property
    def minutes(self) -> int:
        starts, ends = self.on(date.min)
        return (ends - starts) // timedelta(minutes=1)

    def __str__(self) -> str:
        return f"{DAY_NAMES[self.weekday]} {self.start:%H:%M}-{self.end:%H:%M}"


def span_on(day: date, start: time, end: time) -> tuple[datetime, datetime]:
    """Date and times as two moments: an end at or before the start is the next day."""
    starts, ends = datetime.combine(day, start), datetime.combine(day, end)
    return starts, ends if ends > starts else ends + timedelta(days=1)


def canonical(times: Iterable[WeeklyTime]) -> str:
    """`Mon 08:30-10:30; Thu 15:00-17:00`: sorted, each once, as the database keeps it."""
    return "; ".join(map(str, sorted(set(times))))


def parse_weekly_times(text: str) -> tuple[WeeklyTime, ...]:
    """The times in `text`, sorted, each once; nothing written gives none.

    Raises: Refused times-not-understood with the `part` that makes no sense.
    """
    days: list[int] = []
    found: set[WeeklyTime] = set()
    days_are_open = False
    through = False
    for token in _tokens(text):
        if token["english"] or token["chinese"]:
            named = _weekdays(token)
            if not days_are_open:
                days = []
            days += _through(days[-1], named) if through and days else named
            days_are_open, through = True, False
        elif token["dash"]:
            through = True
        elif token["from"]:
            start, end = _times(token)
            if not days:
                raise Refused("times-not-understood", part=token[0].strip())
            found |= {WeeklyTime(day, start, end) for day in days}
            days_are_open = False
    if days_are_open or through:
        raise Refused("times-not-understood", part=text.strip())
    return tuple(sorted(found))


def _tokens(text: str) -> Iterator[re.Match[str]]:
    plain = normalize("NFKC", text).translate(_DASHES)
    at = 0
    while at < len(plain):
        token = _TOKEN.match(plain, at)
        if token is None:
            raise Refused("times-not-understood", part=plain[at : at + 20].strip())
        at = token.end()
        yield token


def _weekdays(token: re.Match[str]) -> list[int]:
    if token["english"]:
        return [DAY_NAMES.index(token["english"][:3].capitalize())]
    named = token["chinese"].replace("天", "日")
    return [_CHINESE_DAYS.index(day) for day in named if day in _CHINESE_DAYS]


def _through(first: int, named: list[int]) -> list[int]:
    """Days after `first` up to the first named one, `Fri-Mon` too; then the other named ones."""
    span = (named[0] - first) % 7
    return [(first + step) % 7 for step in range(1, span + 1)] + named[1:]


def _times(token: re.Match[str]) -> tuple[time, time]:
    to_half = (token["to_half"] or token["part_to"] or "").lower()
    from_half = (token["from_half"] or token["part"] or "").lower()
    start = _clock(token, "from", from_half or (to_half if to_half == "pm" and _fits_before(token) else ""))
    end = _clock(token, "to", to_half or from_half)
    return start, end


def _fits_before(token: re.Match[str]) -> bool:
    """In `2-4 pm` both are afternoon, in `10-2 pm` only the second is."""
    return int(token["from"]) % _NOON < int(token["to"]) % _NOON


def _clock(token: re.Match[str], name: str, half: str) -> time:
    hour, minute = int(token[name]), int(token[f"{name}_minute"] or 0)
    if half in _AFTER_NOON and hour < _NOON:
        hour += _NOON
    if half == "am" and hour == _NOON:
        hour = 0
    if (hour, minute) == (24, 0):
        hour = 0
    try:
        return time(hour, minute)
    except ValueError:
        raise Refused("times-not-understood", part=token[0].strip()) from None
