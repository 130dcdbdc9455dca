"""Undo through every verb: the first time that a test carries out a verb, the write is taken back and made again.

That happens on a copy of the database, so the test goes on undisturbed; not where others write at the same time. What
stands in the copy after the undo must be what stood there before the write, to the last cell, and after the redo what
stood there after it; sums and search agree with the rows either time. When all tests ran, every verb must have been
through it or be one of those that say why not.
"""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.office import Office
from commedu_desktop.store.database import Database
from commedu_desktop.store.queries.check import strayed_from_search
from commedu_desktop.store.tally import differences

FOLDER = "COMMEDU_TESTS_UNDONE"
"""Environment variable: the folder in which the processes of a run leave a file for each verb that was seen."""
NOT_UNDONE = {
    "found_centre": "makes the centre",
    "fill_with_demo": "makes the centre",
    "freeze_report": "what was handed in is corrected, never taken back",
    "issue_certificates": "certificates are voided, so that numbers stay without gaps",
    "issue_to_classes": "certificates are voided, so that numbers stay without gaps",
    "issue_by_hand": "certificates are voided, so that numbers stay without gaps",
    "void_certificate": "a void certificate stays void",
    "count_prints": "paper that was printed exists",
    "print_certificates": "paper that was printed exists",
    "pay_fees": "money is given back against a receipt",
    "refund_fee": "money is given back against a receipt",
    "void_receipt": "a void receipt stays void",
    "correct_receipt": "a void receipt stays void",
    "count_receipt_prints": "paper that was printed exists",
    "print_receipts": "paper that was printed exists",
    "close_cash": "money that was counted is counted",
    "undo": "is what this tries",
    "redo": "is what this tries",
}
KEPT_APART = (
    "journal_",
    "sqlite_",
    "counter",
    "alembic_version",
    "resident_search",
    "attendance_month",
    "resident_year",
)
"""Beginnings of tables that undo leaves alone: numbers are not given out twice, sums and search are looked at apart."""

Rows = dict[str, list[tuple[Any, ...]]]


@cache
def verbs() -> set[str]:
    """Every verb that the history has a name for."""
    from importlib import import_module
    from pkgutil import iter_modules

    from commedu_desktop import sentences

    modules = [import_module(f"{sentences.__name__}.{one.name}") for one in iter_modules(sentences.__path__)]
    return {verb for module in modules for verb in getattr(module, "VERBS", {})}


def watched(write: Callable[..., Any]) -> Callable[..., Any]:
    """`Office.write`, which tries the undo of each verb the first time."""

    def write_and_try(office: Office, verb: Any, request: Any, *, actor: str, **more: Any) -> Any:
        name, folder = verb.__name__, os.environ.get(FOLDER)
        wanted = folder and name in verbs() and not Path(folder, name).exists()
        path = file_of(office) if wanted else None
        before, writes = looked_at(path) if path else ({}, None)
        result = write(office, verb, request, actor=actor, **more)
        if folder and path and writes is not None and writes_in(path) == writes + 1:
            undone = try_undo(path, before, actor)
            assert not (undone and name in NOT_UNDONE), f"{name} can be taken back"
            if undone or name in NOT_UNDONE:
                Path(folder, name).touch()
        return result

    return write_and_try


def seen() -> set[str]:
    folder = os.environ.get(FOLDER)
    return {path.name for path in Path(folder).iterdir()} if folder else set()


def file_of(office: Office) -> Path | None:
    """The file behind an office; None for a database on a server."""
    path = Path(office.database.place)
    return path if path.is_absolute() and path.is_file() else None


def looked_at(path: Path) -> tuple[Rows, int | None]:
    """The rows and how many writes made them; None where a test has damaged the file."""
    try:
        return rows_in(path), writes_in(path)
    except sqlite3.DatabaseError:
        return {}, None


def writes_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM journal_write").fetchone()[0])


def rows_in(path: Path) -> Rows:
    """Every row of every table that a verb writes."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in names
            if not name.startswith(KEPT_APART)
        }


def try_undo(source: Path, before: Rows, actor: str) -> bool:
    """Whether the last write could be taken back; raises AssertionError where the copy is not what it was."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "centre.db"
        with closing(sqlite3.connect(source)) as connection, closing(sqlite3.connect(path)) as target:
            connection.backup(target)
            last = "SELECT undoable FROM journal_write ORDER BY id DESC LIMIT 1"
            if not connection.execute(last).fetchone()[0]:
                return False
        after = rows_in(path)
        database = Database.open(path)
        try:
            return _there_and_back(Office(database), path, before, after, actor)
        finally:
            database.close()


def _there_and_back(office: Office, path: Path, before: Rows, after: Rows, actor: str) -> bool:
    try:
        office.undo(actor=actor)
    except Refused:
        return False
    _assert_same(office, path, before)
    office.redo(actor=actor)
    _assert_same(office, path, after)
    return True


def _assert_same(office: Office, path: Path, wanted: Rows) -> None:
    found = _differences(wanted, rows_in(path))
    assert found == [], found[:3]
    assert office.read(differences) == 0, "sums"
    assert office.read(lambda session: list(strayed_from_search(session))) == [], "search"


def _differences(wanted: Rows, found: Rows) -> list[tuple[str, tuple[Any, ...]]]:
    return [
        (table, row)
        for table in sorted({*wanted, *found})
        for row in [*_extra(wanted, found, table), *_extra(found, wanted, table)]
    ]


def _extra(some: Rows, others: Rows, table: str) -> Iterator[tuple[Any, ...]]:
    there = set(map(repr, others.get(table, ())))
    return (row for row in some.get(table, ()) if repr(row) not in there)
