"""The rows behind a figure in a dialog, with what they add up to."""

from fractions import Fraction

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.figures import Measure
from commedu_desktop.domain.rows_behind import AttendanceRow, RowsBehind
from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.services.report_words import MEASURES, period_name
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.pages.reports.table import hours
from commedu_desktop.ui.widgets.rows_dialog import RowsDialog

MARKS = {"present": N_("present"), "late": N_("late")}


def show_rows(
    desk: Desk, parent: QWidget, found: RowsBehind, line: str, submitted: int | Fraction | None = None
) -> RowsDialog:
    """`line` names the line of the report that the figure stands in; `submitted` is the figure of a frozen report."""
    title = f"{_(MEASURES[found.key.measure])} · {line} · {period_name(found.period)}"
    count = ngettext("{n} row", "{n} rows", len(found.rows)).format(n=shown(len(found.rows)))
    sums = _("{rows}, together {amount}").format(rows=count, amount=_amount(found.amount))
    if submitted is not None and submitted != found.amount:
        sums = _("{sums} · submitted: {amount}").format(sums=sums, amount=_amount(submitted))
    dialog = RowsDialog(desk.look, parent, title, sums, _columns(found), found.rows)
    dialog.open()
    return dialog


def _amount(amount: int | Fraction) -> str:
    return hours(amount) if isinstance(amount, Fraction) else shown(amount)


def _columns(found: RowsBehind) -> tuple[Column, ...]:
    match found.key.measure:
        case Measure.PERSONS:
            return _PERSONS
        case Measure.ATTENDANCES:
            return (*_ATTENDANCES, Column(N_("Attendances"), lambda row: _amount(row.amount), 110, kind="number"))
        case Measure.LEARNER_HOURS:
            return (*_ATTENDANCES, Column(N_("Learner-hours"), lambda row: _amount(row.amount), 120, kind="number"))
        case Measure.LESSONS:
            return _LESSONS
        case _:
            return (*_LESSONS, Column(N_("Hours"), lambda row: _amount(row.amount), 90, kind="number"))


def _who(row: AttendanceRow) -> str:
    return row.name or _("counted without names")


def _how(row: AttendanceRow) -> str:
    return _(MARKS[row.mark]) if row.mark in MARKS else row.mark.replace("-", "–")


_PERSONS = (
    Column(N_("Card"), lambda row: row.card, 140, kind="muted"),
    Column(N_("Name"), lambda row: row.name, 160, stretch=1, kind="strong"),
    Column(N_("Born"), lambda row: shown(row.born) if row.born else "—", 160),
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
_LESSONS = (
    Column(N_("When"), lambda row: shown(row.starts), 170),
    Column(N_("Until"), lambda row: f"{row.ends:%H:%M}", 80),
    Column(N_("Class"), lambda row: row.title, 220, stretch=1, kind="strong"),
    Column(N_("Teacher"), lambda row: row.teacher or "—", 120),
    Column(N_("Room"), lambda row: row.venue or "—", 140),
)
