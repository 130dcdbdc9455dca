"""What a merge does to ranked choices: whoever handed in twice has handed in once, as with the kept card."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.store.tables.ranked_choices import RankedChoice


def move_choices(session: Session, kept_id: UUID, gone_id: UUID) -> None:
    """Choices of the record that goes move, unless the kept one has choices in the same round."""
    has_chosen = set(session.scalars(select(RankedChoice.round_id).where(RankedChoice.resident_id == kept_id)))
    for row in session.scalars(select(RankedChoice).where(RankedChoice.resident_id == gone_id)).all():
        if row.round_id in has_chosen:
            session.delete(row)
        else:
            row.resident_id = kept_id
