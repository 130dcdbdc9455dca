"""The register of certificates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import Session

from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.store.tables import Branch, Certificate, Course, Offering, Resident


@dataclass(frozen=True)
class CertificateRow:
    """A certificate as the register lists it."""

    id: UUID
    number: str
    type: CertificateType
    resident_id: UUID
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
            Resident.id,
            Resident.name,
            Resident.card,
            Course.title,
            Offering.code,
            Branch.name,
            Certificate.issued_on,
            Certificate.prints,
            Certificate.voided_at,
            Certificate.void_reason,
            Certificate.wording,
        )
        .join(Resident, Resident.id == Certificate.resident_id)
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
    "name": (Resident.pinyin, Resident.name),
    "course": (Course.title,),
    "issued": (Certificate.issued_on, Certificate.number),
}


def register_ids(session: Session, typed: str = "", sort: str = "", descending: bool = True) -> list[UUID]:
    """All ids in order, newest first unless sorted otherwise; `typed` as in `register`."""
    order = [column.desc() if descending else column for column in _ORDERS.get(sort, _ORDERS["issued"])]
    query = (
        select(Certificate.id)
        .join(Resident, Resident.id == Certificate.resident_id)
        .outerjoin(Course, Course.id == Certificate.course_id)
    )
    return list(session.scalars(query.where(_found(typed)).order_by(*order, Certificate.id)))


def register(session: Session, typed: str = "", *, year: int | None = None, limit: int = 2000) -> list[CertificateRow]:
    """Newest first; `typed` is part of a number, a name, a card or a course, or the beginning of pinyin."""
    query = _rows().where(_found(typed))
    if year:
        query = query.where(Certificate.issued_on.between(date(year, 1, 1), date(year, 12, 31)))
    return [_row(values) for values in session.execute(query.limit(limit))]


def _found(typed: str) -> ColumnElement[bool]:
    part = typed.strip()
    if not part:
        return true()
    return or_(
        Certificate.number.contains(part, autoescape=True),
        Resident.name.contains(part, autoescape=True),
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
    """Who holds a certificate of this type for a course that was not voided, with its number."""
    query = select(Certificate.resident_id, Certificate.number).where(
        Certificate.course_id == course_id, Certificate.type == kind, Certificate.voided_at.is_(None)
    )
    return dict(session.execute(query).all())
