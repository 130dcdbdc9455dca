"""Leaving, where a branch wants to know the hours."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from commedu_desktop.store.tables.base import Base, Happened, Id, refers_to


class CheckOut(Base):
    """When a resident left a lesson; the mark of that lesson says when they came."""

    __tablename__ = "check_out"
    __table_args__ = (UniqueConstraint("lesson_id", "resident_id"),)
    id: Mapped[Id]
    lesson_id: Mapped[UUID] = refers_to("lesson")
    resident_id: Mapped[UUID] = refers_to("resident", index=True)
    at: Mapped[Happened]
