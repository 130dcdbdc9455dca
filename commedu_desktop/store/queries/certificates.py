"""The register of certificates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, true
from sqlalchemy.orm import Session

from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.store.tables import Branch, Certificate, Course, Lesson, Offering, Resident, Teacher


@dataclass(frozen=True)
class CertificateRow:
    """A certificate as the register lists it."""

    id: UUID
    number: str
    type: CertificateType
    resident_id: UUID | None
    name: str
    card: str
    course: str
    offering: str
    branch: str
    issued_on: date
    prints: int
    voided_at: datetime | None
    void_reason: str
    wording: dict[str, Any]


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Certificate.id,
            Certificate.number,
            Certificate.type,
            Certificate.resident_id,
            Certificate.name,
            func.coalesce(Resident.card, ""),
            func.coalesce(Course.title, Certificate.subject),
            Offering.code,
            Branch.name,
            Certificate.issued_on,
            Certificate.prints,
            Certificate.voided_at,
            Certificate.void_reason,
            Certificate.wording,
        )
        .outerjoin(Resident, Resident.id == Certificate.resident_id)
        .join(Branch, Branch.id == Certificate.branch_id)
        .outerjoin(Course, Course.id == Certificate.course_id)
        .outerjoin(Offering, Offering.id == Certificate.offering_id)
        .order_by(Certificate.issued_on.desc(), Certificate.number.desc())
    )


def _row(values: Iterable[Any]) -> CertificateRow:
    columns = list(values)
    columns[6:8] = [columns[6] or "", columns[7] or ""]
    return CertificateRow(*columns)


_ORDERS = {
    "number": (Certificate.number,),
    "name": (func.coalesce(Resident.pinyin, Certificate.name), Certificate.name),
    "course": (Course.title,),
    "issued": (Certificate.issued_on, Certificate.number),
}


def register_ids(session: Session, typed: str = "", sort: str = "", descending: bool = True) -> list[UUID]:
    """All ids in order, newest first unless sorted otherwise; `typed` as in `register`."""
    order = [column.desc() if descending else column for column in _ORDERS.get(sort, _ORDERS["issued"])]
    query = (
        select(Certificate.id)
        .outerjoin(Resident, Resident.id == Certificate.resident_id)
        .outerjoin(Course, Course.id == Certificate.course_id)
    )
    return list(session.scalars(query.where(_found(typed)).order_by(*order, Certificate.id)))


def register(
    session: Session,
    typed: str = "",
    *,
    year: int | None = None,
    kind: CertificateType | None = None,
    limit: int = 2000,
) -> list[CertificateRow]:
    """Newest first; `typed` is part of a number, a name, a card or a course, or the beginning of pinyin."""
    query = _rows().where(_found(typed))
    if kind is not None:
        query = query.where(Certificate.type == kind)
    if year:
        query = query.where(Certificate.issued_on.between(date(year, 1, 1), date(year, 12, 31)))
    return [_row(values) for values in session.execute(query.limit(limit))]


def numbered(session: Session, number: str) -> CertificateRow | None:
    """The one with this number, if it is in the register."""
    found = session.execute(_rows().where(Certificate.number == number)).one_or_none()
    return _row(found) if found is not None else None


def _found(typed: str) -> ColumnElement[bool]:
    part = typed.strip()
    if not part:
        return true()
    return or_(
        Certificate.number.contains(part, autoescape=True),
        Certificate.name.contains(part, autoescape=True),
        Certificate.subject.contains(part, autoescape=True),
        Resident.card.contains(part, autoescape=True),
        Resident.pinyin.startswith(part.lower(), autoescape=True),
        Course.title.contains(part, autoescape=True),
    )


def certificates(session: Session, ids: Iterable[UUID]) -> list[CertificateRow]:
    """Those with these ids, in order of their numbers."""
    wanted, found = list(ids), list[CertificateRow]()
    for start in range(0, len(wanted), 500):
        part = _rows().where(Certificate.id.in_(wanted[start : start + 500]))
        found += [_row(values) for values in session.execute(part)]
    return sorted(found, key=lambda row: row.number)


def of_offering(session: Session, offering_id: UUID) -> list[CertificateRow]:
    """All that were issued for an offering, in order of their numbers."""
    rows = session.execute(_rows().where(Certificate.offering_id == offering_id))
    return sorted(map(_row, rows), key=lambda row: row.number)


def holders(session: Session, course_id: UUID, kind: CertificateType) -> dict[UUID, str]:
    """Who (a resident or a teacher) holds one of this type for a course that was not voided, with its number."""
    whose = func.coalesce(Certificate.resident_id, Certificate.teacher_id, type_=Certificate.resident_id.type)
    query = select(whose, Certificate.number).where(
        Certificate.course_id == course_id, Certificate.type == kind, Certificate.voided_at.is_(None)
    )
    return dict(session.execute(query).all())


def held_for_subject(session: Session, subject: str, kind: CertificateType) -> dict[tuple[str, UUID | None], str]:
    """(name, resident) -> number of what was given by hand for the same thing and is not void."""
    query = select(Certificate.name, Certificate.resident_id, Certificate.number).where(
        Certificate.subject == subject,
        Certificate.course_id.is_(None),
        Certificate.type == kind,
        Certificate.voided_at.is_(None),
    )
    return {(name, resident_id): number for name, resident_id, number in session.execute(query)}


def taught(session: Session, offering_id: UUID) -> list[tuple[UUID, str, str, TeacherKind, int]]:
    """Who taught an offering: id, name, pinyin, kind and how many of its held lessons; its own teacher comes first."""
    held = func.count(Lesson.id)
    lessons = (
        select(Lesson.teacher_id, held.label("held"))
        .where(Lesson.offering_id == offering_id, Lesson.status == LessonStatus.HELD, Lesson.teacher_id.is_not(None))
        .group_by(Lesson.teacher_id)
        .subquery()
    )
    own = select(Offering.teacher_id).where(Offering.id == offering_id).scalar_subquery()
    query = (
        select(Teacher.id, Teacher.name, Teacher.pinyin, Teacher.kind, func.coalesce(lessons.c.held, 0))
        .outerjoin(lessons, lessons.c.teacher_id == Teacher.id)
        .where(or_(Teacher.id == own, lessons.c.held > 0))
        .order_by((Teacher.id == own).desc(), Teacher.pinyin, Teacher.name)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in session.execute(query)]


def in_order(session: Session, ids: Iterable[UUID]) -> list[UUID]:
    """These ids in order of their numbers; a void one is named. Raises: Refused certificate-voided."""
    wanted, found = list(ids), list[tuple[str, UUID]]()
    for start in range(0, len(wanted), 500):
        query = select(Certificate.number, Certificate.id, Certificate.voided_at, Certificate.void_reason)
        for number, one, voided_at, reason in session.execute(
            query.where(Certificate.id.in_(wanted[start : start + 500]))
        ):
            if voided_at is not None:
                raise Refused("certificate-voided", number=number, reason=reason)
            found.append((number, one))
    return [one for _number, one in sorted(found)]
