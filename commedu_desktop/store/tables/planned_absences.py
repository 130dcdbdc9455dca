"""Absences that are known before, and calls made about absences."""

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.store.tables.base import Base, Happened, Id, refers_to


class PlannedAbsence(Base):
    """A resident will not come from the first to the last day, both included."""

    __tablename__ = "planned_absence"
    id: Mapped[Id]
    resident_id: Mapped[UUID] = refers_to("resident", index=True)
    starts: Mapped[date]
    ends: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")


class AbsenceCall(Base):
    """Somebody was called about the absences up to a lesson; a later absence is raised again."""

    __tablename__ = "absence_call"
    __table_args__ = (UniqueConstraint("resident_id", "lesson_id"),)
    id: Mapped[Id]
    resident_id: Mapped[UUID] = refers_to("resident")
    lesson_id: Mapped[UUID] = refers_to("lesson", index=True)
    at: Mapped[Happened]
