"""The backups that lie in a folder, and whether another is due: known without opening a database."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from commedu_desktop.domain.backup import Stamped, backup_due, read_name

BACKUPS = "backups"


@dataclass(frozen=True)
class Backup:
    """A verified copy of the centre; `at` is the centre's wall clock, `size` in bytes."""

    path: Path
    at: datetime
    size: int


def backups(folder: Path) -> list[Backup]:
    """The verified backups of a folder, newest first; a copy that is still being made has another name."""
    return [Backup(one.path, one.at, one.path.stat().st_size) for one in stamped(folder)]


def last_backup(folder: Path) -> Backup | None:
    return next(iter(backups(folder)), None)


def backup_due_in(folder: Path, now: datetime) -> bool:
    """Whether today has no backup yet; `now` is the centre's wall clock."""
    found = stamped(folder)
    return backup_due(found[0].at if found else None, now)


def stamped(folder: Path) -> list[Stamped]:
    """The files whose names say when they were made, newest first."""
    place = folder / BACKUPS
    paths = place.iterdir() if place.is_dir() else ()
    found = [one for path in paths if (one := read_name(path)) is not None]
    return sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)
