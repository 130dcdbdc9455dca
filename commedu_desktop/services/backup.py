"""Backups of a centre's folder: made, read back, kept, thinned out and restored."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from commedu_desktop.domain.backup import Stamped, backup_due, named, read_name, to_drop
from commedu_desktop.services.centre import FILE
from commedu_desktop.services.office import Office
from commedu_desktop.services.progress import Progress, silent
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.backup import copy_verified, put_in_place, verified

__all__ = ["Backup", "back_up", "backup_due_in", "backups", "last_backup", "restore"]

BACKUPS = "backups"


@dataclass(frozen=True)
class Backup:
    """A verified copy of the centre; `at` is the centre's wall clock, `size` in bytes."""

    path: Path
    at: datetime
    size: int


@dataclass(frozen=True)
class Restored:
    """What was restored, and where the file that was there before is kept."""

    source: Path
    kept_aside: Path | None


def back_up(office: Office, folder: Path, *, output: Path | None = None, progress: Progress = silent) -> Backup:
    """Copy the centre while work goes on, read the copy back, and only then count it; old backups are thinned out.

    Raises: StoreTrouble full, cannot-write, damaged, backup-differs; Cancelled.
    """
    at = office.wall_clock().replace(microsecond=0)
    target = output or folder / BACKUPS / named(at)
    copy_verified(folder / FILE, target, progress)
    if output is None:
        _thin_out(folder, office.read(centre_settings).backups_kept)
    return Backup(target, at, target.stat().st_size)


def backups(folder: Path) -> list[Backup]:
    """The verified backups of a folder, newest first; a copy that is still being made has another name."""
    return [Backup(one.path, one.at, one.path.stat().st_size) for one in _stamped(folder)]


def last_backup(folder: Path) -> Backup | None:
    return next(iter(backups(folder)), None)


def backup_due_in(folder: Path, now: datetime) -> bool:
    """Whether today has no backup yet; `now` is the centre's wall clock."""
    found = _stamped(folder)
    return backup_due(found[0].at if found else None, now)


def restore(folder: Path, source: Path, *, now: datetime) -> Restored:
    """Make a backup the centre of a folder, once it has been checked; the present file is kept aside.

    Nothing may have the centre open meanwhile. Raises: StoreTrouble missing, damaged, newer, centre-in-use, full …
    """
    verified(source)
    present = folder / FILE
    incoming = folder / f"{FILE}.incoming"
    copy_verified(source, incoming, silent)
    aside = _free(folder, now) if present.exists() else None
    try:
        put_in_place(incoming, present, aside or present)
    finally:
        incoming.unlink(missing_ok=True)
    return Restored(source, aside)


def _free(folder: Path, now: datetime) -> Path:
    """A name that is not taken for the file that is replaced."""
    stem = f"centre-replaced-{now:%Y%m%d-%H%M%S}"
    names = (folder / f"{stem}{f'-{number}' if number else ''}.db" for number in range(1_000))
    return next(path for path in names if not path.exists())


def _stamped(folder: Path) -> list[Stamped]:
    place = folder / BACKUPS
    paths = place.iterdir() if place.is_dir() else ()
    found = [stamped for path in paths if (stamped := read_name(path)) is not None]
    return sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)


def _thin_out(folder: Path, kept: int) -> None:
    for one in to_drop(_stamped(folder), kept):
        one.path.unlink(missing_ok=True)
