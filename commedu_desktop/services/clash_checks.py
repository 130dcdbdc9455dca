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
    Rooms,
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
    kinds: Collection[ClashKind] = tuple(RULES)
    """Those that somebody wants to hear of."""

    def troubles(self, plans: Sequence[Booking]) -> list[Found]:
        """What the plans would clash with and the centre wants to hear of; a limit only when it gets worse."""
        found = new_clashes(plans, self._near(plans), self.ground, [kind for kind in RULES if kind in self.kinds])
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
    session: Session,
    plans: Sequence[Booking],
    about: Asked | None = None,
    within: Slot | None = None,
    only: Collection[Policy] = (Policy.REFUSE, Policy.ASK),
) -> Neighbours:
    """What lies around the plans; `within` a longer span for plans that are still on their way.

    Only kinds with one of these policies count, and only what they need to know is read.
    """
    settings = centre_settings(session)
    policies = {kind: settings.policy(kind) for kind in RULES}
    kinds = {kind for kind, policy in policies.items() if policy in only}
    span = within or Slot(min(one.slot.starts for one in plans), max(one.slot.ends for one in plans))
    ground = _ground(session, plans, about, span, kinds)
    teachers = _ids(plans, "teacher_id") if kinds & _OF_TEACHERS else set()
    weeks = _weeks(span) if ClashKind.LIMIT in kinds or ClashKind.TRAVEL in kinds else span
    theirs = bookings_in(session, weeks, teacher_id=teachers)
    touched = {near for venue in _ids(plans, "venue_id") for near in ground.halls.touched_by(venue)}
    people = {offering for pair in ground.shares for offering in pair}
    near = [*theirs, *bookings_in(session, span, venue_id=touched), *bookings_in(session, span, offering_id=people)]
    ids = {one.lesson_id for one in plans}
    around = {one.lesson_id: one for one in near if one.lesson_id not in ids}
    return Neighbours(tuple(around.values()), tuple(theirs), ground, policies, kinds)


_OF_TEACHERS = {ClashKind.TEACHER, ClashKind.TRAVEL, ClashKind.LIMIT}


def _rooms(session: Session) -> Rooms:
    """Read once a write: an import plans thousands of lessons in one, and no write changes rooms and plans lessons."""
    if "write" not in session.info:
        return rooms(session)
    if "rooms" not in session.info:
        session.info["rooms"] = rooms(session)
    known: Rooms = session.info["rooms"]
    return known


def _ground(
    session: Session, plans: Sequence[Booking], about: Asked | None, span: Slot, kinds: Collection[ClashKind]
) -> Ground:
    settings, known = centre_settings(session), _rooms(session)
    offerings, teachers = _ids(plans, "offering_id"), _ids(plans, "teacher_id")
    when = ClashKind.AVAILABILITY in kinds or ClashKind.LIMIT in kinds
    people = seats(session, offerings) if ClashKind.CAPACITY in kinds else {}
    needs = needed_equipment(session, offerings) if ClashKind.EQUIPMENT in kinds else {}
    return Ground(
        halls=known.halls,
        branch_of=known.branch_of,
        travel=timedelta(minutes=settings.travel_minutes),
        places=known.places,
        equipment=known.equipment,
        people=people | ({about.offering_id: about.people} if about else {}),
        needs=needs | ({about.offering_id: about.equipment} if about else {}),
        closed=closed_days(session, span.starts.date(), span.ends.date()).days if ClashKind.CLOSURE in kinds else {},
        teachers=availabilities(session, settings.academic_hour, teachers) if when and teachers else {},
        shares=sharing_with(session, offerings) if offerings and ClashKind.RESIDENT in kinds else frozenset(),
    )


def _ids(plans: Iterable[Booking], name: str) -> set[UUID]:
    return {value for one in plans if (value := getattr(one, name)) is not None}


def _weeks(span: Slot) -> Slot:
    """From Monday of its first week to the end of its last one."""
    first, last = span.starts.date(), span.ends.date()
    monday, sunday = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    return Slot(datetime.combine(monday, time()), datetime.combine(sunday, time()) + timedelta(days=1))


def troubles(
    session: Session,
    plans: Sequence[Booking],
    about: Asked | None = None,
    only: Collection[Policy] = (Policy.REFUSE, Policy.ASK),
) -> list[Found]:
    """What stands in the way of the plans and was not confirmed before, what the centre refuses first."""
    if not plans:
        return []
    there = neighbours(session, plans, about, only=only)
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
    policies = (Policy.REFUSE,) if confirm is None else (Policy.REFUSE, Policy.ASK)
    found = [one for one in troubles(session, plans, only=policies) if one.kind in only]
    if not found:
        return
    settings = centre_settings(session)
    refused = [one for one in found if settings.policy(one.kind) is Policy.REFUSE]
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
