"""Offerings: classes, lectures and activities of a term."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.domain.offerings import OfferingKind, OfferingStatus
from commedu_desktop.store.tables.base import Base, Id, refers_to


class Offering(Base):
    """One run of a course. Fee in minor units; capacity 0: not limited; `threshold` in per cent, or the centre's.

    `times` are weekly times in their canonical English form, `Mon 08:30-10:30; Thu 15:00-17:00`.
    """

    __tablename__ = "offering"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    course_id: Mapped[UUID] = refers_to("course", index=True)
    title: Mapped[str]
    kind: Mapped[OfferingKind]
    status: Mapped[OfferingStatus] = mapped_column(default=OfferingStatus.OPEN)
    term_id: Mapped[UUID] = refers_to("term", index=True)
    branch_id: Mapped[UUID] = refers_to("branch", index=True)
    teacher_id: Mapped[UUID | None] = refers_to("teacher", index=True)
    venue_id: Mapped[UUID | None] = refers_to("venue")
    capacity: Mapped[int] = mapped_column(default=0)
    fee: Mapped[int] = mapped_column(default=0)
    starts: Mapped[date]
    ends: Mapped[date]
    times: Mapped[str] = mapped_column(default="")
    walk_in: Mapped[bool] = mapped_column(default=False)
    threshold: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
