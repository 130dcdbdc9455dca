"""Opening a centre safely: brought up to date after a backup, and with a word about an end that was none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from commedu_desktop.domain.errors import StoreTrouble
from commedu_desktop.domain.opening import OpeningReport
from commedu_desktop.services.centre import FILE
from commedu_desktop.services.clock import wall_time
from commedu_desktop.services.history import last_write_of_all
from commedu_desktop.services.office import Office, utc_now
from commedu_desktop.services.progress import silent
from commedu_desktop.store import upgrading
from commedu_desktop.store.backup import copy_verified
from commedu_desktop.store.database import Database
from commedu_desktop.store.opened import Abandoned, Opened, take_abandoned

__all__ = ["OpenCentre", "bring_up_to_date", "open_safely"]


@dataclass(frozen=True)
class OpenCentre:
    """An open centre. `close` it: what is not closed is told as cut off at the next opening."""

    office: Office
    report: OpeningReport
    opened: Opened

    def close(self) -> None:
        self.office.database.close()
        self.opened.close()


def open_safely(folder: Path, *, actor: str, clock: Callable[[], datetime] = utc_now) -> OpenCentre:
    """The centre in `folder`, of the present version.

    Raises: StoreTrouble missing, damaged, newer, locked, read-only …; upgrade-failed with the backup's place.
    """
    before = bring_up_to_date(folder)
    office = Office(Database.open(folder / FILE), clock)
    report = _cut_off(office, take_abandoned(folder))
    if before is not None:
        report = OpeningReport(report.ended_at, report.verb, report.subject, before.version, before.backup)
    return OpenCentre(office, report, Opened(folder, office.wall_clock(), actor))


def _cut_off(office: Office, abandoned: list[Abandoned]) -> OpeningReport:
    if not abandoned:
        return OpeningReport()
    last = office.read(last_write_of_all)
    since = abandoned[-1].since
    at = wall_time(last.at) if last is not None else since
    if last is None or at < since:
        return OpeningReport(since)
    return OpeningReport(at, last.verb, last.subject)


@dataclass(frozen=True)
class Before:
    """A centre as it was before it was brought up to date."""

    version: str
    backup: Path


def bring_up_to_date(folder: Path) -> Before | None:
    """Upgrade an older file in one transaction, after a verified copy of it; None when it is of the present version.

    Raises: StoreTrouble upgrade-failed; the file is then as it was.
    """
    path = folder / FILE
    version = upgrading.older_version(path)
    if version is None:
        return None
    backup = folder / "backups" / f"before-upgrade-{version}-{path.stat().st_mtime_ns}.db"
    copy_verified(path, backup, silent)
    try:
        upgrading.upgrade(path)
    except Exception as error:
        raise StoreTrouble("upgrade-failed", path=str(path), backup=str(backup)) from error
    return Before(version, backup)
