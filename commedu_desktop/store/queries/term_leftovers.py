"""What hangs on a term beside its closures and goes with it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.store.tables import Base
from commedu_desktop.store.tables.enrolment_rules import TermRule
from commedu_desktop.store.tables.ranked_choices import ChoiceRound


def rules_of_term(session: Session, term_id: UUID) -> list[Base]:
    """The rules of a term, and rounds of choices that have no class."""
    found: list[Base] = list(session.scalars(select(TermRule).where(TermRule.term_id == term_id)))
    found += session.scalars(select(ChoiceRound).where(ChoiceRound.term_id == term_id))
    return found
