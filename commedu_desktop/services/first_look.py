"""The first page's content read straight from the file, while SQLAlchemy and everything behind it still load."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from commedu_desktop.domain.periods import month_of
from commedu_desktop.domain.settings import CentreSettings, settings_of
from commedu_desktop.domain.today import LOW_PERCENT, Today
from commedu_desktop.store.file import looked_into
from commedu_desktop.store.queries import first_page
from commedu_desktop.store.queries.first_page import Run


@dataclass(frozen=True)
class FirstLook:
    """The centre's name and its day."""

    centre: str
    today: Today


def first_look(path: Path, now: datetime) -> FirstLook | None:
    """What is to be seen first; None whenever the file is not plainly there, which the real opening then explains."""
    try:
        with looked_into(path) as connection:
            settings = settings_of(first_page.stored_settings(connection.execute, now.year))
            return FirstLook(settings.name, seen_at(connection.execute, settings, now))
    except (sqlite3.Error, OSError, LookupError, ValueError, TypeError):
        return None


def seen_at(run: Run, settings: CentreSettings, now: datetime) -> Today:
    """The day as it is at `now`, on the centre's clock."""
    midnight = datetime.combine(now.date(), time())
    month = month_of(now.date())
    counted = first_page.attendances_by_month(run, month.before.first_key, month.first_key)
    return Today(
        now=now,
        lessons=tuple(first_page.day_lessons(run, midnight, midnight + timedelta(days=1))),
        month=month,
        attendances=counted.get(month.first_key, 0),
        attendances_before=counted.get(month.before.first_key, 0),
        low=tuple(first_page.low_classes(run, now.date(), LOW_PERCENT)),
        day_begins=time.fromisoformat(settings.day_begins),
        day_ends=time.fromisoformat(settings.day_ends),
    )
