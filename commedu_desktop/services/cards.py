"""Cards that are given out again: the new one has a new number, and the old one is void from then on."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.residents import one_line
from commedu_desktop.services.households import next_card
from commedu_desktop.store.journal import happened, name_write
from commedu_desktop.store.tables import Branch, Resident
from commedu_desktop.store.tables.register import VoidedCard


@dataclass(frozen=True)
class ReplaceCard:
    """A card that was lost, broken or lent: `reason` as the desk says it."""

    resident_id: UUID
    reason: str = ""


def replace_card(session: Session, request: ReplaceCard) -> str:
    """Returns the new number; the old one opens nothing any more."""
    resident = session.get_one(Resident, request.resident_id)
    old = resident.card
    resident.card = next_card(session, session.get_one(Branch, resident.branch_id))
    void_card(session, resident.id, old, request.reason)
    name_write(session, f"{resident.name} ({old} → {resident.card})")
    return resident.card


def void_card(session: Session, resident_id: UUID, card: str, reason: str = "") -> None:
    session.add(
        VoidedCard(card=card, resident_id=resident_id, voided_at=happened(session), reason=one_line(reason)[:200])
    )


def bearer_of_voided(session: Session, card: str) -> UUID | None:
    """Who had a card that is void now."""
    return session.scalars(select(VoidedCard.resident_id).where(VoidedCard.card == card)).one_or_none()


def voided_cards(session: Session, resident_id: UUID) -> tuple[str, ...]:
    """The numbers a resident had before, the latest first."""
    wanted = select(VoidedCard.card).where(VoidedCard.resident_id == resident_id)
    return tuple(session.scalars(wanted.order_by(VoidedCard.voided_at.desc())))
