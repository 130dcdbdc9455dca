"""Ranked choices: one row a person, one column a choice."""

from functools import cached_property
from itertools import zip_longest
from uuid import UUID

from sqlalchemy import select

from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.imports.model import Changed, FieldRefused, New, Outcome, Unchanged
from commedu_desktop.services.imports.one_by_one import Cells
from commedu_desktop.services.imports.participation import WithPeople
from commedu_desktop.services.ranked_choices import HandIn, hand_in
from commedu_desktop.store.queries.ranked_choices import handed_in
from commedu_desktop.store.tables import Offering
from commedu_desktop.store.tables.ranked_choices import ChoiceRound

_CHOICES = tuple(f"choice {number}" for number in range(1, 7))


class ChoiceTaker(WithPeople):
    """Goes by the rules of handing in. A blank between two choices is no choice; a row without any takes none back."""

    kind = "choices"

    def settle(self, cells: Cells) -> Outcome:
        round_id, person = self._round(cells), self.person(cells)
        chosen = [key for field in _CHOICES if (key := self._offering_of(cells, field)) is not None]
        if not chosen:
            raise FieldRefused(_CHOICES[0], Refused("cell-blank"))
        had = next((one.offering_ids for one in handed_in(self.session, round_id, person.id)), ())
        who = f"{person.name} → {cells.text('round')}"
        if had == tuple(chosen):
            return Unchanged(who)
        hand_in(self.session, HandIn(round_id, person.id, tuple(chosen), cells.text("reason")))
        self.session.flush()
        if not had:
            return New(who, dict(cells.row.cells))
        pairs = zip_longest(_CHOICES, map(self._called, had), map(self._called, chosen), fillvalue="")
        return Changed(who, tuple((field, old, new) for field, old, new in pairs if field and old != new))

    def _offering_of(self, cells: Cells, field: str) -> UUID | None:
        return cells.find(field, lambda text: self.references.find(self.references.offerings, text))

    def _called(self, offering_id: UUID) -> str:
        return self.session.get_one(Offering, offering_id).code

    def _round(self, cells: Cells) -> UUID:
        text = cells.text("round")
        found = self._rounds.get(text)
        if found is None:
            raise FieldRefused("round", Refused("round-unknown", text=text))
        return found

    @cached_property
    def _rounds(self) -> dict[str, UUID]:
        """Code or title -> key; the code wins."""
        rows = self.session.scalars(select(ChoiceRound)).all()
        return {row.title: row.id for row in rows} | {row.code: row.id for row in rows}
