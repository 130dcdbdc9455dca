"""The demonstration's annual report says what plain SQL counts in its rows."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from commedu_desktop.domain.figures import Dimension
from commedu_desktop.domain.funds import FundKind, FundSource
from commedu_desktop.domain.period_reports import PeriodReport
from commedu_desktop.domain.periods import parse_period
from commedu_desktop.domain.targets import Standing
from commedu_desktop.i18n import speaking
from commedu_desktop.services.centre import FILE, NewCentre
from commedu_desktop.services.demo import DEMO_NOW, create_demo
from commedu_desktop.services.office import Office
from commedu_desktop.services.report_charts import charts
from commedu_desktop.services.report_narrative import narrative
from commedu_desktop.services.reports import period_report
from tests.offices import CENTRE_ZONE

ATTENDED = "m.mark IN ('present', 'late')"
MARKS = (
    f"FROM attendance_mark m JOIN lesson l ON l.id = m.lesson_id AND l.status <> 'cancelled' AND {ATTENDED}"
    " JOIN offering o ON o.id = l.offering_id AND o.status <> 'cancelled' JOIN branch b ON b.id = o.branch_id"
    " WHERE l.starts LIKE '2026%'"
)
HEADS = (
    "SELECT coalesce(sum(h.number), 0) FROM headcount h JOIN lesson l ON l.id = h.lesson_id"
    " AND l.status <> 'cancelled' JOIN offering o ON o.id = l.offering_id AND o.status <> 'cancelled'"
    " WHERE l.starts LIKE '2026%'"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[Office]:
    office = create_demo(folder, NewCentre("五中路社区教育中心"), actor="demo", now=DEMO_NOW, zone=CENTRE_ZONE)
    with closing(office.database):
        yield office


@pytest.fixture(scope="module")
def found(office: Office, folder: Path) -> Iterator[tuple[PeriodReport, sqlite3.Connection]]:
    report = office.read(period_report, parse_period("2026"), today=DEMO_NOW.date())
    with closing(sqlite3.connect(folder / FILE)) as connection:
        yield report, connection


def count(connection: sqlite3.Connection, query: str) -> Any:
    return connection.execute(query).fetchone()[0]


def test_totals_are_those_of_the_rows(found: tuple[PeriodReport, sqlite3.Connection]) -> None:
    report, rows = found
    total = report.now.total
    assert total.persons == count(rows, f"SELECT count(DISTINCT m.resident_id) {MARKS}") > 200
    assert total.attended == count(rows, f"SELECT count(*) {MARKS}") > 5_000
    assert total.attendances == total.attended + count(rows, HEADS)
    for code, persons in rows.execute(f"SELECT b.code, count(DISTINCT m.resident_id) {MARKS} GROUP BY b.code"):
        line = report.now.line(Dimension.BRANCH, code)
        assert line is not None
        assert line.persons == persons, code


def test_populations_funds_and_targets_stand_beside_them(found: tuple[PeriodReport, sqlite3.Connection]) -> None:
    report, rows = found
    population = count(rows, "SELECT sum(number) FROM population WHERE year = 2026 AND group_id IS NULL")
    assert report.now.total.rate == Fraction(report.now.total.persons, population)
    assert report.funds.amount(FundKind.INCOME, FundSource.GOVERNMENT) == 24_480_00
    assert report.funds.per_head == Fraction(24_480_00, population)
    taken = count(
        rows, "SELECT coalesce(sum(amount), 0) FROM receipt WHERE voided_at IS NULL AND taken_on LIKE '2026%'"
    )
    assert report.funds.amount(FundKind.INCOME, FundSource.INDIVIDUAL) == max(0, taken)
    standings = {target.measure: target.standing(report.passed) for target in report.targets}
    assert standings["attendances"] is Standing.REACHED
    assert standings["training-rate"] is Standing.BEHIND


def test_it_names_who_is_missing_and_has_every_chart(found: tuple[PeriodReport, sqlite3.Connection]) -> None:
    report, _rows = found
    assert "rural-labour" in {share.hours.value for share in report.participation.missing}
    assert {chart.key for chart in charts(report)} == {"trend", "pyramid", "week", "ranking"}
    assert all(chapter.text for chapter in narrative(report, {}))
    assert report.today == date(2026, 11, 23)


IN_HALF = {"H1": "BETWEEN '01' AND '06'", "H2": "BETWEEN '07' AND '12'"}


@pytest.mark.parametrize("half", ["H1", "H2"])
def test_the_text_of_a_half_year_says_what_is_counted_row_by_row(
    office: Office, found: tuple[PeriodReport, sqlite3.Connection], half: str
) -> None:
    """Every number of its sentences, counted in the rows by plain SQL."""
    connection = found[1]
    report = office.read(period_report, parse_period(f"2026-{half}"), today=DEMO_NOW.date())
    with speaking("en"):
        said = {one.key: one.text for chapter in narrative(report, {}) for one in chapter.sentences}
    within = f"l.starts LIKE '2026%' AND substr(l.starts, 6, 2) {IN_HALF[half]}"
    minutes = "((julianday(l.ends) - julianday(l.starts)) * 1440)"

    def marks(what: str, more: str = "") -> Any:
        return count(connection, f"SELECT {what} {MARKS} AND {within} {more}")

    def heads(what: str, more: str = "") -> Any:
        query = HEADS.replace("coalesce(sum(h.number), 0)", f"coalesce(sum({what}), 0)")
        return count(connection, f"{query} AND {within} {more}")

    persons, attendances = marks("count(DISTINCT m.resident_id)"), marks("count(*)") + heads("h.number")
    hours = (marks(f"sum({minutes})") + heads(f"h.number * {minutes}")) / 45
    assert said["results.persons"] == (
        f"{persons:,} residents took part, {attendances:,} attendances and {hours:,.1f} learner-hours in all."
    ).replace(".0 ", " ")
    population = count(connection, "SELECT sum(number) FROM population WHERE year = 2026 AND group_id IS NULL")
    rate = f"The training rate is {persons / population:.1%}: {persons} of {population:,} residents."
    assert said["results.rate"] == rate
    kinds = dict(
        connection.execute(
            "SELECT o.kind, count(DISTINCT o.id) FROM offering o JOIN lesson l ON l.offering_id = o.id"
            f" WHERE o.status <> 'cancelled' AND l.status <> 'cancelled' AND {within} GROUP BY 1"
        ).fetchall()
    )
    kept = (
        "FROM lesson l JOIN offering o ON o.id = l.offering_id WHERE l.status <> 'cancelled' AND o.status <>"
        " 'cancelled' AND (l.status = 'held' OR EXISTS (SELECT 1 FROM attendance_mark m WHERE m.lesson_id = l.id AND"
        f" {ATTENDED}) OR EXISTS (SELECT 1 FROM headcount h WHERE h.lesson_id = l.id AND h.number > 0)) AND {within}"
    )
    lessons, taught = count(connection, f"SELECT count(*) {kept}"), count(connection, f"SELECT sum({minutes}) {kept}")
    numbers = [kinds.get(kind, 0) for kind in ("class", "lecture", "activity")]
    assert said["activities.held"].split("there were ")[1] == (
        "{} classes, {} lectures and {} activities".format(*numbers)
        + f" with {lessons:,} lessons held, {taught / 45:,.1f} academic hours in all.".replace(".0 ", " ")
    )
    chosen = (
        "AND o.course_id IN (SELECT c.id FROM course c JOIN category g ON g.id = c.category_id WHERE g.code = '{}')"
    )
    codes = [code for (code,) in connection.execute("SELECT code FROM category")]
    counted = {code: marks("count(*)", chosen.format(code)) + heads("h.number", chosen.format(code)) for code in codes}
    best = [f"({number:,} attendances)" for number in sorted(counted.values(), reverse=True)[:3]]
    assert re.findall(r"\([^)]*\)", said["activities.categories"]) == best
