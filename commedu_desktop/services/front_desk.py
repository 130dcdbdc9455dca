"""What the front desk reads beside people: what they could join, whose card it is, whether a check-in stands."""

from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.check_in import scanned_card
from commedu_desktop.store.queries.check_in import holder_of_card
from commedu_desktop.store.queries.front_desk import Choice, choices, is_marked

__all__ = ["Choice", "choices", "is_marked", "resident_of_card"]


def resident_of_card(session: Session, typed: str) -> UUID | None:
    """Whose card it is that was scanned or typed; None when it is nobody's."""
    found = holder_of_card(session, scanned_card(typed))
    return None if found is None else found.id
