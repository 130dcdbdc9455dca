"""Registration by ranked choices: rounds are opened, and residents hand in what they would like best."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import NO_LIMIT
from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.catalogue import next_code, refuse_blank, refuse_taken_code
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.enrolment_rules import refusals_of_choice
from commedu_desktop.store.journal import happened, name_write
from commedu_desktop.store.queries.ranked_choices import (
    HandedIn,
    RoundClass,
    RoundRow,
    classes_of_round,
    handed_in,
    open_round_of,
    present_in,
    rounds,
)
from commedu_desktop.store.tables import Offering, PopulationGroup, Resident, Term
from commedu_desktop.store.tables.ranked_choices import Allocation, ChoiceRound, RankedChoice, RoundOffering

__all__ = [
    "HandIn",
    "HandedIn",
    "PlanRound",
    "RoundClass",
    "RoundRow",
    "classes_of_round",
    "draw_seed",
    "hand_in",
    "handed_in",
    "open_round_of",
    "plan_round",
    "remove_round",
    "rounds",
]

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are taken for another when read aloud or copied."""


@dataclass(frozen=True)
class PlanRound:
    """A new round, or the one of that `id` as it shall be. `seed` empty: drawn, or left as it is.

    `groups` are codes of population groups that come before the others.
    """

    title: str
    term_id: UUID
    offering_ids: tuple[UUID, ...]
    opens: date
    closes: date
    most: int = 1
    returning_first: bool = True
    groups: tuple[str, ...] = ()
    seed: str = ""
    code: str = ""
    id: UUID | None = None


@dataclass(frozen=True)
class HandIn:
    """A resident's choices, the dearest first, in place of those handed in before; none takes them back.

    `override` is a supervisor's reason to pass over the rules of the courses and the days of the round.
    """

    round_id: UUID
    resident_id: UUID
    offering_ids: tuple[UUID, ...]
    override: str = ""


def draw_seed() -> str:
    """Twelve letters and digits nobody can foresee, `K7Q2-M4XP-9TRA`."""
    return "-".join("".join(secrets.choice(_LETTERS) for _at in range(4)) for _part in range(3))


def plan_round(session: Session, request: PlanRound) -> UUID:
    """Open a round, or change one whose places were not given yet.

    Raises: Refused name-missing, code-taken, ends-before-start, round-allocated, round-without-classes,
    round-most-none, class-of-another-term, class-of-another-round, class-without-limit, class-was-chosen,
    group-unknown.
    """
    refuse_blank(request.title)
    if request.closes < request.opens:
        raise Refused("ends-before-start", starts=request.opens, ends=request.closes)
    if request.most < 1:
        raise Refused("round-most-none")
    row = session.get_one(ChoiceRound, request.id) if request.id else ChoiceRound(seed="", code="")
    _refuse_allocated(session, row)
    row.code = request.code.strip() or row.code or _next_code(session, request.term_id)
    refuse_taken_code(session, ChoiceRound, row.code, row.id)
    row.title, row.term_id, row.opens, row.closes = (
        request.title.strip(),
        request.term_id,
        request.opens,
        request.closes,
    )
    row.most, row.returning_first, row.groups = request.most, request.returning_first, _groups(session, request.groups)
    row.seed = request.seed.strip() or row.seed or draw_seed()
    session.add(row)
    _put_classes(session, row, request.offering_ids)
    name_write(session, row.title)
    return row.id


def remove_round(session: Session, round_id: UUID) -> None:
    """Raises: Refused round-has-choices, round-allocated."""
    row = session.get_one(ChoiceRound, round_id)
    _refuse_allocated(session, row)
    people = len(handed_in(session, round_id))
    if people:
        raise Refused("round-has-choices", title=row.title, count=people)
    for link in session.scalars(select(RoundOffering).where(RoundOffering.round_id == round_id)):
        session.delete(link)
    session.delete(row)
    name_write(session, row.title)


def hand_in(session: Session, request: HandIn) -> str:
    """Keep a resident's choices; returns the name.

    Raises: Refused round-allocated, choices-not-now, choice-twice, choice-not-in-round, choice-enrolled,
    enrol-archived, enrol-age, enrol-group, enrol-requires.
    """
    row = session.get_one(ChoiceRound, request.round_id, with_for_update=True)
    _refuse_allocated(session, row)
    resident = _resident(session, request.resident_id)
    reason, today = request.override.strip(), local_now(session).date()
    if not row.opens <= today <= row.closes and not reason:
        raise Refused("choices-not-now", title=row.title, opens=row.opens, closes=row.closes, name=resident.name)
    offerings = _offerings(session, row, resident, request.offering_ids)
    waived = [_passed_over(session, resident, offering, reason) for offering in offerings]
    _replace(session, row, resident, list(zip(offerings, waived, strict=True)), reason)
    name_write(session, f"{resident.name} → {row.title}" + (f" ({reason})" if reason else ""))
    return resident.name


