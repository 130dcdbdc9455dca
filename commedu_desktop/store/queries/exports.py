"""Whole lists, row by row, in the order of the columns of interfaces: codes and names instead of keys."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.choices import choice_word
from commedu_desktop.store.tables import Branch, Household, PopulationGroup, Resident, ResidentGroup

Records = Iterator[Sequence[Any]]


def residents(session: Session, language: str) -> Records:
    """Everybody who is on the register, by card."""
    branches = {row.id: row.code for row in session.scalars(select(Branch))}
    households = {row.id: row.code for row in session.scalars(select(Household))}
    groups = _groups(session, language)
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
    ).where(r.archived.is_(False), r.merged_into_id.is_(None))
    for key, card, name, sex, born, number, phone, address, branch, household, joined, note in session.execute(
        wanted.order_by(r.card)
    ):
        word = choice_word(sex, language) if sex else ""
        place = branches.get(branch, "")
        code = households.get(household, "") if household else ""
        yield card, name, word, born, number, phone, address, place, code, groups.get(key, ""), joined, note


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
