"""Clashes that somebody looked at and wants to keep."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.domain.clashes import ClashKind
from commedu_desktop.store.tables.base import Base, Happened, Id


class ClashConfirmation(Base):
    """`mark` is `domain.clash_rules.Found.mark`: it holds while the lessons stay as they were.

    `lesson_id` is the first of them; no reference, so that the undo of what planned it is free to take it away.
    """

    __tablename__ = "clash_confirmation"
    __table_args__ = (UniqueConstraint("mark"),)
    id: Mapped[Id]
    kind: Mapped[ClashKind]
    lesson_id: Mapped[UUID]
    mark: Mapped[str]
    actor: Mapped[str] = mapped_column(default="")
    at: Mapped[Happened]
