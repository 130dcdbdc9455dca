"""Terms and the days on which the centre is closed."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.store.tables.base import Base, Id, refers_to


class Term(Base):
    """A span of dates, both days included."""

    __tablename__ = "term"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    starts: Mapped[date]
    ends: Mapped[date]


class TermClosure(Base):
    """Days of a term without lessons, both included."""

    __tablename__ = "term_closure"
    id: Mapped[Id]
    term_id: Mapped[UUID] = refers_to("term", index=True)
    starts: Mapped[date]
    ends: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
