"""Registration by ranked choices: rounds, what residents chose, and how the places were allocated."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commedu_desktop.store.tables.base import Base, Happened, Id, refers_to


class ChoiceRound(Base):
    """Choices are handed in from `opens` to `closes`, both included; `most` places a person.

    `groups` are codes of population groups that come before the others. `seed` is drawn when the round is made, so that
    nobody can draw until they like the result.
    """

    __tablename__ = "choice_round"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    term_id: Mapped[UUID] = refers_to("term", index=True)
    opens: Mapped[date]
    closes: Mapped[date]
    most: Mapped[int] = mapped_column(default=1)
    returning_first: Mapped[bool] = mapped_column(default=True)
    groups: Mapped[list[str]]
    seed: Mapped[str]


class RoundOffering(Base):
    """A class whose places are given in a round and nowhere else until then."""

    __tablename__ = "round_offering"
    __table_args__ = (UniqueConstraint("offering_id"),)
    id: Mapped[Id]
    round_id: Mapped[UUID] = refers_to("choice_round", index=True)
    offering_id: Mapped[UUID] = refers_to("offering")


class RankedChoice(Base):
    """A resident's choice: rank 1 is the dearest. `waived` names the rules that a supervisor passed over."""

    __tablename__ = "ranked_choice"
    __table_args__ = (UniqueConstraint("round_id", "resident_id", "offering_id"),)
    id: Mapped[Id]
    round_id: Mapped[UUID] = refers_to("choice_round")
    resident_id: Mapped[UUID] = refers_to("resident", index=True)
    offering_id: Mapped[UUID] = refers_to("offering")
    rank: Mapped[int]
    at: Mapped[Happened]
    note: Mapped[str] = mapped_column(default="")
    waived: Mapped[str] = mapped_column(default="")


class Allocation(Base):
    """The run that counts: everything that anyone needs to repeat it.

    `inputs` and `outcome` are as `domain.allocation` writes them; `digest` is the SHA-256 of the inputs.
    """

    __tablename__ = "allocation"
    __table_args__ = (UniqueConstraint("round_id"),)
    id: Mapped[Id]
    round_id: Mapped[UUID] = refers_to("choice_round")
    at: Mapped[Happened]
    seed: Mapped[str]
    digest: Mapped[str]
    inputs: Mapped[dict[str, Any]] = mapped_column(JSON)
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON)
