"""What `check` looks for: rows that contradict each other. Each query gives one row a finding."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, text, tuple_
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from commedu_desktop.store.images import Image, image, key_values, keys_of
from commedu_desktop.store.search import words_of
from commedu_desktop.store.tables import Base, JournalRow, Resident
from commedu_desktop.store.tables.every import load_every_table

_AT_ONCE = 400


@dataclass(frozen=True)
class Finding:
    """Something that should not be: a code with a sentence, and its facts."""

    code: str
    facts: dict[str, Any]


def broken_pages(session: Session) -> list[Finding]:
    """What SQLite itself finds wrong with the file; a file that is too broken for that is one finding."""
    if session.connection().dialect.name != "sqlite":
        return []
    try:
        lines = [line for (line,) in session.execute(text("PRAGMA integrity_check(20)"))]
    except DBAPIError as error:
        lines = [str(error.orig)]
    return [Finding("check-file", {"detail": line}) for line in lines if line != "ok"]


def broken_references(session: Session) -> Iterator[Finding]:
    """Rows that refer to rows that are not there."""
    if session.connection().dialect.name == "sqlite":
        found: dict[tuple[str, str], int] = {}
        for table, _row, parent, _number in session.execute(text("PRAGMA foreign_key_check")):
            found[table, parent] = found.get((table, parent), 0) + 1
        for (table, parent), count in found.items():
            yield Finding("check-reference", {"table": table, "parent": parent, "count": count})


def strayed_from_journal(session: Session) -> Iterator[Finding]:
    """Rows that are not as the last write in the journal left them."""
    load_every_table()
    kinds = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    for table, kind in sorted(kinds.items()):
        count = sum(_strays(session, kind, batch) for batch in _last_images(session, table))
        if count:
            yield Finding("check-journal", {"table": table, "count": count})


def _last_images(session: Session, table: str) -> Iterator[list[tuple[bytes, Image | None]]]:
    newest = select(func.max(JournalRow.id)).where(JournalRow.table_name == table).group_by(JournalRow.row_id)
    wanted = select(JournalRow.row_id, JournalRow.after).where(JournalRow.id.in_(newest))
    for part in session.execute(wanted).partitions(_AT_ONCE):
        yield [(row_id, after) for row_id, after in part]


def _strays(session: Session, kind: type[Base], batch: list[tuple[bytes, Image | None]]) -> int:
    columns = [getattr(kind, name) for name in keys_of(kind)]
    keys = [key_values(kind, row_id) for row_id, _after in batch]
    found = session.scalars(select(kind).where(tuple_(*columns).in_(keys)))
    present = {tuple(getattr(row, name) for name in keys_of(kind)): image(row) for row in found}
    return sum(_differs(present.get(key), after) for key, (_row_id, after) in zip(keys, batch, strict=True))


def _differs(present: Image | None, after: Image | None) -> bool:
    """Columns that came with a later version are in no older image."""
    if present is None or after is None:
        return present is not after
    return any(present.get(name) != value for name, value in after.items() if name in present)


def strayed_from_search(session: Session) -> Iterator[Finding]:
    """Residents who would not be found by what they are called, and entries of nobody."""
    if session.connection().dialect.name != "sqlite":
        return
    entries = "SELECT k.resident_id, s.words FROM resident_search s JOIN resident_search_key k ON k.number = s.rowid"
    kept = {bytes(resident_id): words for resident_id, words in session.execute(text(entries))}
    wrong = 0
    for resident in session.scalars(
        select(Resident).where(Resident.archived.is_(False)).execution_options(yield_per=2_000)
    ):
        wrong += kept.pop(resident.id.bytes, None) != words_of(resident)
    if wrong + len(kept):
        yield Finding("check-search", {"count": wrong + len(kept)})


_BEHIND = """
    SELECT b.code, c.value, max(CAST(substr(r.card, length(b.code) + 2) AS INTEGER)) AS used
    FROM branch b JOIN resident r ON r.branch_id = b.id AND r.card LIKE b.code || '-%'
    LEFT JOIN counter c ON c.branch_id = b.id AND c.kind = 'card' AND c.year = 0
    GROUP BY b.id, b.code, c.value
    HAVING max(CAST(substr(r.card, length(b.code) + 2) AS INTEGER)) > coalesce(c.value, 0)
"""
_OVERFULL = """
    SELECT o.code, o.title, o.capacity, count(*) FROM offering o JOIN enrolment e ON e.offering_id = o.id
    WHERE (e.status IN ('enrolled', 'completed') OR e.held_until IS NOT NULL) AND o.capacity > 0
    GROUP BY o.id, o.code, o.title, o.capacity HAVING count(*) > o.capacity
"""
_STRAY_MARKS = """
    SELECT o.code, o.title, count(*) FROM attendance_mark m
    JOIN lesson l ON l.id = m.lesson_id JOIN offering o ON o.id = l.offering_id
    LEFT JOIN enrolment e ON e.offering_id = o.id AND e.resident_id = m.resident_id AND e.status <> 'waiting'
    WHERE e.id IS NULL GROUP BY o.id, o.code, o.title
"""


def counters_behind(session: Session) -> Iterator[Finding]:
    """Card counters that would give out a number again."""
    for branch, value, used in session.execute(text(_BEHIND)):
        yield Finding("check-counter", {"branch": branch, "value": value or 0, "used": used})


def overfull(session: Session) -> Iterator[Finding]:
    """Offerings with more people than places."""
    for code, title, capacity, count in session.execute(text(_OVERFULL)):
        yield Finding("check-overfull", {"code": code, "title": title, "capacity": capacity, "count": count})


def stray_marks(session: Session) -> Iterator[Finding]:
    """Marks of people who never were in the offering."""
    for code, title, count in session.execute(text(_STRAY_MARKS)):
        yield Finding("check-mark", {"code": code, "title": title, "count": count})