def _refuse_allocated(session: Session, row: ChoiceRound) -> None:
    if session.scalars(select(Allocation.id).where(Allocation.round_id == row.id)).first() is not None:
        raise Refused("round-allocated", title=row.title)


def _next_code(session: Session, term_id: UUID) -> str:
    return next_code(session, ChoiceRound, f"{session.get_one(Term, term_id).code}-R", 1)


def _groups(session: Session, codes: Sequence[str]) -> list[str]:
    known = set(session.scalars(select(PopulationGroup.code)))
    for code in codes:
        if code not in known:
            raise Refused("group-unknown", group=code)
    return list(dict.fromkeys(codes))


def _put_classes(session: Session, row: ChoiceRound, offering_ids: Sequence[UUID]) -> None:
    if not offering_ids:
        raise Refused("round-without-classes")
    links = {link.offering_id: link for link in session.scalars(select(RoundOffering)).all()}
    for offering_id in dict.fromkeys(offering_ids):
        offering = session.get_one(Offering, offering_id)
        if offering.term_id != row.term_id:
            raise Refused("class-of-another-term", title=offering.title)
        if offering.capacity == NO_LIMIT:
            raise Refused("class-without-limit", title=offering.title)
        link = links.get(offering_id)
        if link is None:
            session.add(RoundOffering(round_id=row.id, offering_id=offering_id))
        elif link.round_id != row.id:
            raise Refused("class-of-another-round", title=offering.title)
    for link in links.values():
        if link.round_id == row.id and link.offering_id not in offering_ids:
            _take_out(session, row, link)


def _take_out(session: Session, row: ChoiceRound, link: RoundOffering) -> None:
    chosen = select(RankedChoice.id).where(
        RankedChoice.round_id == row.id, RankedChoice.offering_id == link.offering_id
    )
    if session.scalars(chosen.limit(1)).first() is not None:
        raise Refused("class-was-chosen", title=session.get_one(Offering, link.offering_id).title)
    session.delete(link)


def _resident(session: Session, resident_id: UUID) -> Resident:
    resident = session.get_one(Resident, resident_id)
    while resident.merged_into_id is not None:
        resident = session.get_one(Resident, resident.merged_into_id)
    if resident.archived:
        raise Refused("enrol-archived", name=resident.name)
    return resident


def _offerings(session: Session, row: ChoiceRound, resident: Resident, ids: Sequence[UUID]) -> list[Offering]:
    inside = set(session.scalars(select(RoundOffering.offering_id).where(RoundOffering.round_id == row.id)))
    present = present_in(session, row.id)
    found = []
    for offering_id in ids:
        offering = session.get_one(Offering, offering_id)
        if offering_id not in inside:
            raise Refused("choice-not-in-round", title=offering.title, round=row.title)
        if offering in found:
            raise Refused("choice-twice", title=offering.title)
        if (resident.id, offering_id) in present:
            raise Refused("choice-enrolled", name=resident.name, title=offering.title)
        found.append(offering)
    return found


def _passed_over(session: Session, resident: Resident, offering: Offering, reason: str) -> str:
    codes = []
    for refusal in refusals_of_choice(session, resident, offering, local_now(session)):
        if not reason:
            raise refusal
        codes.append(refusal.code)
    return " ".join(codes)


def _replace(
    session: Session, row: ChoiceRound, resident: Resident, chosen: Sequence[tuple[Offering, str]], reason: str
) -> None:
    before = select(RankedChoice).where(RankedChoice.round_id == row.id, RankedChoice.resident_id == resident.id)
    old = {one.offering_id: one for one in session.scalars(before).all()}
    for rank, (offering, waived) in enumerate(chosen, 1):
        kept = old.pop(offering.id, None) or RankedChoice(
            round_id=row.id, resident_id=resident.id, offering_id=offering.id
        )
        kept.rank, kept.at, kept.note, kept.waived = rank, happened(session), reason, waived
        session.add(kept)
    for gone in old.values():
        session.delete(gone)
