"""Public holidays, and the working days that make up for them, from the `holidays` library."""

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version
from itertools import pairwise

from commedu_desktop.domain.lessons import Closed
from commedu_desktop.resources import bundled

_LANGUAGES = {"zh_CN": "zh_CN", "en": "en_US"}
_SUBSTITUTED = re.compile(r"^(?:Day off|休息日).*?(?P<day>\d{2}/\d{2}/\d{4}|\d{4}-\d{2}-\d{2})")
"""How the library names a day that a working weekend makes up for; newer and older versions alike."""
_REMARK = re.compile(r"\s*[(（][^)）]*[)）]\s*$")


def public_holidays(region: str, first: date, last: date, language: str) -> Closed:
    """Days off from `first` to `last`; the weekend inside a holiday counts to it. A region not known has none."""
    days: dict[date, str] = {}
    stand_ins: dict[date, date] = {}
    for year in range(first.year, last.year + 1):
        of_year = _year(region, year, _LANGUAGES.get(language, "en_US"))
        days |= of_year.days
        stand_ins |= of_year.stand_ins
    return Closed(_within(days, first, last), {off: on for off, on in stand_ins.items() if first <= off <= last})


def working_weekends(region: str, first: date, last: date) -> list[date]:
    """Saturdays and Sundays that are working days because a holiday was made longer."""
    years = range(first.year, last.year + 1)
    found = {on for year in years for on in _year(region, year, "en_US").stand_ins.values()}
    return sorted(day for day in found if first <= day <= last)


def _within(days: Mapping[date, str], first: date, last: date) -> dict[date, str]:
    return {day: name for day, name in sorted(days.items()) if first <= day <= last}


@lru_cache(maxsize=64)
def _year(region: str, year: int, language: str) -> Closed:
    listed = _written_down(region, year, language)
    if listed is None:
        listed = _of_library(region, year, language)
    stand_ins = {
        day: _day(match["day"]) for day, name in sorted(listed.items()) if (match := _SUBSTITUTED.match(str(name)))
    }
    return Closed(_with_weekends(_named(listed)), stand_ins)


def _of_library(region: str, year: int, language: str) -> Mapping[date, str]:
    from holidays import country_holidays

    try:
        return {day: str(name) for day, name in country_holidays(region, years=year, language=language).items()}
    except NotImplementedError:
        return {}


def _written_down(region: str, year: int, language: str) -> Mapping[date, str] | None:
    """What `packaging/public_holidays.py` wrote down of the library's present version, which is slow to load."""
    file = bundled("resources") / "lists" / region / "holidays.json"
    if not file.is_file():
        return None
    kept = json.loads(file.read_text(encoding="utf-8"))
    listed = kept["years"].get(str(year), {}).get(language)
    if listed is None or kept["version"] != version("holidays"):
        return None
    return {date.fromisoformat(day): name for day, name in listed.items()}


def _day(text: str) -> date:
    if "/" in text:
        month, day, year = text.split("/")
        return date(int(year), int(month), int(day))
    return date.fromisoformat(text)


def _named(listed: Mapping[date, str]) -> dict[date, str]:
    """Every day under the name of its festival: a substituted day off has that of the days beside it."""
    names: dict[date, str] = {}
    for day in sorted(listed):
        text = str(listed[day])
        names[day] = "" if _SUBSTITUTED.match(text) else _REMARK.sub("", text)
    for day in sorted(names):
        names[day] = names[day] or _nearest(names, day)
    return {day: name or _REMARK.sub("", str(listed[day])) for day, name in names.items()}


def _nearest(names: Mapping[date, str], day: date) -> str:
    for step in range(1, 5):
        for beside in (day - timedelta(days=step), day + timedelta(days=step)):
            if names.get(beside):
                return names[beside]
    return ""


def _with_weekends(names: Mapping[date, str]) -> dict[date, str]:
    """Saturday and Sunday between two days off belong to the same holiday."""
    days = dict(names)
    ordered = sorted(names)
    for one, other in pairwise(ordered):
        between = [one + timedelta(days=step) for step in range(1, (other - one).days)]
        if between and all(day.weekday() > 4 for day in between):
            days |= dict.fromkeys(between, names[one])
    return days
