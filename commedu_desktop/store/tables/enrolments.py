"""Enrolments and the waiting list."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.domain.enrolments import Claim, EnrolmentStatus
from commedu_desktop.store.tables.base import Base, Happened, Id, refers_to

_HELD = text("held_until IS NOT NULL")


class Enrolment(Base):
    """One row for a resident in an offering; `ended_on` is the last day.

    Whoever waits is ordered by `claim`, `queued_at` and `lot`; `held_until`: a place is offered until then. `waived`
    names the rules that a supervisor passed over, for the reason in `note`.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("resident_id", "offering_id"),
        Index(None, "offering_id", "status"),
        Index(None, "held_until", sqlite_where=_HELD, postgresql_where=_HELD),
    )
    id: Mapped[Id]
    offering_id: Mapped[UUID] = refers_to("offering")
    resident_id: Mapped[UUID] = refers_to("resident")
    status: Mapped[EnrolmentStatus]
    enrolled_on: Mapped[date]
    queued_at: Mapped[Happened | None]
    ended_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    claim: Mapped[int] = mapped_column(default=int(Claim.OPEN))
    lot: Mapped[int] = mapped_column(default=0)
    held_until: Mapped[Happened | None]
    waived: Mapped[str] = mapped_column(default="")
