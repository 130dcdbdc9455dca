"""What a term's arrangement is made from: classes without times, their audiences, and who attends what together."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.store.tables import (
    Branch,
    Category,
    Course,
    CourseGroup,
    Enrolment,
    Lesson,
    Offering,
    PopulationGroup,
    Teacher,
    Term,
)

YOUTH_ENDS = 17
"""A course for nobody older is one for youth."""


@dataclass(frozen=True)
class WithoutTimes:
    """An offering of a term that has no lesson and no weekly time; `hours` are its course's, in academic hours."""

    id: UUID
    code: str
    title: str
    course_id: UUID
    starts: date
    ends: date
    capacity: int
    enrolled: int
    hours: int
    equipment: str
    teacher_id: UUID | None
    teacher: str
    branch_id: UUID
    branch: str
    venue_id: UUID | None
    category: str
    audience: frozenset[str]


def without_times(session: Session, term_id: UUID) -> tuple[WithoutTimes, ...]:
    """By code; cancelled ones are left out."""
    has_lesson = exists().where(Lesson.offering_id == Offering.id, Lesson.status != LessonStatus.CANCELLED)
    wanted = (
        select(Offering, Course, Branch.name, Teacher.name, Category.code)
        .join(Course, Course.id == Offering.course_id)
        .join(Branch, Branch.id == Offering.branch_id)
        .outerjoin(Teacher, Teacher.id == Offering.teacher_id)
        .outerjoin(Category, Category.id == Course.category_id)
        .where(Offering.term_id == term_id, Offering.status == OfferingStatus.OPEN, Offering.times == "", ~has_lesson)
        .order_by(Offering.code)
    )
    rows = session.execute(wanted).all()
    audiences, enrolled = _audiences(session), _enrolled(session, term_id)
    return tuple(
        WithoutTimes(
            row.id,
            row.code,
            row.title,
            course.id,
            row.starts,
            row.ends,
            row.capacity,
            enrolled.get(row.id, 0),
            course.hours,
            course.equipment,
            row.teacher_id,
            teacher or "",
            row.branch_id,
            branch,
            row.venue_id,
            category or "",
            audiences.get(course.id, frozenset()) | _by_age(course),
        )
        for row, course, branch, teacher, category in rows
    )


def _by_age(course: Course) -> frozenset[str]:
    young = course.age_to is not None and course.age_to <= YOUTH_ENDS and (course.age_from or 0) > 5
    return frozenset({"youth"}) if young else frozenset()


def _audiences(session: Session) -> dict[UUID, frozenset[str]]:
    """Codes of the groups that each course is meant for."""
    found: dict[UUID, set[str]] = defaultdict(set)
    wanted = select(CourseGroup.course_id, PopulationGroup.code).join(
        PopulationGroup, PopulationGroup.id == CourseGroup.group_id
    )
    for course_id, code in session.execute(wanted):
        found[course_id].add(code)
    return {key: frozenset(codes) for key, codes in found.items()}


def _enrolled(session: Session, term_id: UUID) -> dict[UUID, int]:
    counted = (
        select(Enrolment.offering_id, func.count())
        .join(Offering, Offering.id == Enrolment.offering_id)
        .where(Offering.term_id == term_id, Enrolment.status == EnrolmentStatus.ENROLLED)
        .group_by(Enrolment.offering_id)
    )
    return dict(session.execute(counted).all())


def shared_now(session: Session, offering_ids: Collection[UUID]) -> Counter[tuple[UUID, UUID]]:
    """Pairs of these offerings, in order of their ids, and how many people are enrolled in both."""
    wanted = select(Enrolment.resident_id, Enrolment.offering_id).where(
        Enrolment.offering_id.in_(offering_ids), Enrolment.status == EnrolmentStatus.ENROLLED
    )
    return _pairs(session.execute(wanted).all())


def shared_before(session: Session, course_ids: Collection[UUID], term_id: UUID) -> Counter[tuple[UUID, UUID]]:
    """Pairs of these courses, in order of their ids, and how many people attended both in the term before."""
    this = session.get_one(Term, term_id)
    before = session.scalars(select(Term.id).where(Term.ends < this.starts).order_by(Term.ends.desc()).limit(1)).first()
    if before is None:
        return Counter()
    attended = (EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED)
    wanted = (
        select(Enrolment.resident_id, Offering.course_id)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .where(Offering.term_id == before, Offering.course_id.in_(course_ids), Enrolment.status.in_(attended))
    )
    return _pairs(session.execute(wanted).all())


def _pairs(rows: Collection[tuple[UUID, UUID]]) -> Counter[tuple[UUID, UUID]]:
    of_resident: dict[UUID, set[UUID]] = defaultdict(set)
    for resident_id, thing_id in rows:
        of_resident[resident_id].add(thing_id)
    return Counter(pair for things in of_resident.values() for pair in combinations(sorted(things), 2))


def usual_times(session: Session, first: date, last: date) -> list[str]:
    """Weekly times, as kept, of the classes that run between `first` and `last`."""
    wanted = select(Offering.times).where(Offering.starts <= last, Offering.ends >= first, Offering.times != "")
    return list(session.scalars(wanted))


def titles_of(session: Session, offering_ids: Collection[UUID]) -> dict[UUID, str]:
    """Titles by id, a thousand at a time."""
    ids, found = list(offering_ids), dict[UUID, str]()
    for at in range(0, len(ids), 1_000):
        wanted = select(Offering.id, Offering.title).where(Offering.id.in_(ids[at : at + 1_000]))
        found |= dict(session.execute(wanted).all())
    return found
