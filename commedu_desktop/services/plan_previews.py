"""What a plan would make and what stands in its way, shown while it is typed."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.clash_rules import Found
from commedu_desktop.domain.clashes import Booking, Policy
from commedu_desktop.domain.errors import Refused, Unconfirmed
from commedu_desktop.domain.ids import new_id
from commedu_desktop.domain.lessons import Skipped, Slot
from commedu_desktop.services.clash_checks import Asked, troubles
from commedu_desktop.services.clash_refusals import ROOM_CODES, refusals_for
from commedu_desktop.services.offerings import PlanOffering, planned_series
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.ways_out import WAYS_OUT, Wish, free_venues
from commedu_desktop.store.tables import Course


@dataclass(frozen=True)
class PlanPreview:
    """What a plan would make, and what stands in its way."""

    slots: tuple[Slot, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    troubles: tuple[Refused, ...] = ()
    """One for each kind of clash; those that may be confirmed are Unconfirmed."""
    free_rooms: tuple[tuple[UUID, str], ...] = ()
    """Rooms that would do instead, when the one that is wished for does not."""


def preview_plan(session: Session, request: PlanOffering) -> PlanPreview:
    """What `plan_offering` would make of the same request; writes nothing.

    Raises: Refused times-not-understood, ends-before-start, outside-term, no-lesson-days.
    """
    found = planned_series(session, request)
    course = session.get_one(Course, request.course_id)
    about = Asked(new_id(), request.capacity, course.equipment)
    plans = [Booking(new_id(), slot, request.venue_id, request.teacher_id, about.offering_id) for slot in found.slots]
    clashing = troubles(session, plans, about)
    told, rooms = _told(session, clashing, plans, about) if clashing else ((), ())
    return PlanPreview(found.slots, found.skipped, told, rooms)


def _told(
    session: Session, found: list[Found], plans: list[Booking], about: Asked
) -> tuple[tuple[Refused, ...], tuple[tuple[UUID, str], ...]]:
    """What is in the way, and the rooms that are free instead."""
    settings = centre_settings(session)
    by_policy = {
        policy: [one for one in found if settings.policy(one.kind) is policy] for policy in (Policy.REFUSE, Policy.ASK)
    }
    refused = refusals_for(session, by_policy[Policy.REFUSE], plans, about)
    kinds = frozenset(one.kind for one in by_policy[Policy.ASK])
    asked = [
        Unconfirmed(one.code, kinds, **one.facts) for one in refusals_for(session, by_policy[Policy.ASK], plans, about)
    ]
    told = (*refused, *asked)
    wanted = any(one.code in ROOM_CODES for one in told)
    rooms = free_venues(session, Wish.of(session, plans, about))[:WAYS_OUT] if wanted else []
    return told, tuple(rooms)
