"""Filling a database that is being made: many rows at once, past the journal. Nothing else writes this way."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import Any, cast

from sqlalchemy import Connection, Table, insert

from commedu_desktop.store import tally
from commedu_desktop.store.tables.base import Base

_AT_ONCE = 20_000
_ROOMY = "PRAGMA cache_size=-800000"
"""Up to 800 MB while it lasts: pages that do not fit are written to the log again and again."""


def put_in(connection: Connection, kind: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    """Insert whole rows as they come, many at once."""
    waiting = iter(rows)
    while batch := list(islice(waiting, _AT_ONCE)):
        connection.execute(insert(kind.__table__), batch)  # type: ignore[arg-type]  # declared as FromClause, is a Table


@contextmanager
def mass_writing(connection: Connection, *kinds: type[Base]) -> Iterator[None]:
    """Indexes of these tables and the tallies are made once at the end, and the cache is as large as it takes."""
    with ExitStack() as stack:
        if connection.dialect.name == "sqlite":
            stack.enter_context(_roomy(connection))
        stack.enter_context(tally.paused(connection))
        for kind in kinds:
            stack.enter_context(_without_indexes(connection, cast(Table, kind.__table__)))
        yield
        _check_references(connection)


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if found is not None:
            raise LookupError(found)


@contextmanager
def _roomy(connection: Connection) -> Iterator[None]:
    usual = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(_ROOMY)
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size={usual}")


@contextmanager
def _without_indexes(connection: Connection, table: Table) -> Iterator[None]:
    for index in table.indexes:
        index.drop(connection)
    yield
    for index in table.indexes:
        index.create(connection)
