"""A report as plain tables: what its PDF, workbook, CSV and JSON are made from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from commedu_desktop.domain.figures import Dimension, FigureKey, Line, Measure, change, figure_key
from commedu_desktop.domain.rows_behind import EVERYBODY
from commedu_desktop.i18n import _
from commedu_desktop.services.report_words import DIMENSIONS, LINES, MEASURES, line_name
from commedu_desktop.services.reports import PeriodReport

Value = str | int | Fraction | None
BEFORE, YEAR_BEFORE = "before", "year-before"


@dataclass(frozen=True)
class Column:
    """One column. `format` is a key of the workbook's formats: text, number, decimal, percent, money. `adds` where the
    lines add up to the total: persons and rates do not. `opens` is the measure whose rows its cells open, those of
    the period `beside` (BEFORE, YEAR_BEFORE) where it is not the report's own; `people` is a list of people that they
    open where there is no such measure."""

    key: str
    heading: str
    format: str = "number"
    adds: bool = False
    opens: Measure | None = None
    beside: str = ""
    people: str = ""


@dataclass(frozen=True)
class ReportTable:
    """One section in ready values; `total` is its last line, empty where the lines have none. With `figures_down` each
    line is a figure of its own."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] = ()
    notes: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    """What each line (and the total) opens in the window: `figure/…`, `target/…`, `funds/…`, `publicity/…`."""
    figures_down: bool = False

    def key_of(self, row: int, column: int) -> str:
        """What one cell opens: of a line of figures, the rows of the measure and the period it stands under."""
        kind, _slash, figure = self.keys[row].partition("/")
        if kind != "figure":
            return self.keys[row]
        key, of = figure_key(figure), self.columns[column]
        if of.opens is not None and of.opens.is_of(key.dimension):
            key = replace(key, measure=of.opens)
        elif of.people:
            return f"{of.people}/{EVERYBODY if key.dimension is Dimension.TOTAL else key.value}"
        return f"{of.beside or 'figure'}/{key}"


@dataclass(frozen=True)
class _Field:
    column: Column
    value: Callable[[PeriodReport, Dimension, Line], Value]


def _before(report: PeriodReport, dimension: Dimension, line: Line) -> int:
    found = report.before.line(dimension, line.value)
    return found.attendances if found else 0


def _year_before(report: PeriodReport, dimension: Dimension, line: Line) -> int:
    found = report.year_before.line(dimension, line.value)
    return found.attendances if found else 0


def _hours(report: PeriodReport, _d: Dimension, line: Line) -> Value:
    return report.now.hours(line)


def _fields() -> dict[str, _Field]:
    """Every figure of a line that a table may show."""
    return {
        "lessons": _Field(_measured(Measure.LESSONS, adds=True), lambda _r, _d, line: line.lessons),
        "hours": _Field(_measured(Measure.HOURS, "decimal", adds=True), _hours),
        "persons": _Field(_measured(Measure.PERSONS), lambda _r, _d, line: line.persons),
        "attendances": _Field(_measured(Measure.ATTENDANCES, adds=True), lambda _r, _d, line: line.attendances),
        "before": _Field(_beside("attendances_before", _("The period before"), BEFORE), _before),
        "change": _Field(
            Column("change", _("Change"), "percent", opens=Measure.ATTENDANCES),
            lambda r, d, line: change(line.attendances, _before(r, d, line)),
        ),
        "year_before": _Field(_beside("attendances_year_before", _("The year before"), YEAR_BEFORE), _year_before),
        "learner_hours": _Field(
            _measured(Measure.LEARNER_HOURS, "decimal", adds=True), lambda r, _d, line: r.now.learner_hours(line)
        ),
        "rate": _Field(_measured(Measure.ATTENDANCE_RATE, "percent"), lambda _r, _d, line: line.attendance_rate),
        "population": _Field(_measured(Measure.POPULATION), lambda _r, _d, line: line.population),
        "training": _Field(_measured(Measure.TRAINING_RATE, "percent"), lambda _r, _d, line: line.rate),
    }


