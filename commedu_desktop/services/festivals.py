"""The calendar of festivals and campaign weeks: what comes, which of it has a notice, and the centre's own days."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.festivals import Festival
from commedu_desktop.domain.ids import new_id
from commedu_desktop.i18n import language
from commedu_desktop.resources import bundled
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.signing import APART
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.notices import NoticeRow, noticed_festivals, notices
from commedu_desktop.store.tables import CentreSetting

__all__ = ["Festival", "FestivalRow", "KeepFestival"]

_KEY = "festivals"
_OWN_AHEAD = 14
LONGEST = 62
"""Days that a festival or campaign lasts at most."""


@dataclass(frozen=True)
class FestivalRow:
    """A festival of a year with its notice, if there is one. `passed`: the centre does not want to be reminded."""

    festival: Festival
    notice: NoticeRow | None
    passed: bool


@dataclass(frozen=True)
class KeepFestival:
    """Days of one's own: a new entry, or with `key` other days for a known one in the year of `starts`.

    `yearly`: the same days come every year; only for new entries.
    """

    name: str
    starts: date
    ends: date
    text: str = ""
    yearly: bool = True
    key: str = ""


@lru_cache
def listed(region: str) -> list[dict[str, Any]]:
    """The list that came with the program; empty where a region has none."""
    path = bundled("resources") / "lists" / region / "festivals.json"
    try:
        found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return found


def _kept(session: Session) -> CentreSetting | None:
    wanted = select(CentreSetting).where(CentreSetting.key == _KEY, CentreSetting.year == APART)
    return session.scalars(wanted).one_or_none()


def _own(session: Session) -> dict[str, Any]:
    """`added`: entries; `moved`: code -> first and last day; `passed`: codes."""
    row = _kept(session)
    return {"added": [], "moved": {}, "passed": []} | (row.value if row is not None else {})


def _keep(session: Session, values: dict[str, Any]) -> None:
    row = _kept(session)
    if row is None:
        session.add(CentreSetting(key=_KEY, year=APART, value=values))
    else:
        row.value = values


def of_year(session: Session, year: int, tongue: str = "") -> list[Festival]:
    """All of a year in order, in a language (the one that is spoken unless given)."""
    tongue, own = tongue or language(), _own(session)
    entries = listed(centre_settings(session).region)
    found = [_listed(entry, year, tongue) for entry in entries if str(year) in entry["days"]]
    found += [_added(entry, year) for entry in own["added"] if entry["yearly"] or entry["starts"][:4] == str(year)]
    moved = [_moved(one, own["moved"].get(one.code)) for one in found]
    return sorted(moved, key=lambda one: (one.starts, one.ends, one.key))


def _listed(entry: dict[str, Any], year: int, tongue: str) -> Festival:
    names, texts = entry["names"], entry["texts"]
    starts, ends = map(date.fromisoformat, entry["days"][str(year)])
    name, text = names.get(tongue, names["en"]), texts.get(tongue, texts["en"])
    return Festival(entry["key"], name, text, starts, ends, entry["ahead"], entry["about"])


def _added(entry: dict[str, Any], year: int) -> Festival:
    starts, ends = date.fromisoformat(entry["starts"]), date.fromisoformat(entry["ends"])
    first = _in_year(starts, year) if entry["yearly"] else starts
    return Festival(entry["key"], entry["name"], entry["text"], first, first + (ends - starts), _OWN_AHEAD, own=True)


def _in_year(day: date, year: int) -> date:
    """29 February is kept on the 28th in other years."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _moved(one: Festival, days: list[str] | None) -> Festival:
    if days is None:
        return one
    return replace(one, starts=date.fromisoformat(days[0]), ends=date.fromisoformat(days[1]), about=False, own=True)


def calendar(session: Session, year: int) -> list[FestivalRow]:
    """A year's festivals with their notices."""
    by_id = {one.id: one for one in notices(session)}
    noticed, passed = noticed_festivals(session), _own(session)["passed"]
    return [
        FestivalRow(one, by_id.get(noticed.get(one.code, UUID(int=0))), one.code in passed)
        for one in of_year(session, year)
    ]


def proposals(session: Session, now: datetime) -> list[Festival]:
    """What is near, has no notice yet and was not passed over: the soonest first."""
    today = now.date()
    noticed, passed = noticed_festivals(session), _own(session)["passed"]
    near = [one for year in (today.year, today.year + 1) for one in of_year(session, year) if one.near(today)]
    return [one for one in near if one.code not in noticed and one.code not in passed]


def festival_by_code(session: Session, code: str, tongue: str = "") -> Festival | None:
    """`double-ninth-2026`."""
    year = code.rpartition("-")[2]
    if not year.isdecimal():
        return None
    return next((one for one in of_year(session, int(year), tongue) if one.code == code), None)


def keep_festival(session: Session, request: KeepFestival) -> None:
    """Add an entry of one's own, or set other days. Raises: Refused festival-without-name, …-ends-first, …-too-long."""
    name = " ".join(request.name.split())
    if not name:
        raise Refused("festival-without-name")
    if request.ends < request.starts:
        raise Refused("festival-ends-first", first=request.starts, last=request.ends)
    if request.ends - request.starts > timedelta(LONGEST):
        raise Refused("festival-too-long", most=LONGEST)
    own, days = _own(session), [request.starts.isoformat(), request.ends.isoformat()]
    if request.key:
        own["moved"] = own["moved"] | {f"{request.key}-{request.starts.year}": days}
    else:
        entry = {"key": f"own-{new_id().hex}", "name": name, "text": request.text.strip(), "yearly": request.yearly}
        own["added"] = [*own["added"], entry | {"starts": days[0], "ends": days[1]}]
    _keep(session, own)
    name_write(session, name)


def drop_festival(session: Session, festival: Festival) -> None:
    """Take an entry of one's own away, or give a listed one its usual days back."""
    own = _own(session)
    own["added"] = [entry for entry in own["added"] if entry["key"] != festival.key]
    own["moved"] = {code: days for code, days in own["moved"].items() if code != festival.code}
    _keep(session, own)
    name_write(session, festival.name)


def pass_over_festival(session: Session, festival: Festival) -> None:
    """Do not propose it this year."""
    own = _own(session)
    own["passed"] = sorted({*own["passed"], festival.code})
    _keep(session, own)
    name_write(session, festival.name)
