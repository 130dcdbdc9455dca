"""Lessons: dated meetings of an offering, in the centre's wall-clock time."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.store.tables.base import Base, Happened, Id, refers_to


class Lesson(Base):
    """`ends` may lie on the next day. `closed_at` is set once blanks have become absent.

    `stands_in_for_id`: the teacher whose lesson it is, when another one gives it.
    """

    __tablename__ = "lesson"
    __table_args__ = (
        Index(None, "offering_id", "starts"),
        Index(None, "starts"),
        Index(None, "venue_id", "starts"),
        Index(None, "teacher_id", "starts"),
    )
    id: Mapped[Id]
    offering_id: Mapped[UUID] = refers_to("offering")
    starts: Mapped[datetime]
    ends: Mapped[datetime]
    venue_id: Mapped[UUID | None] = refers_to("venue")
    teacher_id: Mapped[UUID | None] = refers_to("teacher")
    stands_in_for_id: Mapped[UUID | None] = refers_to("teacher")
    status: Mapped[LessonStatus] = mapped_column(default=LessonStatus.PLANNED)
    closed_at: Mapped[Happened | None]
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
