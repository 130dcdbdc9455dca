"""Copies of a centre's file through SQLite's own backup interface, read back before they count."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from commedu_desktop.domain.errors import StoreTrouble
from commedu_desktop.store.troubles import trouble_of
from commedu_desktop.store.versions import VERSIONS

_PAGES_AT_ONCE = 2_000
_ENOSPC, _EDQUOT = 28, 122
Step = Callable[[int, int], None]
"""Told pages copied and pages in all; may raise to stop."""


@dataclass(frozen=True)
class Content:
    """What makes two files the same centre at the same moment: version, rows by table, the last write."""

    version: str
    rows: tuple[tuple[str, int], ...]
    last_write: bytes | None


def copy_verified(source: Path, target: Path, step: Step) -> None:
    """A whole, checked copy of `source` at `target`, or no file at all. Writers go on meanwhile.

    Raises: StoreTrouble missing, damaged, full, cannot-write …; whatever `step` raises.
    """
    half = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with _disk_troubles(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        with closing(open_to_read(source)) as origin:
            origin.execute("BEGIN")
            content = content_of(origin, source)
            _copy(origin, half, step)
        with _disk_troubles(target):
            _to_disk(half)
        if verified(half) != content:
            raise StoreTrouble("backup-differs", path=str(target))
        with _disk_troubles(target):
            half.replace(target)
            _to_disk(target.parent)
    finally:
        for left in (half, *(half.with_name(half.name + end) for end in ("-journal", "-wal", "-shm"))):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing. Raises: StoreTrouble missing, cannot-open."""
    if not path.is_file():
        raise StoreTrouble("missing", path=str(path))
    with _store_troubles(path):
        return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5, isolation_level=None)


def _copy(origin: sqlite3.Connection, half: Path, step: Step) -> None:
    """All pages as they are in the transaction that `origin` holds; the copy needs no files beside it."""

    def told(_status: int, remaining: int, total: int) -> None:
        step(total - remaining, total)

    with _store_troubles(half), closing(sqlite3.connect(half, isolation_level=None)) as copy:
        origin.backup(copy, pages=_PAGES_AT_ONCE, progress=told)
        copy.execute("PRAGMA journal_mode=DELETE")


def verified(path: Path) -> Content:
    """What is in a file that is sound. Raises: StoreTrouble damaged, newer."""
    with closing(open_to_read(path)) as connection, _store_troubles(path):
        if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise StoreTrouble("damaged", path=str(path))
        return content_of(connection, path)


def content_of(connection: sqlite3.Connection, path: Path) -> Content:
    """Raises: StoreTrouble damaged when it is not a centre's, newer when a later program made it."""
    with _store_troubles(path):
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
        ]
        if not {"alembic_version", "resident", "journal_write"} <= set(names):
            raise StoreTrouble("damaged", path=str(path))
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if version not in VERSIONS:
            raise StoreTrouble("newer", path=str(path), version=version)
        rows = tuple((name, connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names)
        (last,) = connection.execute("SELECT max(id) FROM journal_write").fetchone()
    return Content(version, rows, last)


def put_in_place(copy: Path, present: Path, aside: Path) -> None:
    """Make a verified copy the present file; what was there is kept at `aside`, with its log when it has one.

    Raises: StoreTrouble locked while a program has the present file open.
    """
    with _disk_troubles(present):
        if present.exists():
            _fold_log(present)
            for end in ("-wal", "-shm"):
                log = present.with_name(present.name + end)
                if log.exists():
                    log.replace(aside.with_name(aside.name + end))
            _keep(present, aside)
        copy.replace(present)
        _to_disk(present.parent)


def _fold_log(present: Path) -> None:
    """Bring the log into the file, which only works when nobody else has it open; a damaged file stays as it is."""
    with closing(sqlite3.connect(present, timeout=2, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error as error:
            trouble = trouble_of(error, str(present))
            if trouble is not None and trouble.code == "locked":
                raise StoreTrouble("centre-in-use", path=str(present)) from error


def _keep(present: Path, aside: Path) -> None:
    """A second name for the present file, so that there is a file in place at every moment."""
    try:
        os.link(present, aside)
    except OSError:
        present.replace(aside)


def _to_disk(path: Path) -> None:
    """Wait until a file, or a folder's list of files, is on the disk; Windows has no such thing for folders."""
    try:
        number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    except PermissionError:
        return
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def _store_troubles(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        trouble = trouble_of(error, str(path))
        if trouble is None:
            raise
        raise trouble from error


@contextmanager
def _disk_troubles(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        code = "full" if error.errno in (_ENOSPC, _EDQUOT) else "cannot-write"
        raise StoreTrouble(code, path=str(path)) from error
