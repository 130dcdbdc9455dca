"""Populations, targets and funds of a year: entered, corrected, taken back, and found again in the report."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.figures import Measure
from commedu_desktop.domain.funds import FundKind, Funds, FundSource, summed
from commedu_desktop.domain.period_reports import Coverage, coverage, passed
from commedu_desktop.domain.periods import parse_period
from commedu_desktop.domain.targets import BY_HAND, Progress, Standing
from commedu_desktop.services.funds import KeepFund, fund_entries, keep_fund, remove_fund
from commedu_desktop.services.office import Office
from commedu_desktop.services.populations import (
    SetPopulation,
    copy_populations,
    population_table,
    set_population,
)
from commedu_desktop.services.reports import period_report
from commedu_desktop.services.targets import KeepTarget, copy_targets, keep_target, remove_target, targets
from commedu_desktop.store.tables import AttendanceMark, Headcount
from tests.makers import Maker
from tests.offices import WRITES_BEGIN

YEAR = parse_period("2026")


def test_a_population_is_entered_corrected_emptied_and_taken_back(office: Office, make: Maker) -> None:
    group = make.new_group("older-adult")
    assert make.branch.code == "B01"

    def enter(number: int | None, code: str = "") -> None:
        office.write(set_population, SetPopulation(2026, "B01", code, number), actor="Li Na")

    enter(5000)
    enter(1200, group.code)
    enter(1300, group.code)
    assert office.read(population_table, 2026).numbers == {("B01", ""): 5000, ("B01", "older-adult"): 1300}
    office.undo(actor="Li Na")
    assert office.read(population_table, 2026).numbers[("B01", "older-adult")] == 1200
    enter(None, group.code)
    assert office.read(population_table, 2026).numbers == {("B01", ""): 5000}
    assert office.read(period_report, YEAR).now.total.population == 5000


@pytest.mark.parametrize(
    ("branch", "group", "number", "code"),
    [
        ("B09", "", 1, "no-branch-with-code"),
        ("B01", "", -1, "population-out-of-range"),
        ("B01", "older-adult", 5001, "population-above-all"),
        ("B01", "", 10, "population-above-all"),
    ],
)
def test_a_population_that_cannot_be_is_refused(
    office: Office, make: Maker, branch: str, group: str, number: int, code: str
) -> None:
    assert make.branch.code == "B01"
    make.new_group("older-adult")
    office.write(set_population, SetPopulation(2026, "B01", "", 5000), actor="Li Na")
    office.write(set_population, SetPopulation(2026, "B01", "older-adult", 20), actor="Li Na")
    with pytest.raises(Refused, match=code):
        office.write(set_population, SetPopulation(2026, branch, group, number), actor="Li Na")


def test_a_year_begins_with_the_populations_and_targets_of_the_year_before(office: Office, make: Maker) -> None:
    assert make.branch.code == "B01"
    for verb, code in ((copy_populations, "populations-none-before"), (copy_targets, "targets-none-before")):
        with pytest.raises(Refused, match=code):
            office.write(verb, 2027, actor="Li Na")
    office.write(set_population, SetPopulation(2026, "B01", "", 5000), actor="Li Na")
    office.write(keep_target, KeepTarget(2026, "Training", "attendances", 7000), actor="Li Na")
    assert office.write(copy_populations, 2027, actor="Li Na") == 1
    assert office.write(copy_targets, 2027, actor="Li Na") == 1
    assert office.read(population_table, 2027).numbers == {("B01", ""): 5000}
    assert [(row.name, row.aim) for row in office.read(targets, 2027)] == [("Training", 7000)]


def test_targets_are_measured_from_january_to_the_periods_end(office: Office, make: Maker) -> None:
    lessons = [make.new_lesson(make.new_offering(), datetime(2026, month, 5, 9)) for month in (3, 10, 11)]
    resident = make.new_resident("张小明")
    for lesson in lessons:
        make.add(AttendanceMark(lesson_id=lesson.id, resident_id=resident.id, mark=Mark.PRESENT, at=WRITES_BEGIN))
    make.add(Headcount(lesson_id=lessons[1].id, number=20))
    for name, measure, aim, by_hand in (
        ("Person-times", "attendances", 44, None),
        ("Transfers", BY_HAND, 600, 150),
        ("Rate", Measure.TRAINING_RATE, 50, None),
    ):
        office.write(keep_target, KeepTarget(2026, name, measure, aim, by_hand=by_hand), actor="Li Na")
    found = office.read(period_report, parse_period("2026-10")).targets
    assert [(one.name, one.reached, one.share) for one in found] == [
        ("Person-times", 22, Fraction(1, 2)),
        ("Transfers", 150, Fraction(1, 4)),
        ("Rate", None, None),
    ], "no population was entered, so a rate cannot be said"
    assert office.read(period_report, YEAR).targets[0].reached == 23
    office.write(remove_target, office.read(targets, 2026)[0].id, actor="Li Na")
    assert len(office.read(targets, 2026)) == 2


@pytest.mark.parametrize(
    ("name", "measure", "aim", "code"),
    [
        (" ", "persons", 5, "target-without-name"),
        ("x", "money", 5, "figure-unknown"),
        ("x", Measure.TRAINING_RATE, 101, "target-out-of-range"),
        ("x", "persons", 0, "target-out-of-range"),
    ],
)
def test_a_target_that_says_nothing_is_refused(office: Office, name: str, measure: str, aim: int, code: str) -> None:
    with pytest.raises(Refused, match=code):
        office.write(keep_target, KeepTarget(2026, name, measure, aim), actor="Li Na")


@pytest.mark.parametrize(
    ("reached", "standing"),
    [(None, Standing.UNKNOWN), (39, Standing.BEHIND), (50, Standing.ON_TRACK), (100, Standing.REACHED)],
)
def test_a_target_stands_beside_the_part_of_the_year_that_is_over(reached: int | None, standing: Standing) -> None:
    assert Progress("x", "persons", 100, reached).standing(Fraction(1, 2)) is standing


def test_funds_are_kept_by_source_and_told_for_each_head(office: Office, make: Maker) -> None:
    office.write(set_population, SetPopulation(2026, make.branch.code, "", 1000), actor="Li Na")

    def book(kind: FundKind, source: FundSource, amount: int, on: date = date(2026, 3, 1)) -> KeepFund:
        return KeepFund(make.branch.id, on, kind, source, amount, "support")

    office.write(keep_fund, book(FundKind.INCOME, FundSource.GOVERNMENT, 150_000), actor="Li Na")
    office.write(keep_fund, book(FundKind.INCOME, FundSource.INDIVIDUAL, 70_50), actor="Li Na")
    spent = office.write(keep_fund, book(FundKind.SPENDING, FundSource.GOVERNMENT, 99_00), actor="Li Na")
    funds = office.read(period_report, YEAR).funds
    assert (funds.income, funds.spending, funds.per_head) == (157_050, 9_900, Fraction(150))
    assert office.read(period_report, parse_period("2026-02")).funds.lines == ()
    office.write(remove_fund, spent, actor="Li Na")
    office.undo(actor="Li Na")
    assert sum(row.amount for row in office.read(fund_entries, YEAR.first, YEAR.last)) == 166_950
    for amount, on, code in ((0, date(2026, 3, 1), "fund-amount"), (5, date(2026, 11, 24), "fund-in-future")):
        with pytest.raises(Refused, match=code):
            office.write(keep_fund, book(FundKind.INCOME, FundSource.UNIT, amount, on), actor="Li Na")


@given(st.lists(st.tuples(st.sampled_from(FundKind), st.sampled_from(FundSource), st.integers(1, 10**9))))
def test_fund_lines_add_up_to_their_entries(entries: list[tuple[FundKind, FundSource, int]]) -> None:
    funds = Funds("CNY", summed(entries))
    assert funds.income + funds.spending == sum(amount for _kind, _source, amount in entries)
    assert sum(line.entries for line in funds.lines) == len(entries)
    assert funds.per_head is None


def test_a_period_is_whole_begun_or_ahead() -> None:
    today = date(2026, 11, 23)
    found = [coverage(parse_period(text), today) for text in ("2026-10", "2026-11", "2026", "2027-H1")]
    assert found == [Coverage.WHOLE, Coverage.BEGUN, Coverage.BEGUN, Coverage.AHEAD]
    assert passed(parse_period("2026-11"), today) == Fraction(23, 30)
    assert [passed(parse_period(text), today) for text in ("2025", "2027")] == [Fraction(1), Fraction(0)]
