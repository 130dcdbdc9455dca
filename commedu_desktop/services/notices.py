"""Notices: drafted from a template, a class or freely, changed, hung up, taken down."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.services.clock import local_now
from commedu_desktop.store.journal import happened, name_write
from commedu_desktop.store.queries.notices import NoticeRow, Posting, notice, notices, places_used
from commedu_desktop.store.tables import Notice
from commedu_desktop.store.tables.notice_postings import NoticePosting

__all__ = ["NoticeRow", "Posting", "notice", "notices", "places_used"]


@dataclass(frozen=True)
class NoticeDraft:
    """What a notice says. `content` holds the texts of `NOTICE_FIELDS` and the choices of the paper.

    kicker, subtitle, text, signer, date, strip, qr, qr_caption: texts; rows: pairs of label and value;
    circle: the date, large and small; design: a colour; plain: without the filled band; picture: base64.
    """

    kind: NoticeKind
    title: str
    language: str
    paper: str = "A4"
    content: dict[str, Any] = field(default_factory=dict)
    offering_id: UUID | None = None
    festival: str = ""


@dataclass(frozen=True)
class ChangeNotice:
    notice_id: UUID
    draft: NoticeDraft


@dataclass(frozen=True)
class PublishNotice:
    """Hung up from the first to the last day at a place, with so many brochures; without days, from today on."""

    notice_id: UUID
    place: str = ""
    posted_from: date | None = None
    posted_until: date | None = None
    brochures: int = 0


@dataclass(frozen=True)
class ChangePosting:
    """What was remembered of one place, corrected; `posted_until` None: it hangs until it is taken down."""

    posting_id: UUID
    place: str
    posted_from: date
    posted_until: date | None
    brochures: int


def draft_notice(session: Session, draft: NoticeDraft) -> UUID:
    """Keep a new notice. Raises: Refused notice-without-title."""
    row = Notice(made_at=happened(session), content={})
    _put(row, draft)
    session.add(row)
    name_write(session, row.title)
    return row.id


def change_notice(session: Session, request: ChangeNotice) -> None:
    """Keep what was typed. Raises: Refused notice-without-title."""
    row = session.get_one(Notice, request.notice_id)
    _put(row, request.draft)
    name_write(session, row.title)


def _put(row: Notice, draft: NoticeDraft) -> None:
    title = " ".join(draft.title.split())
    if not title:
        raise Refused("notice-without-title")
    row.kind, row.title, row.language, row.paper = draft.kind, title, draft.language, draft.paper
    row.content, row.offering_id, row.festival = draft.content, draft.offering_id, draft.festival


def publish_notice(session: Session, request: PublishNotice) -> UUID:
    """Remember one place where it hangs and how long; a notice may hang in several. Raises: Refused notice-ends-first.

    Returns the posting's id.
    """
    row = session.get_one(Notice, request.notice_id)
    first = request.posted_from or local_now(session).date()
    _refuse_ends_first(first, request.posted_until)
    row.published_at = row.published_at or happened(session)
    posting = NoticePosting(
        notice_id=row.id,
        place=" ".join(request.place.split()),
        posted_from=first,
        posted_until=request.posted_until,
        brochures=max(request.brochures, 0),
    )
    session.add(posting)
    name_write(session, _hung(row.title, posting.place))
    return posting.id


def change_posting(session: Session, request: ChangePosting) -> None:
    """Correct a place, its days or its brochures. Raises: Refused notice-ends-first."""
    posting = session.get_one(NoticePosting, request.posting_id)
    _refuse_ends_first(request.posted_from, request.posted_until)
    posting.place, posting.brochures = " ".join(request.place.split()), max(request.brochures, 0)
    posting.posted_from, posting.posted_until = request.posted_from, request.posted_until
    name_write(session, _hung(session.get_one(Notice, posting.notice_id).title, posting.place))


def take_down(session: Session, posting_id: UUID) -> None:
    """It hangs for the last time today; what had not begun leaves no trace."""
    posting, today = session.get_one(NoticePosting, posting_id), local_now(session).date()
    name_write(session, _hung(session.get_one(Notice, posting.notice_id).title, posting.place))
    if posting.posted_from > today:
        session.delete(posting)
    else:
        posting.posted_until = today


def remove_posting(session: Session, posting_id: UUID) -> None:
    """It never hung there."""
    posting = session.get_one(NoticePosting, posting_id)
    name_write(session, _hung(session.get_one(Notice, posting.notice_id).title, posting.place))
    session.delete(posting)


def _hung(title: str, place: str) -> str:
    return f"{title} · {place}" if place else title


def _refuse_ends_first(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise Refused("notice-ends-first", first=first, last=last)


def discard_notice(session: Session, notice_id: UUID) -> None:
    """Remove a notice and where it hung for good; undo brings both back."""
    row = session.get_one(Notice, notice_id)
    name_write(session, row.title)
    for posting in session.scalars(select(NoticePosting).where(NoticePosting.notice_id == notice_id)):
        session.delete(posting)
    session.delete(row)
