"""Which household a resident belongs to, and which card number comes next."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.residents import many_lines, one_line
from commedu_desktop.store.counters import take_numbers
from commedu_desktop.store.queries.residents import household_of
from commedu_desktop.store.tables import Branch, Household, Resident

_SHOWN = 6


@dataclass(frozen=True)
class Neighbour:
    """Somebody who lives at the same address; `household` is its code, empty for who lives alone so far."""

    id: UUID
    name: str
    card: str
    household: str


def living_at(session: Session, address: str, besides: UUID | None = None) -> tuple[Neighbour, ...]:
    """Who lives at exactly this address. Looks through the whole register: not while somebody types."""
    if not (address := many_lines(address)):
        return ()
    wanted = (
        select(Resident.id, Resident.name, Resident.card, Household.code)
        .outerjoin(Household, Household.id == Resident.household_id)
        .where(Resident.address == address, Resident.archived.is_(False))
        .order_by(Resident.household_id.is_(None), Resident.born)
        .limit(_SHOWN)
    )
    return tuple(
        Neighbour(key, name, card, code or "") for key, name, card, code in session.execute(wanted) if key != besides
    )


def joined_household(session: Session, code: str, member_id: UUID | None, address: str) -> UUID | None:
    """The household of a member, or the one with this code, made when there is none; None without both."""
    if member_id is not None:
        return _household_with(session, session.get_one(Resident, member_id))
    if not (code := one_line(code)):
        return None
    found = household_of(session, code)
    if found is None:
        found = Household(code=code, address=address)
        session.add(found)
    return found.id


def _household_with(session: Session, member: Resident) -> UUID:
    """The member's household; a new one for both when the member lived alone so far."""
    if member.household_id is None:
        code = f"H-{member.card}"
        household = household_of(session, code) or Household(code=code, address=member.address)
        session.add(household)
        member.household_id = household.id
    return member.household_id


def next_card(session: Session, branch: Branch) -> str:
    """The branch's next free number: B01-000012; never one that somebody has or had."""
    while True:
        card = f"{branch.code}-{take_numbers(session, branch.id, 'card')[0]:06}"
        if not is_taken(session, card):
            return card


def is_taken(session: Session, card: str) -> bool:
    from commedu_desktop.store.tables.register import VoidedCard

    return any(
        session.scalars(select(kind.id).where(kind.card == card)).first() is not None for kind in (Resident, VoidedCard)
    )
