"""The file of a centre, without SQLAlchemy: how it is opened, and a bare look into it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from commedu_desktop.store.versions import VERSIONS

BUSY_MILLISECONDS = 5_000
_PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-2000",
)
"""Two MiB of cache a connection: the operating system keeps the file's pages anyway, and old computers have little."""


def connect_file(path: Path) -> sqlite3.Connection:
    """A bare connection with our pragmas; transactions are begun by hand."""
    connection = sqlite3.connect(path, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None, check_same_thread=False)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


@contextmanager
def looked_into(path: Path) -> Iterator[sqlite3.Connection]:
    """One consistent view of a file of the present version, in which nothing can be written.

    Raises: sqlite3.Error when it cannot be read now, LookupError when it is of another version.
    """
    address = f"{path.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=0.2, isolation_level=None)) as connection:
        connection.execute("PRAGMA query_only=ON")
        connection.execute("BEGIN")
        if connection.execute("SELECT version_num FROM alembic_version").fetchone() != (VERSIONS[-1],):
            raise LookupError("another version")
        yield connection
