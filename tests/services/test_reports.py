"""The figures of a report are right to the last person, and every one of them has its rows."""

import shutil
from datetime import date, datetime
from fractions import Fraction
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Cancelled, Refused
from commedu_desktop.domain.figures import IN_LINES, Dimension, FigureKey, Measure, Report, figure_key
from commedu_desktop.domain.participation import HOURS_OF_WEEK, Participation
from commedu_desktop.domain.period_reports import PeriodReport
from commedu_desktop.domain.periods import parse_period
from commedu_desktop.services.office import Office
from commedu_desktop.services.report_beside import summary_table, teaching_table
from commedu_desktop.services.report_lists import report_lists
from commedu_desktop.services.report_tables import MONTHLY, section
from commedu_desktop.services.reports import period_report, rows_behind
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.store.database import Database
from commedu_desktop.store.interruptible import interruptible
from commedu_desktop.store.tables import AttendanceMark, Branch, Headcount, Population, ResidentGroup
from tests.makers import Maker
from tests.offices import WRITES_BEGIN
from tests.random_centres import Naive, fill

NOVEMBER = parse_period("2026-11")


def figures() -> list[tuple[Measure, Dimension]]:
    return [(measure, dimension) for measure in Measure for dimension in IN_LINES if measure.is_of(dimension)]


def assert_participation(found: Participation, naive: Naive) -> None:
    for hours in (found.everyone, *(line for lines in found.lines.values() for line in lines)):
        counted = {hour: naive.at_hour(hours.dimension, hours.value, hour) for hour in range(24)}
        kept = {hour: (came.persons, came.attendances) for hour, came in hours.by_hour.items() if came.attendances}
        assert kept == {hour: came for hour, came in counted.items() if came != (0, 0)}, hours
        weekly = {slot: naive.in_slot(hours.dimension, hours.value, slot) for slot in range(HOURS_OF_WEEK)}
        assert {slot: n for slot, n in hours.by_slot.items() if n} == {slot: n for slot, n in weekly.items() if n}


def assert_counted(report: Report, naive: Naive) -> None:
    for measure, dimension in figures():
        for line in report.lines(dimension):
            key = FigureKey(measure, dimension, line.value)
            counted = naive.figure(measure, dimension, line.value)
            assert report.figure(key) == (None if counted is None else pytest.approx(counted)), key


def assert_rows_add_up(session: Session, both: PeriodReport) -> None:
    counted = {
        key: both.now.figure(key)
        for measure, dimension in figures()
        for line in both.now.lines(dimension)
        for key in [FigureKey(measure, dimension, line.value)]
    }
    for slot, number in both.participation.everyone.by_slot.items():
        counted[FigureKey(Measure.ATTENDANCES, Dimension.SLOT, str(slot))] = number
    for taught in both.teaching:
        counted[FigureKey(Measure.LESSONS, Dimension.TEACHER, taught.kind)] = taught.lessons
        counted[FigureKey(Measure.ATTENDANCES, Dimension.TEACHER, taught.kind)] = taught.attendances
    for key, figure in counted.items():
        assert rows_behind(session, key, both.period, both.branch).amount == figure, key


def assert_teachers(both: PeriodReport, session: Session, naive: Naive, branch: str) -> None:
    """Each teacher's lessons, minutes and attendances, and those by kind, counted one by one."""
    counted = {
        (one.code, one.kind): (one.lessons, one.minutes, one.attendances)
        for one in report_lists(session, both.period, branch).taught
    }
    assert counted == naive.taught()
    kinds: dict[str, tuple[int, int, int, int]] = {}
    for (code, kind), (lessons, minutes, came) in naive.taught().items():
        teachers, *before = kinds.get(kind, (0, 0, 0, 0))
        kinds[kind] = teachers + bool(code), before[0] + lessons, before[1] + minutes, before[2] + came
    assert {one.kind: (one.teachers, one.lessons, one.minutes, one.attendances) for one in both.teaching} == kinds


