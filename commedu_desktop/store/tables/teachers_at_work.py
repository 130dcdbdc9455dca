"""When a teacher cannot, at which other branches they teach, and their papers that run out."""

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.domain.teachers import PaperKind
from commedu_desktop.store.tables.base import Base, Id, refers_to


class TeacherAbsence(Base):
    """Days on which a teacher cannot teach, both included."""

    __tablename__ = "teacher_absence"
    id: Mapped[Id]
    teacher_id: Mapped[UUID] = refers_to("teacher", index=True)
    starts: Mapped[date]
    ends: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")


class TeacherBranch(Base):
    """A branch, beside their own, at which a teacher may be planned."""

    __tablename__ = "teacher_branch"
    __table_args__ = (UniqueConstraint("teacher_id", "branch_id"),)
    id: Mapped[Id]
    teacher_id: Mapped[UUID] = refers_to("teacher")
    branch_id: Mapped[UUID] = refers_to("branch")


class TeacherPaper(Base):
    """A qualification or a contract; `ends` is its last day, empty when it does not run out."""

    __tablename__ = "teacher_paper"
    id: Mapped[Id]
    teacher_id: Mapped[UUID] = refers_to("teacher", index=True)
    kind: Mapped[PaperKind]
    title: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    starts: Mapped[date | None]
    ends: Mapped[date | None]
