"""What enrolling asks for: groups, courses to be completed first, classes a person already has, earlier runs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingKind, OfferingStatus
from commedu_desktop.store.tables import (
    AttendanceMark,
    Certificate,
    Course,
    CourseGroup,
    Enrolment,
    Lesson,
    Offering,
    PopulationGroup,
    ResidentGroup,
    Term,
)
from commedu_desktop.store.tables.course_requirements import CourseRequirement
from commedu_desktop.store.tables.enrolment_rules import TermRule

IN = (EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED)


@dataclass(frozen=True)
class TermRules:
    """The rules of a term; None and False: no such rule."""

    most_classes: int | None = None
    returning_until: date | None = None
    returning_first: bool = False


@dataclass(frozen=True)
class Run:
    """An offering that a resident is or was in; `threshold` None: the centre's."""

    offering_id: UUID
    status: EnrolmentStatus
    ends: date
    threshold: int | None


def term_rules(session: Session, term_id: UUID) -> TermRules:
    """The rules that enrolling in a term goes by."""
    row = session.scalars(select(TermRule).where(TermRule.term_id == term_id)).one_or_none()
    return TermRules() if row is None else TermRules(row.most_classes, row.returning_until, row.returning_first)


def groups_meant(session: Session, course_id: UUID) -> dict[UUID, Mapping[str, str]]:
    """The groups that a course is meant for, with their names; none: everybody."""
    query = (
        select(PopulationGroup.id, PopulationGroup.names)
        .join(CourseGroup, CourseGroup.group_id == PopulationGroup.id)
        .where(CourseGroup.course_id == course_id)
        .order_by(PopulationGroup.position)
    )
    return {key: names for key, names in session.execute(query)}  # noqa: C416 - typed that way


def is_in_groups(session: Session, resident_id: UUID, group_ids: Collection[UUID]) -> bool:
    """Whether a resident counts in one of the groups."""
    theirs = ResidentGroup.resident_id == resident_id
    return bool(session.scalar(select(exists().where(theirs, ResidentGroup.group_id.in_(group_ids)))))


def required_courses(session: Session, course_id: UUID) -> dict[UUID, str]:
    """The courses to be completed before one, with their titles."""
    query = (
        select(Course.id, Course.title)
        .join(CourseRequirement, CourseRequirement.required_id == Course.id)
        .where(CourseRequirement.course_id == course_id)
        .order_by(Course.code)
    )
    return {key: title for key, title in session.execute(query)}  # noqa: C416 - typed that way


def requirements(session: Session) -> dict[UUID, tuple[UUID, ...]]:
    """Course -> the courses to be completed before it, for the whole catalogue."""
    found: dict[UUID, tuple[UUID, ...]] = {}
    for course_id, required_id in session.execute(select(CourseRequirement.course_id, CourseRequirement.required_id)):
        found[course_id] = (*found.get(course_id, ()), required_id)
    return found


def holds_certificate(session: Session, resident_id: UUID, course_id: UUID) -> bool:
    """Whether a certificate of completion stands."""
    holds = select(Certificate.id).where(
        Certificate.resident_id == resident_id,
        Certificate.course_id == course_id,
        Certificate.type == CertificateType.COMPLETION,
        Certificate.voided_at.is_(None),
    )
    return session.scalars(holds.limit(1)).first() is not None


def runs_of(session: Session, resident_id: UUID, course_id: UUID) -> list[Run]:
    """The offerings of a course that a resident is or was in."""
    query = (
        select(Offering.id, Enrolment.status, Offering.ends, Offering.threshold)
        .join(Enrolment, Enrolment.offering_id == Offering.id)
        .where(Offering.course_id == course_id, Enrolment.resident_id == resident_id, Enrolment.status.in_(IN))
    )
    return [Run(*row) for row in session.execute(query)]


def marks_of(session: Session, resident_id: UUID, offering_id: UUID) -> list[Mark]:
    """A resident's marks in the lessons of an offering that were held."""
    query = (
        select(AttendanceMark.mark)
        .join(Lesson, Lesson.id == AttendanceMark.lesson_id)
        .where(Lesson.offering_id == offering_id, AttendanceMark.resident_id == resident_id)
        .where(Lesson.status == LessonStatus.HELD)
    )
    return list(session.scalars(query))


def classes_in_term(session: Session, resident_id: UUID, term_id: UUID) -> list[str]:
    """Titles of the classes that take one of a person's places in a term; lectures and activities do not count."""
    takes = Enrolment.status.in_(IN) | Enrolment.held_until.is_not(None)
    query = (
        select(Offering.title)
        .join(Enrolment, Enrolment.offering_id == Offering.id)
        .where(Enrolment.resident_id == resident_id, Offering.term_id == term_id, takes)
        .where(Offering.kind == OfferingKind.CLASS, Offering.status != OfferingStatus.CANCELLED)
        .order_by(Offering.title)
    )
    return list(session.scalars(query))


def returning(session: Session, offering: Offering) -> set[UUID]:
    """Who was in the offering's course, or in one that it requires, in an earlier term."""
    return set(session.scalars(_earlier(session, offering).with_only_columns(Enrolment.resident_id)))


def is_returning(session: Session, resident_id: UUID, offering: Offering) -> bool:
    """Whether one resident is among `returning`."""
    return _any(session, _earlier(session, offering), Enrolment.resident_id == resident_id)


def has_earlier_run(session: Session, offering: Offering) -> bool:
    """Whether anybody could be a returning learner."""
    return _any(session, _earlier(session, offering))


def _any(session: Session, query: Select[UUID], *conditions: ColumnElement[bool]) -> bool:
    return session.scalars(query.where(*conditions).limit(1)).first() is not None


def _earlier(session: Session, offering: Offering) -> Select[UUID]:
    courses = {offering.course_id, *required_courses(session, offering.course_id)}
    starts = session.get_one(Term, offering.term_id).starts
    return (
        select(Enrolment.id)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .join(Term, Term.id == Offering.term_id)
        .where(Offering.course_id.in_(courses), Term.starts < starts, Offering.id != offering.id)
        .where(Offering.status != OfferingStatus.CANCELLED, Enrolment.status.in_(IN))
    )
