"""Find-as-you-type over residents: an FTS5 table kept on every flush, and when each resident was last active.

`domain.search` makes tokens and queries; here they meet the database (one part per dialect).
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from types import ModuleType
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, TextClause
from sqlalchemy.orm import Session, UOWTransaction

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.search import questions, search_words
from commedu_desktop.store import search_postgresql, search_sqlite
from commedu_desktop.store.tables.attendance import AttendanceMark
from commedu_desktop.store.tables.enrolments import Enrolment
from commedu_desktop.store.tables.residents import Resident

_CAME = {Mark.PRESENT, Mark.LATE}
CANDIDATES = 200
"""Hits of one query among which those who were active last come first."""


def _part(connection: Connection) -> ModuleType:
    """The index's own words in the dialect at hand."""
    return search_postgresql if connection.dialect.name == "postgresql" else search_sqlite


def create_index(connection: Connection) -> None:
    for statement in _part(connection).DDL:
        connection.exec_driver_sql(statement)


def words_of(resident: Resident) -> str:
    """What a resident is found by."""
    return search_words(
        name=resident.name,
        pinyin=resident.pinyin,
        phone=resident.phone,
        card=resident.card,
        id_number=resident.id_number,
        born=resident.born,
    )


def follow(session: Session, _context: UOWTransaction) -> None:
    """`after_flush`: residents that were written are found by their new words; archived ones are not found."""
    gone = [resident for resident in session.deleted if isinstance(resident, Resident)]
    new = [resident for resident in session.new if isinstance(resident, Resident)]
    changed = [resident for resident in session.dirty if isinstance(resident, Resident)]
    connection = session.connection()
    part = _part(connection)
    if gone or changed:
        for forget in part.FORGET:
            connection.execute(forget, [{"id": part.key(resident.id)} for resident in [*gone, *changed]])
    _learn(connection, [(resident.id, words_of(resident)) for resident in [*new, *changed] if not resident.archived])
    follow_activity(connection, [*session.new, *session.dirty])


def follow_activity(connection: Connection, rows: Iterable[Any]) -> None:
    """Keep when residents were last active, as far as these written rows show it."""
    if seen := dict(_active(row) for row in rows if _shows_activity(row)):
        part = _part(connection)
        found = [{"id": part.key(who), "active": active} for who, active in seen.items()]
        if len(found) == 1:
            part.SEEN_ONE.run(connection, found[0])
        else:
            connection.execute(part.SEEN, found)


def _shows_activity(row: Any) -> bool:
    return isinstance(row, Enrolment) or (isinstance(row, AttendanceMark) and row.mark in _CAME)


def _active(row: AttendanceMark | Enrolment) -> tuple[UUID, int]:
    """Who was active, and when: seconds since 1970."""
    at = row.at if isinstance(row, AttendanceMark) else datetime.combine(row.enrolled_on, time(), UTC)
    return row.resident_id, int(at.timestamp())


def _learn(connection: Connection, entries: Sequence[tuple[UUID, str]]) -> None:
    part = _part(connection)
    learnt = [{"id": part.key(who), "words": part.stored(words)} for who, words in entries]
    for learn in part.LEARN if learnt else ():
        connection.execute(learn, learnt)


def rebuild(session: Session) -> int:
    """Make the whole index anew from the residents and their marks; returns how many are in it."""
    connection = session.connection()
    part = _part(connection)
    for empty in part.EMPTY:
        connection.exec_driver_sql(empty)
    residents = session.query(Resident).where(Resident.archived.is_(False)).order_by(Resident.id).yield_per(5_000)
    total = 0
    batch: list[tuple[UUID, str]] = []
    for resident in residents:
        batch.append((resident.id, words_of(resident)))
        if len(batch) == 5_000:
            _learn(connection, batch)
            total, batch = total + len(batch), []
    _learn(connection, batch)
    for statement in (*part.SETTLE, part.SEEN_EVER):
        connection.exec_driver_sql(statement)
    return total + len(batch)


def find_ids(session: Session, typed: str, limit: int) -> list[UUID]:
    """Residents that match what was typed, at most `limit`, the best first; nothing typed finds nobody.

    A whole name, card or number comes before a beginning, that before a hit inside; among equals who was active last.
    """
    connection = session.connection()
    found: dict[UUID, None] = {}
    for question in questions(typed):
        if len(found) >= limit:
            break
        found |= dict.fromkeys(_part(connection).find(connection, question, CANDIDATES, limit + len(found)))
    return [*found][:limit]


def matching(session: Session, question: str) -> TextClause:
    """The ids of all residents whom a question of `domain.search` finds, as a subquery's text."""
    clause: TextClause = _part(session.connection()).matching(question)
    return clause
