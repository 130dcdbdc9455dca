"""Notices for the bulletin board."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.store.tables.base import Base, Happened, Id, refers_to


class Notice(Base):
    """`content` holds the fields of the paper; `published_at` is empty while it is a draft.

    `festival` is the code of the festival or campaign it was written for (`double-ninth-2026`), or empty. Where it
    hangs stands in `notice_posting`.
    """

    __tablename__ = "notice"
    id: Mapped[Id]
    kind: Mapped[NoticeKind]
    title: Mapped[str]
    offering_id: Mapped[UUID | None] = refers_to("offering")
    language: Mapped[str]
    paper: Mapped[str] = mapped_column(default="A4")
    content: Mapped[dict[str, Any]]
    made_at: Mapped[Happened]
    published_at: Mapped[Happened | None]
    festival: Mapped[str] = mapped_column(default="")
