"""The waiting list: free places go to whoever's turn it is, at once or offered until an hour; offers run out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import Claim, EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.i18n import ngettext
from commedu_desktop.services.clock import local_now, wall_time
from commedu_desktop.services.enrolment_rules import at_most_classes, claim_of, clashes_in_the_way, only_lists_clashes
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.journal import current, happened, name_write
from commedu_desktop.store.queries.enrolments import (
    Learner,
    places,
    waiting_list,
    waits_at_the_same_hours,
)
from commedu_desktop.store.tables import Enrolment, Offering, Resident

__all__ = [
    "Enrolled",
    "FillPlaces",
    "Learner",
    "Promote",
    "SettleOffers",
    "Settled",
    "fill",
    "fill_places",
    "line_up",
    "passed_over",
    "place_of",
    "promote",
    "seat",
    "settle_offers",
    "waiting_list",
]

LOOKED_AT = 40
"""Of how many who wait the window says that they are passed over."""


@dataclass(frozen=True)
class Enrolled:
    """What became of it: enrolled, or `place` in the waiting list (0 when enrolled). `left`: waiting lists given up."""

    enrolment_id: UUID
    name: str
    title: str
    status: EnrolmentStatus
    place: int
    write_id: UUID
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class Promote:
    """One person of the waiting list takes the place offered, or gets a free one out of turn for a reason."""

    enrolment_id: UUID
    reason: str = ""


@dataclass(frozen=True)
class FillPlaces:
    """Free places go to the waiting list, for instance after the capacity was raised."""

    offering_id: UUID


@dataclass(frozen=True)
class SettleOffers:
    """Offers that ran out are passed on, in one offering or in all."""

    offering_id: UUID | None = None


@dataclass(frozen=True)
class Settled:
    """Whose offers ran out, and to whom the places were offered or given instead, as “name → title”."""

    lapsed: tuple[str, ...]
    offered: tuple[str, ...]


def promote(session: Session, request: Promote) -> Enrolled:
    """Give one person who waits the place offered, or a free place out of turn.

    Raises: Refused not-waiting, offering-full, offer-lapsed.
    """
    enrolment = session.get_one(Enrolment, request.enrolment_id)
    offering = session.get_one(Offering, enrolment.offering_id, with_for_update=True)
    session.refresh(enrolment)
    name = session.get_one(Resident, enrolment.resident_id).name
    if enrolment.status is not EnrolmentStatus.WAITING:
        raise Refused("not-waiting", name=name, title=offering.title)
    until = enrolment.held_until
    _lapse(session, offering)
    if until is not None and enrolment.held_until is None:
        fill(session, offering, local_now(session))
        if places(session, offering.id).full:
            raise Refused("offer-lapsed", name=name, title=offering.title, until=_local(session, until))
    if enrolment.held_until is None and places(session, offering.id).full:
        raise Refused("offering-full", title=offering.title, capacity=offering.capacity)
    left = seat(session, enrolment, offering, local_now(session), request.reason.strip())
    name_write(session, f"{name} → {offering.title}")
    return Enrolled(enrolment.id, name, offering.title, enrolment.status, 0, current(session).id, left)


def fill_places(session: Session, request: FillPlaces) -> tuple[str, ...]:
    """Offer or give all free places to the waiting list; returns the names."""
    offering = session.get_one(Offering, request.offering_id, with_for_update=True)
    moved_up = fill(session, offering, local_now(session))
    name_write(session, offering.title)
    return moved_up


def settle_offers(session: Session, request: SettleOffers) -> Settled:
    """Pass on every offer that has run out; with none, nothing is written."""
    wanted = select(Enrolment.offering_id).where(Enrolment.held_until <= happened(session)).distinct()
    if request.offering_id is not None:
        wanted = wanted.where(Enrolment.offering_id == request.offering_id)
    lapsed: list[str] = []
    offered: list[str] = []
    now = local_now(session)
    for offering_id in sorted(session.scalars(wanted)):
        offering = session.get_one(Offering, offering_id, with_for_update=True)
        lapsed += [f"{name} → {offering.title}" for name in _lapse(session, offering)]
        offered += [f"{name} → {offering.title}" for name in fill(session, offering, now)]
    count = len(lapsed)
    name_write(session, ngettext("{count} offered place", "{count} offered places", count).format(count=count))
    return Settled(tuple(lapsed), tuple(offered))


def fill(session: Session, offering: Offering, now: datetime) -> tuple[str, ...]:
    """Each free place goes to the first in the list who is free at these hours; returns the names.

    It is theirs at once, or offered for as long as the centre holds places.
    """
    _lapse(session, offering)
    if not _takes_people(offering, now) or places(session, offering.id).full:
        return ()
    hours, names = centre_settings(session).hold_hours, []
    for waiting in waiting_list(session, offering.id):
        if places(session, offering.id).full:
            break
        if _has_a_turn(session, waiting, offering, now):
            enrolment = session.get_one(Enrolment, waiting.enrolment_id)
            if hours:
                enrolment.held_until = happened(session) + timedelta(hours=hours)
            else:
                seat(session, enrolment, offering, now)
            session.flush()
            names.append(waiting.name)
    return tuple(names)


def passed_over(session: Session, offering_id: UUID, now: datetime) -> dict[UUID, str]:
    """Resident -> own class at the same hours, of the first who wait: until it ends their turn goes to the next."""
    clashes = {
        one.resident_id: clashes_in_the_way(session, one.resident_id, offering_id, now)
        for one in waiting_list(session, offering_id)[:LOOKED_AT]
    }
    return {resident_id: found[0].title for resident_id, found in clashes.items() if found}


def _has_a_turn(session: Session, waiting: Learner, offering: Offering, now: datetime) -> bool:
    """Not offered a place already, no offer let go, no other class at these hours, not in as many as allowed."""
    if waiting.held_until is not None or waiting.claim is Claim.LAPSED:
        return False
    if clashes_in_the_way(session, waiting.resident_id, offering.id, now):
        return False
    return not at_most_classes(session, waiting.resident_id, offering)


def _lapse(session: Session, offering: Offering) -> list[str]:
    """Offers that ran out: who let them go stays in the list, at its end. Returns the names in that order."""
    ran_out = (
        select(Enrolment)
        .where(Enrolment.offering_id == offering.id, Enrolment.held_until <= happened(session))
        .order_by(Enrolment.held_until, Enrolment.id)
    )
    names = []
    for lot, enrolment in enumerate(session.scalars(ran_out).all(), 1):
        enrolment.claim, enrolment.queued_at, enrolment.lot = int(Claim.LAPSED), happened(session), lot
        enrolment.held_until = None
        names.append(session.get_one(Resident, enrolment.resident_id).name)
    session.flush()
    return names


def line_up(session: Session, enrolment: Enrolment, offering: Offering, on: date) -> None:
    """Put someone at the end of the waiting list, of the part that their claim gives."""
    enrolment.status, enrolment.enrolled_on, enrolment.ended_on = EnrolmentStatus.WAITING, on, None
    enrolment.claim, enrolment.lot = int(claim_of(session, enrolment.resident_id, offering)), 0
    enrolment.queued_at, enrolment.held_until = happened(session), None
    session.add(enrolment)


def seat(session: Session, enrolment: Enrolment, offering: Offering, now: datetime, note: str = "") -> tuple[str, ...]:
    """Give a place. Returns the titles of the waiting lists that the person leaves for it.

    Those are the lists of classes at the same hours, unless the centre only lists such clashes, and those that one run
    of ranked choices put the person on.
    """
    drawn = (enrolment.queued_at, enrolment.lot) if _was_drawn(enrolment) else None
    enrolment.status, enrolment.enrolled_on, enrolment.ended_on = EnrolmentStatus.ENROLLED, now.date(), None
    enrolment.queued_at = enrolment.held_until = None
    enrolment.lot, enrolment.note = 0, note or enrolment.note
    session.add(enrolment)
    session.flush()
    ids = set[UUID]()
    if not only_lists_clashes(session):
        ids |= set(waits_at_the_same_hours(session, enrolment.resident_id, offering.id, now))
    if drawn is not None:
        same_run = select(Enrolment.id).where(
            Enrolment.resident_id == enrolment.resident_id,
            Enrolment.status == EnrolmentStatus.WAITING,
            Enrolment.queued_at == drawn[0],
            Enrolment.lot == drawn[1],
        )
        ids |= set(session.scalars(same_run))
    return _leave(session, sorted(ids), offering, now)


def _was_drawn(enrolment: Enrolment) -> bool:
    """Whether a run of ranked choices gave the place in the waiting list."""
    waits = enrolment.status is EnrolmentStatus.WAITING and enrolment.claim != Claim.LAPSED
    return waits and bool(enrolment.lot)


def _leave(session: Session, ids: Sequence[UUID], offering: Offering, now: datetime) -> tuple[str, ...]:
    titles = []
    for enrolment_id in ids:
        other = session.get_one(Enrolment, enrolment_id)
        had_a_place = other.held_until is not None
        elsewhere = session.get_one(Offering, other.offering_id, with_for_update=had_a_place)
        other.status, other.ended_on = EnrolmentStatus.WITHDRAWN, now.date()
        other.queued_at = other.held_until = None
        other.note = f"→ {offering.title}"
        session.flush()
        titles.append(elsewhere.title)
        if had_a_place:
            fill(session, elsewhere, now)
    return tuple(titles)


def _takes_people(offering: Offering, now: datetime) -> bool:
    return offering.status is OfferingStatus.OPEN and offering.ends >= now.date()


def place_of(session: Session, enrolment: Enrolment) -> int:
    """The place in the waiting list, from 1."""
    waiting = waiting_list(session, enrolment.offering_id)
    return next(one.place for one in waiting if one.enrolment_id == enrolment.id)


def _local(session: Session, moment: datetime) -> datetime:
    return wall_time(moment, session.info.get("zone"))
