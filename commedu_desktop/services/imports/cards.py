"""Card numbers for residents whose list has none."""

from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.imports import Register
from commedu_desktop.store.counters import counter_of
from commedu_desktop.store.tables import Counter


class CardNumbers:
    """Numbers of each branch, `B01-000012`, from its counter, which is read once."""

    def __init__(self, session: Session, register: Register) -> None:
        self._session, self._register = session, register
        self._counters: dict[UUID, Counter] = {}

    def next(self, branch_id: UUID, code: str) -> str:
        """A number that nobody has."""
        if branch_id not in self._counters:
            self._counters[branch_id] = counter_of(self._session, branch_id, "card")
        counter = self._counters[branch_id]
        while True:
            counter.value += 1
            card = f"{code}-{counter.value:06}"
            if not self._register.has_card(card):
                return card
