"""Everything about one resident that a clerk wants in sight."""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.domain.residents import Sex
from commedu_desktop.store.queries.lessons import held
from commedu_desktop.store.queries.residents import GroupRow, groups_of
from commedu_desktop.store.tables import (
    AttendanceMark,
    Branch,
    Certificate,
    Enrolment,
    Household,
    JournalRow,
    JournalWrite,
    Lesson,
    Offering,
    Resident,
    Term,
    Venue,
)

_LAST_WRITES = 6
_OF_THE_DRAWER = ("close_cash", "count_receipt_prints")
"""Writes that touch receipts and say nothing of whose they are."""


@dataclass(frozen=True)
class Member:
    """Another resident of the household."""

    id: UUID
    name: str
    card: str
    born: date | None


@dataclass(frozen=True)
class ClassTaken:
    """A class of the present term; `attended` of the `held` lessons since the resident is in it."""

    offering_id: UUID
    title: str
    times: str
    venue: str
    attended: int
    held: int


@dataclass(frozen=True)
class PlaceInQueue:
    """`place` from 1 in the waiting list of `waiting` people."""

    offering_id: UUID
    title: str
    place: int
    waiting: int


@dataclass(frozen=True)
class HistoryLine:
    """What was written about the resident; `at` is UTC."""

    at: datetime
    actor: str
    verb: str
    subject: str


@dataclass(frozen=True)
class ResidentDetail:
    """`credits` are those of completed courses, each course once; `void_cards` the numbers before, the latest first.

    `photo` is a JPEG or empty; `extra` holds what `domain.custom_fields` names, and values of own fields by code.
    """

    id: UUID
    card: str
    name: str
    pinyin: str
    sex: Sex | None
    born: date | None
    id_number: str
    phone: str
    address: str
    note: str
    joined: date
    branch_id: UUID
    branch: str
    household: str
    extra: Mapping[str, Any]
    photo: bytes
    void_cards: tuple[str, ...]
    members: tuple[Member, ...]
    groups: tuple[GroupRow, ...]
    classes: tuple[ClassTaken, ...]
    waiting: tuple[PlaceInQueue, ...]
    credits: Fraction
    certificates: int
    history: tuple[HistoryLine, ...]


def resident_detail(
    session: Session, resident_id: UUID, day: date, hours_per_credit: int, language: str
) -> ResidentDetail | None:
    """None when there is no such resident (any more)."""
    row = session.get(Resident, resident_id)
    if row is None:
        return None
    household = session.get(Household, row.household_id) if row.household_id else None
    return ResidentDetail(
        id=row.id,
        card=row.card,
        name=row.name,
        pinyin=row.pinyin,
        sex=row.sex,
        born=row.born,
        id_number=row.id_number,
        phone=row.phone,
        address=row.address,
        note=row.note,
        joined=row.joined,
        branch_id=row.branch_id,
        branch=session.get_one(Branch, row.branch_id).name,
        household=household.code if household else "",
        extra=dict(row.extra),
        photo=_photo(session, row.id),
        void_cards=_void_cards(session, row.id),
        members=_members(session, row),
        groups=tuple(groups_of(session, [row.id], language)[row.id]),
        classes=_classes(session, row.id, day),
        waiting=_waiting(session, row.id),
        credits=_credits(session, row.id, hours_per_credit),
        certificates=_certificates(session, row.id),
        history=history_of(session, row.id, _LAST_WRITES),
    )


def _photo(session: Session, resident_id: UUID) -> bytes:
    from commedu_desktop.store.tables.register import ResidentPhoto

    found = session.scalars(select(ResidentPhoto.content).where(ResidentPhoto.resident_id == resident_id)).first()
    return b64decode(found) if found else b""


def _void_cards(session: Session, resident_id: UUID) -> tuple[str, ...]:
    from commedu_desktop.store.tables.register import VoidedCard

    wanted = select(VoidedCard.card).where(VoidedCard.resident_id == resident_id)
    return tuple(session.scalars(wanted.order_by(VoidedCard.voided_at.desc())))


def _members(session: Session, row: Resident) -> tuple[Member, ...]:
    if row.household_id is None:
        return ()
    wanted = select(Resident.id, Resident.name, Resident.card, Resident.born).where(
        Resident.household_id == row.household_id, Resident.id != row.id, Resident.archived.is_(False)
    )
    return tuple(Member(*found) for found in session.execute(wanted.order_by(Resident.born, Resident.id)))


