"""Whole lists, row by row, in the order of the columns of interfaces: codes and names instead of keys."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.choices import choice_word
from commedu_desktop.store.tables import Branch, Household, PopulationGroup, Resident, ResidentGroup

Records = Iterator[Sequence[Any]]
_AT_ONCE = 500


def residents(session: Session, language: str, ids: Sequence[UUID] | None = None) -> Records:
    """Everybody who is on the register, by card, or only these, in their order; last comes `resident.extra`."""
    branches = {row.id: row.code for row in session.scalars(select(Branch))}
    households = {row.id: row.code for row in session.scalars(select(Household))}
    groups = _groups(session, language)
    for row in _rows_of(session, ids):
        key, card, name, sex, born, number, phone, address, branch, household, joined, note, extra = row
        word = choice_word(sex, language) if sex else ""
        place = branches.get(branch, "")
        code = households.get(household, "") if household else ""
        yield card, name, word, born, number, phone, address, place, code, groups.get(key, ""), joined, note, extra


def _rows_of(session: Session, ids: Sequence[UUID] | None) -> Iterator[Any]:
    r = Resident
    wanted = select(
        r.id,
        r.card,
        r.name,
        r.sex,
        r.born,
        r.id_number,
        r.phone,
        r.address,
        r.branch_id,
        r.household_id,
        r.joined,
        r.note,
        r.extra,
    ).where(r.archived.is_(False), r.merged_into_id.is_(None))
    if ids is None:
        yield from session.execute(wanted.order_by(r.card))
        return
    for at in range(0, len(ids), _AT_ONCE):
        some = ids[at : at + _AT_ONCE]
        found = {row[0]: row for row in session.execute(wanted.where(r.id.in_(some)))}
        yield from (found[key] for key in some if key in found)


def further_facts(session: Session) -> set[str]:
    """The keys of `resident.extra` that anybody has."""
    filled = select(Resident.extra).where(Resident.archived.is_(False), cast(Resident.extra, String) != "{}")
    return {key for (extra,) in session.execute(filled) for key in extra}


def group_names(session: Session, language: str) -> dict[Any, str]:
    """Group -> its name."""
    return {row.id: row.names.get(language) or row.code for row in session.scalars(select(PopulationGroup))}


def _groups(session: Session, language: str) -> dict[Any, str]:
    """Resident -> names of their groups, joined."""
    names = group_names(session, language)
    found: dict[Any, list[str]] = {}
    for resident, group in session.execute(select(ResidentGroup.resident_id, ResidentGroup.group_id)):
        found.setdefault(resident, []).append(names[group])
    joint = "；" if language.startswith("zh") else "; "
    return {resident: joint.join(sorted(several)) for resident, several in found.items()}
