"""Backups: how they are named, when one is due, and which ones are kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_NAME = re.compile(r"centre-(\d{8}-\d{6})\.db")
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Stamped:
    """A backup's file and the wall-clock time in its name."""

    path: Path
    at: datetime


def named(at: datetime) -> str:
    """The file name of a backup made at that time; names sort by time."""
    return f"centre-{at:{_STAMP}}.db"


def read_name(path: Path) -> Stamped | None:
    """The backup behind a file name, None when it is not one."""
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    try:
        return Stamped(path, datetime.strptime(found[1], _STAMP))
    except ValueError:
        return None


def backup_due(last: datetime | None, now: datetime) -> bool:
    """One a day."""
    return last is None or last.date() < now.date()


def to_drop(newest_first: Sequence[Stamped], kept: int) -> list[Stamped]:
    """Beyond the `kept` newest, all but the last of each month."""
    newest, older = newest_first[: max(kept, 1)], newest_first[max(kept, 1) :]
    months = {(one.at.year, one.at.month) for one in newest}
    dropped = []
    for one in older:
        month = (one.at.year, one.at.month)
        if month in months:
            dropped.append(one)
        months.add(month)
    return dropped
