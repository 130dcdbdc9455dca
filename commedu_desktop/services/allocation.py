"""Giving the places of a round: tried out, accepted in one write, and repeated by whoever wants to see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.allocation import (
    Inputs,
    Outcome,
    Wish,
    allocate,
    digest,
    inputs_of,
    outcome_of,
    plain,
    plain_outcome,
)
from commedu_desktop.domain.enrolments import Claim, EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.enrolment_rules import only_lists_clashes
from commedu_desktop.services.waiting_list import seat
from commedu_desktop.store.journal import happened, name_write
from commedu_desktop.store.queries.allocation import allocation_of, counted_classes, residents_in_groups
from commedu_desktop.store.queries.enrolment_rules import returning, term_rules
from commedu_desktop.store.queries.ranked_choices import (
    HandedIn,
    RoundClass,
    RoundRow,
    barred_by_lessons,
    classes_of_round,
    handed_in,
    overlaps,
    present_in,
    rounds,
)
from commedu_desktop.store.tables import Enrolment, Offering
from commedu_desktop.store.tables.ranked_choices import Allocation


@dataclass(frozen=True)
class Run:
    """A run of a round, tried out or accepted. `names` by card are for the desk only, never for the board.

    `left_aside`: (card, code, reason) of choices that could not take part: clash, limit, present.
    """

    round: RoundRow
    classes: tuple[RoundClass, ...]
    inputs: Inputs
    outcome: Outcome
    digest: str
    seed: str
    names: Mapping[str, str]
    left_aside: tuple[tuple[str, str, str], ...] = ()
    accepted_at: datetime | None = None


@dataclass(frozen=True)
class AcceptAllocation:
    """`digest` is that of the trial that was looked at; None accepts whatever the choices give now."""

    round_id: UUID
    digest: str | None = None


@dataclass(frozen=True)
class Repeated:
    """Whether the inputs kept have the digest printed, and give the same outcome again."""

    same_inputs: bool
    same_outcome: bool
    seed: str
    digest: str

    @property
    def holds(self) -> bool:
        return self.same_inputs and self.same_outcome


def try_allocation(session: Session, round_id: UUID, now: datetime) -> Run:
    """What the round gives now; writes nothing. Of an accepted round: what it gave."""
    (row,) = rounds(session, round_id)
    classes = tuple(classes_of_round(session, round_id))
    people = handed_in(session, round_id)
    names = {one.card: one.name for one in people}
    kept = allocation_of(session, round_id)
    if kept is not None:
        inputs, outcome = inputs_of(kept.inputs), outcome_of(kept.outcome)
        aside = tuple((card, code, why) for card, code, why in kept.outcome.get("aside", ()))
        return Run(row, classes, inputs, outcome, kept.digest, kept.seed, names, aside, kept.at)
    inputs, aside = _gathered(session, row, classes, people, now)
    return Run(row, classes, inputs, allocate(inputs, row.seed), digest(inputs), row.seed, names, aside)


def accept_allocation(session: Session, request: AcceptAllocation) -> Run:
    """Enrol who has a place, put the others on the waiting lists in their order, and keep what repeats the run.

    Raises: Refused round-allocated, round-without-choices, round-still-open, allocation-changed.
    """
    now = local_now(session)
    (row,) = rounds(session, request.round_id)
    if row.allocated_at is not None:
        raise Refused("round-allocated", title=row.title)
    offerings = _locked(session, request.round_id)
    run = try_allocation(session, request.round_id, now)
    if not run.inputs.wishes:
        raise Refused("round-without-choices", title=row.title)
    if now.date() < row.closes:
        raise Refused("round-still-open", title=row.title, closes=row.closes)
    if request.digest is not None and request.digest != run.digest:
        raise Refused("allocation-changed", title=row.title)
    _enrol(session, run, offerings, now)
    session.add(
        Allocation(
            round_id=row.id,
            at=happened(session),
            seed=run.seed,
            digest=run.digest,
            inputs=plain(run.inputs),
            outcome={**plain_outcome(run.outcome), "aside": [list(one) for one in run.left_aside]},
        )
    )
    name_write(session, row.title)
    return run


def repeat_allocation(session: Session, round_id: UUID) -> Repeated:
    """Run an accepted allocation again from what was kept. Raises: Refused round-not-allocated."""
    kept = allocation_of(session, round_id)
    if kept is None:
        raise Refused("round-not-allocated", title=rounds(session, round_id)[0].title)
    return repeat({"seed": kept.seed, "digest": kept.digest, "inputs": kept.inputs, "outcome": kept.outcome})


def kept_run(session: Session, round_id: UUID) -> dict[str, Any]:
    """Everything that repeats an accepted run elsewhere, as JSON. Raises: Refused round-not-allocated."""
    kept = allocation_of(session, round_id)
    (row,) = rounds(session, round_id)
    if kept is None:
        raise Refused("round-not-allocated", title=row.title)
    return {
        "round": row.code,
        "seed": kept.seed,
        "digest": kept.digest,
        "inputs": kept.inputs,
        "outcome": {name: value for name, value in kept.outcome.items() if name != "aside"},
    }


def repeat(kept: Mapping[str, Any]) -> Repeated:
    """Run again from what `kept_run` wrote. Raises: Refused not-a-run."""
    try:
        inputs, seed, printed = inputs_of(kept["inputs"]), str(kept["seed"]), str(kept["digest"])
        before = plain_outcome(outcome_of(kept["outcome"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refused("not-a-run") from None
    return Repeated(digest(inputs) == printed, plain_outcome(allocate(inputs, seed)) == before, seed, printed)


def _locked(session: Session, round_id: UUID) -> dict[str, Offering]:
    """The classes of the round by code; nobody else gives their places meanwhile."""
    ids = sorted(one.offering_id for one in classes_of_round(session, round_id))
    locked = select(Offering).where(Offering.id.in_(ids)).order_by(Offering.id).with_for_update()
    return {one.code: one for one in session.scalars(locked)}


def _gathered(
    session: Session, row: RoundRow, classes: tuple[RoundClass, ...], people: list[HandedIn], now: datetime
) -> tuple[Inputs, tuple[tuple[str, str, str], ...]]:
    codes = {one.offering_id: one.code for one in classes}
    claims = _claims(session, row, classes)
    may_overlap = only_lists_clashes(session)
    present, busy = present_in(session, row.id), set() if may_overlap else barred_by_lessons(session, row.id, now)
    limits = _Limits(session, row, classes)
    wishes, aside = [], list[tuple[str, str, str]]()
    for one in people:
        room = limits.room(one.resident_id)
        barred = {
            key: "present" if (one.resident_id, key) in present else "clash" if (one.resident_id, key) in busy else ""
            for key in one.offering_ids
        }
        if room < 1:
            barred = {key: why or "limit" for key, why in barred.items()}
        aside += [(one.card, codes[key], why) for key, why in barred.items() if why]
        left = tuple(codes[key] for key, why in barred.items() if not why)
        if left:
            mine = {codes[key]: int(claims[key][one.resident_id]) for key in barred if one.resident_id in claims[key]}
            wishes.append(Wish(one.card, left, room, {code: mine[code] for code in left if code in mine}))
    together = [] if may_overlap else overlaps(session, row.id, now)
    pairs = [sorted((codes[first], codes[second])) for first, second in together]
    places = {one.code: one.free or 0 for one in classes}
    return Inputs(places, tuple(wishes), frozenset((one, other) for one, other in pairs)), tuple(sorted(aside))


class _Limits:
    """How many places of the round a person may still get."""

    def __init__(self, session: Session, row: RoundRow, classes: tuple[RoundClass, ...]) -> None:
        self._most = row.most
        kinds = {session.get_one(Offering, one.offering_id).kind for one in classes}
        self._limit = term_rules(session, row.term_id).most_classes if OfferingKind.CLASS in kinds else None
        self._have = counted_classes(session, row.term_id) if self._limit is not None else {}

    def room(self, resident_id: UUID) -> int:
        if self._limit is None:
            return self._most
        return min(self._most, self._limit - self._have.get(resident_id, 0))


def _claims(session: Session, row: RoundRow, classes: tuple[RoundClass, ...]) -> dict[UUID, dict[UUID, Claim]]:
    """Offering -> resident -> claim, where it is a special one."""
    grouped = dict.fromkeys(residents_in_groups(session, row.groups), Claim.GROUP)
    found = {}
    for one in classes:
        again = returning(session, session.get_one(Offering, one.offering_id)) if row.returning_first else set()
        found[one.offering_id] = {**grouped, **dict.fromkeys(again, Claim.RETURNING)}
    return found


def _enrol(session: Session, run: Run, offerings: Mapping[str, Offering], now: datetime) -> None:
    people = {one.card: one for one in handed_in(session, run.round.id)}
    inside = select(Enrolment).where(Enrolment.offering_id.in_([one.id for one in offerings.values()]))
    rows = {(row.resident_id, row.offering_id): row for row in session.scalars(inside)}
    wishes = {one.card: one for one in run.inputs.wishes}
    for card, codes in sorted(run.outcome.placed.items()):
        for code in codes:
            row = _row(rows, people[card], offerings[code])
            row.claim, row.lot = wishes[card].claim(code), 0
            seat(session, row, offerings[code], now)
    for code, cards in sorted(run.outcome.waiting.items()):
        for card in cards:
            row = _row(rows, people[card], offerings[code])
            row.status, row.enrolled_on, row.ended_on = EnrolmentStatus.WAITING, now.date(), None
            row.claim, row.lot = wishes[card].claim(code), run.outcome.lots[card]
            row.queued_at, row.held_until = happened(session), None
            session.add(row)
    session.flush()


def _row(rows: Mapping[tuple[UUID, UUID], Enrolment], one: HandedIn, offering: Offering) -> Enrolment:
    row = rows.get((one.resident_id, offering.id))
    if row is None:
        row = Enrolment(
            resident_id=one.resident_id, offering_id=offering.id, status=EnrolmentStatus.WITHDRAWN, note="", waived=""
        )
    if one.waived:
        row.waived, row.note = one.waived, one.note
    return row
