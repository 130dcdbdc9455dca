"""The journal: before and after of every written row, with who, when and which verb, in the same transaction.

It serves the history, undo and redo, and the exchange between branches.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby, islice
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import InstrumentedAttribute, Session, UOWTransaction
from sqlalchemy.orm.base import instance_state

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.ids import new_id
from commedu_desktop.store.images import Image, columns_of, image, key_values, keys_of, plain, row_id, values
from commedu_desktop.store.ready import Ready
from commedu_desktop.store.tables import Base, JournalRow, JournalWrite
from commedu_desktop.store.tables.every import load_every_table

UNDO, REDO = "undo", "redo"
_TOGETHER = 500
_LOOK_BACK = 200
"""How many writes undo and redo look back over."""

_ROW = insert(JournalRow.__table__)  # type: ignore[arg-type]  # declared as FromClause, is a Table
_NEXT = select(func.coalesce(func.max(JournalWrite.number), 0) + 1).scalar_subquery()
_WRITE = insert(JournalWrite.__table__).values(number=_NEXT)  # type: ignore[arg-type]
_ONE_ROW = Ready(_ROW, "write_id", "table_name", "row_id", "before", "after")
_ONE_WRITE = Ready(_WRITE, "id", "at", "actor", "verb", "subject", "undoable", "undoes_id", "part_of")


@dataclass
class Write:
    """The write that is under way: its verb names it, its subject says whom or what it was done to."""

    actor: str
    verb: str
    at: datetime
    subject: str = ""
    undoable: bool = True
    undoes_id: UUID | None = None
    part_of: UUID | None = None
    id: UUID = field(default_factory=new_id)
    rows: int = 0

    def __post_init__(self) -> None:
        """The moment as the database keeps it, UTC in whole milliseconds: an image equals its row when read again."""
        at = self.at.astimezone(UTC)
        self.at = at.replace(microsecond=at.microsecond // 1000 * 1000)


def current(session: Session) -> Write:
    """The write this session belongs to."""
    write: Write = session.info["write"]
    return write


def happened(session: Session) -> datetime:
    """The moment (UTC) of the write that is under way."""
    return current(session).at


def name_write(session: Session, subject: str, *, undoable: bool = True) -> None:
    """Say what the write is about, for the history and for `Undo …`; numbered paper is not undoable but voided."""
    write = current(session)
    write.subject, write.undoable = subject, undoable


def record(session: Session, _context: UOWTransaction) -> None:
    """`after_flush`: keep the images of what this flush wrote."""
    write = current(session)
    rows = [_entry(write, row, None, image(row)) for row in session.new]
    rows += [_entry(write, row, before, image(row)) for row in session.dirty if (before := _before(row)) is not None]
    rows += [_entry(write, row, image(row), None) for row in session.deleted]
    if rows:
        session.connection().execute(_ROW, rows)
        write.rows += len(rows)


def record_new(session: Session, row: Base) -> None:
    """Keep the image of one new row that was written past the unit of work."""
    write = current(session)
    _ONE_ROW.run(session.connection(), _entry(write, row, None, image(row)))
    write.rows += 1


def _entry(write: Write, row: Base, before: Image | None, after: Image | None) -> dict[str, Any]:
    return {
        "write_id": write.id,
        "table_name": row.__tablename__,
        "row_id": row_id(type(row), after or before or {}),
        "before": before,
        "after": after,
    }


def _before(row: Base) -> Image | None:
    """The row as it was loaded, or None when nothing changed."""
    old = instance_state(row).committed_state
    changed = {name: plain(old[name]) for name in columns_of(type(row)) if name in old}
    now = image(row)
    if all(now[name] == value for name, value in changed.items()):
        return None
    return now | changed


def finish(session: Session) -> None:
    """Close the entry of this write; a write that changed nothing leaves none."""
    write = current(session)
    if write.rows:
        _ONE_WRITE.run(
            session.connection(),
            {
                "id": write.id,
                "at": write.at,
                "actor": write.actor,
                "verb": write.verb,
                "subject": write.subject,
                "undoable": write.undoable,
                "undoes_id": write.undoes_id,
                "part_of": write.part_of,
            },
        )


def next_part(session: Session) -> Write:
    """A write goes on after it gave way; who undoes one part undoes all."""
    write = current(session)
    first = (write.part_of or write.id) if write.rows else write.part_of
    session.info["write"] = part = replace(write, id=new_id(), rows=0, part_of=first)
    return part


def _in_force(session: Session) -> Iterator[JournalWrite]:
    """The last writes, newest first, without those that were taken back."""
    taken_back: set[UUID] = set()
    recent = select(JournalWrite).order_by(JournalWrite.number.desc()).limit(_LOOK_BACK)
    for write in session.scalars(recent):
        if (write.part_of or write.id) in taken_back:
            continue
        if write.undoes_id is not None:
            taken_back.add(write.undoes_id)
        yield write


def last_write(session: Session) -> JournalWrite | None:
    """What undo would take back."""
    return next((write for write in _in_force(session) if write.undoes_id is None), None)


def last_undo(session: Session) -> JournalWrite | None:
    """The undo that redo would take back: none once something new was written."""
    for write in _in_force(session):
        if write.undoes_id is None:
            return None
        if write.verb == UNDO:
            return write
    return None


def take_back(session: Session, write_id: UUID) -> None:
    """Put every row of a write, and of all parts of the same work, back to what it was before.

    Raises: Refused changed-since when a row was written again meanwhile, undo-not-possible for numbered paper.
    """
    write = session.get_one(JournalWrite, write_id)
    if not write.undoable:
        raise Refused("undo-not-possible", verb=write.verb, subject=write.subject)
    load_every_table()
    kinds = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    first = write.part_of or write.id
    parts = select(JournalWrite.id).where((JournalWrite.id == first) | (JournalWrite.part_of == first))
    rows = select(JournalRow).where(JournalRow.write_id.in_(parts)).order_by(JournalRow.id.desc())
    for batch in _batches(session.scalars(rows).all()):
        held = _hold(session, kinds, batch)
        for row in batch:
            _put_back(session, kinds[row.table_name], row, write)
        session.flush()
        del held
    present = current(session)
    present.subject, present.undoes_id = write.subject, first


def _batches(rows: Sequence[JournalRow]) -> Iterator[list[JournalRow]]:
    """Rows that may be written together: runs of new ones, runs of deleted ones; changes one by one, in their order."""
    for action, run in groupby(rows, key=lambda row: (row.before is None, row.after is None)):
        size = _TOGETHER if any(action) else 1
        while batch := list(islice(run, size)):
            yield batch


def _hold(session: Session, kinds: Mapping[str, type[Base]], batch: Sequence[JournalRow]) -> list[Base]:
    """The present rows of a batch, read together; while they are held, the session finds each without a query."""
    keys: dict[type[Base], list[UUID]] = {}
    for row in batch if len(batch) > 1 else ():
        kind = kinds[row.table_name]
        if keys_of(kind) == ("id",):
            keys.setdefault(kind, []).append(*key_values(kind, row.row_id))
    return [row for kind, ids in keys.items() for row in session.scalars(select(kind).where(_id(kind).in_(ids)))]


def _id(kind: type[Base]) -> InstrumentedAttribute[UUID]:
    column: InstrumentedAttribute[UUID] = kind.id  # type: ignore[attr-defined]  # asked for only where it is the key
    return column


def _put_back(session: Session, kind: type[Base], row: JournalRow, write: JournalWrite) -> None:
    found = session.get(kind, key_values(kind, row.row_id))
    present = None if found is None else image(found)
    if present != row.after:
        raise Refused("changed-since", verb=write.verb, subject=write.subject)
    if row.before is None:
        session.delete(found)
    elif found is None:
        session.add(kind(**values(kind, row.before)))
    else:
        for name, value in values(kind, row.before).items():
            setattr(found, name, value)