def assert_cells_open_their_rows(session: Session, both: PeriodReport) -> None:
    """Whatever cell of a figure is clicked, the rows that open come to what stands in it."""
    tables = [
        summary_table(both),
        teaching_table(both),
        *(section(both, one) for one in (*MONTHLY, Dimension.OFFERING)),
    ]
    periods = {"figure": both.period, "before": both.period.before, "year-before": both.period.year_before}
    for table in tables:
        for at, row in enumerate([*table.rows, *([table.total] if table.total else [])]):
            for across, column in enumerate(table.columns):
                if (column.opens is None and not table.figures_down) or column.key.endswith("change"):
                    continue
                if column.format != "text":
                    kind, _slash, figure = table.key_of(at, across).partition("/")
                    found = rows_behind(session, figure_key(figure), periods[kind], both.branch)
                    assert found.amount == row[across], (table.key, at, column.key)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10_000),
    text=st.sampled_from(["2026-11", "2026", "2026-H1", "2026-H2"]),
    branch=st.sampled_from(["", "B02"]),
)
@example(seed=3, text="2026-11", branch="")
def test_every_figure_equals_a_naive_count_and_the_sum_of_its_rows(
    seed: int, text: str, branch: str, empty_database: Path, tmp_path: Path
) -> None:
    path = tmp_path / "centre.db"
    shutil.copy(empty_database, path)
    office = Office(Database.open(path), clock=lambda: WRITES_BEGIN)
    fill(office, seed)
    period = parse_period(text)
    both = office.read(period_report, period, branch)
    report, taking_part = both.now, both.participation
    with office.database.reading() as session:
        naive = Naive(session, period, [branch] if branch else ["B01", "B02", "B03"])
        assert_counted(report, naive)
        for beside in (both.before, both.year_before):
            assert_counted(beside, Naive(session, beside.period, naive.scope))
        assert_participation(taking_part, naive)
        assert_teachers(both, session, naive, branch)
        assert sum(both.trend[-period.months :]) == report.total.attendances
        assert_rows_add_up(session, both)
        assert_cells_open_their_rows(session, both)
        for dimension in IN_LINES:
            if dimension is not Dimension.GROUP:
                lines = report.lines(dimension)
                assert sum(line.attendances for line in lines) == report.total.attendances
    office.database.close()


@pytest.fixture
def choir(make: Maker) -> dict[str, object]:
    """Zhang comes to a lesson at each of two branches, Li to one; 20 heads are counted without names."""
    east = make.add(Branch(code="B02", name="East", parent_id=make.branch.id))
    zhang, li = make.new_resident("张小明", born=date(1956, 11, 30)), make.new_resident("Li Na")
    here, there = make.new_offering(code="A1"), make.new_offering(code="A2", branch_id=east.id)
    first, second = make.new_lesson(here, datetime(2026, 11, 2, 9)), make.new_lesson(there, datetime(2026, 11, 30, 22))
    came = [
        (first, zhang, Mark.PRESENT),
        (second, zhang, Mark.LATE),
        (first, li, Mark.PRESENT),
        (second, li, Mark.ABSENT),
    ]
    for lesson, resident, mark in came:
        make.add(AttendanceMark(lesson_id=lesson.id, resident_id=resident.id, mark=mark, at=WRITES_BEGIN))
    make.add(Headcount(lesson_id=second.id, number=20))
    return {}


@pytest.mark.usefixtures("choir")
def test_who_comes_to_two_branches_is_one_person_of_each_and_one_of_the_total(office: Office) -> None:
    report = office.read(period_report, NOVEMBER).now
    assert [(line.value, line.persons, line.attendances) for line in report.lines(Dimension.BRANCH)] == [
        ("B01", 2, 2),
        ("B02", 1, 21),
    ]
    assert (report.total.persons, report.total.attendances) == (2, 23)
    assert report.total.attendance_rate == Fraction(3, 4)


@pytest.mark.usefixtures("choir")
def test_a_rate_has_its_population_and_none_is_made_up_where_it_is_missing(office: Office, make: Maker) -> None:
    assert office.read(period_report, NOVEMBER).now.total.rate is None
    make.add(Population(branch_id=make.branch.id, year=2026, number=0))
    assert office.read(period_report, NOVEMBER).now.total.rate is None
    make.add(Population(branch_id=make.branch.id, year=2025, number=7))
    group = make.new_group("elders")
    for branch in office.read(lambda session: session.scalars(select(Branch.id)).all()):
        make.add(Population(branch_id=branch, year=2026, group_id=group.id, number=25))
    report = office.read(period_report, NOVEMBER).now
    elders = report.line(Dimension.GROUP, "elders")
    assert elders is not None
    assert (elders.persons, elders.population, elders.rate) == (0, 50, Fraction(0))


@pytest.mark.usefixtures("choir")
def test_age_is_that_of_the_periods_last_day(office: Office) -> None:
    assert office.read(period_report, NOVEMBER).now.figure(figure_key("persons/age/70+")) == 1
    assert office.read(period_report, parse_period("2026-10")).now.figure(figure_key("persons/age/70+")) == 0


@pytest.mark.usefixtures("choir")
def test_the_period_before_stands_beside(office: Office) -> None:
    report = office.read(period_report, parse_period("2026-12"))
    assert (report.now.total.attendances, report.before.total.attendances) == (0, 23)


