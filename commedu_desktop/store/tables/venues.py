"""Venues: rooms with capacity and equipment."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.store.tables.base import Base, Id, refers_to


class Venue(Base):
    """A room; a part of a hall that divides names the hall in `part_of_id`. Capacity 0: not limited."""

    __tablename__ = "venue"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    branch_id: Mapped[UUID] = refers_to("branch")
    capacity: Mapped[int] = mapped_column(default=0)
    equipment: Mapped[str] = mapped_column(default="")
    part_of_id: Mapped[UUID | None] = refers_to("venue")
    address: Mapped[str] = mapped_column(default="")
    archived: Mapped[bool] = mapped_column(default=False)
