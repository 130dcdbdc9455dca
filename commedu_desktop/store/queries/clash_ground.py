"""What the rules of clashes need to know beside the lessons."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from commedu_desktop.domain.clashes import Booking, Halls
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LONGEST, LessonStatus, Slot
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.store.tables import Course, Enrolment, Lesson, Offering, Venue
from commedu_desktop.store.tables.clash_confirmations import ClashConfirmation

_AT_ONCE = 500


@dataclass(frozen=True)
class Rooms:
    """Every venue: how halls divide, places, equipment and branch."""

    halls: Halls
    places: Mapping[UUID, int]
    equipment: Mapping[UUID, str]
    branch_of: Mapping[UUID, UUID]


def rooms(session: Session) -> Rooms:
    columns = (Venue.id, Venue.part_of_id, Venue.capacity, Venue.equipment, Venue.branch_id)
    rows: Sequence[Any] = session.execute(select(*columns)).all()
    return Rooms(
        Halls({row[0]: row[1] for row in rows}),
        {row[0]: row[2] for row in rows},
        {row[0]: row[3] for row in rows},
        {row[0]: row[4] for row in rows},
    )


def seats(session: Session, offering_ids: Collection[UUID] | None = None) -> dict[UUID, int]:
    """Places that each offering needs: those it offers, or those enrolled when they are more. None: of all."""
    wanted = select(Offering.id, Offering.capacity).where(Offering.status == OfferingStatus.OPEN)
    taken = (
        select(Enrolment.offering_id, func.count())
        .where(Enrolment.status == EnrolmentStatus.ENROLLED)
        .group_by(Enrolment.offering_id)
    )
    if offering_ids is not None:
        wanted = wanted.where(Offering.id.in_(offering_ids))
        taken = taken.where(Enrolment.offering_id.in_(offering_ids))
    found = dict(session.execute(wanted).all())
    for offering_id, people in session.execute(taken):
        if offering_id in found:
            found[offering_id] = max(found[offering_id], people)
    return found


def needed_equipment(session: Session, offering_ids: Collection[UUID] | None = None) -> dict[UUID, str]:
    """What each offering's course needs; those that need nothing are left out."""
    wanted = select(Offering.id, Course.equipment).join(Course, Course.id == Offering.course_id)
    wanted = wanted.where(Course.equipment != "")
    if offering_ids is not None:
        wanted = wanted.where(Offering.id.in_(offering_ids))
    return dict(session.execute(wanted).all())


def sharing_with(session: Session, offering_ids: Collection[UUID]) -> frozenset[tuple[UUID, UUID]]:
    """Pairs of one of these offerings and any other open one in which the same person is enrolled."""
    one, other = aliased(Enrolment), aliased(Enrolment)
    wanted = (
        select(one.offering_id, other.offering_id)
        .join(other, (other.resident_id == one.resident_id) & (other.offering_id != one.offering_id))
        .join(Offering, Offering.id == other.offering_id)
        .where(
            one.offering_id.in_(offering_ids),
            one.status == EnrolmentStatus.ENROLLED,
            other.status == EnrolmentStatus.ENROLLED,
            Offering.status == OfferingStatus.OPEN,
        )
        .distinct()
    )
    return frozenset((min(pair), max(pair)) for pair in (tuple(row) for row in session.execute(wanted)))


def _booked(column: InstrumentedAttribute[Any]) -> Select[*tuple[Any, ...]]:
    columns = (Lesson.id, Lesson.starts, Lesson.ends, Lesson.venue_id, Lesson.teacher_id, Lesson.offering_id)
    return select(*columns).where(
        column.in_(bindparam("whose", expanding=True)),
        Lesson.starts >= bindparam("floor"),
        Lesson.starts < bindparam("last"),
        Lesson.ends > bindparam("first"),
        Lesson.status != LessonStatus.CANCELLED,
    )


_BOOKED = {column.key: _booked(column) for column in (Lesson.venue_id, Lesson.teacher_id, Lesson.offering_id)}
"""Put together once: an import asks for each of its lessons."""


def bookings_in(session: Session, span: Slot, **whose: Collection[UUID]) -> list[Booking]:
    """Lessons not cancelled that touch the span, by `venue_id`, `teacher_id` or `offering_id`."""
    ((name, ids),) = whose.items()
    if not ids:
        return []
    asked = {"whose": list(ids), "floor": span.starts - LONGEST, "first": span.starts, "last": span.ends}
    return [
        Booking(id_, Slot(starts, ends), *rest) for id_, starts, ends, *rest in session.execute(_BOOKED[name], asked)
    ]


def confirmed(session: Session, marks: Iterable[str]) -> dict[str, str]:
    """Which of these clashes were confirmed, and by whom."""
    wanted, found = sorted(set(marks)), dict[str, str]()
    for at in range(0, len(wanted), _AT_ONCE):
        rows = select(ClashConfirmation.mark, ClashConfirmation.actor)
        found |= dict(session.execute(rows.where(ClashConfirmation.mark.in_(wanted[at : at + _AT_ONCE]))).all())
    return found