def _measured(measure: Measure, form: str = "number", *, adds: bool = False) -> Column:
    return Column(measure.replace("-", "_"), _(MEASURES[measure]), form, adds, measure)


def _beside(key: str, heading: str, period: str) -> Column:
    return Column(key, heading, adds=True, opens=Measure.ATTENDANCES, beside=period)


_HELD = ("lessons", "hours", "persons", "attendances", "before", "change", "year_before", "learner_hours")
_SHOWN = {
    Dimension.BRANCH: (*_HELD, "population", "training"),
    Dimension.CATEGORY: (*_HELD, "rate"),
    Dimension.KIND: (*_HELD, "rate"),
    Dimension.GROUP: (
        "persons",
        "attendances",
        "before",
        "change",
        "year_before",
        "learner_hours",
        "population",
        "training",
    ),
    Dimension.AGE: ("persons", "attendances", "before", "change", "year_before", "learner_hours"),
    Dimension.SEX: ("persons", "attendances", "before", "change", "year_before", "learner_hours"),
    Dimension.OFFERING: ("lessons", "hours", "persons", "attendances", "learner_hours", "rate"),
}
MONTHLY = tuple(dimension for dimension in _SHOWN if dimension is not Dimension.OFFERING)


def section(report: PeriodReport, dimension: Dimension) -> ReportTable:
    """The lines of a dimension with their total."""
    known = _fields()
    once = report.year_before.period == report.before.period
    fields = [known[name] for name in _SHOWN[dimension] if not (once and name == "year_before")]

    def values(of: Dimension, line: Line) -> tuple[Value, ...]:
        return tuple(field.value(report, of, line) for field in fields)

    lines = report.now.lines(dimension)
    first: tuple[Column, ...] = (Column("value", _("Code"), "text"), Column("name", _(LINES[dimension]), "text"))
    kept = slice(0, 2) if dimension in (Dimension.BRANCH, Dimension.OFFERING) else slice(1, 2)
    rows = tuple((*(line.value, line_name(dimension, line))[kept], *values(dimension, line)) for line in lines)
    total = (_("Total"), "")[: len(first[kept])] + values(Dimension.TOTAL, report.now.total)
    columns = first[kept] + tuple(field.column for field in fields)
    if dimension is Dimension.GROUP:
        columns = tuple(replace(column, adds=False) for column in columns)
    keys = [FigureKey(Measure.PERSONS, dimension, line.value) for line in lines]
    opened = tuple(f"figure/{key}" for key in (*keys, FigureKey(Measure.PERSONS)))
    return ReportTable(dimension, _(DIMENSIONS[dimension]), columns, rows, total, _notes(dimension, report), opened)


def _notes(dimension: Dimension, report: PeriodReport) -> tuple[str, ...]:
    if dimension is Dimension.BRANCH:
        notes = [
            _("Persons are distinct residents with at least one attended lesson; the total counts nobody twice."),
            _("Attendances are attended marks plus people counted at open lessons."),
        ]
        missing = [line_name(dimension, line) for line in report.now.lines(dimension) if not line.population]
        if missing:
            names = ", ".join(missing)
            notes.append(_("No training rate, as the population is not known or 0: {names}.").format(names=names))
        else:
            notes.append(_("Training rate = persons ÷ population of the branch in that year."))
        return tuple(notes)
    if dimension is Dimension.GROUP:
        notes = [_("A resident may be in several groups, so the lines do not add up to the total.")]
        if any(line.value and line.population is None for line in report.now.lines(dimension)):
            told = _("A group has a training rate once its population is entered for every branch that people came to.")
            notes.append(told)
        return tuple(notes)
    if dimension is Dimension.AGE:
        return (_("Age on the last day of the period."),)
    return ()
