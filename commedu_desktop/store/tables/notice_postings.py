"""Where notices hung, from when to when, and how many brochures went out there."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.store.tables.base import Base, Id, refers_to


class NoticePosting(Base):
    """One place of one notice; without `posted_until`, it hangs until it is taken down."""

    __tablename__ = "notice_posting"
    id: Mapped[Id]
    notice_id: Mapped[UUID] = refers_to("notice", index=True)
    place: Mapped[str] = mapped_column(default="")
    posted_from: Mapped[date]
    posted_until: Mapped[date | None]
    brochures: Mapped[int] = mapped_column(default=0)
