"""The demonstration centre: the same every time, believable, and alive on the day it is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.services import demo_large
from commedu_desktop.services.centre import FILE, NewCentre, found_centre
from commedu_desktop.services.custom_fields import KEY as OWN_FIELDS
from commedu_desktop.services.demo_attendance import Enroller, Marker, Seat
from commedu_desktop.services.demo_choices import open_round
from commedu_desktop.services.demo_desk import (
    hand_in_last_month,
    hold_a_place,
    let_in_all_the_same,
    redeem_some,
    remember_prints,
)
from commedu_desktop.services.demo_history import Historian
from commedu_desktop.services.demo_money import Cashier
from commedu_desktop.services.demo_papers import Papers
from commedu_desktop.services.demo_people import Person, Register, own_field, own_filter, register_one_twice
from commedu_desktop.services.demo_plan import Planner, Run
from commedu_desktop.services.demo_stage import DEMO_NOW, Rows, Stage
from commedu_desktop.services.demo_year import plan_year
from commedu_desktop.services.office import Office, utc_now
from commedu_desktop.services.progress import progress_of
from commedu_desktop.services.saved_filters import KEY as FILTERS
from commedu_desktop.services.signing import APART
from commedu_desktop.store import search
from commedu_desktop.store.bulk import mass_writing
from commedu_desktop.store.counters import take_numbers
from commedu_desktop.store.database import Database
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.tables import (
    AttendanceMark,
    Branch,
    Category,
    CentreSetting,
    Enrolment,
    Household,
    Lesson,
    PopulationGroup,
    Resident,
    ResidentGroup,
)

__all__ = ["DEMO_NOW", "SIZES", "SMALL", "Demo", "create_demo", "fill_with_demo"]

SMALL, MEDIUM, LARGE = "small", "medium", "large"
SIZES = {SMALL: 300, MEDIUM: 2_000, LARGE: 200_000}
"""Residents of each size."""


@dataclass(frozen=True)
class Demo:
    """What `fill_with_demo` writes, and where in time it plays."""

    stage: Stage
    size: str = SMALL


def create_demo(
    folder: Path,
    request: NewCentre,
    *,
    actor: str,
    size: str = SMALL,
    now: datetime | None = None,
    zone: tzinfo | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Office:
    """A new centre with the demonstration in it, its term moved by whole weeks so that `now` lies in the middle.

    `now` is the centre's wall clock, by default that of `clock`; pictures and tests give DEMO_NOW.
    Raises: StoreTrouble.
    """
    Database.create(folder / FILE).close()
    office = Office(Database.for_filling(folder / FILE), clock, zone)
    stage = Stage(now or office.wall_clock(), request.region, request.language, zone)
    opening = stage.utc(datetime.combine(stage.term_starts, time(8)))
    before = Office(office.database, lambda: opening, zone)
    before.write(found_centre, request, actor=actor)
    before.write(fill_with_demo, Demo(stage, size), actor=actor)
    remember_prints(before, folder, stage, actor)
    before.database.close()
    return Office(Database.open(folder / FILE), clock, zone)


def fill_with_demo(session: Session, request: Demo) -> None:
    """Write the demonstration into a centre that has just been made; it cannot be undone."""
    stage = request.stage
    rows = Rows(stage)
    root = session.scalars(select(Branch)).one()
    groups = {group.code: group.id for group in session.scalars(select(PopulationGroup))}
    categories = {category.code: category.id for category in session.scalars(select(Category))}
    planner = Planner(stage, rows, root.id, categories)
    runs = planner.plan(groups)
    plan_year(stage, rows, planner.branches)
    register = Register(stage, rows, planner.branches, groups)
    people = register.fill(SIZES[SMALL])
    seats = _seat(stage, rows, runs, people)
    papers = Papers(stage, rows, root.name, planner.branches)
    papers.issue(runs, seats)
    papers.hang_up(runs)
    open_round(stage, rows, planner, people)
    cashier = Cashier(stage, rows, planner.branches, people)
    cashier.take(runs)
    Historian(stage, rows, planner, people).write()
    hold_a_place(stage, rows, runs)
    let_in_all_the_same(stage, rows, runs, people)
    redeem_some(stage, rows)
    register_one_twice(stage, rows, people)
    _keep_own(stage, rows, groups)
    cards = dict(register.cards)
    with mass_writing(session.connection(), Resident, ResidentGroup, Household, Enrolment, Lesson, AttendanceMark):
        rows.write(session.connection())
        if request.size != SMALL:
            cards |= _multiply(session, rows, planner, groups, request.size)
    _set_counters(session, planner.branches, cards, papers.issued)
    for (code, year), number in cashier.issued.items():
        take_numbers(session, planner.branches[code], "receipt", year, number)
    search.rebuild(session)
    hand_in_last_month(session, stage, rows)
    name_write(session, root.name, undoable=False)


def _seat(stage: Stage, rows: Rows, runs: list[Run], people: list[Person]) -> dict[str, list[Seat]]:
    """Who sits where, by offering, and how they came."""
    enroller, marker = Enroller(stage, rows, people), Marker(stage, rows)
    seats: dict[str, list[Seat]] = {}
    for run in sorted(runs, key=lambda run: -len(run.slots)):
        seats[run.code] = enroller.fill(run) if run.entry["demand"] else []
    for run in runs:
        marker.mark(run, seats[run.code])
    return seats


def _keep_own(stage: Stage, rows: Rows, groups: dict[str, UUID]) -> None:
    """The centre's own field and its saved filter."""
    rows.add(CentreSetting, key=OWN_FIELDS, year=APART, value=own_field(stage))
    rows.add(CentreSetting, key=FILTERS, year=APART, value=own_filter(stage, groups))


def _multiply(session: Session, rows: Rows, planner: Planner, groups: dict[str, UUID], size: str) -> dict[str, int]:
    """The large demonstration beside the small one; returns the cards given out at each of its branches."""
    points = demo_large.BRANCHES if size == LARGE else demo_large.BRANCHES[:1]
    multitude = demo_large.Multitude(rows.stage, rows, planner, session.connection(), progress_of(session), points)
    multitude.add_residents(SIZES[size] - SIZES[SMALL], groups)
    multitude.add_classes()
    return multitude.cards()


def _set_counters(
    session: Session, branches: dict[str, UUID], cards: dict[str, int], certificates: dict[int, int]
) -> None:
    """New cards and certificates go on from the last number used."""
    for branch, number in cards.items():
        take_numbers(session, branches[branch], "card", count=number)
    for year, number in certificates.items():
        take_numbers(session, branches["B01"], "certificate", year, number)
