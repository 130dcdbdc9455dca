"""Places stay places when something is undone out of turn."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import NO_LIMIT, EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.store.journal import current
from commedu_desktop.store.queries.enrolments import places
from commedu_desktop.store.tables import Enrolment, JournalRow, Offering


def refuse_overfull(session: Session, write_id: UUID) -> None:
    """After a write was taken back: nobody may have come into a place that someone else has meanwhile.

    Raises: Refused undo-place-taken.
    """
    written = select(JournalRow.before, JournalRow.after).where(
        JournalRow.write_id == write_id, JournalRow.table_name == Enrolment.__tablename__
    )
    images = session.execute(written).all()
    touched = {UUID(before["offering_id"]) for before, after in images if _takes(before) and not _takes(after)}
    for offering_id in touched | _smaller_again(session, write_id):
        now = places(session, offering_id)
        if now.capacity != NO_LIMIT and now.taken > now.capacity:
            title = session.get_one(Offering, offering_id).title
            raise Refused("undo-place-taken", subject=current(session).subject, title=title)


def _takes(image: dict[str, Any] | None) -> bool:
    if image is None:
        return False
    return EnrolmentStatus(image["status"]).takes_a_place or image.get("held_until") is not None


def _smaller_again(session: Session, write_id: UUID) -> set[UUID]:
    """Offerings whose capacity the write had changed."""
    written = select(JournalRow.row_id, JournalRow.before, JournalRow.after).where(
        JournalRow.write_id == write_id, JournalRow.table_name == Offering.__tablename__
    )
    return {
        UUID(bytes=row_id)
        for row_id, before, after in session.execute(written)
        if before and after and before["capacity"] != after["capacity"]
    }
