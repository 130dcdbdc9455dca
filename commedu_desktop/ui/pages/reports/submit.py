"""Handing a report in, and what has changed since."""

from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.figures import Dimension, FigureKey
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.services.clock import wall_time
from commedu_desktop.services.freezing import Freeze, freeze_report, frozen_reports
from commedu_desktop.services.report_changes import Changed
from commedu_desktop.services.report_view import ReportView
from commedu_desktop.services.report_words import TEACHER_KINDS, line_name, period_name, slot_name
from commedu_desktop.services.report_writers import shown as cell
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import LongTextField
from commedu_desktop.ui.widgets.rows_dialog import RowsDialog


class SubmitDialog(FormDialog):
    """Freezes the report; a submitted one needs the reason why it is corrected."""

    submitted = Signal(int)
    """The version."""

    def __init__(self, desk: Desk, parent: QWidget | None, view: ReportView) -> None:
        self._again = view.frozen is not None
        title = _("Correct the submitted report") if self._again else _("Submit the report")
        super().__init__(desk.look, parent, title, _("Submit"))
        self.desk, self._view = desk, view
        report = view.present
        self.form.addWidget(words(f"{period_name(report.period)} · {report.unit}", "strong", wrap=True))
        said = _(
            "Its figures and its text are kept as they are now, with your name and the time. "
            "Later changes in the books are shown beside it and never alter it."
        )
        self.form.addWidget(words(said, wrap=True))
        self.reason = LongTextField(_("Why it is corrected"), lines=2)
        if self._again:
            self.form.addWidget(words(view.note, "muted", wrap=True))
            self.add(self.reason)
        self.form.addStretch(1)
        self.resize(desk.look.px(520), desk.look.px(380 if self._again else 320))

    def save(self) -> None:
        report = self._view.present
        request = Freeze(report.period, report.branch, self.reason.value)
        self.desk.write(
            freeze_report,
            request,
            done=self._done,
            refused=lambda refusal: self.explain(refusal, self.reason if self._again else None),
            title=_("Submitting the report"),
        )

    def _done(self, version: int) -> None:
        self.accept()
        self.desk.toast(_("Submitted as version {version}.").format(version=version))
        self.submitted.emit(version)


def show_changes(desk: Desk, parent: QWidget, view: ReportView) -> RowsDialog:
    """Every figure that is another now; Enter opens the rows behind it."""
    count = ngettext("{n} figure has changed since.", "{n} figures have changed since.", len(view.changes))
    title = _("What has changed since {period} was submitted").format(period=period_name(view.present.period))
    dialog = RowsDialog(desk.look, parent, title, count.format(n=len(view.changes)), _CHANGES, view.changes)
    dialog.open()
    return dialog


def show_versions(desk: Desk, parent: QWidget, view: ReportView) -> RowsDialog:
    """Every version that was handed in, the last one first; Enter previews its return as it was."""
    versions = desk.read(frozen_reports, view.present.period, view.present.branch)[::-1]
    title = _("Submitted versions of {period}").format(period=period_name(view.present.period))
    hint = _("Enter or a double click shows a version as it was submitted.")
    dialog = RowsDialog(desk.look, parent, title, hint, _VERSIONS, versions)
    dialog.open()
    return dialog


_VERSIONS = (
    Column(N_("Version"), lambda one: str(one.version), 90, kind="strong"),
    Column(N_("When"), lambda one: shown(wall_time(one.at)), 190, kind="muted"),
    Column(N_("Who"), lambda one: one.actor, 120),
    Column(N_("Persons"), lambda one: shown(one.report.now.total.persons), 90, kind="number"),
    Column(N_("Attendances"), lambda one: shown(one.report.now.total.attendances), 110, kind="number"),
    Column(N_("Why it is corrected"), lambda one: one.reason or "—", 200, stretch=1),
)


def figure_line(view: ReportView, key: FigureKey) -> str:
    """What the line of a figure is called."""
    if key.dimension is Dimension.TOTAL:
        return _("Total")
    if key.dimension is Dimension.SLOT:
        return slot_name(int(key.value))
    if key.dimension is Dimension.TEACHER:
        return _(TEACHER_KINDS[TeacherKind(key.value)]) if key.value else _("Not recorded")
    for report in (view.present.now, *([view.frozen.report.now] if view.frozen else [])):
        found = report.line(key.dimension, key.value)
        if found is not None:
            return line_name(key.dimension, found)
    return key.value


def _signed(change: Changed) -> str:
    then, now = change.then or 0, change.now or 0
    if isinstance(then, str) or isinstance(now, str):
        return ""
    value = Fraction(now) - then
    return f"{'+' if value > 0 else '−'}{cell(abs(value), change.format)}"


_CHANGES = (
    Column(N_("Figure"), lambda one: one.figure, 150, kind="strong"),
    Column(N_("Told by"), lambda one: one.table, 140, kind="muted"),
    Column(N_("Line"), lambda one: one.line, 180, stretch=1),
    Column(N_("Submitted"), lambda one: cell(one.then, one.format), 110, kind="number"),
    Column(N_("Now"), lambda one: cell(one.now, one.format), 110, kind="number"),
    Column(N_("Difference"), _signed, 110, kind="number"),
)


def can_submit(view: ReportView) -> bool:
    """A period that is over, and not yet submitted or changed since."""
    return view.present.coverage == "whole" and (view.frozen is None or bool(view.changes) or _reworded(view))


def _reworded(view: ReportView) -> bool:
    return view.frozen is not None and view.frozen.texts != view.texts
