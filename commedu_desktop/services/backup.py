"""Backups of a centre's folder: made, read back, kept, thinned out and restored."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from commedu_desktop.domain.backup import named, to_drop
from commedu_desktop.services.backup_list import BACKUPS, Backup, backup_due_in, backups, last_backup, stamped
from commedu_desktop.services.centre import FILE
from commedu_desktop.services.office import Office
from commedu_desktop.services.progress import Progress, silent
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.backup import copy_verified, put_in_place, verified

__all__ = ["Backup", "back_up", "backup_due_in", "backups", "last_backup", "restore"]


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


def _thin_out(folder: Path, kept: int) -> None:
    for one in to_drop(stamped(folder), kept):
        one.path.unlink(missing_ok=True)
