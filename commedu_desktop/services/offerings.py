"""Offerings: planned with all their lessons in one write, changed, cancelled."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.clash_kinds import ClashKind
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus, Series, SeriesRule, Skipped, series
from commedu_desktop.domain.offerings import OfferingKind, OfferingStatus
from commedu_desktop.domain.weekly_times import canonical, parse_weekly_times
from commedu_desktop.services.catalogue import change, next_code, refuse_blank, refuse_taken_code
from commedu_desktop.services.clash_checks import NOTHING, Confirm, settle_clashes
from commedu_desktop.services.clashes import booking_of, bookings_of
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.lessons import NewLesson, plan_lessons
from commedu_desktop.services.terms import closed_days
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.enrolments import places
from commedu_desktop.store.queries.lessons import coming_lessons
from commedu_desktop.store.queries.offerings import (
    FoundOffering,
    OfferingLesson,
    OfferingRow,
    find_offerings,
    offering,
    offering_lessons,
    offerings,
)
from commedu_desktop.store.tables import Branch, Course, Lesson, Offering, Term, Venue

__all__ = [
    "CancelOffering",
    "ChangeOffering",
    "FoundOffering",
    "OfferingLesson",
    "OfferingRow",
    "PlanOffering",
    "Planned",
    "cancel_offering",
    "change_offering",
    "find_offerings",
    "offering",
    "offering_lessons",
    "offerings",
    "plan_offering",
]


@dataclass(frozen=True)
class PlanOffering:
    """A new offering. Without code one is made, without title it has the course's, without dates the term's.

    `times` as people write them (see `domain.weekly_times`); `every` 2: every second week; `lessons`: so many at most;
    `make_up`: a lesson on a day off moves to the working day that makes up for it. Fee in minor units, capacity 0: not
    limited.
    """

    course_id: UUID
    term_id: UUID
    times: str = ""
    code: str = ""
    title: str = ""
    kind: OfferingKind = OfferingKind.CLASS
    branch_id: UUID | None = None
    teacher_id: UUID | None = None
    venue_id: UUID | None = None
    capacity: int = 0
    fee: int = 0
    starts: date | None = None
    ends: date | None = None
    walk_in: bool = False
    threshold: int | None = None
    note: str = ""
    every: int = 1
    lessons: int | None = None
    make_up: bool = False
    confirm: Confirm = NOTHING
    """Kinds of clashes that are wanted all the same."""


@dataclass(frozen=True)
class Planned:
    """What was made: the number of lessons, and the days that were left out."""

    offering_id: UUID
    lessons: int
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True)
class ChangeOffering:
    """New values by name: title, kind, capacity, fee, walk_in, threshold, note; teacher_id and venue_id change the
    lessons that are still to come, too."""

    id: UUID
    values: dict[str, Any]
    confirm: Confirm = NOTHING


@dataclass(frozen=True)
class CancelOffering:
    """Why an offering does not take place, or does not go on."""

    id: UUID
    reason: str


def plan_offering(session: Session, request: PlanOffering) -> Planned:
    """Make an offering with its lessons, skipping closures and public holidays; all or nothing.

    Raises: Refused times-not-understood, ends-before-start, outside-term, no-lesson-days, code-taken,
    times-overlap, and what the clash is (`services.clash_refusals`).
    """
    row = _new_row(session, request)
    found = planned_series(session, request)
    session.add(row)
    session.flush()
    lessons = [NewLesson(slot.starts, slot.ends) for slot in found.slots]
    plan_lessons(session, row, lessons, request.confirm)
    name_write(session, row.title)
    return Planned(row.id, len(found.slots), found.skipped)


def planned_series(session: Session, request: PlanOffering) -> Series:
    """The lessons that a plan makes. Raises: Refused times-not-understood, ends-before-start, outside-term, …"""
    times = parse_weekly_times(request.times)
    first, last = _span(session, request)
    rule = SeriesRule(times, first, last, request.every, request.lessons, request.make_up)
    found = series(rule, closed_days(session, first, last, request.term_id))
    if times and not found.slots:
        raise Refused("no-lesson-days", starts=first, ends=last)
    return found


def _span(session: Session, request: PlanOffering) -> tuple[date, date]:
    term = session.get_one(Term, request.term_id)
    first, last = request.starts or term.starts, request.ends or term.ends
    if last < first:
        raise Refused("ends-before-start", starts=first, ends=last)
    if first < term.starts or last > term.ends:
        raise Refused("outside-term", term=term.name or term.code, starts=term.starts, ends=term.ends)
    return first, last


def _new_row(session: Session, request: PlanOffering) -> Offering:
    course = session.get_one(Course, request.course_id)
    term = session.get_one(Term, request.term_id)
    code = request.code.strip() or next_code(session, Offering, f"{course.code}-{term.code}-", digits=1)
    refuse_taken_code(session, Offering, code)
    first, last = _span(session, request)
    return Offering(
        code=code,
        course_id=course.id,
        title=request.title.strip() or course.title,
        kind=request.kind,
        term_id=term.id,
        branch_id=request.branch_id or _branch(session, request),
        teacher_id=request.teacher_id,
        venue_id=request.venue_id,
        capacity=request.capacity,
        fee=request.fee,
        starts=first,
        ends=last,
        times=canonical(parse_weekly_times(request.times)),
        walk_in=request.walk_in,
        threshold=request.threshold,
        note=request.note,
    )


def _branch(session: Session, request: PlanOffering) -> UUID:
    """The branch of the room, or the centre itself."""
    if request.venue_id is not None:
        return session.get_one(Venue, request.venue_id).branch_id
    return session.scalars(select(Branch.id).where(Branch.parent_id.is_(None))).one()


def change_offering(session: Session, request: ChangeOffering) -> int:
    """Change an offering; another room or teacher also moves the lessons still to come, whose number is returned.

    More places than before go to the waiting list first.

    Raises: Refused name-missing, code-taken, capacity-below-taken, and what the clash is.
    """
    row = session.get_one(Offering, request.id, with_for_update=True)
    capacity = row.capacity
    refuse_taken_code(session, Offering, request.values.get("code", row.code), row.id)
    before = {"teacher_id": row.teacher_id, "venue_id": row.venue_id}
    change(row, request.values, PlanOffering)
    refuse_blank(row.title)
    if row.capacity != capacity:
        _change_places(session, row, request.confirm)
    after = {"teacher_id": row.teacher_id, "venue_id": row.venue_id}
    moved = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    name_write(session, row.title)
    return _hand_over(session, row, moved, request.confirm) if moved else 0


def _change_places(session: Session, row: Offering, confirm: Confirm) -> None:
    """Raises: Refused capacity-below-taken, room-too-small."""
    from commedu_desktop.services.waiting_list import fill

    now = places(session, row.id)
    if 0 < row.capacity < now.taken:
        raise Refused("capacity-below-taken", title=row.title, capacity=row.capacity, taken=now.taken)
    session.flush()
    settle_clashes(session, bookings_of(_ahead(session, row)), confirm, {ClashKind.CAPACITY})
    fill(session, row, local_now(session))


def _hand_over(
    session: Session, row: Offering, moved: dict[str, tuple[UUID | None, UUID | None]], confirm: Confirm
) -> int:
    """Lessons to come that had the old room or teacher get the new one; those that differ by hand keep theirs."""
    coming = [lesson for lesson in _ahead(session, row) if _follows(lesson, moved)]
    plans = [replace(booking_of(lesson), **_changed(lesson, moved)) for lesson in coming]
    settle_clashes(session, plans, confirm)
    for lesson in coming:
        for name, new in _changed(lesson, moved).items():
            setattr(lesson, name, new)
    return len(coming)


def _ahead(session: Session, row: Offering) -> list[Lesson]:
    now = local_now(session)
    return [lesson for lesson in coming_lessons(session, row.id) if lesson.starts > now]


def _changed(lesson: Lesson, moved: dict[str, tuple[UUID | None, UUID | None]]) -> dict[str, Any]:
    return {name: new for name, (old, new) in moved.items() if getattr(lesson, name) == old}


def _follows(lesson: Lesson, moved: dict[str, tuple[UUID | None, UUID | None]]) -> bool:
    return any(getattr(lesson, name) == old for name, (old, _new) in moved.items())


def cancel_offering(session: Session, request: CancelOffering) -> int:
    """End an offering: lessons that were not held are cancelled and free room and teacher; returns how many.

    Raises: Refused reason-missing.
    """
    if not request.reason.strip():
        raise Refused("reason-missing")
    row = session.get_one(Offering, request.id)
    cancelled = coming_lessons(session, row.id)
    for lesson in cancelled:
        lesson.status, lesson.reason = LessonStatus.CANCELLED, request.reason.strip()
    row.status = OfferingStatus.CANCELLED
    name_write(session, row.title)
    return len(cancelled)
