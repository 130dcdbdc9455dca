"""Notices as they are listed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.store.tables import Notice


@dataclass(frozen=True)
class NoticeRow:
    """A notice; `published_at` is empty while it is a draft."""

    id: UUID
    kind: NoticeKind
    title: str
    offering_id: UUID | None
    language: str
    paper: str
    content: dict[str, Any]
    made_at: datetime
    published_at: datetime | None
    posted_from: date | None
    posted_until: date | None
    place: str

    def hangs(self, day: date) -> bool:
        """Whether it is on the board that day."""
        if self.published_at is None or self.posted_from is None:
            return False
        return self.posted_from <= day and (self.posted_until is None or day <= self.posted_until)


_COLUMNS = (
    Notice.id,
    Notice.kind,
    Notice.title,
    Notice.offering_id,
    Notice.language,
    Notice.paper,
    Notice.content,
    Notice.made_at,
    Notice.published_at,
    Notice.posted_from,
    Notice.posted_until,
    Notice.place,
)


def notices(session: Session, limit: int = 500) -> list[NoticeRow]:
    """Newest first."""
    wanted = select(*_COLUMNS).order_by(Notice.made_at.desc(), Notice.id.desc()).limit(limit)
    return [NoticeRow(*row) for row in session.execute(wanted)]


def notice(session: Session, notice_id: UUID) -> NoticeRow:
    """Raises: NoResultFound."""
    return NoticeRow(*session.execute(select(*_COLUMNS).where(Notice.id == notice_id)).one())
