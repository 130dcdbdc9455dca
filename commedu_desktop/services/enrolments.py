"""Enrolling, waiting and leaving. A place is one row, taken in one transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.enrolment_rules import refusals
from commedu_desktop.services.roles import check_lead
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.waiting_list import (
    Enrolled,
    FillPlaces,
    Promote,
    fill,
    fill_places,
    line_up,
    place_of,
    promote,
    seat,
)
from commedu_desktop.store.journal import current, name_write
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
    """A resident asks for a place. `override` is a supervisor's reason to pass over rules, never over capacity."""

    resident_id: UUID
    offering_id: UUID
    override: str = ""


@dataclass(frozen=True)
class Withdraw:
    enrolment_id: UUID
    reason: str = ""


@dataclass(frozen=True)
class Withdrawn:
    """Who left what, and the names of those who moved up from the waiting list, or were offered the place."""

    name: str
    title: str
    moved_up: tuple[str, ...]
    write_id: UUID
    offered: bool = False


def enrol(session: Session, request: Enrol) -> Enrolled:
    """Give a resident a place, or the next one in the waiting list when the offering is full.

    Raises: Refused enrol-archived, enrol-offering-cancelled, offering-over, enrolled-already, waiting-already, and
    those of `domain.enrolments.RULES` unless a reason is given.
    """
    now, reason = local_now(session), request.override.strip()
    resident = _survivor(session, request.resident_id)
    offering = session.get_one(Offering, request.offering_id, with_for_update=True)
    _check_open(offering, now.date())
    enrolment = _row(session, resident, offering)
    _check_not_in(session, enrolment, resident, offering)
    enrolment.waived = " ".join(_passed_over(session, resident, offering, now, reason))
    enrolment.note = reason or enrolment.note
    fill(session, offering, now)
    left: tuple[str, ...] = ()
    if places(session, offering.id).full:
        line_up(session, enrolment, offering, now.date())
    else:
        left = seat(session, enrolment, offering, now)
    session.flush()
    place = place_of(session, enrolment) if enrolment.status is EnrolmentStatus.WAITING else 0
    because = f" ({reason})" if enrolment.waived else ""
    name_write(session, f"{resident.name} → {offering.title}{because}")
    return Enrolled(enrolment.id, resident.name, offering.title, enrolment.status, place, current(session).id, left)


def _passed_over(session: Session, resident: Resident, offering: Offering, now: datetime, reason: str) -> list[str]:
    """The rules in the way, which a lead's reason passes over. Raises: the first without one, lead-only."""
    codes = []
    for refusal in refusals(session, resident, offering, now):
        if not reason:
            raise refusal
        codes.append(refusal.code)
    if codes:
        check_lead(session)
    return codes


def withdraw(session: Session, request: Withdraw) -> Withdrawn:
    """Take a resident out of an offering or off its waiting list; the first who waits moves up at once.

    Raises: Refused withdrawn-already.
    """
    now = local_now(session)
    enrolment = session.get_one(Enrolment, request.enrolment_id)
    offering = session.get_one(Offering, enrolment.offering_id, with_for_update=True)
    session.refresh(enrolment)
    name = session.get_one(Resident, enrolment.resident_id).name
    if not enrolment.status.present:
        raise Refused("withdrawn-already", name=name, title=offering.title, on=enrolment.ended_on)
    enrolment.status = EnrolmentStatus.WITHDRAWN
    enrolment.ended_on, enrolment.queued_at, enrolment.held_until = now.date(), None, None
    enrolment.note = request.reason.strip() or enrolment.note
    session.flush()
    moved_up = fill(session, offering, now)
    name_write(session, f"{name} ← {offering.title}")
    offered = centre_settings(session).hold_hours > 0
    return Withdrawn(name, offering.title, moved_up, current(session).id, offered)


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
        resident_id=resident.id, offering_id=offering.id, status=EnrolmentStatus.WITHDRAWN, note="", lot=0
    )


def _check_not_in(session: Session, enrolment: Enrolment, resident: Resident, offering: Offering) -> None:
    if enrolment.status is EnrolmentStatus.WAITING:
        place = place_of(session, enrolment)
        raise Refused("waiting-already", name=resident.name, title=offering.title, place=place)
    if enrolment.status.present:
        raise Refused("enrolled-already", name=resident.name, title=offering.title, on=enrolment.enrolled_on)
