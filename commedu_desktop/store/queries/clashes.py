"""Which lessons take up a room or a teacher at given times."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, column, select, values
from sqlalchemy.orm import Session

from commedu_desktop.domain.clashes import Booking
from commedu_desktop.domain.lessons import LONGEST, LessonStatus, Slot
from commedu_desktop.store.tables import Lesson, Offering, Teacher, Venue
from commedu_desktop.store.tables.base import WallTime

_AT_ONCE = 300
"""Slots asked for in one statement."""


@dataclass(frozen=True, order=True)
class Taken:
    """A lesson in the way of `slot`: when it is, of what, where and with whom."""

    slot: Slot
    starts: datetime
    ends: datetime
    title: str
    lesson_id: UUID
    offering_id: UUID
    venue_id: UUID | None
    venue: str
    teacher_id: UUID | None
    teacher: str


def in_venues(
    session: Session, slots: Sequence[Slot], venue_ids: Collection[UUID], but: Collection[UUID] = ()
) -> list[Taken]:
    """Lessons not cancelled that overlap the slots in any of these rooms, without the lessons named in `but`."""
    return _taken(session, slots, Lesson.venue_id.in_(venue_ids), but)


def of_teachers(
    session: Session, slots: Sequence[Slot], teacher_ids: Collection[UUID], but: Collection[UUID] = ()
) -> list[Taken]:
    """Lessons not cancelled that overlap the slots, of any of these teachers."""
    return _taken(session, slots, Lesson.teacher_id.in_(teacher_ids), but)


def _taken(session: Session, slots: Sequence[Slot], whose: ColumnElement[bool], but: Collection[UUID]) -> list[Taken]:
    found: list[Taken] = []
    for at in range(0, len(slots), _AT_ONCE):
        for row in session.execute(_overlapping(slots[at : at + _AT_ONCE], whose)):
            slot_starts, slot_ends, *rest = row
            taken = Taken(Slot(slot_starts, slot_ends), *rest)
            if taken.lesson_id not in but:
                found.append(taken)
    return sorted(found, key=lambda taken: (taken.slot, taken.starts, taken.title))


def _overlapping(slots: Sequence[Slot], whose: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The slots joined with the lessons in their way: an index look-up a slot, as no lesson is longer than a day."""
    columns = (column("floor", WallTime), column("starts", WallTime), column("ends", WallTime))
    wanted = values(*columns, name="slot").data([(slot.starts - LONGEST, slot.starts, slot.ends) for slot in slots])
    slot = wanted.cte()
    return (
        select(
            slot.c.starts,
            slot.c.ends,
            Lesson.starts,
            Lesson.ends,
            Offering.title,
            Lesson.id,
            Lesson.offering_id,
            Lesson.venue_id,
            Venue.name,
            Lesson.teacher_id,
            Teacher.name,
        )
        .join(
            Lesson,
            (Lesson.starts >= slot.c.floor) & (Lesson.starts < slot.c.ends) & (Lesson.ends > slot.c.starts),
        )
        .join(Offering, Offering.id == Lesson.offering_id)
        .outerjoin(Venue, Venue.id == Lesson.venue_id)
        .outerjoin(Teacher, Teacher.id == Lesson.teacher_id)
        .where(whose, Lesson.status != LessonStatus.CANCELLED)
    )


def bookings(session: Session, first: date, last: date) -> list[Booking]:
    """Every lesson not cancelled that begins from `first` to `last`, both included."""
    columns = (Lesson.id, Lesson.starts, Lesson.ends, Lesson.venue_id, Lesson.teacher_id, Lesson.offering_id)
    wanted = select(*columns).where(
        Lesson.starts >= datetime.combine(first, time()),
        Lesson.starts <= datetime.combine(last, time(23, 59)),
        Lesson.status != LessonStatus.CANCELLED,
    )
    return [Booking(id_, Slot(starts, ends), *rest) for id_, starts, ends, *rest in session.execute(wanted)]


@dataclass(frozen=True)
class LessonFacts:
    """What a list of clashes says of a lesson."""

    id: UUID
    code: str
    title: str
    starts: datetime
    ends: datetime
    venue: str
    venue_code: str
    teacher: str


def lesson_facts(session: Session, lesson_ids: Iterable[UUID]) -> dict[UUID, LessonFacts]:
    """The facts of some lessons by id."""
    ids = list(lesson_ids)
    facts: dict[UUID, LessonFacts] = {}
    for at in range(0, len(ids), 1_000):
        wanted = (
            select(
                Lesson.id,
                Offering.code,
                Offering.title,
                Lesson.starts,
                Lesson.ends,
                Venue.name,
                Venue.code,
                Teacher.name,
            )
            .join(Offering, Offering.id == Lesson.offering_id)
            .outerjoin(Venue, Venue.id == Lesson.venue_id)
            .outerjoin(Teacher, Teacher.id == Lesson.teacher_id)
            .where(Lesson.id.in_(ids[at : at + 1_000]))
        )
        for id_, code, title, starts, ends, venue, venue_code, teacher in session.execute(wanted):
            facts[id_] = LessonFacts(id_, code, title, starts, ends, venue or "", venue_code or "", teacher or "")
    return facts
