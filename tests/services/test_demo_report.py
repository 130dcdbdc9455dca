"""The demonstration's annual report says what plain SQL counts in its rows."""

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
from commedu_desktop.services.centre import FILE, NewCentre
from commedu_desktop.services.demo import DEMO_NOW, create_demo
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
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PeriodReport, sqlite3.Connection]]:
    folder = tmp_path_factory.mktemp("demo")
    office = create_demo(folder, NewCentre("五中路社区教育中心"), actor="demo", now=DEMO_NOW, zone=CENTRE_ZONE)
    report = office.read(period_report, parse_period("2026"), today=DEMO_NOW.date())
    office.database.close()
    with closing(sqlite3.connect(Path(folder) / FILE)) as connection:
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
