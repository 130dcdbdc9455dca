"""The search index in PostgreSQL: a `tsvector` of our own tokens and their places; no dictionary meddles with names."""

import re
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, TextClause, text

from commedu_desktop.store.ready import Ready

DDL = (
    "CREATE TABLE resident_search (number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
    " resident_id UUID NOT NULL UNIQUE, active BIGINT NOT NULL DEFAULT 0, words tsvector NOT NULL DEFAULT '')",
    "CREATE INDEX ix_resident_search_words ON resident_search USING gin (words) WITH (fastupdate = off)",
)
EMPTY = ("DELETE FROM resident_search",)
SETTLE = ()
FORGET = (text("UPDATE resident_search SET words = '' WHERE resident_id = :id"),)
LEARN = (
    text(
        "INSERT INTO resident_search (resident_id, words) VALUES (:id, CAST(:words AS tsvector))"
        " ON CONFLICT (resident_id) DO UPDATE SET words = excluded.words"
    ),
)
SEEN = text("UPDATE resident_search SET active = :active WHERE resident_id = :id AND active < :active")
SEEN_ONE = Ready(SEEN, "id", "active")
SEEN_EVER = (
    "UPDATE resident_search SET active = greatest(resident_search.active, seen.active)"
    " FROM (SELECT resident_id, max(at) / 1000 AS active FROM attendance_mark"
    " WHERE mark IN ('present', 'late') GROUP BY resident_id) AS seen"
    " WHERE seen.resident_id = resident_search.resident_id"
)
_FIND = text(
    "SELECT resident_id FROM (SELECT resident_id, active, number FROM resident_search"
    " WHERE words @@ CAST(:words AS tsquery) ORDER BY number DESC LIMIT :candidates) AS hit"
    " ORDER BY active DESC, number DESC LIMIT :limit"
)
_MATCHING = "SELECT resident_id FROM resident_search WHERE words @@ CAST(:words AS tsquery)"
_PHRASE = re.compile(r'"([^"]*)"(\*?)')
_LAST_PLACE = 16_383
"""The largest position a tsvector keeps (https://www.postgresql.org/docs/current/textsearch-limitations.html)."""


def _lexeme(token: str) -> str:
    escaped = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def key(resident_id: UUID) -> UUID:
    """How a resident's id is stored."""
    return resident_id


def stored(words: str) -> str:
    """The tokens as a tsvector's text; a null character, which PostgreSQL cannot keep, is left out."""
    tokens = words.replace("\0", "").split()
    return " ".join(f"{_lexeme(token)}:{min(at, _LAST_PLACE)}" for at, token in enumerate(tokens, 1))


def tsquery(question: str) -> str:
    """One of `domain.search.questions`, which are written for FTS5, as a tsquery's text: `"小 明" AND "zxm"*`."""
    phrases = _PHRASE.sub(lambda found: _phrase(found[1], found[2]), question.replace("\0", ""))
    return phrases.replace(" AND ", " & ").replace(" OR ", " | ")


def _phrase(words: str, star: str) -> str:
    return "(" + " <-> ".join(_lexeme(word) + (":*" if star else "") for word in words.split()) + ")"


def find(connection: Connection, question: str, candidates: int, limit: int) -> list[UUID]:
    """Who matches one of `domain.search.questions`; of the newest `candidates`, those active last first."""
    asked = {"words": tsquery(question), "candidates": candidates, "limit": limit}
    rows: Any = connection.execute(_FIND, asked)
    return [row[0] for row in rows]


def matching(question: str) -> TextClause:
    """The ids of all whom a question finds, as a subquery's text."""
    return text(_MATCHING).bindparams(words=tsquery(question))
