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

# https://www.postgresql.org/docs/current/errcodes-appendix.html; two characters stand for a whole class
_STATES = {
    "55P03": "locked",
    "40P01": "locked",
    "40001": "locked",
    "25006": "read-only",
    "42501": "read-only",
    "53100": "full",
    "58": "disk-fault",
    "XX": "damaged",
    "3D000": "missing",
    "28": "no-access",
    "08": "unreachable",
    "57P": "unreachable",
}


def trouble_of(error: DBAPIError | sqlite3.Error, place: str) -> StoreTrouble | None:
    """The trouble behind a driver's error, or None when it is a bug of ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    known = _CODES.get(code & 0xFF) if code is not None else _shared(cause)
    return StoreTrouble(known, path=place) if known else None


def _shared(cause: object) -> str | None:
    """The trouble of a PostgreSQL server; a connection that never came about has no state, only words."""
    state = getattr(cause, "sqlstate", None)
    if state is None:
        return _connecting(cause)
    return next((_STATES[state[:length]] for length in (5, 3, 2) if state[:length] in _STATES), None)


def _connecting(cause: object) -> str | None:
    if type(cause).__module__.split(".")[0] != "psycopg" or type(cause).__name__ != "OperationalError":
        return None
    words = str(cause)
    if "does not exist" in words and "database" in words:
        return "missing"
    return "no-access" if "authentication" in words or "role" in words else "unreachable"
