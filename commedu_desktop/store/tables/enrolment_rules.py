"""What a term asks of those who enrol."""

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.store.tables.base import Base, Id, refers_to


class TermRule(Base):
    """`most_classes` a person may be in; until `returning_until` (included) only returning learners enrol.

    `returning_first`: they also wait ahead of others.
    """

    __tablename__ = "term_rule"
    __table_args__ = (UniqueConstraint("term_id"),)
    id: Mapped[Id]
    term_id: Mapped[UUID] = refers_to("term")
    most_classes: Mapped[int | None]
    returning_until: Mapped[date | None]
    returning_first: Mapped[bool] = mapped_column(default=False)