def test_settings_of_a_year_hold_for_its_figures_and_ages_stand_beside_ages(office: Office, make: Maker) -> None:
    """Hours are as long as they were in their year; bands that changed since are those of the report everywhere."""
    resident = make.new_resident("张小明", born=date(1956, 2, 29))
    offering = make.new_offering()
    for year in (2025, 2026):
        lesson = make.new_lesson(offering, datetime(year, 11, 3, 9), minutes=180)
        make.add(AttendanceMark(lesson_id=lesson.id, resident_id=resident.id, mark=Mark.PRESENT, at=WRITES_BEGIN))
    office.write(change_settings, ChangeSettings({"academic_hour": 60, "age_bands": (18, 65)}, 2026), actor="Li Na")
    both = office.read(period_report, NOVEMBER)
    hours = [one.figure(FigureKey(Measure.HOURS)) for one in (both.now, both.year_before)]
    assert hours == [3, 4]
    old = FigureKey(Measure.ATTENDANCES, Dimension.AGE, "65+")
    assert (both.now.figure(old), both.year_before.figure(old)) == (1, 1)
    ages = section(both, Dimension.AGE)
    before = next(at for at, column in enumerate(ages.columns) if column.key == "attendances_year_before")
    line = next(at for at, key in enumerate(ages.keys) if key == "figure/persons/age/65+")
    assert ages.rows[line][before] == 1
    kind, _slash, figure = ages.key_of(line, before).partition("/")
    found = office.read(rows_behind, figure_key(figure), NOVEMBER.year_before, bands_of=NOVEMBER.year)
    assert (kind, found.amount) == ("year-before", 1)
    assert office.read(period_report, parse_period("2025-11")).now.figure(figure_key("persons/age/60-69")) == 1


def test_an_empty_centre_has_a_report_of_nothing(office: Office, make: Maker) -> None:
    assert make.branch.code == "B01"
    report = office.read(period_report, parse_period("2027")).now
    assert (report.total.persons, report.total.attendances, report.total.attendance_rate) == (0, 0, None)
    assert office.read(rows_behind, FigureKey(Measure.PERSONS), parse_period("2027")).rows == ()


def test_a_branch_that_does_not_exist_has_no_report(office: Office) -> None:
    with pytest.raises(Refused, match="no-branch-with-code"):
        office.read(period_report, NOVEMBER, "B99")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "money",
        "persons/planet",
        "lessons/sex/F",
        "training-rate/age/70+",
        "attendance-rate/group/g1",
        "population/kind",
    ],
)
def test_a_figure_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="figure-unknown"):
        figure_key(text)


@pytest.mark.parametrize("text", ["persons", "attendances/branch/B01", "persons/group", "persons/age/70+"])
def test_a_figure_is_named_by_its_key(text: str) -> None:
    assert str(figure_key(text)) == text


@pytest.mark.usefixtures("choir")
def test_who_is_missing_is_named_with_the_hours_at_which_they_do_come(office: Office, make: Maker) -> None:
    rural = make.new_group("rural-labour")
    places = office.read(lambda session: session.scalars(select(Branch.id)).all())
    for branch, number in zip(places, (60, 40), strict=True):
        make.add(Population(branch_id=branch, year=2026, number=number))
    make.add(Population(branch_id=make.branch.id, year=2026, group_id=rural.id, number=50))
    assert office.read(period_report, NOVEMBER).now.figure(figure_key("population/group/rural-labour")) is None
    make.add(Population(branch_id=places[-1], year=2026, group_id=rural.id, number=30))
    resident = make.new_resident("赵老四", born=date(1980, 1, 1))
    make.add(ResidentGroup(resident_id=resident.id, group_id=rural.id))
    evening = make.new_lesson(make.new_offering(), datetime(2026, 11, 5, 19))
    make.add(AttendanceMark(lesson_id=evening.id, resident_id=resident.id, mark=Mark.PRESENT, at=WRITES_BEGIN))
    found = office.read(period_report, NOVEMBER).participation
    share = next(share for share in found.missing if share.hours.dimension is Dimension.GROUP)
    assert (share.hours.value, share.living_here) == ("rural-labour", Fraction(4, 5))
    assert share.taking_part < share.living_here
    assert share.hours.best == (3 * 24 + 19,), "Thursday, seven in the evening"


def test_a_report_stops_in_the_middle_of_a_statement(office: Office, make: Maker) -> None:
    """A statement that would take half a minute ends as soon as Cancel was pressed."""
    assert make.branch.code == "B01"
    asked = count()

    def alive() -> None:
        if next(asked) > 2:
            raise Cancelled

    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000)"
    with office.database.reading() as session, pytest.raises(Cancelled), interruptible(session, alive):
        session.execute(text(f"{numbers} SELECT count(*) FROM n")).all()
