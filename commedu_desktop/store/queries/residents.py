"""Residents read back: the rows of a table of any length, and what a clerk compares a person with."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.residents import Sex
from commedu_desktop.domain.search import anywhere
from commedu_desktop.store import search
from commedu_desktop.store.tables import (
    AttendanceMark,
    Branch,
    Enrolment,
    Household,
    Lesson,
    Offering,
    PopulationGroup,
    Resident,
    ResidentGroup,
)


@dataclass(frozen=True)
class FoundResident:
    """A resident as a row. `branch` is its name; `groups` are names in the language asked for."""

    id: UUID
    card: str
    name: str
    pinyin: str
    sex: Sex | None
    born: date | None
    phone: str
    branch: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroupRow:
    """A population group; `name` in the language asked for."""

    id: UUID
    code: str
    name: str


@dataclass(frozen=True)
class ResidentFilter:
    """What the rows have in common; what is not set does not narrow. Birth dates include both days."""

    text: str = ""
    branch_id: UUID | None = None
    group_id: UUID | None = None
    sex: Sex | None = None
    born_from: date | None = None
    born_until: date | None = None
    term_id: UUID | None = None
    offering_id: UUID | None = None
    no_lesson_since: date | None = None

    @property
    def is_empty(self) -> bool:
        return self == ResidentFilter()


SORTS: dict[str, tuple[Any, ...]] = {
    "name": (Resident.pinyin, Resident.id),
    "card": (Resident.card,),
    "born": (Resident.born, Resident.id),
    "branch": (Resident.branch_id, Resident.pinyin, Resident.id),
}


def resident_ids(
    session: Session,
    wanted: ResidentFilter,
    sort: str = "name",
    descending: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[UUID]:
    """All ids in order, or `limit` of them from `offset` on."""
    order = [column.desc() if descending else column for column in SORTS.get(sort) or SORTS["name"]]
    query = select(Resident.id).where(*_conditions(session, wanted)).order_by(*order).limit(limit).offset(offset)
    return list(session.scalars(query))


def best_ids(session: Session, wanted: ResidentFilter, limit: int) -> list[UUID]:
    """Those whom the typed text finds, the best first, as far as they fit the filter too."""
    found = search.find_ids(session, wanted.text, limit)
    others = replace(wanted, text="")
    if others.is_empty or not found:
        return found
    fitting = set(session.scalars(select(Resident.id).where(Resident.id.in_(found), *_conditions(session, others))))
    return [key for key in found if key in fitting]


def count_residents(session: Session, wanted: ResidentFilter) -> int:
    """How many rows there are."""
    return session.scalar(select(func.count()).select_from(Resident).where(*_conditions(session, wanted))) or 0


def _conditions(session: Session, wanted: ResidentFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Resident.archived.is_(False)]
    if question := anywhere(wanted.text):
        conditions.append(Resident.id.in_(search.matching(session, question)))
    if wanted.branch_id is not None:
        conditions.append(Resident.branch_id == wanted.branch_id)
    if wanted.sex is not None:
        conditions.append(Resident.sex == wanted.sex)
    if wanted.born_from is not None:
        conditions.append(Resident.born >= wanted.born_from)
    if wanted.born_until is not None:
        conditions.append(Resident.born <= wanted.born_until)
    return conditions + _joined_conditions(wanted)


def _joined_conditions(wanted: ResidentFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.group_id is not None:
        group = ResidentGroup.group_id == wanted.group_id
        conditions.append(Resident.id.in_(select(ResidentGroup.resident_id).where(group)))
    if wanted.offering_id is not None or wanted.term_id is not None:
        conditions.append(Resident.id.in_(_learners(wanted)))
    if wanted.no_lesson_since is not None:
        attended = AttendanceMark.mark.in_((Mark.PRESENT, Mark.LATE))
        came = exists().where(
            AttendanceMark.resident_id == Resident.id,
            AttendanceMark.lesson_id == Lesson.id,
            attended,
            Lesson.starts >= datetime.combine(wanted.no_lesson_since, time()),
        )
        conditions.append(~came)
    return conditions


def _learners(wanted: ResidentFilter) -> Select[UUID]:
    query = select(Enrolment.resident_id).where(
        Enrolment.status.in_((EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED))
    )
    if wanted.offering_id is not None:
        query = query.where(Enrolment.offering_id == wanted.offering_id)
    if wanted.term_id is not None:
        query = query.join(Offering, Offering.id == Enrolment.offering_id).where(Offering.term_id == wanted.term_id)
    return query


_FOUND = (
    select(
        Resident.id,
        Resident.card,
        Resident.name,
        Resident.pinyin,
        Resident.sex,
        Resident.born,
        Resident.phone,
        Branch.name,
        PopulationGroup.names,
        PopulationGroup.code,
    )
    .join(Branch, Branch.id == Resident.branch_id)
    .outerjoin(ResidentGroup, ResidentGroup.resident_id == Resident.id)
    .outerjoin(PopulationGroup, PopulationGroup.id == ResidentGroup.group_id)
    .where(Resident.id.in_(bindparam("ids", expanding=True)))
    .order_by(PopulationGroup.position, PopulationGroup.code)
)
"""A line for each group of each resident; people without one have one line."""


def resident_rows(session: Session, ids: Iterable[UUID], language: str) -> dict[UUID, FoundResident]:
    """The rows of some residents, by id, in the order asked for."""
    keys = list(ids)
    people: dict[UUID, Sequence[Any]] = {}
    groups: defaultdict[UUID, list[str]] = defaultdict(list)
    for *person, names, code in session.execute(_FOUND, {"ids": keys}):
        people[person[0]] = person
        if code is not None:
            groups[person[0]].append(_named(names, code, language))
    return {key: FoundResident(*(*people[key], tuple(groups[key]))) for key in keys if key in people}


def groups_of(session: Session, ids: Sequence[UUID], language: str) -> defaultdict[UUID, list[GroupRow]]:
    """Each resident's groups, in the list's order."""
    query = (
        select(ResidentGroup.resident_id, PopulationGroup.id, PopulationGroup.code, PopulationGroup.names)
        .join(PopulationGroup, PopulationGroup.id == ResidentGroup.group_id)
        .where(ResidentGroup.resident_id.in_(ids))
        .order_by(PopulationGroup.position, PopulationGroup.code)
    )
    found: defaultdict[UUID, list[GroupRow]] = defaultdict(list)
    for resident_id, key, code, names in session.execute(query):
        found[resident_id].append(GroupRow(key, code, _named(names, code, language)))
    return found


def class_choices(session: Session, term_id: UUID | None, ended: date) -> list[tuple[UUID, str]]:
    """Id and title of the classes of a term; without one, of those that did not end before `ended`."""
    wanted = select(Offering.id, Offering.title).order_by(Offering.title, Offering.code)
    of_term = Offering.ends >= ended if term_id is None else Offering.term_id == term_id
    return [(key, title) for key, title in session.execute(wanted.where(of_term))]


def population_groups(session: Session, language: str) -> tuple[GroupRow, ...]:
    """The groups in use, in the list's order."""
    wanted = select(PopulationGroup).where(PopulationGroup.archived.is_(False))
    rows = session.scalars(wanted.order_by(PopulationGroup.position, PopulationGroup.code))
    return tuple(GroupRow(row.id, row.code, _named(row.names, row.code, language)) for row in rows)


def _named(names: dict[str, Any], code: str, language: str) -> str:
    return str(names.get(language) or names.get("en") or code)


def alike(
    session: Session, *, id_number: str, phone: str, pinyin: str, born: date | None, limit: int
) -> list[Resident]:
    """Residents who share an ID number, a phone, a name (as written or as read) or a birth date with a surname."""
    same: list[ColumnElement[bool]] = []
    if id_number:
        same.append(Resident.id_number == id_number)
    if phone:
        same.append(Resident.phone == phone)
    if pinyin:
        same.append(Resident.pinyin == pinyin)
    if born is not None and pinyin:
        first = pinyin.split()[0]
        same.append((Resident.born == born) & Resident.pinyin.startswith(first, autoescape=True))
    if not same:
        return []
    return list(session.scalars(select(Resident).where(or_(*same), Resident.archived.is_(False)).limit(limit)))


def household_of(session: Session, code: str) -> Household | None:
    return session.scalars(select(Household).where(Household.code == code)).one_or_none()
