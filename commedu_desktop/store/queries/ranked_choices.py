"""Rounds of registration by ranked choices, and what was handed in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.store.tables.ranked_choices import Allocation, ChoiceRound, RoundOffering


@dataclass(frozen=True)
class OpenRound:
    """A round whose places were not allocated yet."""

    id: UUID
    title: str
    closes: date


def open_round_of(session: Session, offering_id: UUID) -> OpenRound | None:
    """The round in which the places of an offering will be given, until they are."""
    query = (
        select(ChoiceRound.id, ChoiceRound.title, ChoiceRound.closes)
        .join(RoundOffering, RoundOffering.round_id == ChoiceRound.id)
        .outerjoin(Allocation, Allocation.round_id == ChoiceRound.id)
        .where(RoundOffering.offering_id == offering_id, Allocation.id.is_(None))
    )
    row = session.execute(query).one_or_none()
    return None if row is None else OpenRound(*row)
