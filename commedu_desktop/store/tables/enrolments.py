"""Enrolments and the waiting list."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.store.tables.base import Base, Happened, Id, refers_to


class Enrolment(Base):
    """One row for a resident in an offering; `queued_at` orders the waiting list, `ended_on` is the last day."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("resident_id", "offering_id"), Index(None, "offering_id", "status"))
    id: Mapped[Id]
    offering_id: Mapped[UUID] = refers_to("offering")
    resident_id: Mapped[UUID] = refers_to("resident")
    status: Mapped[EnrolmentStatus]
    enrolled_on: Mapped[date]
    queued_at: Mapped[Happened | None]
    ended_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
