"""Populations by branch and year: what rates are divided by."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.tables import Branch, Population, PopulationGroup

MOST = 100_000_000


@dataclass(frozen=True)
class PopulationTable:
    """Branches by columns; the column `""` is all residents, the others are groups. A missing cell was not entered."""

    year: int
    branches: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, Mapping[str, str]], ...]
    numbers: Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class SetPopulation:
    """One cell; None takes the number out. `branch` and `group` are codes, an empty group is all residents."""

    year: int
    branch: str
    group: str
    number: int | None


def population_table(session: Session, year: int) -> PopulationTable:
    """The branches and groups that are in use, with what was entered for the year."""
    branches = session.execute(select(Branch.code, Branch.name).where(Branch.archived.is_(False)).order_by(Branch.code))
    groups = session.execute(
        select(PopulationGroup.code, PopulationGroup.names)
        .where(PopulationGroup.archived.is_(False))
        .order_by(PopulationGroup.position, PopulationGroup.code)
    )
    rows = session.execute(
        select(Branch.code, PopulationGroup.code, Population.number)
        .join(Branch, Branch.id == Population.branch_id)
        .outerjoin(PopulationGroup, PopulationGroup.id == Population.group_id)
        .where(Population.year == year)
    )
    return PopulationTable(
        year,
        tuple((code, name) for code, name in branches),
        tuple((code, names) for code, names in groups),
        {(branch, group or ""): number for branch, group, number in rows},
    )


def set_population(session: Session, request: SetPopulation) -> None:
    """Raises: Refused population-out-of-range, no-branch-with-code, population-above-all."""
    branch = session.scalars(select(Branch).where(Branch.code == request.branch)).one_or_none()
    if branch is None:
        raise Refused("no-branch-with-code", code=request.branch)
    if request.number is not None and not 0 <= request.number <= MOST:
        raise Refused("population-out-of-range", most=MOST)
    group = _group(session, request.group)
    _refuse_too_many(session, request, branch.id)
    here = select(Population).where(Population.branch_id == branch.id, Population.year == request.year)
    row = session.scalars(here.where(Population.group_id == group)).one_or_none()
    if request.number is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(Population(branch_id=branch.id, year=request.year, group_id=group, number=request.number))
    else:
        row.number = request.number
    name_write(session, f"{branch.name} {request.year}")


def copy_populations(session: Session, year: int) -> int:
    """Begin a year with the numbers of the year before where none was entered; returns how many were added.

    Raises: Refused populations-none-before.
    """
    there = {(row.branch_id, row.group_id) for row in _of_year(session, year)}
    wanted = [row for row in _of_year(session, year - 1) if (row.branch_id, row.group_id) not in there]
    if not wanted:
        raise Refused("populations-none-before", year=str(year - 1))
    session.add_all(
        Population(branch_id=row.branch_id, year=year, group_id=row.group_id, number=row.number) for row in wanted
    )
    name_write(session, str(year))
    return len(wanted)


def _of_year(session: Session, year: int) -> list[Population]:
    return list(session.scalars(select(Population).where(Population.year == year)))


def _group(session: Session, code: str) -> UUID | None:
    """Raises: Refused group-unknown."""
    if not code:
        return None
    found = session.scalars(select(PopulationGroup.id).where(PopulationGroup.code == code)).one_or_none()
    if found is None:
        raise Refused("group-unknown", group=code)
    return found


def _refuse_too_many(session: Session, request: SetPopulation, branch_id: UUID) -> None:
    """A group is never larger than all residents of the branch together."""
    numbers = {row.group_id: row.number for row in _of_year(session, request.year) if row.branch_id == branch_id}
    in_all = request.number if not request.group else numbers.get(None)
    largest = request.number if request.group else max((n for key, n in numbers.items() if key), default=0)
    if in_all is not None and largest is not None and largest > in_all:
        raise Refused("population-above-all", group=largest, number=in_all)
