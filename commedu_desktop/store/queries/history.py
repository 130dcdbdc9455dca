"""The history: the last writes with what each changed, field by field."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.store import journal
from commedu_desktop.store.images import Image
from commedu_desktop.store.tables import JournalRow, JournalWrite

SHOWN_ROWS = 50
"""Of a write that touched many rows, the changes of so many are listed; the rest is a number."""


@dataclass(frozen=True)
class Change:
    """A field of a row, before and after, as JSON knows them; a new row has only `new`, a deleted one only `old`."""

    table: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Written:
    """One write: `at` is UTC, `rows` how many rows it touched; `can_be_undone` as long as nothing stands against it."""

    id: UUID
    at: datetime
    actor: str
    verb: str
    subject: str
    rows: int
    undone: bool
    can_be_undone: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Named:
    """What undo or redo would do next: the verb and subject of the write it is about."""

    write_id: UUID
    verb: str
    subject: str


def last_writes(session: Session, limit: int) -> list[Written]:
    """The newest first."""
    wanted = select(JournalWrite).order_by(JournalWrite.number.desc()).limit(limit)
    writes = session.scalars(wanted).all()
    ids = [write.id for write in writes]
    counted = (
        select(JournalRow.write_id, func.count()).where(JournalRow.write_id.in_(ids)).group_by(JournalRow.write_id)
    )
    counts = dict(iter(session.execute(counted)))
    taken = {write.undoes_id: write for write in writes if write.undoes_id is not None}
    return [_written(session, write, counts.get(write.id, 0), taken) for write in writes]


def _written(session: Session, write: JournalWrite, rows: int, taken: dict[UUID, JournalWrite]) -> Written:
    undone = _is_undone(write.part_of or write.id, taken)
    return Written(
        id=write.id,
        at=write.at,
        actor=write.actor,
        verb=write.verb,
        subject=write.subject,
        rows=rows,
        undone=undone,
        can_be_undone=write.undoable and not undone and write.undoes_id is None,
        changes=_changes(session, write.id),
    )


def _is_undone(write_id: UUID, taken: dict[UUID, JournalWrite]) -> bool:
    """Whether the last word about a write was an undo: an undo may itself have been taken back."""
    by = taken.get(write_id)
    return by is not None and not _is_undone(by.id, taken)


def _changes(session: Session, write_id: UUID) -> tuple[Change, ...]:
    wanted = select(JournalRow).where(JournalRow.write_id == write_id).order_by(JournalRow.id).limit(SHOWN_ROWS)
    return tuple(change for row in session.scalars(wanted) for change in _fields(row))


def _fields(row: JournalRow) -> Sequence[Change]:
    before: Image = row.before or {}
    after: Image = row.after or {}
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return [Change(row.table_name, name, before.get(name), after.get(name)) for name in names]


def next_undo(session: Session) -> Named | None:
    """The write that undo would take back; None when there is none, or when it is not to be undone."""
    write = journal.last_write(session)
    return None if write is None or not write.undoable else Named(write.id, write.verb, write.subject)


def next_redo(session: Session) -> Named | None:
    """The write that redo would make again."""
    undo = journal.last_undo(session)
    write = session.get(JournalWrite, undo.undoes_id) if undo is not None and undo.undoes_id is not None else None
    return None if write is None or undo is None else Named(write.id, write.verb, undo.subject)


def last_write_of_all(session: Session) -> Written | None:
    """The newest write, undone or not."""
    return next(iter(last_writes(session, 1)), None)
