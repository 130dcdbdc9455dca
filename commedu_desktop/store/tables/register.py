"""What belongs to residents beside their own row: photographs, cards that were replaced, pairs that are two people."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.store.tables.base import Base, Happened, Id, refers_to


class ResidentPhoto(Base):
    """A portrait for the card: a JPEG in base64, so that journal and undo treat it like any other text."""

    __tablename__ = "resident_photo"
    id: Mapped[Id]
    resident_id: Mapped[UUID] = refers_to("resident", unique=True)
    content: Mapped[str]


class VoidedCard(Base):
    """A card number that was replaced; whoever scans it is told so, and lists that name it still mean its bearer."""

    __tablename__ = "voided_card"
    id: Mapped[Id]
    card: Mapped[str] = mapped_column(unique=True)
    resident_id: Mapped[UUID] = refers_to("resident", index=True)
    voided_at: Mapped[Happened]
    reason: Mapped[str] = mapped_column(default="")


class TwoPeople(Base):
    """Two residents who look like one person and are two; `one_id` is the smaller id."""

    __tablename__ = "two_people"
    __table_args__ = (UniqueConstraint("one_id", "other_id"),)
    id: Mapped[Id]
    one_id: Mapped[UUID] = refers_to("resident")
    other_id: Mapped[UUID] = refers_to("resident", index=True)
