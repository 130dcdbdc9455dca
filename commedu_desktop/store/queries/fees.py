"""What residents owe and have paid, enrolment by enrolment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union
from sqlalchemy.orm import Session, aliased

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.fees import Account, Charge, FeeRules, Why, charge
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.store.tables import Enrolment, Lesson, Offering, PopulationGroup, Resident, ResidentGroup
from commedu_desktop.store.tables.payments import FeeCharge, Receipt, ReceiptLine

_PLACES = [status for status in EnrolmentStatus if status.takes_a_place]


@dataclass(frozen=True)
class FeeLine:
    """One enrolment's money. `fixed`: the charge no longer follows the rules; `note` says why it was set by hand."""

    enrolment_id: UUID
    resident_id: UUID
    offering_id: UUID
    name: str
    card: str
    phone: str
    title: str
    account: Account
    fixed: bool
    note: str
    ended_on: date | None

    @property
    def owed(self) -> int:
        return self.account.owed


def _paid() -> ColumnElement[int]:
    """Taken less given back for an enrolment; void receipts do not count."""
    sums = (
        select(func.coalesce(func.sum(ReceiptLine.amount), 0))
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .where(ReceiptLine.enrolment_id == Enrolment.id, Receipt.voided_at.is_(None))
    )
    return sums.correlate(Enrolment).scalar_subquery()


def _begun(now: datetime) -> ColumnElement[int]:
    """Lessons since the enrolment that began before now, or before the day of leaving."""
    before_leaving = or_(
        Enrolment.ended_on.is_(None), Enrolment.ended_on >= now.date(), Lesson.starts < Enrolment.ended_on
    )
    counted = select(func.count()).where(
        Lesson.offering_id == Enrolment.offering_id,
        Lesson.status != LessonStatus.CANCELLED,
        Lesson.starts >= Enrolment.enrolled_on,
        Lesson.starts <= now,
        before_leaving,
    )
    return counted.correlate(Enrolment).scalar_subquery()


def _household_before() -> ColumnElement[bool]:
    """Whether someone else of the household has a place in the same term that was taken before this one."""
    other, theirs, run = aliased(Resident), aliased(Enrolment), aliased(Offering)
    earlier = or_(
        theirs.enrolled_on < Enrolment.enrolled_on,
        and_(theirs.enrolled_on == Enrolment.enrolled_on, theirs.id < Enrolment.id),
    )
    return (
        select(theirs.id)
        .join(other, other.id == theirs.resident_id)
        .join(run, run.id == theirs.offering_id)
        .where(
            other.household_id == Resident.household_id,
            other.id != Resident.id,
            theirs.status.in_(_PLACES),
            run.term_id == Offering.term_id,
            run.fee > 0,
            earlier,
        )
        .correlate(Resident, Enrolment, Offering)
        .exists()
    )


def _lines(now: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Enrolment.id,
            Enrolment.resident_id,
            Enrolment.offering_id,
            Resident.name,
            Resident.card,
            Resident.phone,
            Offering.title,
            Offering.fee,
            Offering.status == OfferingStatus.CANCELLED,
            Enrolment.status,
            Enrolment.ended_on,
            FeeCharge.fee,
            FeeCharge.discount,
            FeeCharge.why,
            FeeCharge.note,
            _paid(),
            _begun(now),
            _household_before(),
        )
        .join(Offering, Offering.id == Enrolment.offering_id)
        .join(Resident, Resident.id == Enrolment.resident_id)
        .outerjoin(FeeCharge, FeeCharge.enrolment_id == Enrolment.id)
    )


def fee_lines(session: Session, resident_id: UUID, rules: FeeRules, now: datetime) -> list[FeeLine]:
    """All enrolments of a resident that cost something or were paid for, the newest first."""
    wanted = _lines(now).where(Enrolment.resident_id == resident_id).order_by(Offering.starts.desc(), Offering.title)
    every = _read(session, wanted, rules)
    return [
        line for line in every if line.account.paid or (line.account.charge.fee and line.account.status.takes_a_place)
    ]


def fee_line(session: Session, enrolment_id: UUID, rules: FeeRules, now: datetime) -> FeeLine:
    """The money of one enrolment. Raises: LookupError when there is none."""
    found = _read(session, _lines(now).where(Enrolment.id == enrolment_id), rules)
    if not found:
        raise LookupError(enrolment_id)
    return found[0]


def unpaid_lines(
    session: Session, rules: FeeRules, now: datetime, offering_id: UUID | None = None, limit: int = 1_000
) -> list[FeeLine]:
    """Who owes a fee of a class that goes on or ended in the last half year, by class and name."""
    paid = _paid()
    charged = select(Enrolment.offering_id).join(FeeCharge, FeeCharge.enrolment_id == Enrolment.id)
    costly = union(select(Offering.id).where(Offering.fee > 0), charged).subquery()
    wanted = _lines(now).where(
        Enrolment.offering_id.in_(select(costly.c[0])),
        Enrolment.status.in_(_PLACES),
        Offering.status != OfferingStatus.CANCELLED,
        Offering.ends >= date.fromordinal(now.toordinal() - 183),
        func.coalesce(FeeCharge.fee - FeeCharge.discount, Offering.fee) > paid,
    )
    if offering_id is not None:
        wanted = wanted.where(Enrolment.offering_id == offering_id)
    found = _read(session, wanted.order_by(Offering.starts, Offering.title, Resident.pinyin, Enrolment.id), rules)
    return [line for line in found if line.owed][:limit]


def _read(session: Session, wanted: Select[*tuple[Any, ...]], rules: FeeRules) -> list[FeeLine]:
    rows = session.execute(wanted).all()
    groups = _groups(session, [row[1] for row in rows]) if rules.groups else {}
    return [_line(row, rules, groups.get(row[1], ())) for row in rows]


def _line(row: Sequence[Any], rules: FeeRules, groups: Sequence[str]) -> FeeLine:
    fee, cancelled, status, ended_on, own_fee, discount, why, note, paid, begun, household = row[7:]
    if own_fee is None:
        asked = charge(fee, rules, groups, household=bool(household))
    else:
        asked = Charge(own_fee, discount, Why(why))
    account = Account(asked, int(paid), EnrolmentStatus(status), int(begun), cancelled=bool(cancelled))
    key, resident_id, offering_id, name, card, phone, title = row[:7]
    whose = {"name": name, "card": card, "phone": phone, "title": title}
    return FeeLine(
        key,
        resident_id,
        offering_id,
        **whose,
        account=account,
        fixed=own_fee is not None,
        note=note or "",
        ended_on=ended_on,
    )


def _groups(session: Session, resident_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    ids = list(dict.fromkeys(resident_ids))
    for at in range(0, len(ids), 500):
        wanted = (
            select(ResidentGroup.resident_id, PopulationGroup.code)
            .join(PopulationGroup, PopulationGroup.id == ResidentGroup.group_id)
            .where(ResidentGroup.resident_id.in_(ids[at : at + 500]))
        )
        for resident_id, code in session.execute(wanted):
            found.setdefault(resident_id, []).append(code)
    return found
