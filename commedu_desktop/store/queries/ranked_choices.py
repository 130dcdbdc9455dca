"""Rounds of registration by ranked choices, and what was handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session, aliased

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.store.tables import Enrolment, Lesson, Offering, Resident, Term
from commedu_desktop.store.tables.ranked_choices import Allocation, ChoiceRound, RankedChoice, RoundOffering


@dataclass(frozen=True)
class OpenRound:
    """A round whose places were not allocated yet."""

    id: UUID
    title: str
    closes: date


@dataclass(frozen=True)
class RoundRow:
    """A round as it is listed; `people` handed in choices; `allocated_at` (UTC) is None until the places were given."""

    id: UUID
    code: str
    title: str
    term_id: UUID
    term: str
    opens: date
    closes: date
    most: int
    returning_first: bool
    groups: tuple[str, ...]
    seed: str
    classes: int
    people: int
    allocated_at: datetime | None


@dataclass(frozen=True)
class RoundClass:
    """A class of a round: free places (None: no limit), and how many chose it, first and at all."""

    offering_id: UUID
    code: str
    title: str
    times: str
    capacity: int
    taken: int
    first: int
    chosen: int

    @property
    def free(self) -> int | None:
        return max(0, self.capacity - self.taken) if self.capacity else None


@dataclass(frozen=True)
class HandedIn:
    """One resident's choices, the dearest first."""

    resident_id: UUID
    card: str
    name: str
    pinyin: str
    offering_ids: tuple[UUID, ...]
    at: datetime
    note: str
    waived: str


def open_round_of(session: Session, offering_id: UUID) -> OpenRound | None:
    """The round in which the places of an offering will be given, until they are."""
    query = (
        select(ChoiceRound.id, ChoiceRound.title, ChoiceRound.closes)
        .join(RoundOffering, RoundOffering.round_id == ChoiceRound.id)
        .outerjoin(Allocation, Allocation.round_id == ChoiceRound.id)
        .where(RoundOffering.offering_id == offering_id, Allocation.id.is_(None))
    )
    row = session.execute(query).one_or_none()
    return None if row is None else OpenRound(*row)


def rounds(session: Session, round_id: UUID | None = None) -> list[RoundRow]:
    """All rounds, the last to close first; or one."""
    classes = select(func.count()).where(RoundOffering.round_id == ChoiceRound.id).correlate(ChoiceRound)
    people = (
        select(func.count(func.distinct(RankedChoice.resident_id)))
        .where(RankedChoice.round_id == ChoiceRound.id)
        .correlate(ChoiceRound)
    )
    query = (
        select(ChoiceRound, Term, classes.scalar_subquery(), people.scalar_subquery(), Allocation.at)
        .join(Term, Term.id == ChoiceRound.term_id)
        .outerjoin(Allocation, Allocation.round_id == ChoiceRound.id)
        .order_by(ChoiceRound.closes.desc(), ChoiceRound.code)
    )
    if round_id is not None:
        query = query.where(ChoiceRound.id == round_id)
    return [_round(*row) for row in session.execute(query)]


def _round(row: ChoiceRound, term: Term, classes: int, people: int, at: datetime | None) -> RoundRow:
    return RoundRow(
        id=row.id,
        code=row.code,
        title=row.title,
        term_id=term.id,
        term=term.name or term.code,
        opens=row.opens,
        closes=row.closes,
        most=row.most,
        returning_first=row.returning_first,
        groups=tuple(row.groups),
        seed=row.seed,
        classes=classes,
        people=people,
        allocated_at=at,
    )


def classes_of_round(session: Session, round_id: UUID) -> list[RoundClass]:
    """The classes of a round by title, with their places and how they are wanted."""
    takes = Enrolment.status.in_((EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED)) | Enrolment.held_until.is_not(
        None
    )
    taken = select(func.count()).where(Enrolment.offering_id == Offering.id, takes).correlate(Offering)
    query = (
        select(Offering.id, Offering.code, Offering.title, Offering.times, Offering.capacity, taken.scalar_subquery())
        .join(RoundOffering, RoundOffering.offering_id == Offering.id)
        .where(RoundOffering.round_id == round_id)
        .order_by(Offering.title, Offering.code)
    )
    wanted = _wanted(session, round_id)
    return [
        RoundClass(key, code, title, times, capacity, number, *wanted.get(key, (0, 0)))
        for key, code, title, times, capacity, number in session.execute(query)
    ]


