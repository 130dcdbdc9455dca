"""What the first page counts while it is seen; what it opens with is in `first_page`."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Subquery, case, func, select, text
from sqlalchemy.orm import Session, aliased

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.domain.periods import Period
from commedu_desktop.store.queries.attendance import ATTENDED, Missing
from commedu_desktop.store.tables import AttendanceMark, Enrolment, Lesson, Offering, Resident, Venue
from commedu_desktop.store.tally import months_sum

LOOK_BACK = timedelta(days=70)
"""How far back absences running are looked for."""


@dataclass(frozen=True)
class Present:
    """Somebody who came to a lesson of today; `at` is when it was marked (UTC)."""

    resident_id: UUID
    lesson_id: UUID
    name: str
    card: str
    title: str
    venue: str
    starts: datetime
    ends: datetime
    at: datetime


@dataclass(frozen=True)
class WaitingClass:
    """A class with people on its waiting list; `free` places are there for them, when there are any."""

    offering_id: UUID
    code: str
    title: str
    capacity: int
    enrolled: int
    waiting: int

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.enrolled)


def persons_of_year(session: Session, year: int) -> int:
    """Distinct residents with an attended lesson in the year."""
    sql = text(
        "SELECT count(DISTINCT t.resident_id) FROM resident_year t JOIN offering o ON o.id = t.offering_id"
        f" WHERE t.year = :year AND {months_sum('attended', 1, 12)} > 0 AND o.status <> 'cancelled'"
    )
    return int(session.execute(sql, {"year": year}).scalar_one())


def population_of_year(session: Session, year: int) -> int:
    """Entered populations of all branches together; 0 when none was entered, or not for each that people came to."""
    sql = text(
        "SELECT coalesce(sum(p.number), 0) FROM population p WHERE p.year = :year AND p.group_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM branch b WHERE NOT EXISTS (SELECT 1 FROM population q"
        " WHERE q.branch_id = b.id AND q.year = :year AND q.group_id IS NULL AND q.number > 0)"
        " AND EXISTS (SELECT 1 FROM offering o JOIN attendance_month t ON t.offering_id = o.id"
        " WHERE o.branch_id = b.id AND o.status <> 'cancelled' AND t.attended > 0"
        " AND t.month BETWEEN :first AND :last))"
    )
    year_of = Period(year, 1, 12)
    given = {"year": year, "first": year_of.first_key, "last": year_of.last_key}
    return int(session.execute(sql, given).scalar_one())


def waiting_classes(session: Session, day: date) -> list[WaitingClass]:
    """Offerings that have not ended and have people waiting; those with free places first."""
    offered = Enrolment.held_until.is_not(None)
    inside = Enrolment.status.in_([EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED])
    waiting = func.sum(case((Enrolment.status == EnrolmentStatus.WAITING, 1), else_=0))
    enrolled = func.sum(case((inside | offered, 1), else_=0))
    awaited = select(Enrolment.offering_id).where(Enrolment.status == EnrolmentStatus.WAITING)
    query = (
        select(Offering.id, Offering.code, Offering.title, Offering.capacity, enrolled, waiting)
        .join(Enrolment, Enrolment.offering_id == Offering.id)
        .where(Offering.id.in_(awaited), Offering.ends >= day, Offering.status == OfferingStatus.OPEN)
        .group_by(Offering.id, Offering.code, Offering.title, Offering.capacity)
    )
    found = [WaitingClass(*row) for row in session.execute(query)]
    return sorted(found, key=lambda one: (-min(one.free, one.waiting), -one.waiting, one.code))


def came_today(session: Session, first: datetime, until: datetime) -> list[Present]:
    """Everybody who came to a lesson that starts from `first` to before `until`; the last to come is first."""
    query = (
        select(
            Resident.id,
            Lesson.id,
            Resident.name,
            Resident.card,
            Offering.title,
            func.coalesce(Venue.name, ""),
            Lesson.starts,
            Lesson.ends,
            AttendanceMark.at,
        )
        .select_from(Lesson)
        .join(Offering, Offering.id == Lesson.offering_id)
        .join(AttendanceMark, AttendanceMark.lesson_id == Lesson.id)
        .join(Resident, Resident.id == AttendanceMark.resident_id)
        .outerjoin(Venue, Venue.id == Lesson.venue_id)
        .where(Lesson.starts >= first, Lesson.starts < until)
        .where(Lesson.status != LessonStatus.CANCELLED, AttendanceMark.mark.in_(ATTENDED))
        .order_by(AttendanceMark.at.desc(), Resident.name)
    )
    return [Present(*row) for row in session.execute(query)]


def absent_running(session: Session, now: datetime, at_least: int) -> list[Missing]:
    """Enrolled learners who missed at least so many of their last counted lessons in a row; most first.

    Whoever was called since the last of them is left out.
    """
    runs = _absences_running(now, at_least)
    query = (
        select(Resident.id, Offering.id, Resident.name, Resident.pinyin, Resident.phone, Offering.title, runs.c.times)
        .join(runs, runs.c.resident_id == Resident.id)
        .join(Offering, Offering.id == runs.c.offering_id)
        .join(Enrolment, (Enrolment.offering_id == Offering.id) & (Enrolment.resident_id == Resident.id))
        .where(Enrolment.status == EnrolmentStatus.ENROLLED, Offering.status == OfferingStatus.OPEN)
        .where(Offering.ends >= now.date(), ~_called_since(runs))
        .order_by(runs.c.times.desc(), Offering.title, Resident.name)
    )
    return [Missing(*row) for row in session.execute(query)]


def _absences_running(now: datetime, at_least: int) -> Subquery:
    """Resident, offering, how many of the last counted lessons were missed, and when the last one was."""
    place = (AttendanceMark.resident_id, Lesson.offering_id)
    counted = (
        select(
            *place,
            AttendanceMark.mark.label("mark"),
            Lesson.starts.label("starts"),
            func.row_number().over(partition_by=place, order_by=Lesson.starts.desc()).label("turn"),
        )
        .join(Lesson, Lesson.id == AttendanceMark.lesson_id)
        .where(Lesson.starts > now - LOOK_BACK, Lesson.starts <= now, Lesson.status != LessonStatus.CANCELLED)
        .where(AttendanceMark.mark != Mark.EXCUSED)
        .subquery()
    )
    came = func.min(case((counted.c.mark != Mark.ABSENT, counted.c.turn)))
    times = func.coalesce(came - 1, func.count())
    last = func.max(counted.c.starts).label("last")
    return (
        select(counted.c.resident_id, counted.c.offering_id, times.label("times"), last)
        .group_by(counted.c.resident_id, counted.c.offering_id)
        .having(times >= at_least)
        .subquery()
    )


def _called_since(runs: Subquery) -> ColumnElement[bool]:
    from commedu_desktop.store.tables.planned_absences import AbsenceCall

    about = aliased(Lesson)
    return (
        select(AbsenceCall.id)
        .join(about, about.id == AbsenceCall.lesson_id)
        .where(
            AbsenceCall.resident_id == runs.c.resident_id,
            about.offering_id == runs.c.offering_id,
            about.starts >= runs.c.last,
        )
        .exists()
    )
