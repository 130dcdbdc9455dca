"""The rows behind a figure in a dialog, with what they add up to."""

from fractions import Fraction

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.figures import Measure
from commedu_desktop.domain.rows_behind import AttendanceRow, LessonRow, PopulationRow, RowsBehind
from commedu_desktop.domain.targets import RATES
from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.services.report_words import MEASURES, day_written, listed, period_name
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.pages.reports.table import hours, share
from commedu_desktop.ui.widgets.rows_dialog import RowsDialog

MARKS = {"present": N_("present"), "late": N_("late"), "absent": N_("absent")}


def show_rows(
    desk: Desk, parent: QWidget, found: RowsBehind, line: str, submitted: int | Fraction | None = None
) -> RowsDialog:
    """`line` names the line of the report that the figure stands in; `submitted` is the figure of a frozen report."""
    title = f"{_(MEASURES[found.key.measure])} · {line} · {period_name(found.period)}"
    sums = _sums(found)
    if submitted is not None and submitted != found.amount:
        sums = _("{sums} · submitted: {amount}").format(sums=sums, amount=_amount(submitted, found.key.measure))
    dialog = RowsDialog(desk.look, parent, title, sums, _columns(found), found.rows)
    dialog.open()
    return dialog


def _sums(found: RowsBehind) -> str:
    """What the rows come to."""
    measure, amount = found.key.measure, found.amount
    said = {"sum": shown(found.sum), "rows": shown(len(found.rows)), "amount": _amount(amount, measure)}
    if measure is Measure.ATTENDANCE_RATE:
        return _("{sum} of {rows} marks are present or late: {amount}. Excused does not count.").format(**said)
    if measure is Measure.TRAINING_RATE and amount is not None:
        of = shown(sum(row.amount for row in found.of))
        text = ngettext(
            "{sum} person of {of} residents: {amount}", "{sum} persons of {of} residents: {amount}", len(found.rows)
        )
        return text.format(of=of, **said)
    if amount is None:
        return _without_population(found)
    count = ngettext("{n} row", "{n} rows", len(found.rows)).format(n=said["rows"])
    return _("{rows}, together {amount}").format(rows=count, amount=said["amount"])


def _without_population(found: RowsBehind) -> str:
    rows = [row for row in (*found.rows, *found.of) if isinstance(row, PopulationRow) and not row.number]
    names = listed([row.branch for row in rows])
    text = _("No population has been entered for {names}, so there is no rate. Enter it under Data of the year.")
    return text.format(names=names)


def _amount(amount: int | Fraction | None, measure: Measure) -> str:
    if amount is not None and measure in RATES:
        return share(Fraction(amount))
    return hours(amount) if amount is None or isinstance(amount, Fraction) else shown(amount)


def _columns(found: RowsBehind) -> tuple[Column, ...]:
    match found.key.measure:
        case Measure.PERSONS | Measure.TRAINING_RATE:
            return _PERSONS
        case Measure.POPULATION:
            return _POPULATIONS
        case Measure.ATTENDANCE_RATE:
            return _ATTENDANCES
        case Measure.ATTENDANCES:
            return (*_ATTENDANCES, Column(N_("Attendances"), _number, 110, kind="number"))
        case Measure.LEARNER_HOURS:
            return (*_ATTENDANCES, Column(N_("Learner-hours"), _number, 120, kind="number"))
        case Measure.LESSONS:
            return _LESSONS
        case _:
            return (*_LESSONS, Column(N_("Hours"), _number, 90, kind="number"))


def _number(row: AttendanceRow | LessonRow) -> str:
    return hours(row.amount) if isinstance(row.amount, Fraction) else shown(row.amount)


def _who(row: AttendanceRow) -> str:
    return row.name or _("counted without names")


def _how(row: AttendanceRow) -> str:
    return _(MARKS[row.mark]) if row.mark in MARKS else row.mark.replace("-", "–")


_PERSONS = (
    Column(N_("Card"), lambda row: row.card, 140, kind="muted"),
    Column(N_("Name"), lambda row: row.name, 160, stretch=1, kind="strong"),
    Column(N_("Born"), lambda row: day_written(row.born) if row.born else "—", 150),
    Column(N_("Branch"), lambda row: row.branch, 170, stretch=1),
    Column(N_("Times here"), lambda row: shown(row.times), 110, kind="number"),
)
_ATTENDANCES = (
    Column(N_("When"), lambda row: shown(row.starts), 170),
    Column(N_("Class"), lambda row: row.title, 200, stretch=1),
    Column(N_("Name"), _who, 170, stretch=1, kind="strong"),
    Column(N_("Card"), lambda row: row.card, 130, kind="muted"),
    Column(N_("Attendance"), _how, 100),
)
_POPULATIONS = (
    Column(N_("Branch"), lambda row: row.branch, 200, stretch=1, kind="strong"),
    Column(N_("Year"), lambda row: str(row.year), 90, kind="muted"),
    Column(N_("Population"), lambda row: "—" if row.number is None else shown(row.number), 120, kind="number"),
    Column(N_("Persons who came"), lambda row: shown(row.persons), 150, kind="number"),
)
_LESSONS = (
    Column(N_("When"), lambda row: shown(row.starts), 170),
    Column(N_("Until"), lambda row: f"{row.ends:%H:%M}", 80),
    Column(N_("Class"), lambda row: row.title, 220, stretch=1, kind="strong"),
    Column(N_("Teacher"), lambda row: row.teacher or "—", 120),
    Column(N_("Room"), lambda row: row.venue or "—", 140),
)
