"""What the database driver complains about, as known troubles."""

import sqlite3

from sqlalchemy.exc import DBAPIError

from commedu_desktop.domain.errors import StoreTrouble

# Primary result codes, https://www.sqlite.org/rescode.html
_CODES = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_PERM: "read-only",
    sqlite3.SQLITE_CANTOPEN: "cannot-open",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "disk-fault",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}


def trouble_of(error: DBAPIError | sqlite3.Error, place: str) -> StoreTrouble | None:
    """The trouble behind a driver's error, or None when it is a bug of ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    known = _CODES.get(code & 0xFF) if code is not None else None
    return StoreTrouble(known, path=place) if known else None
