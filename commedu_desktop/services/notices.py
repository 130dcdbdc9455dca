"""Notices: drafted from a template, a class or freely, changed, hung up, taken down."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.services.clock import local_now
from commedu_desktop.store.journal import happened, name_write
from commedu_desktop.store.queries.notices import NoticeRow, notice, notices
from commedu_desktop.store.tables import Notice

__all__ = ["NoticeRow", "notice", "notices"]


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


@dataclass(frozen=True)
class ChangeNotice:
    notice_id: UUID
    draft: NoticeDraft


@dataclass(frozen=True)
class PublishNotice:
    """Hung up from the first to the last day at a place; without days, from today on."""

    notice_id: UUID
    place: str = ""
    posted_from: date | None = None
    posted_until: date | None = None


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
    row.content, row.offering_id = draft.content, draft.offering_id


def publish_notice(session: Session, request: PublishNotice) -> None:
    """Remember where it hangs and how long. Raises: Refused notice-ends-first."""
    row = session.get_one(Notice, request.notice_id)
    first = request.posted_from or local_now(session).date()
    if request.posted_until is not None and request.posted_until < first:
        raise Refused("notice-ends-first", first=first, last=request.posted_until)
    row.published_at = row.published_at or happened(session)
    row.posted_from, row.posted_until, row.place = first, request.posted_until, request.place.strip()
    name_write(session, row.title)


def discard_notice(session: Session, notice_id: UUID) -> None:
    """Remove a notice for good; undo brings it back."""
    row = session.get_one(Notice, notice_id)
    name_write(session, row.title)
    session.delete(row)