def _classes(session: Session, resident_id: UUID, day: date) -> tuple[ClassTaken, ...]:
    """Classes of the term that `day` lies in, or that are not over by then."""
    wanted = (
        select(Offering.id, Offering.title, Offering.times, Venue.name, Enrolment.enrolled_on)
        .join(Enrolment, Enrolment.offering_id == Offering.id)
        .join(Term, Term.id == Offering.term_id)
        .outerjoin(Venue, Venue.id == Offering.venue_id)
        .where(
            Enrolment.resident_id == resident_id,
            Enrolment.status.in_((EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED)),
            Offering.status == OfferingStatus.OPEN,
            or_((Term.starts <= day) & (Term.ends >= day), Offering.ends >= day),
        )
        .order_by(Offering.starts, Offering.title)
    )
    rows: Sequence[Any] = session.execute(wanted).all()
    attended = _attended(session, resident_id, [row[0] for row in rows])
    return tuple(
        ClassTaken(key, title, times, venue or "", attended.get(key, 0), _held(session, key, since))
        for key, title, times, venue, since in rows
    )


def _attended(session: Session, resident_id: UUID, offerings: Sequence[UUID]) -> dict[UUID, int]:
    wanted = (
        select(Lesson.offering_id, func.count())
        .join(AttendanceMark, AttendanceMark.lesson_id == Lesson.id)
        .where(
            AttendanceMark.resident_id == resident_id,
            AttendanceMark.mark.in_([mark for mark in Mark if mark.attended]),
            Lesson.offering_id.in_(offerings),
        )
        .group_by(Lesson.offering_id)
    )
    return {key: number for key, number in session.execute(wanted).all()}  # noqa: C416 - rows are no pairs to mypy


def _held(session: Session, offering_id: UUID, since: date) -> int:
    begins = datetime(since.year, since.month, since.day)
    wanted = select(func.count()).where(Lesson.offering_id == offering_id, Lesson.starts >= begins, held())
    return session.scalar(wanted) or 0


def _waiting(session: Session, resident_id: UUID) -> tuple[PlaceInQueue, ...]:
    own = (
        select(Enrolment.offering_id, Offering.title)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .where(Enrolment.resident_id == resident_id, Enrolment.status == EnrolmentStatus.WAITING)
        .order_by(Offering.title)
    )
    return tuple(_place(session, resident_id, key, title) for key, title in session.execute(own).all())


def _place(session: Session, resident_id: UUID, offering_id: UUID, title: str) -> PlaceInQueue:
    queue = (
        select(Enrolment.resident_id)
        .where(Enrolment.offering_id == offering_id, Enrolment.status == EnrolmentStatus.WAITING)
        .order_by(Enrolment.queued_at, Enrolment.id)
    )
    waiting = list(session.scalars(queue))
    return PlaceInQueue(offering_id, title, waiting.index(resident_id) + 1, len(waiting))


def _credits(session: Session, resident_id: UUID, hours_per_credit: int) -> Fraction:
    from commedu_desktop.store.queries.credits import balance

    return balance(session, resident_id, hours_per_credit)


def _certificates(session: Session, resident_id: UUID) -> int:
    valid = select(func.count()).where(Certificate.resident_id == resident_id, Certificate.voided_at.is_(None))
    return session.scalar(valid) or 0


def history_of(session: Session, resident_id: UUID, most: int) -> tuple[HistoryLine, ...]:
    """The last writes about the resident, the resident's enrolments, payments and redeemed credits, newest first."""
    from commedu_desktop.store.queries.credits import redeemed
    from commedu_desktop.store.tables.payments import Receipt

    enrolments = session.scalars(select(Enrolment.id).where(Enrolment.resident_id == resident_id))
    receipts = session.scalars(select(Receipt.id).where(Receipt.resident_id == resident_id))
    rewards = [one.id for one in redeemed(session, resident_id)]
    rows = [resident_id.bytes, *(key.bytes for key in (*enrolments, *receipts, *rewards))]
    writes = select(JournalRow.write_id).where(JournalRow.row_id.in_(rows))
    wanted = select(JournalWrite).where(JournalWrite.id.in_(writes), JournalWrite.verb.not_in(_OF_THE_DRAWER))
    wanted = wanted.order_by(JournalWrite.number.desc())
    found = session.scalars(wanted.limit(most))
    return tuple(HistoryLine(write.at, write.actor, write.verb, write.subject) for write in found)
