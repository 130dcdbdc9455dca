"""Notices as they are listed, with where they hung."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.store.tables import Notice
from commedu_desktop.store.tables.notice_postings import NoticePosting


@dataclass(frozen=True)
class Posting:
    """One place where a notice hung or hangs, and how many brochures went out there."""

    id: UUID
    place: str
    posted_from: date
    posted_until: date | None
    brochures: int

    def hangs(self, day: date) -> bool:
        return self.posted_from <= day and (self.posted_until is None or day <= self.posted_until)


@dataclass(frozen=True)
class NoticeRow:
    """A notice; `published_at` is empty while it is a draft. Postings in order of their first day."""

    id: UUID
    kind: NoticeKind
    title: str
    offering_id: UUID | None
    language: str
    paper: str
    content: dict[str, Any]
    made_at: datetime
    published_at: datetime | None
    festival: str
    postings: tuple[Posting, ...] = ()

    def hangs(self, day: date) -> bool:
        """Whether it is on a board that day."""
        return any(one.hangs(day) for one in self.postings)

    @property
    def places(self) -> list[str]:
        return list(dict.fromkeys(one.place for one in self.postings if one.place))

    @property
    def posted_from(self) -> date | None:
        return min((one.posted_from for one in self.postings), default=None)

    @property
    def posted_until(self) -> date | None:
        """The last day anywhere; None while it hangs somewhere without an end."""
        last = [one.posted_until for one in self.postings]
        return None if None in last else max((day for day in last if day is not None), default=None)

    @property
    def brochures(self) -> int:
        return sum(one.brochures for one in self.postings)


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
    Notice.festival,
)


def _row(values: Iterable[Any], hung: list[Posting]) -> NoticeRow:
    return NoticeRow(*[*values, tuple(hung)])


def notices(session: Session, limit: int = 500) -> list[NoticeRow]:
    """Newest first."""
    wanted = select(*_COLUMNS).order_by(Notice.made_at.desc(), Notice.id.desc()).limit(limit)
    rows = session.execute(wanted).all()
    hung = _postings(session, [row[0] for row in rows])
    return [_row(row, hung[row[0]]) for row in rows]


def notice(session: Session, notice_id: UUID) -> NoticeRow:
    """Raises: NoResultFound."""
    row = session.execute(select(*_COLUMNS).where(Notice.id == notice_id)).one()
    return _row(row, _postings(session, [notice_id])[notice_id])


def _postings(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[Posting]]:
    found = defaultdict[UUID, list[Posting]](list)
    columns = (
        NoticePosting.notice_id,
        NoticePosting.id,
        NoticePosting.place,
        NoticePosting.posted_from,
        NoticePosting.posted_until,
        NoticePosting.brochures,
    )
    query = select(*columns).where(NoticePosting.notice_id.in_(ids))
    for row in session.execute(query.order_by(NoticePosting.posted_from, NoticePosting.id)):
        found[row[0]].append(Posting(*row[1:]))
    return found


def places_used(session: Session) -> list[str]:
    """Where notices have hung, the most used first."""
    count = func.count()
    query = select(NoticePosting.place).where(NoticePosting.place != "").group_by(NoticePosting.place)
    return list(session.scalars(query.order_by(count.desc(), NoticePosting.place)))


def noticed_festivals(session: Session) -> dict[str, UUID]:
    """Code of a festival -> its latest notice."""
    query = select(Notice.festival, Notice.id).where(Notice.festival != "").order_by(Notice.made_at)
    return dict(session.execute(query).all())
