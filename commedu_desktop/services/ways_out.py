"""What is free instead: rooms large and well equipped enough, teachers who can."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.availability import ALWAYS, Availability
from commedu_desktop.domain.clashes import Booking
from commedu_desktop.domain.equipment import equipment_items, missing_equipment
from commedu_desktop.domain.lessons import Slot
from commedu_desktop.services.clash_checks import Asked
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries.clash_ground import needed_equipment, seats
from commedu_desktop.store.queries.clashes import in_venues, of_teachers
from commedu_desktop.store.queries.teachers import teachers
from commedu_desktop.store.queries.teachers_at_work import availabilities
from commedu_desktop.store.queries.venues import halls, venues
from commedu_desktop.store.tables import Teacher, Venue

WAYS_OUT = 3
"""How many free rooms or teachers a refusal names."""


@dataclass(frozen=True)
class Wish:
    """Lessons that someone wants at these times; `but` are the lessons that make way themselves."""

    slots: tuple[Slot, ...]
    venue_id: UUID | None = None
    teacher_id: UUID | None = None
    seats: int = 0
    but: frozenset[UUID] = frozenset()
    equipment: str = ""

    @classmethod
    def of(cls, session: Session, plans: Sequence[Booking], about: Asked | None = None) -> "Wish":
        """What the plans, all in one room with one teacher, take up and need."""
        offerings = {one.offering_id for one in plans if one.offering_id is not None}
        people = seats(session, offerings) | ({about.offering_id: about.people} if about else {})
        needs = needed_equipment(session, offerings) | ({about.offering_id: about.equipment} if about else {})
        return cls(
            tuple(sorted({one.slot for one in plans})),
            plans[0].venue_id,
            plans[0].teacher_id,
            max(people.values(), default=0),
            frozenset(one.lesson_id for one in plans),
            ", ".join(needs.values()),
        )


def free_venues(session: Session, wish: Wish) -> list[tuple[UUID, str]]:
    """Rooms free at all times of the wish, large and equipped enough: of the same branch first, then the best fit."""
    plan, every = halls(session), venues(session, archived=True)
    rooms = [
        room
        for room in every
        if not room.archived
        and (room.capacity == 0 or room.capacity >= wish.seats)
        and not missing_equipment(wish.equipment, room.equipment)
    ]
    taken = {one.venue_id for one in in_venues(session, wish.slots, [room.id for room in every], wish.but)}
    blocked = {near for venue in taken if venue for near in plan.touched_by(venue)}
    here = session.get_one(Venue, wish.venue_id).branch_id if wish.venue_id else None
    free = [room for room in rooms if room.id not in blocked]
    free.sort(key=lambda room: (room.branch_id != here, room.capacity == 0, room.capacity, room.code))
    return [(room.id, room.name) for room in free]


def free_teachers(session: Session, wish: Wish) -> list[tuple[UUID, str]]:
    """Teachers who are free at all times of the wish; those with shared subjects and of the same branch first."""
    asked = session.get_one(Teacher, wish.teacher_id) if wish.teacher_id else None
    known = teachers(session)
    busy = Counter(one.teacher_id for one in of_teachers(session, wish.slots, [one.id for one in known], wish.but))
    can = availabilities(session, centre_settings(session).academic_hour)
    free = [one for one in known if not busy[one.id] and allows_all(can.get(one.id, ALWAYS), wish.slots)]
    if asked is not None:
        skills = subjects(asked.skills)
        free.sort(key=lambda one: (not skills & subjects(one.skills), one.branch_id != asked.branch_id, one.code))
    return [(one.id, one.name) for one in free]


def subjects(text: str) -> set[str]:
    """What somebody can teach, in one letter case."""
    return {subject.casefold() for subject in equipment_items(text)}


def allows_all(can: Availability, slots: Collection[Slot]) -> bool:
    """Whether a teacher can at all of these times."""
    return all(can.allows(slot) for slot in slots)