def _wanted(session: Session, round_id: UUID) -> Mapping[UUID, tuple[int, int]]:
    first = func.sum(case((RankedChoice.rank == 1, 1), else_=0))
    query = (
        select(RankedChoice.offering_id, first, func.count())
        .where(RankedChoice.round_id == round_id)
        .group_by(RankedChoice.offering_id)
    )
    return {key: (firsts, chosen) for key, firsts, chosen in session.execute(query)}


def handed_in(session: Session, round_id: UUID, resident_id: UUID | None = None) -> list[HandedIn]:
    """Who handed in which choices, by pinyin; or those of one resident."""
    query = (
        select(RankedChoice, Resident.card, Resident.name, Resident.pinyin)
        .join(Resident, Resident.id == RankedChoice.resident_id)
        .where(RankedChoice.round_id == round_id)
        .order_by(Resident.pinyin, Resident.name, Resident.id, RankedChoice.rank)
    )
    if resident_id is not None:
        query = query.where(RankedChoice.resident_id == resident_id)
    people: dict[UUID, list[Any]] = {}
    for row in session.execute(query):
        people.setdefault(row[0].resident_id, []).append(row)
    return [
        HandedIn(
            key,
            rows[0].card,
            rows[0].name,
            rows[0].pinyin,
            tuple(one[0].offering_id for one in rows),
            rows[0][0].at,
            rows[0][0].note,
            " ".join(sorted({word for one in rows for word in one[0].waived.split()})),
        )
        for key, rows in people.items()
    ]


def overlaps(session: Session, round_id: UUID, after: datetime) -> list[tuple[UUID, UUID]]:
    """Pairs of classes of the round whose coming lessons overlap; each pair once."""
    one, other = aliased(Lesson), aliased(Lesson)
    here, there = aliased(RoundOffering), aliased(RoundOffering)
    query = (
        select(here.offering_id, there.offering_id)
        .distinct()
        .join(there, and_(there.round_id == here.round_id, there.offering_id > here.offering_id))
        .join(one, and_(one.offering_id == here.offering_id, one.starts >= after))
        .join(other, and_(other.offering_id == there.offering_id, other.starts < one.ends, other.ends > one.starts))
        .where(here.round_id == round_id)
        .where(one.status != LessonStatus.CANCELLED, other.status != LessonStatus.CANCELLED)
    )
    return [(first, second) for first, second in session.execute(query)]


def barred_by_lessons(session: Session, round_id: UUID, after: datetime) -> set[tuple[UUID, UUID]]:
    """(resident, offering): choices at the hours of a class that the resident is in already."""
    mine, theirs = aliased(Lesson), aliased(Lesson)
    query = (
        select(RankedChoice.resident_id, RankedChoice.offering_id)
        .distinct()
        .join(
            Enrolment,
            and_(Enrolment.resident_id == RankedChoice.resident_id, Enrolment.offering_id != RankedChoice.offering_id),
        )
        .join(theirs, and_(theirs.offering_id == RankedChoice.offering_id, theirs.starts >= after))
        .join(
            mine,
            and_(mine.offering_id == Enrolment.offering_id, mine.starts < theirs.ends, mine.ends > theirs.starts),
        )
        .where(RankedChoice.round_id == round_id, Enrolment.status == EnrolmentStatus.ENROLLED)
        .where(mine.status != LessonStatus.CANCELLED, theirs.status != LessonStatus.CANCELLED)
    )
    return {(resident, offering) for resident, offering in session.execute(query)}


def present_in(session: Session, round_id: UUID) -> dict[tuple[UUID, UUID], EnrolmentStatus]:
    """(resident, offering) -> how they stand in a class of the round already."""
    query = (
        select(Enrolment.resident_id, Enrolment.offering_id, Enrolment.status)
        .join(RoundOffering, RoundOffering.offering_id == Enrolment.offering_id)
        .where(RoundOffering.round_id == round_id, Enrolment.status != EnrolmentStatus.WITHDRAWN)
    )
    return {(resident, offering): status for resident, offering, status in session.execute(query)}
