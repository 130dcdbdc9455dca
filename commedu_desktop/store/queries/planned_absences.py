"""Absences known before, calls made about absences, and minutes late: what a class's grid shows beside its marks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.store.tables import AttendanceMark, Enrolment, Lesson
from commedu_desktop.store.tables.planned_absences import AbsenceCall, PlannedAbsence

Days = tuple[date, date]


@dataclass(frozen=True)
class Away:
    """A planned absence, first and last day included."""

    id: UUID
    starts: date
    ends: date
    reason: str


@dataclass(frozen=True)
class GridExtras:
    """Minutes late by lesson and resident, days away by resident, and who was called up to which lesson."""

    minutes: dict[tuple[UUID, UUID], int]
    away: dict[UUID, tuple[Days, ...]]
    called: frozenset[tuple[UUID, UUID]]


def grid_extras(session: Session, offering_id: UUID) -> GridExtras:
    """Everything of one class, in three reads."""
    of_class = Lesson.offering_id == offering_id
    late = (
        select(AttendanceMark.lesson_id, AttendanceMark.resident_id, AttendanceMark.minutes_late)
        .join(Lesson, Lesson.id == AttendanceMark.lesson_id)
        .where(of_class, AttendanceMark.minutes_late.is_not(None))
    )
    calls = select(AbsenceCall.resident_id, AbsenceCall.lesson_id).join(Lesson, Lesson.id == AbsenceCall.lesson_id)
    people = select(Enrolment.resident_id).where(Enrolment.offering_id == offering_id)
    planned = select(PlannedAbsence.resident_id, PlannedAbsence.starts, PlannedAbsence.ends).where(
        PlannedAbsence.resident_id.in_(people)
    )
    away: dict[UUID, tuple[Days, ...]] = {}
    for resident_id, starts, ends in session.execute(planned):
        away[resident_id] = (*away.get(resident_id, ()), (starts, ends))
    return GridExtras(
        {(lesson_id, resident_id): minutes or 0 for lesson_id, resident_id, minutes in session.execute(late)},
        away,
        frozenset((resident_id, lesson_id) for resident_id, lesson_id in session.execute(calls.where(of_class))),
    )


def away_on(session: Session, residents: Collection[UUID], day: date) -> set[UUID]:
    """Those who said before that they would not come that day."""
    if not residents:
        return set()
    query = select(PlannedAbsence.resident_id).where(PlannedAbsence.starts <= day, PlannedAbsence.ends >= day)
    return set(session.scalars(query)) & set(residents)


def planned_absences(session: Session, resident_id: UUID) -> list[Away]:
    """Of one resident, the latest first."""
    query = (
        select(PlannedAbsence.id, PlannedAbsence.starts, PlannedAbsence.ends, PlannedAbsence.reason)
        .where(PlannedAbsence.resident_id == resident_id)
        .order_by(PlannedAbsence.starts.desc(), PlannedAbsence.id)
    )
    return [Away(*row) for row in session.execute(query)]
