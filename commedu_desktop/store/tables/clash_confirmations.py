"""Clashes that somebody looked at and wants to keep."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.domain.clashes import ClashKind
from commedu_desktop.store.tables.base import Base, Happened, Id, refers_to


class ClashConfirmation(Base):
    """Holds while the lessons stay as `plan` says; `mark` names kind, lessons and plan in one short text."""

    __tablename__ = "clash_confirmation"
    __table_args__ = (UniqueConstraint("mark"),)
    id: Mapped[Id]
    kind: Mapped[ClashKind]
    lesson_id: Mapped[UUID] = refers_to("lesson", index=True)
    other_id: Mapped[UUID | None] = refers_to("lesson")
    mark: Mapped[str]
    actor: Mapped[str] = mapped_column(default="")
    at: Mapped[Happened]
