"""The search index in SQLite: FTS5, whose rows are numbered by a table of their own."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, TextClause, text

from commedu_desktop.store.ready import Ready

DDL = (
    "CREATE TABLE resident_search_key ("
    "number INTEGER PRIMARY KEY, resident_id BLOB NOT NULL UNIQUE, active INTEGER NOT NULL DEFAULT 0)",
    "CREATE VIRTUAL TABLE resident_search USING fts5(words, tokenize='ascii', prefix='1 2 3 4 5 6', detail=full)",
)
EMPTY = (
    "DELETE FROM resident_search",
    "DELETE FROM resident_search_key",
    "INSERT INTO resident_search (resident_search, rank) VALUES ('hashsize', 67108864)",
)
"""The hash size is how many bytes of new entries are sorted in memory at once: 64 MiB while the index is made anew."""
SETTLE = (
    "INSERT INTO resident_search (resident_search, rank) VALUES ('hashsize', 1048576)",
    "INSERT INTO resident_search (resident_search) VALUES ('optimize')",
)
FORGET = (
    text("DELETE FROM resident_search WHERE rowid = (SELECT number FROM resident_search_key WHERE resident_id = :id)"),
)
LEARN = (
    text("INSERT INTO resident_search_key (resident_id) VALUES (:id) ON CONFLICT DO NOTHING"),
    text(
        "INSERT INTO resident_search (rowid, words)"
        " SELECT number, :words FROM resident_search_key WHERE resident_id = :id"
    ),
)
SEEN = text("UPDATE resident_search_key SET active = :active WHERE resident_id = :id AND active < :active")
SEEN_ONE = Ready(SEEN, "id", "active")
SEEN_EVER = (
    "UPDATE resident_search_key SET active = max(resident_search_key.active, seen.active)"
    " FROM (SELECT resident_id, max(at) / 1000 AS active FROM attendance_mark"
    " WHERE mark IN ('present', 'late') GROUP BY resident_id) AS seen"
    " WHERE seen.resident_id = resident_search_key.resident_id"
)
_FIND = (
    "SELECT k.resident_id FROM"
    " (SELECT rowid FROM resident_search WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?) AS hit"
    " JOIN resident_search_key AS k ON k.number = hit.rowid ORDER BY k.active DESC, k.number DESC LIMIT ?"
)
_MATCHING = (
    "SELECT k.resident_id FROM resident_search AS s JOIN resident_search_key AS k ON k.number = s.rowid"
    " WHERE s.words MATCH :words"
)


def key(resident_id: UUID) -> bytes:
    """How a resident's id is stored."""
    return resident_id.bytes


def stored(words: str) -> str:
    """How a resident's tokens are stored."""
    return words


def find(connection: Connection, question: str, candidates: int, limit: int) -> list[UUID]:
    """Who matches one of `domain.search.questions`; of the newest `candidates`, those active last first."""
    rows: Any = connection.exec_driver_sql(_FIND, (question, candidates, limit))
    return [UUID(bytes=row[0]) for row in rows]


def matching(question: str) -> TextClause:
    """The ids of all whom a question finds, as a subquery's text."""
    return text(_MATCHING).bindparams(words=question)
