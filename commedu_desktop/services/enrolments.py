"""Enrolling, waiting and leaving. A place is one row, taken in one transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.ages import age_on
from commedu_desktop.domain.enrolments import EnrolmentStatus, age_fits
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.services.clock import local_now
from commedu_desktop.store.journal import current, happened, name_write
from commedu_desktop.store.queries import enrolments as queries
from commedu_desktop.store.queries.enrolments import (
    Learner,
    class_title,
    learners,
    own_clashes,
    places,
    waiting_list,
)
from commedu_desktop.store.tables import Enrolment, Offering, Resident

__all__ = [
    "Enrol",
    "Enrolled",
    "FillPlaces",
    "Learner",
    "Promote",
    "Withdraw",
    "Withdrawn",
    "class_title",
    "enrol",
    "fill_places",
    "learners",
    "own_clashes",
    "places",
    "promote",
    "waiting_list",
    "withdraw",
]


@dataclass(frozen=True)
class Enrol:
    """A resident asks for a place. `override` is a supervisor's reason to pass over age and clash, never capacity."""

    resident_id: UUID
    offering_id: UUID
    override: str = ""


@dataclass(frozen=True)
class Enrolled:
    """What became of it: enrolled, or `place` in the waiting list (0 when enrolled)."""

    enrolment_id: UUID
    name: str
    title: str
    status: EnrolmentStatus
    place: int
    write_id: UUID


@dataclass(frozen=True)
class Withdraw:
    enrolment_id: UUID
    reason: str = ""


@dataclass(frozen=True)
class Withdrawn:
    """Who left what, and the names of those who moved up from the waiting list."""

    name: str
    title: str
    moved_up: tuple[str, ...]
    write_id: UUID


@dataclass(frozen=True)
class Promote:
    """One person of the waiting list gets a free place out of turn, for a reason that is kept."""

    enrolment_id: UUID
    reason: str = ""


@dataclass(frozen=True)
class FillPlaces:
    """Free places go to the waiting list, for instance after the capacity was raised."""

    offering_id: UUID


def enrol(session: Session, request: Enrol) -> Enrolled:
    """Give a resident a place, or the next one in the waiting list when the offering is full.

    Raises: Refused enrol-archived, enrol-offering-cancelled, offering-over, enrolled-already, waiting-already,
    enrol-age, enrol-clash.
    """
    now = local_now(session)
    resident = _survivor(session, request.resident_id)
    offering = session.get_one(Offering, request.offering_id, with_for_update=True)
    _check_open(offering, now.date())
    enrolment = _row(session, resident, offering)
    _check_not_in(session, enrolment, resident, offering)
    if not request.override.strip():
        _check_age(session, resident, offering, now.date())
        _check_clash(session, resident, offering, now)
    _fill(session, offering, now)
    full = places(session, offering.id).full
    _take(session, enrolment, waits=full, on=now.date(), note=request.override.strip())
    name_write(session, f"{resident.name} → {offering.title}")
    session.flush()
    place = _place(session, enrolment) if full else 0
    return Enrolled(enrolment.id, resident.name, offering.title, enrolment.status, place, current(session).id)


def withdraw(session: Session, request: Withdraw) -> Withdrawn:
    """Take a resident out of an offering or off its waiting list; the first who waits moves up at once.

    Raises: Refused withdrawn-already.
    """
    now = local_now(session)
    enrolment = session.get_one(Enrolment, request.enrolment_id)
    offering = session.get_one(Offering, enrolment.offering_id, with_for_update=True)
    name = session.get_one(Resident, enrolment.resident_id).name
    if not enrolment.status.present:
        raise Refused("withdrawn-already", name=name, title=offering.title, on=enrolment.ended_on)
    enrolment.status = EnrolmentStatus.WITHDRAWN
    enrolment.ended_on, enrolment.queued_at = now.date(), None
    enrolment.note = request.reason.strip() or enrolment.note
    session.flush()
    moved_up = _fill(session, offering, now)
    name_write(session, f"{name} ← {offering.title}")
    return Withdrawn(name, offering.title, moved_up, current(session).id)


def promote(session: Session, request: Promote) -> Enrolled:
    """Give one person who waits a free place out of turn. Raises: Refused not-waiting, offering-full."""
    enrolment = session.get_one(Enrolment, request.enrolment_id)
    offering = session.get_one(Offering, enrolment.offering_id, with_for_update=True)
    name = session.get_one(Resident, enrolment.resident_id).name
    if enrolment.status is not EnrolmentStatus.WAITING:
        raise Refused("not-waiting", name=name, title=offering.title)
    if places(session, offering.id).full:
        raise Refused("offering-full", title=offering.title, capacity=offering.capacity)
    _take(session, enrolment, waits=False, on=local_now(session).date(), note=request.reason.strip())
    name_write(session, f"{name} → {offering.title}")
    return Enrolled(enrolment.id, name, offering.title, enrolment.status, 0, current(session).id)


