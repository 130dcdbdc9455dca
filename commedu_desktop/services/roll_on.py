"""Rolling a class and its learners on into another term: one write, one undo."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus, Skipped
from commedu_desktop.domain.roll_on import Who, every_how_many_weeks, span_in, weekly_times_of
from commedu_desktop.domain.weekly_times import canonical
from commedu_desktop.services.attendance import completions
from commedu_desktop.services.clash_checks import NOTHING, Confirm
from commedu_desktop.services.enrolments import Enrol, enrol
from commedu_desktop.services.offerings import PlanOffering, plan_offering
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.enrolments import Learner, learners
from commedu_desktop.store.tables import Lesson, Offering, Term

__all__ = ["LeftOut", "RollOn", "RolledOn", "Who", "going_on", "plan_of", "roll_on"]


@dataclass(frozen=True)
class RollOn:
    """An offering, the plan it shall have in another term (`plan_of` makes one), and who goes with it."""

    offering_id: UUID
    plan: PlanOffering
    who: Who = Who.ALL
    percent: int = 70
    confirm: Confirm = NOTHING


@dataclass(frozen=True)
class LeftOut:
    """A learner who does not go on, and why."""

    name: str
    card: str
    reason: Refused


@dataclass(frozen=True)
class RolledOn:
    """What was made: lessons, names of those enrolled and of those who wait, who was left out, days left out."""

    offering_id: UUID
    title: str
    lessons: int
    enrolled: tuple[str, ...]
    waiting: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = field(default_factory=tuple)
    skipped: tuple[Skipped, ...] = ()


def plan_of(session: Session, offering_id: UUID, term_id: UUID, title: str = "") -> PlanOffering:
    """The same class in another term: weekly times, room, teacher, places, fee; its title, or another.

    Raises: Refused roll-on-backwards, rolled-on-already.
    """
    row = session.get_one(Offering, offering_id)
    old, new = session.get_one(Term, row.term_id), session.get_one(Term, term_id)
    if new.starts <= old.starts:
        raise Refused("roll-on-backwards", title=row.title, term=new.name or new.code, starts=new.starts)
    title = title.strip() or row.title
    _refuse_twice(session, row, new, title)
    lessons = _lessons(session, row)
    starts, ends = span_in((new.starts, new.ends), (old.starts, old.ends), (row.starts, row.ends))
    return PlanOffering(
        course_id=row.course_id,
        term_id=new.id,
        times=row.times or canonical(weekly_times_of(lessons)),
        title=title,
        kind=row.kind,
        branch_id=row.branch_id,
        teacher_id=row.teacher_id,
        venue_id=row.venue_id,
        capacity=row.capacity,
        fee=row.fee,
        starts=starts,
        ends=ends,
        walk_in=row.walk_in,
        threshold=row.threshold,
        note=row.note,
        every=every_how_many_weeks(start for start, _end in lessons),
    )


def roll_on(session: Session, request: RollOn) -> RolledOn:
    """Plan the class anew and enrol who goes with it, those who enrolled first first.

    A learner whom a rule of enrolling stops is left out and named; the others go on. All else refuses the whole.
    Raises: Refused roll-on-backwards, rolled-on-already, and what `plan_offering` refuses.
    """
    plan_of(session, request.offering_id, request.plan.term_id, request.plan.title)
    going = going_on(session, request.offering_id, request.who, request.percent)
    plan = replace(request.plan, confirm=request.confirm) if request.confirm else request.plan
    made = plan_offering(session, plan)
    session.flush()
    taken: dict[EnrolmentStatus, list[str]] = {EnrolmentStatus.ENROLLED: [], EnrolmentStatus.WAITING: []}
    left_out = []
    for one in going:
        try:
            exception = one.note if one.waived else ""
            enrolled = enrol(session, Enrol(one.resident_id, made.offering_id, exception))
        except Refused as reason:
            left_out.append(LeftOut(one.name, one.card, reason))
        else:
            taken[enrolled.status].append(one.name)
    title = session.get_one(Offering, made.offering_id).title
    term = session.get_one(Term, request.plan.term_id)
    name_write(session, f"{title} → {term.name or term.code}")
    return RolledOn(
        made.offering_id,
        title,
        made.lessons,
        tuple(taken[EnrolmentStatus.ENROLLED]),
        tuple(taken[EnrolmentStatus.WAITING]),
        tuple(left_out),
        made.skipped,
    )


def going_on(session: Session, offering_id: UUID, who: Who, percent: int = 70) -> list[Learner]:
    """The learners who go with a class, in the order in which they enrolled."""
    if who is Who.NOBODY:
        return []
    rates = {one.resident_id: one for one in completions(session, offering_id)}

    def goes(one: Learner) -> bool:
        rate = rates.get(one.resident_id)
        if who is Who.COMPLETED:
            return one.status is EnrolmentStatus.COMPLETED or (rate is not None and rate.completed)
        return who is Who.ALL or (rate is not None and rate.rate >= Fraction(percent, 100) and rate.counted > 0)

    found = [one for one in learners(session, offering_id) if goes(one)]
    return sorted(found, key=lambda one: (one.enrolled_on, one.enrolment_id))


def _refuse_twice(session: Session, row: Offering, term: Term, title: str) -> None:
    """The same title of the same course in that term is this class, rolled on already."""
    same = select(Offering).where(
        Offering.term_id == term.id, Offering.course_id == row.course_id, Offering.title == title
    )
    found = session.scalars(same).first()
    if found is not None:
        raise Refused("rolled-on-already", title=title, term=term.name or term.code, code=found.code)


def _lessons(session: Session, row: Offering) -> list[tuple[datetime, datetime]]:
    wanted = select(Lesson.starts, Lesson.ends).where(
        Lesson.offering_id == row.id, Lesson.status != LessonStatus.CANCELLED
    )
    return [(starts, ends) for starts, ends in session.execute(wanted.order_by(Lesson.starts))]
