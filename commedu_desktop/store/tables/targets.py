"""Targets of a year."""

from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.store.tables.base import Base, Id, refers_to


class Target(Base):
    """Of the whole centre, or of one branch; `measure` as `domain.targets` has it, `by_hand` what was counted so."""

    __tablename__ = "target"
    __table_args__ = (Index(None, "year"),)
    id: Mapped[Id]
    year: Mapped[int]
    branch_id: Mapped[UUID | None] = refers_to("branch")
    name: Mapped[str]
    measure: Mapped[str]
    aim: Mapped[int]
    by_hand: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
