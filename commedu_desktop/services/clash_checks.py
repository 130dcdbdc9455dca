"""Whether lessons may be planned as somebody wants: refused, asked about, or let through, as the centre sets."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import cached_property
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.clash_rules import RULES, Found, Ground, minutes_over, new_clashes
from commedu_desktop.domain.clashes import Booking, ClashKind, Policy
from commedu_desktop.domain.lessons import Slot
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.terms import closed_days
from commedu_desktop.store.journal import current
from commedu_desktop.store.queries.clash_ground import (
    bookings_in,
    confirmed,
    needed_equipment,
    rooms,
    seats,
    sharing_with,
)
from commedu_desktop.store.queries.teachers_at_work import availabilities
from commedu_desktop.store.tables.clash_confirmations import ClashConfirmation

Confirm = frozenset[ClashKind] | None
"""Kinds that were confirmed; None: nobody is asked, and what would ask stands in the list of clashes."""
NOTHING: frozenset[ClashKind] = frozenset()


@dataclass(frozen=True)
class Asked:
    """An offering that is not there yet: the places and the equipment that it needs."""

    offering_id: UUID
    people: int
    equipment: str


@dataclass(frozen=True)
class Neighbours:
    """The other lessons that may get in the way, and what the rules need to know about all of them."""

    around: tuple[Booking, ...]
    before: tuple[Booking, ...]
    """The teachers' lessons as they are now."""
    ground: Ground
    policies: Mapping[ClashKind, Policy] = field(default_factory=dict)

    def troubles(self, plans: Sequence[Booking]) -> list[Found]:
        """What the plans would clash with and the centre wants to hear of; a limit only when it gets worse."""
        kinds = [kind for kind in RULES if self.policies[kind] is not Policy.LIST]
        found = new_clashes(plans, self._near(plans), self.ground, kinds)
        if not any(one.kind is ClashKind.LIMIT for one in found):
            return found
        was = minutes_over(new_clashes(self.before, (), self.ground, (ClashKind.LIMIT,)))
        return [
            one
            for one in found
            if one.kind is not ClashKind.LIMIT or all(was.get(key, 0) < now for key, now in minutes_over([one]).items())
        ]

    def _near(self, plans: Sequence[Booking]) -> list[Booking]:
        """Those of the plans' days and the days beside them; of teachers with limits, of the whole weeks."""
        days = {one.slot.starts.date().toordinal() + step for one in plans for step in (-1, 0, 1)}
        weeks = {(one.slot.starts.date().toordinal() - 1) // 7 for one in plans}
        limited = {key for one in plans if (key := one.teacher_id) in self.ground.teachers}
        return [
            one
            for day, some in self._by_day.items()
            for one in some
            if day in days or (one.teacher_id in limited and (day - 1) // 7 in weeks)
        ]

    @cached_property
    def _by_day(self) -> dict[int, list[Booking]]:
        found: dict[int, list[Booking]] = defaultdict(list)
        for one in self.around:
            found[one.slot.starts.date().toordinal()].append(one)
        return found


def neighbours(
    session: Session, plans: Sequence[Booking], about: Asked | None = None, within: Slot | None = None
) -> Neighbours:
    """What lies around the plans; `within` a longer span for plans that are still on their way."""
    settings = centre_settings(session)
    span = within or Slot(min(one.slot.starts for one in plans), max(one.slot.ends for one in plans))
    venues, offerings = _ids(plans, "venue_id"), _ids(plans, "offering_id")
    teachers = _ids(plans, "teacher_id")
    known = rooms(session)
    shares = sharing_with(session, offerings) if offerings else frozenset()
    ground = Ground(
        halls=known.halls,
        branch_of=known.branch_of,
        travel=timedelta(minutes=settings.travel_minutes),
        places=known.places,
        equipment=known.equipment,
        people=seats(session, offerings) | ({about.offering_id: about.people} if about else {}),
        needs=needed_equipment(session, offerings) | ({about.offering_id: about.equipment} if about else {}),
        closed=closed_days(session, span.starts.date(), span.ends.date()).days,
        teachers=availabilities(session, settings.academic_hour, teachers) if teachers else {},
        shares=shares,
    )
    ids = {one.lesson_id for one in plans}
    theirs = bookings_in(session, _weeks(span), teacher_id=teachers)
    touched = {near for venue in venues for near in known.halls.touched_by(venue)}
    people = {offering for pair in shares for offering in pair}
    near = [*theirs, *bookings_in(session, span, venue_id=touched), *bookings_in(session, span, offering_id=people)]
    around = {one.lesson_id: one for one in near if one.lesson_id not in ids}
    policies = {kind: settings.policy(kind) for kind in RULES}
    return Neighbours(tuple(around.values()), tuple(theirs), ground, policies)


def _ids(plans: Iterable[Booking], name: str) -> set[UUID]:
    return {value for one in plans if (value := getattr(one, name)) is not None}


def _weeks(span: Slot) -> Slot:
    """From Monday of its first week to the end of its last one."""
    first, last = span.starts.date(), span.ends.date()
    monday, sunday = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    return Slot(datetime.combine(monday, time()), datetime.combine(sunday, time()) + timedelta(days=1))


def troubles(session: Session, plans: Sequence[Booking], about: Asked | None = None) -> list[Found]:
    """What stands in the way of the plans and was not confirmed before, what the centre refuses first."""
    if not plans:
        return []
    there = neighbours(session, plans, about)
    found = there.troubles(plans)
    return unconfirmed(session, found, there.policies)


def unconfirmed(session: Session, found: list[Found], policies: Mapping[ClashKind, Policy]) -> list[Found]:
    """Without what somebody has confirmed; what the centre refuses comes first."""
    kept = confirmed(session, [one.mark for one in found]) if found else {}
    return sorted(
        (one for one in found if one.mark not in kept), key=lambda one: policies[one.kind] is not Policy.REFUSE
    )


def settle_clashes(
    session: Session, plans: Sequence[Booking], confirm: Confirm, only: Collection[ClashKind] = tuple(RULES)
) -> None:
    """Let the plans through, or not; what was confirmed is kept. The plans' lessons must be added before commit.

    Raises: Refused for the first clash of a kind that the centre refuses, Unconfirmed for those it asks about: see
    `services.clash_refusals`.
    """
    found = [one for one in troubles(session, plans) if one.kind in only]
    if not found:
        return
    policies = {kind: centre_settings(session).policy(kind) for kind in {one.kind for one in found}}
    refused = [one for one in found if policies[one.kind] is Policy.REFUSE]
    asked = [one for one in found if confirm is not None and one.kind not in confirm]
    if refused or asked:
        from commedu_desktop.services.clash_refusals import refusal_for

        raise refusal_for(session, refused or asked, plans, ask=not refused)
    if confirm is not None:
        keep_confirmed(session, found)


def keep_confirmed(session: Session, found: Iterable[Found]) -> None:
    """Keep that somebody wants these clashes; kept ones are not kept twice."""
    marks = {one.mark: one for one in found}
    for mark in confirmed(session, marks):
        del marks[mark]
    write = current(session)
    for mark, one in marks.items():
        values = {"kind": one.kind, "lesson_id": one.bookings[0].lesson_id, "mark": mark}
        session.add(ClashConfirmation(actor=write.actor, at=write.at, **values))


def at_place(plans: Iterable[Booking], venue_id: UUID | None, teacher_id: UUID | None) -> list[Booking]:
    """The plans in another room and with another teacher."""
    return [replace(one, venue_id=venue_id, teacher_id=teacher_id) for one in plans]


def ids_of(found: Collection[Found]) -> set[UUID]:
    """All lessons that some clashes speak of."""
    return {booking.lesson_id for one in found for booking in one.bookings}
