"""One resident's whole record: every class there ever was, every certificate, where the credits come from."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.store.queries.credits import granted, taken_over
from commedu_desktop.store.queries.resident_detail import HistoryLine, history_of
from commedu_desktop.store.tables import AttendanceMark, Certificate, Course, Enrolment, Lesson, Offering, Term

_WRITES = 200


@dataclass(frozen=True)
class ClassOfRecord:
    """A class and how often the resident was marked how; `credits` are what its completion gave, 0 otherwise."""

    offering_id: UUID
    title: str
    term: str
    status: EnrolmentStatus
    enrolled_on: date
    marks: dict[Mark, int]
    credits: Fraction


@dataclass(frozen=True)
class MarkOfRecord:
    """One lesson the resident was marked in."""

    starts: datetime
    title: str
    mark: Mark


@dataclass(frozen=True)
class CertificateOfRecord:
    number: str
    title: str
    issued_on: date
    void: bool


@dataclass(frozen=True)
class ResidentRecord:
    """`marks` are the last lessons, the latest first."""

    classes: tuple[ClassOfRecord, ...]
    marks: tuple[MarkOfRecord, ...]
    certificates: tuple[CertificateOfRecord, ...]
    history: tuple[HistoryLine, ...]


def resident_record(session: Session, resident_id: UUID, hours_per_credit: int) -> ResidentRecord:
    """Everything, the latest first."""
    return ResidentRecord(
        _classes(session, resident_id, hours_per_credit),
        _marks(session, resident_id),
        _certificates(session, resident_id),
        history_of(session, resident_id, _WRITES),
    )


def _classes(session: Session, resident_id: UUID, hours_per_credit: int) -> tuple[ClassOfRecord, ...]:
    wanted = (
        select(Offering.id, Offering.title, Term.name, Term.code, Enrolment.status, Enrolment.enrolled_on)
        .join(Enrolment, Enrolment.offering_id == Offering.id)
        .join(Term, Term.id == Offering.term_id)
        .where(Enrolment.resident_id == resident_id)
        .order_by(Offering.starts, Offering.title)
    )  # fmt: skip
    counts = _counts(session, resident_id)
    earned = taken_over(session, resident_id, hours_per_credit)
    earned |= {one.offering_id: one.credits for one in granted(session, resident_id) if one.offering_id is not None}
    found = [
        ClassOfRecord(key, title, name or code, status, on, counts.get(key, {}), earned.get(key, Fraction(0)))
        for key, title, name, code, status, on in session.execute(wanted)
    ]
    return tuple(reversed(found))


def _counts(session: Session, resident_id: UUID) -> dict[UUID, dict[Mark, int]]:
    wanted = (
        select(Lesson.offering_id, AttendanceMark.mark, func.count())
        .join(AttendanceMark, AttendanceMark.lesson_id == Lesson.id)
        .where(AttendanceMark.resident_id == resident_id)
        .group_by(Lesson.offering_id, AttendanceMark.mark)
    )
    found: dict[UUID, dict[Mark, int]] = {}
    for offering, mark, number in session.execute(wanted):
        found.setdefault(offering, {})[Mark(mark)] = number
    return found


def _marks(session: Session, resident_id: UUID) -> tuple[MarkOfRecord, ...]:
    wanted = (
        select(Lesson.starts, Offering.title, AttendanceMark.mark)
        .join(Lesson, Lesson.id == AttendanceMark.lesson_id)
        .join(Offering, Offering.id == Lesson.offering_id)
        .where(AttendanceMark.resident_id == resident_id)
        .order_by(Lesson.starts.desc())
        .limit(_WRITES)
    )
    return tuple(MarkOfRecord(starts, title, Mark(mark)) for starts, title, mark in session.execute(wanted))


def _certificates(session: Session, resident_id: UUID) -> tuple[CertificateOfRecord, ...]:
    wanted = (
        select(Certificate.number, Course.title, Offering.title, Certificate.issued_on, Certificate.voided_at)
        .outerjoin(Course, Course.id == Certificate.course_id)
        .outerjoin(Offering, Offering.id == Certificate.offering_id)
        .where(Certificate.resident_id == resident_id)
        .order_by(Certificate.issued_on.desc(), Certificate.number.desc())
    )
    return tuple(
        CertificateOfRecord(number, course or offering or "", on, voided is not None)
        for number, course, offering, on, voided in session.execute(wanted)
    )
