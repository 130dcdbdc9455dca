"""Households of the residents in a list: by the number it gives, or, when wished, by the same address."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.store.queries.imports import households
from commedu_desktop.store.tables import Household, Resident


class Homes:
    """Everything is known beforehand, so that no row needs a query."""

    def __init__(self, session: Session, *, by_address: bool) -> None:
        self._session, self._by_address = session, by_address
        self._codes = households(session)
        self._addresses: dict[str, UUID] = {}
        self._alone: dict[str, UUID] = {}
        if by_address:
            self._read_addresses()

    def of(self, code: str, resident: Resident) -> UUID | None:
        """The household of a row with this number, or of whoever has the same address; made when there is none."""
        if code:
            return self._numbered(code, resident.address or "")
        if self._by_address and resident.address:
            return self._at(resident)
        return None

    def code(self, household_id: UUID | None) -> str:
        """What is shown for a household."""
        return next((code for code, key in self._codes.items() if key == household_id), "")

    def _numbered(self, code: str, address: str) -> UUID:
        if code not in self._codes:
            household = Household(code=code, address=address)
            self._session.add(household)
            self._codes[code] = household.id
        return self._codes[code]

    def _at(self, resident: Resident) -> UUID | None:
        """Nobody makes a household alone: the second at an address does, and takes the first along."""
        address = resident.address
        if resident.household_id is not None:
            return None
        if address in self._addresses:
            return self._addresses[address]
        first = self._alone.setdefault(address, resident.id)
        if first == resident.id:
            return None
        neighbour = self._session.get_one(Resident, first)
        neighbour.household_id = self._addresses[address] = self._numbered(f"H-{neighbour.card}", address)
        return neighbour.household_id

    def _read_addresses(self) -> None:
        r = Resident
        wanted = select(r.id, r.address, r.household_id).where(r.archived.is_(False), r.address != "")
        for key, address, household in self._session.execute(wanted):
            if household is not None:
                self._addresses.setdefault(address, household)
            else:
                self._alone.setdefault(address, key)
