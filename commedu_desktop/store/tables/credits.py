"""The credit bank: what was granted on completion, and what was redeemed."""

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.store.tables.base import Base, Id, refers_to


class CreditEntry(Base):
    """`hundredths` is above 0 when granted and below when redeemed. A class grants to a resident once."""

    __tablename__ = "credit_entry"
    __table_args__ = (UniqueConstraint("resident_id", "offering_id"),)
    id: Mapped[Id]
    resident_id: Mapped[UUID] = refers_to("resident")
    offering_id: Mapped[UUID | None] = refers_to("offering", index=True)
    hundredths: Mapped[int]
    on: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
