"""Find-as-you-type over residents: an FTS5 table with one token a Chinese character, kept on every flush."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, UOWTransaction

from commedu_desktop.domain.search import fts_query, search_words
from commedu_desktop.store.tables.residents import Resident

_DDL = (
    "CREATE TABLE resident_search_key (number INTEGER PRIMARY KEY, resident_id BLOB NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE resident_search USING fts5("
    "words, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4', detail=full)",
)
_NUMBER = text("INSERT INTO resident_search_key (resident_id) VALUES (:id) ON CONFLICT DO NOTHING")
_FORGET = text(
    "DELETE FROM resident_search WHERE rowid = (SELECT number FROM resident_search_key WHERE resident_id = :id)"
)
_LEARN = text(
    "INSERT INTO resident_search (rowid, words) SELECT number, :words FROM resident_search_key WHERE resident_id = :id"
)
_FIND = text(
    "SELECT k.resident_id FROM resident_search s JOIN resident_search_key k ON k.number = s.rowid"
    " WHERE s.words MATCH :query LIMIT :limit"
)


def create_index(connection: Connection) -> None:
    for statement in _DDL:
        connection.exec_driver_sql(statement)


def words_of(resident: Resident) -> str:
    """What a resident is found by."""
    return search_words(
        name=resident.name,
        pinyin=resident.pinyin,
        phone=resident.phone,
        card=resident.card,
        id_number=resident.id_number,
    )


def follow(session: Session, _context: UOWTransaction) -> None:
    """`after_flush`: residents that were written are found by their new words; archived ones are not found."""
    gone = [resident for resident in session.deleted if isinstance(resident, Resident)]
    new = [resident for resident in session.new if isinstance(resident, Resident)]
    changed = [resident for resident in session.dirty if isinstance(resident, Resident)]
    connection = session.connection()
    if gone or changed:
        connection.execute(_FORGET, [{"id": resident.id.bytes} for resident in [*gone, *changed]])
    _learn(connection, [(resident.id, words_of(resident)) for resident in [*new, *changed] if not resident.archived])


def _learn(connection: Connection, entries: Sequence[tuple[UUID, str]]) -> None:
    if entries:
        connection.execute(_NUMBER, [{"id": key.bytes} for key, _ in entries])
        connection.execute(_LEARN, [{"id": key.bytes, "words": words} for key, words in entries])


def rebuild(session: Session) -> int:
    """Make the whole index anew from the residents; returns how many are in it."""
    connection = session.connection()
    connection.exec_driver_sql("DELETE FROM resident_search")
    connection.exec_driver_sql("DELETE FROM resident_search_key")
    residents = session.query(Resident).where(Resident.archived.is_(False)).yield_per(5_000)
    total = 0
    batch: list[tuple[UUID, str]] = []
    for resident in residents:
        batch.append((resident.id, words_of(resident)))
        if len(batch) == 5_000:
            _learn(connection, batch)
            total, batch = total + len(batch), []
    _learn(connection, batch)
    return total + len(batch)


def find_ids(session: Session, typed: str, limit: int) -> list[UUID]:
    """Residents that match what was typed, at most `limit`; nothing typed finds nobody."""
    query = fts_query(typed)
    if not query:
        return []
    rows: Sequence[Any] = session.execute(_FIND, {"query": query, "limit": limit}).all()
    return [UUID(bytes=row[0]) for row in rows]