def fill_places(session: Session, request: FillPlaces) -> tuple[str, ...]:
    """Move the waiting list up into all free places; returns the names."""
    offering = session.get_one(Offering, request.offering_id, with_for_update=True)
    moved_up = _fill(session, offering, local_now(session))
    name_write(session, offering.title)
    return moved_up


def _survivor(session: Session, resident_id: UUID) -> Resident:
    """The resident, or the one they were merged into."""
    resident = session.get_one(Resident, resident_id)
    seen = {resident.id}
    while resident.merged_into_id is not None and resident.merged_into_id not in seen:
        resident = session.get_one(Resident, resident.merged_into_id)
        seen.add(resident.id)
    if resident.archived:
        raise Refused("enrol-archived", name=resident.name)
    return resident


def _check_open(offering: Offering, today: date) -> None:
    if offering.status is OfferingStatus.CANCELLED:
        raise Refused("enrol-offering-cancelled", title=offering.title)
    if offering.ends < today:
        raise Refused("offering-over", title=offering.title, ended=offering.ends)


def _row(session: Session, resident: Resident, offering: Offering) -> Enrolment:
    """The one row of a resident in an offering; a new one counts as withdrawn until a place is taken."""
    wanted = select(Enrolment).where(Enrolment.resident_id == resident.id, Enrolment.offering_id == offering.id)
    return session.scalars(wanted).one_or_none() or Enrolment(
        resident_id=resident.id, offering_id=offering.id, status=EnrolmentStatus.WITHDRAWN, note=""
    )


def _check_not_in(session: Session, enrolment: Enrolment, resident: Resident, offering: Offering) -> None:
    if enrolment.status is EnrolmentStatus.WAITING:
        place = _place(session, enrolment)
        raise Refused("waiting-already", name=resident.name, title=offering.title, place=place)
    if enrolment.status.present:
        raise Refused("enrolled-already", name=resident.name, title=offering.title, on=enrolment.enrolled_on)


def _check_age(session: Session, resident: Resident, offering: Offering, today: date) -> None:
    age_from, age_to = queries.age_limits(session, offering.id)
    age = None if resident.born is None else age_on(resident.born, max(today, offering.starts))
    if not age_fits(age, age_from, age_to):
        facts = {"age": age, "age_from": age_from, "age_to": age_to}
        raise Refused("enrol-age", name=resident.name, title=offering.title, **facts)


def _check_clash(session: Session, resident: Resident, offering: Offering, now: datetime) -> None:
    clashes = own_clashes(session, resident.id, offering.id, now)
    if clashes:
        raise Refused(
            "enrol-clash",
            name=resident.name,
            title=offering.title,
            other=clashes[0].title,
            starts=clashes[0].starts,
            ends=clashes[0].ends.time(),
            lessons=len(clashes),
            instead=_way_out(session, resident, offering, now),
        )


def _way_out(session: Session, resident: Resident, offering: Offering, now: datetime) -> str:
    """Another run of the same course that has a place and does not clash; empty when there is none."""
    for other_id, title in queries.other_runs(session, offering.id, resident.id, now.date()):
        free = not places(session, other_id).full
        if free and not own_clashes(session, resident.id, other_id, now):
            return title
    return ""


def _take(session: Session, enrolment: Enrolment, *, waits: bool, on: date, note: str) -> None:
    enrolment.status = EnrolmentStatus.WAITING if waits else EnrolmentStatus.ENROLLED
    enrolment.enrolled_on, enrolment.ended_on = on, None
    enrolment.queued_at = happened(session) if waits else None
    enrolment.note = note or enrolment.note
    session.add(enrolment)


def _fill(session: Session, offering: Offering, now: datetime) -> tuple[str, ...]:
    """Whoever waits longest and is free at these hours gets each free place."""
    names = []
    for waiting in waiting_list(session, offering.id) if _takes_people(offering, now) else []:
        if places(session, offering.id).full:
            break
        if not own_clashes(session, waiting.resident_id, offering.id, now):
            enrolment = session.get_one(Enrolment, waiting.enrolment_id)
            _take(session, enrolment, waits=False, on=now.date(), note="")
            session.flush()
            names.append(waiting.name)
    return tuple(names)


def _takes_people(offering: Offering, now: datetime) -> bool:
    return offering.status is OfferingStatus.OPEN and offering.ends >= now.date()


def _place(session: Session, enrolment: Enrolment) -> int:
    waiting = waiting_list(session, enrolment.offering_id)
    return next(one.place for one in waiting if one.enrolment_id == enrolment.id)
