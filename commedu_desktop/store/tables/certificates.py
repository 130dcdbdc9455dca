"""Certificates as they were issued."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.store.tables.base import Base, Happened, Id, refers_to


class Certificate(Base):
    """Numbered and never deleted. `wording` keeps what was printed, so that a reprint is the same paper.

    `name` is the recipient's as printed: of a resident, of a teacher, or typed by hand (a family, a unit). `subject` is
    what it was given for where that is no course.
    """

    __tablename__ = "certificate"
    __table_args__ = (Index(None, "resident_id", "course_id"),)
    id: Mapped[Id]
    number: Mapped[str] = mapped_column(unique=True)
    type: Mapped[CertificateType]
    branch_id: Mapped[UUID] = refers_to("branch")
    name: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    resident_id: Mapped[UUID | None] = refers_to("resident")
    teacher_id: Mapped[UUID | None] = refers_to("teacher", index=True)
    offering_id: Mapped[UUID | None] = refers_to("offering", index=True)
    course_id: Mapped[UUID | None] = refers_to("course")
    issued_on: Mapped[date]
    wording: Mapped[dict[str, Any]]
    prints: Mapped[int] = mapped_column(default=0)
    voided_at: Mapped[Happened | None]
    void_reason: Mapped[str] = mapped_column(default="")
