"""Portraits of residents, from a file that somebody brings: opened with care, cut to the card's shape, kept small."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.store.tables.register import ResidentPhoto


def keep_photo(session: Session, resident_id: UUID, content: bytes) -> None:
    """Keep a portrait, or with no content take it away. Raises: Refused picture-unreadable, picture-too-large."""
    from commedu_desktop.documents.pictures import portrait

    row = session.scalars(select(ResidentPhoto).where(ResidentPhoto.resident_id == resident_id)).one_or_none()
    if not content:
        if row is not None:
            session.delete(row)
        return
    kept = b64encode(portrait(content)).decode("ascii")
    if row is None:
        session.add(ResidentPhoto(resident_id=resident_id, content=kept))
    else:
        row.content = kept


def photo_of(session: Session, resident_id: UUID) -> bytes:
    """A JPEG, empty when there is none."""
    return photos_of(session, [resident_id]).get(resident_id, b"")


def photos_of(session: Session, resident_ids: Sequence[UUID]) -> dict[UUID, bytes]:
    """JPEGs of those who have one."""
    wanted = select(ResidentPhoto.resident_id, ResidentPhoto.content)
    found: dict[UUID, bytes] = {}
    for at in range(0, len(resident_ids), 500):
        rows = session.execute(wanted.where(ResidentPhoto.resident_id.in_(resident_ids[at : at + 500])))
        found |= {key: b64decode(content) for key, content in rows}
    return found


def ready_portrait(content: bytes) -> bytes:
    """A picture as it will be kept, to look at before. Raises: Refused picture-unreadable, picture-too-large."""
    from commedu_desktop.documents.pictures import portrait

    return portrait(content)
