"""Offerings: planned with all their lessons in one write, changed, cancelled."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus, Series, SeriesRule, Skipped, Slot, series
from commedu_desktop.domain.offerings import OfferingKind, OfferingStatus
from commedu_desktop.domain.weekly_times import canonical, parse_weekly_times
from commedu_desktop.services.catalogue import change, next_code, refuse_blank, refuse_taken_code
from commedu_desktop.services.clashes import (
    NOTHING_IN_THE_WAY,
    InTheWay,
    Wish,
    in_the_way,
    is_available,
    refuse_clashes,
)
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
from commedu_desktop.store.tables import Branch, Course, Lesson, Offering, Teacher, Term, Venue

__all__ = [
    "CancelOffering",
    "ChangeOffering",
    "FoundOffering",
    "OfferingLesson",
    "OfferingRow",
    "PlanOffering",
    "PlanPreview",
    "Planned",
    "cancel_offering",
    "change_offering",
    "find_offerings",
    "offering",
    "offering_lessons",
    "offerings",
    "plan_offering",
    "preview_plan",
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


@dataclass(frozen=True)
class Planned:
    """What was made: the number of lessons, and the days that were left out."""

    offering_id: UUID
    lessons: int
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True)
class PlanPreview:
    """What a plan would make, and what stands in its way."""

    slots: tuple[Slot, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    clashes: InTheWay = NOTHING_IN_THE_WAY
    too_small: int = 0
    """Places of the room, when it has fewer than the class."""
    unavailable: bool = False
    """Some lesson lies outside the times that the teacher has given."""


@dataclass(frozen=True)
class ChangeOffering:
    """New values by name: title, kind, capacity, fee, walk_in, threshold, note; teacher_id and venue_id change the
    lessons that are still to come, too."""

    id: UUID
    values: dict[str, Any]


@dataclass(frozen=True)
class CancelOffering:
    """Why an offering does not take place, or does not go on."""

    id: UUID
    reason: str


def plan_offering(session: Session, request: PlanOffering) -> Planned:
    """Make an offering with its lessons, skipping closures and public holidays; all or nothing.

    Raises: Refused times-not-understood, ends-before-start, outside-term, no-lesson-days, code-taken, venue-taken,
    teacher-busy, times-overlap.
    """
    row = _new_row(session, request)
    found = _series(session, request)
    session.add(row)
    session.flush()
    plan_lessons(session, row, [NewLesson(slot.starts, slot.ends) for slot in found.slots])
    name_write(session, row.title)
    return Planned(row.id, len(found.slots), found.skipped)


def preview_plan(session: Session, request: PlanOffering) -> PlanPreview:
    """What `plan_offering` would make of the same request; writes nothing.

    Raises: Refused times-not-understood, ends-before-start, outside-term, no-lesson-days.
    """
    found = _series(session, request)
    wish = Wish(found.slots, request.venue_id, request.teacher_id, request.capacity)
    room = session.get_one(Venue, request.venue_id) if request.venue_id else None
    teacher = session.get_one(Teacher, request.teacher_id) if request.teacher_id else None
    return PlanPreview(
        found.slots,
        found.skipped,
        in_the_way(session, wish),
        too_small=room.capacity if room and 0 < room.capacity < request.capacity else 0,
        unavailable=bool(teacher and not is_available(teacher.available, found.slots)),
    )


def _series(session: Session, request: PlanOffering) -> Series:
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

    Raises: Refused name-missing, code-taken, venue-taken, teacher-busy, capacity-below-taken.
    """
    row = session.get_one(Offering, request.id, with_for_update=True)
    capacity = row.capacity
    refuse_taken_code(session, Offering, request.values.get("code", row.code), row.id)
    before = {"teacher_id": row.teacher_id, "venue_id": row.venue_id}
    change(row, request.values, PlanOffering)
    refuse_blank(row.title)
    if row.capacity != capacity:
        _change_places(session, row)
    after = {"teacher_id": row.teacher_id, "venue_id": row.venue_id}
    moved = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    name_write(session, row.title)
    return _hand_over(session, row, moved) if moved else 0


def _change_places(session: Session, row: Offering) -> None:
    """Raises: Refused capacity-below-taken."""
    from commedu_desktop.services.waiting_list import fill

    now = places(session, row.id)
    if 0 < row.capacity < now.taken:
        raise Refused("capacity-below-taken", title=row.title, capacity=row.capacity, taken=now.taken)
    fill(session, row, local_now(session))


def _hand_over(session: Session, row: Offering, moved: dict[str, tuple[UUID | None, UUID | None]]) -> int:
    """Lessons to come that had the old room or teacher get the new one; those that differ by hand keep theirs."""
    now = local_now(session)
    ahead = [lesson for lesson in coming_lessons(session, row.id) if lesson.starts > now]
    coming = [lesson for lesson in ahead if _follows(lesson, moved)]
    for lesson in coming:
        for name, (old, new) in moved.items():
            if getattr(lesson, name) == old:
                setattr(lesson, name, new)
    own = frozenset(lesson.id for lesson in coming)
    together: dict[tuple[UUID | None, UUID | None], list[Slot]] = {}
    for lesson in coming:
        together.setdefault((lesson.venue_id, lesson.teacher_id), []).append(Slot(lesson.starts, lesson.ends))
    for (venue_id, teacher_id), slots in together.items():
        refuse_clashes(session, Wish(tuple(slots), venue_id, teacher_id, row.capacity, own))
    return len(coming)


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
