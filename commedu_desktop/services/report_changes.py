"""What has changed since a report was submitted: its tables as they were, beside those of the books."""

from collections.abc import Iterator
from dataclasses import dataclass

from commedu_desktop.domain.figures import Dimension
from commedu_desktop.domain.period_reports import PeriodReport
from commedu_desktop.i18n import _
from commedu_desktop.services.credit_ranking import credits_table
from commedu_desktop.services.pay import pay_tables
from commedu_desktop.services.report_beside import (
    funds_table,
    publicity_table,
    summary_table,
    targets_table,
    teaching_table,
)
from commedu_desktop.services.report_extra import teachers_hours
from commedu_desktop.services.report_tables import MONTHLY, Column, ReportTable, Value, section

NUMBERS = {"number", "decimal", "money"}
SAID = {("targets", "aim"), ("targets", "reached")}
"""Words that are figures of their own; like rates, all other words follow from what is beside them."""
DERIVED = {("credits", "each")}
KNOWN_BY = {"teachers": 0, "pay": 0, "credits": 1, "targets": 0}
"""Tables whose lines are known by this column, and not by what they open."""
NAMED = ("name", "kind", "source", "branch")
"""Keys of the column that says what a line is called."""


@dataclass(frozen=True)
class Changed:
    """A figure that is another now; `format` is that of its column, `opens` the rows behind it (or empty)."""

    table: str
    figure: str
    line: str
    then: Value
    now: Value
    format: str
    opens: str = ""


def changes(then: PeriodReport, now: PeriodReport) -> tuple[Changed, ...]:
    """Every figure that is another now, in the order of the report; a line that came or went stands beside nothing."""
    pairs = zip(_tables(then, lists=now.lists is not None), _tables(now, lists=then.lists is not None), strict=True)
    return tuple(change for was, has in pairs for change in _changes(was, has))


def _tables(report: PeriodReport, *, lists: bool) -> Iterator[ReportTable]:
    yield summary_table(report)
    yield from (section(report, dimension) for dimension in (*MONTHLY, Dimension.OFFERING))
    yield from (make(report) for make in (teaching_table, publicity_table, funds_table, targets_table))
    if lists and report.lists is not None:
        yield teachers_hours(report.lists)
        yield pay_tables(report.lists)[0]
        yield credits_table(report.lists.credits)


def _changes(was: ReportTable, has: ReportTable) -> Iterator[Changed]:
    before, after = _lines(was), _lines(has)
    for line in dict.fromkeys((*after, *before)):
        of, at = (has, after[line]) if line in after else (was, before[line])
        for column, about in enumerate(of.columns):
            if not _is_figure(of, about):
                continue
            then, now = _cell(was, before.get(line), about.key), _cell(has, after.get(line), about.key)
            if (then or 0) != (now or 0):
                name, label = _names(of, at, column)
                opens = of.key_of(at, column) if of.keys else ""
                yield Changed(of.title, name, label, then, now, about.format, opens)


def _is_figure(table: ReportTable, column: Column) -> bool:
    of = table.key, column.key
    return (column.format in NUMBERS and of not in DERIVED) or column.key == "attendance_rate" or of in SAID


def _lines(table: ReportTable) -> dict[str, int]:
    """The places of the lines, without the total, which is that of the summary."""
    if table.key in KNOWN_BY:
        return {str(row[KNOWN_BY[table.key]]): at for at, row in enumerate(table.rows)}
    return {key: at for at, key in enumerate(table.keys[: len(table.rows)])}


def _cell(table: ReportTable, at: int | None, key: str) -> Value:
    column = next((place for place, one in enumerate(table.columns) if one.key == key), None)
    return None if at is None or column is None else table.rows[at][column]


def _names(table: ReportTable, at: int, column: int) -> tuple[str, str]:
    """What the figure and its line are called."""
    row, heading = table.rows[at], table.columns[column].heading
    if table.figures_down:
        return str(row[0]), heading if table.columns[column].beside else _("Total")
    label = next(cell for cell, one in zip(row, table.columns, strict=True) if one.key in NAMED)
    return heading, str(label)
