"""Marks of residents in lessons, and heads counted without names."""

from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.store.tables.base import Base, Happened, Id, refers_to


class AttendanceMark(Base):
    """What was marked for a resident in a lesson: the pair is the key, so nobody is ever counted twice in a lesson."""

    __tablename__ = "attendance_mark"
    __table_args__ = (Index(None, "resident_id"), {"sqlite_with_rowid": False})
    lesson_id: Mapped[UUID] = refers_to("lesson", primary_key=True)
    resident_id: Mapped[UUID] = refers_to("resident", primary_key=True)
    mark: Mapped[Mark]
    minutes_late: Mapped[int | None]
    at: Mapped[Happened]


class Headcount(Base):
    """People at an open lesson counted without names, by age band."""

    __tablename__ = "headcount"
    __table_args__ = (UniqueConstraint("lesson_id", "age_band"),)
    id: Mapped[Id]
    lesson_id: Mapped[UUID] = refers_to("lesson")
    age_band: Mapped[str] = mapped_column(default="")
    number: Mapped[int]
