"""Every line beside the figures of the demonstration's report opens rows, and they add up to it."""

from datetime import date
from fractions import Fraction

import pytest

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.figures import figure_key
from commedu_desktop.domain.funds import FundKind
from commedu_desktop.domain.periods import parse_period
from commedu_desktop.domain.rows_behind import MoneyRow
from commedu_desktop.services import report_beside
from commedu_desktop.services.centre import NewCentre
from commedu_desktop.services.demo import create_demo
from commedu_desktop.services.office import Office
from commedu_desktop.services.reports import PeriodReport, period_report, rows_behind, rows_beside

PERIODS = ("2026-11", "2026-H2", "2026")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return create_demo(tmp_path_factory.mktemp("demo"), NewCentre("五中路", language="zh_CN"), actor="a")


def report_of(demo: Office, period: str, branch: str = "") -> PeriodReport:
    return demo.read(period_report, parse_period(period), branch, today=date(2026, 11, 23))


@pytest.mark.parametrize("branch", ["", "B02"])
@pytest.mark.parametrize("period", PERIODS)
def test_the_rows_of_the_funds_add_up(demo: Office, period: str, branch: str) -> None:
    report = report_of(demo, period, branch)
    table = report_beside.funds_table(report)
    lines = (*table.rows, table.total)
    assert len(table.keys) == len(lines)
    for key, (_name, income, spending, rest) in zip(table.keys, lines, strict=True):
        found = demo.read(rows_beside, key, report.period, branch)
        rows = [row for row in found.rows if isinstance(row, MoneyRow)]
        sums = [Fraction(sum(row.minor for row in rows if row.kind is kind), 100) for kind in FundKind]
        assert (*sums, Fraction(found.amount, 100)) == (income, spending, rest)
    assert branch or any(row[1] for row in table.rows)


@pytest.mark.parametrize("period", PERIODS)
def test_the_rows_of_publicity_add_up(demo: Office, period: str) -> None:
    table = report_beside.publicity_table(report_of(demo, period))
    for key, (_name, number) in zip(table.keys, table.rows, strict=True):
        assert demo.read(rows_beside, key, parse_period(period)).amount == number


def test_the_rows_of_the_teaching_and_of_measured_targets_add_up(demo: Office) -> None:
    report = report_of(demo, "2026")
    teaching = report_beside.teaching_table(report)
    assert [column.key for column in teaching.columns][2:] == ["lessons", "hours", "attendances"]
    for at, line in enumerate((*teaching.rows, teaching.total)):
        for column in (2, 3, 4):
            key = figure_key(teaching.key_of(at, column).removeprefix("figure/"))
            assert demo.read(rows_behind, key, report.period).amount == line[column]
        found = demo.read(rows_beside, teaching.key_of(at, 1), report.period)
        assert found.amount == line[1]
    measured = [one for one in report.targets if "/" in one.measure or one.measure in ("persons", "attendances")]
    assert measured
    for one in measured:
        assert demo.read(rows_behind, figure_key(one.measure), report.period).amount == one.reached


@pytest.mark.parametrize("branch", ["", "B02"])
def test_the_register_of_an_age_has_its_people(demo: Office, branch: str) -> None:
    report = report_of(demo, "2026-11", branch)
    table = report_beside.shares_table(report)
    at = next(place for place, column in enumerate(table.columns) if column.key == "population")
    opened = [table.key_of(line, at) for line in range(len(table.rows))]
    assert {key.partition("/")[0] for key in opened} == {"register", "figure"}
    for key, row in zip(opened, table.rows, strict=True):
        kind, _slash, figure = key.partition("/")
        if kind == "register":
            assert demo.read(rows_beside, key, report.period, branch).amount == row[at]
        else:
            assert demo.read(rows_behind, figure_key(figure), report.period, branch).amount == row[at]


@pytest.mark.parametrize("key", ["funds/nobody", "publicity/", "pictures/x", ""])
def test_what_is_no_line_is_refused(demo: Office, key: str) -> None:
    with pytest.raises(Refused, match="figure-unknown"):
        demo.read(rows_beside, key, parse_period("2026"))
