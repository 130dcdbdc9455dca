"""The journal: each write and the rows it touched. Written by `store.journal` only, never through the ORM."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.store.tables.base import Base, Happened, Id, Key


def _where_given(column: str) -> Index:
    """Few writes undo another or are part of one: the others leave the index alone."""
    given = text(f"{column} IS NOT NULL")
    return Index(None, column, sqlite_where=given, postgresql_where=given)


class JournalWrite(Base):
    """One transaction: who, when, which verb. `undoes_id` names the write that it takes back or makes again.

    `number` is the order in which they were written, whatever the computer's clock said.
    """

    __tablename__ = "journal_write"
    __table_args__ = (Index(None, "number", unique=True), *map(_where_given, ("undoes_id", "part_of")))
    id: Mapped[Id]
    number: Mapped[int]
    at: Mapped[Happened]
    actor: Mapped[str]
    verb: Mapped[str]
    subject: Mapped[str]
    undoable: Mapped[bool]
    undoes_id: Mapped[UUID | None] = mapped_column(Key)
    part_of: Mapped[UUID | None] = mapped_column(Key)
    """The first write of a long work that gave way to others in between; all its parts are undone together."""


class JournalRow(Base):
    """One row of one write; `before` is empty for a new row, `after` for a deleted one; `row_id` joins its keys.

    `write_id` is no foreign key: the write is entered last, and a check that is open all the while would make SQLite
    look through every table for each row that is written.
    """

    __tablename__ = "journal_row"
    __table_args__ = (Index(None, "write_id"), Index(None, "row_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    write_id: Mapped[UUID]
    table_name: Mapped[str]
    row_id: Mapped[bytes] = mapped_column(LargeBinary(32))
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
