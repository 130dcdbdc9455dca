"""A report as plain tables: what its PDF, workbook, CSV and JSON are made from."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from commedu_desktop.domain.figures import Dimension, Line, Measure, change
from commedu_desktop.i18n import _
from commedu_desktop.services.report_words import DIMENSIONS, LINES, line_name
from commedu_desktop.services.reports import PeriodReport

Value = str | int | Fraction | None


@dataclass(frozen=True)
class Column:
    """One column. `format` is a key of the workbook's formats: text, number, decimal, percent. `adds` where the
    lines add up to the total: persons and rates do not."""

    key: str
    heading: str
    format: str = "number"
    adds: bool = False


@dataclass(frozen=True)
class ReportTable:
    """One section in ready values; `total` is its last line, empty where the lines have none."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] = ()
    notes: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    """What each line (and the total) opens in the window: `figure/…`, `target/…`, `funds/…`, `publicity/…`."""

    def key_of(self, row: int, column: int) -> str:
        """What one cell opens: of a line of figures, the rows of the measure it stands under."""
        kind, _slash, figure = self.keys[row].partition("/")
        _measure, _slash, line = figure.partition("/")
        wanted = self.columns[column].key
        if kind != "figure" or wanted not in set(Measure):
            return self.keys[row]
        return f"figure/{wanted}/{line}"


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
        "lessons": _Field(Column("lessons", _("Lessons held"), adds=True), lambda _r, _d, line: line.lessons),
        "hours": _Field(Column("hours", _("Hours"), "decimal", adds=True), _hours),
        "persons": _Field(Column("persons", _("Persons")), lambda _r, _d, line: line.persons),
        "attendances": _Field(
            Column("attendances", _("Attendances"), adds=True), lambda _r, _d, line: line.attendances
        ),
        "before": _Field(Column("attendances_before", _("The period before"), adds=True), _before),
        "change": _Field(
            Column("change", _("Change"), "percent"), lambda r, d, line: change(line.attendances, _before(r, d, line))
        ),
        "year_before": _Field(Column("attendances_year_before", _("The year before"), adds=True), _year_before),
        "learner_hours": _Field(
            Column("learner_hours", _("Learner-hours"), "decimal", adds=True),
            lambda r, _d, line: r.now.learner_hours(line),
        ),
        "rate": _Field(
            Column("attendance_rate", _("Attendance rate"), "percent"), lambda _r, _d, line: line.attendance_rate
        ),
        "population": _Field(Column("population", _("Population")), lambda _r, _d, line: line.population),
        "training": _Field(Column("training_rate", _("Training rate"), "percent"), lambda _r, _d, line: line.rate),
    }


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
        columns = tuple(Column(column.key, column.heading, column.format) for column in columns)
    return ReportTable(dimension, _(DIMENSIONS[dimension]), columns, rows, total, _notes(dimension, report))


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
        return (_("A resident may be in several groups, so the lines do not add up to the total."),)
    if dimension is Dimension.AGE:
        return (_("Age on the last day of the period."),)
    return ()
