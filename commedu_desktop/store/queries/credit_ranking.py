"""What each branch's residents were granted and redeemed."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.report_lists import BranchCredits
from commedu_desktop.store.queries.credits import worth
from commedu_desktop.store.tables import Branch, Course, Enrolment, Offering, Resident
from commedu_desktop.store.tables.credits import CreditEntry


def branch_credits(
    session: Session, first: date, last: date, branches: Collection[str], hours_per_credit: int
) -> list[BranchCredits]:
    """The branches in which something was granted or redeemed, the most granted first.

    A class that was completed before this program kept credits counts in the period in which it ended.
    """
    granted, redeemed, people = dict[str, int](), dict[str, int](), dict[str, set[UUID]]()
    seen = set[tuple[UUID, UUID | None]]()
    for code, resident, course, given, taken in session.execute(_entries(first, last, branches)):
        granted[code] = granted.get(code, 0) + given
        redeemed[code] = redeemed.get(code, 0) + taken
        if given:
            people.setdefault(code, set()).add(resident)
            seen.add((resident, course))
    for code, resident, course, own, hours in session.execute(_taken_over(first, last, branches)):
        hundredths = round(worth(own, hours or 0, hours_per_credit) * 100)
        if (resident, course) not in seen and hundredths:
            seen.add((resident, course))
            granted[code] = granted.get(code, 0) + hundredths
            people.setdefault(code, set()).add(resident)
    names = {code: name for code, name in session.execute(select(Branch.code, Branch.name))}  # noqa: C416 - rows
    found = [
        BranchCredits(code, names[code], len(people.get(code, ())), granted.get(code, 0), redeemed.get(code, 0))
        for code in sorted({*granted, *redeemed})
    ]
    return sorted(found, key=lambda one: (-one.granted, one.code))


def _entries(first: date, last: date, branches: Collection[str]) -> Select[*tuple[Any, ...]]:
    def sum_of(wanted: ColumnElement[bool], value: Any) -> Any:
        return func.coalesce(func.sum(case((wanted, value), else_=0)), 0)

    return (
        select(
            Branch.code,
            CreditEntry.resident_id,
            Offering.course_id,
            sum_of(CreditEntry.hundredths > 0, CreditEntry.hundredths),
            sum_of(CreditEntry.hundredths < 0, -CreditEntry.hundredths),
        )
        .join(Resident, Resident.id == CreditEntry.resident_id)
        .join(Branch, Branch.id == Resident.branch_id)
        .outerjoin(Offering, Offering.id == CreditEntry.offering_id)
        .where(CreditEntry.on.between(first, last), Branch.code.in_(branches))
        .group_by(Branch.code, CreditEntry.resident_id, Offering.course_id)
    )


def _taken_over(first: date, last: date, branches: Collection[str]) -> Select[*tuple[Any, ...]]:
    """Completed classes whose course was never credited to the resident by an entry, the earliest first."""
    other = Offering.__table__.alias("credited")
    credited = (
        select(CreditEntry.id)
        .join(other, other.c.id == CreditEntry.offering_id)
        .where(CreditEntry.resident_id == Enrolment.resident_id, other.c.course_id == Offering.course_id)
        .exists()
    )
    return (
        select(Branch.code, Enrolment.resident_id, Offering.course_id, Course.credits_hundredths, Course.hours)
        .join(Resident, Resident.id == Enrolment.resident_id)
        .join(Branch, Branch.id == Resident.branch_id)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .join(Course, Course.id == Offering.course_id)
        .where(
            Enrolment.status == EnrolmentStatus.COMPLETED,
            Offering.ends.between(first, last),
            Branch.code.in_(branches),
            ~credited,
        )
        .order_by(Offering.starts, Offering.title)
    )
