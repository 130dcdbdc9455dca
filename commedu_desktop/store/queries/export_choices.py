"""Ranked choices, row by row, in the order of the columns: one row a person."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.store.queries.exports import Records
from commedu_desktop.store.queries.ranked_choices import handed_in, rounds
from commedu_desktop.store.tables import Offering, Resident

MOST = 6
"""Choices that a row has room for."""


def choices(session: Session, _language: str) -> Records:
    """All rounds, the last to close first; people by card."""
    codes = {key: code for key, code in session.execute(select(Offering.id, Offering.code))}  # noqa: C416 - typed so
    for one in rounds(session):
        for person in sorted(handed_in(session, one.id), key=lambda person: person.card):
            born = session.get_one(Resident, person.resident_id).born
            chosen = [codes[key] for key in person.offering_ids[:MOST]]
            yield one.code, person.card, person.name, born, *chosen, *[""] * (MOST - len(chosen)), person.note
