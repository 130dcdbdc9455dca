"""Reports: choose a period and a branch, read the figures, open their rows, submit, print and save them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.figures import IN_LINES, FigureKey, figure_key
from commedu_desktop.domain.periods import Period, month_of, parse_period
from commedu_desktop.domain.targets import BY_HAND
from commedu_desktop.i18n import N_, _, language
from commedu_desktop.services.report_tables import BEFORE, YEAR_BEFORE
from commedu_desktop.services.report_texts import WriteSentence, write_sentence
from commedu_desktop.services.report_words import coverage_note, period_name
from commedu_desktop.services.reports import PeriodReport, report_branches, rows_behind, rows_beside
from commedu_desktop.ui.actions import Action
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.page import Page, Stop
from commedu_desktop.ui.pages.reports import papers, touring
from commedu_desktop.ui.pages.reports.views import Views
from commedu_desktop.ui.widgets.basics import row
from commedu_desktop.ui.widgets.buttons import Button, IconButton
from commedu_desktop.ui.widgets.fields import Combo
from commedu_desktop.ui.widgets.messages import Banner, PageHeader, page_column

if TYPE_CHECKING:
    from commedu_desktop.domain.rows_behind import RowsBehind, RowsBeside
    from commedu_desktop.services.freezing import Frozen
    from commedu_desktop.services.report_files import ReportFile
    from commedu_desktop.services.report_view import ReportView
    from commedu_desktop.ui.jobs import Job

SPANS = {1: N_("Month"), 6: N_("Half-year"), 12: N_("Year")}


class ReportsPage(Page):
    """Counted by the worker: the page is there before its figures, and leaving it stops the counting."""

    ACTIONS = (
        Action("earlier", N_("Period before"), "show_earlier", "Alt+Left", "chevron-left"),
        Action("later", N_("Period after"), "show_later", "Alt+Right", "chevron-right"),
        Action("year", N_("Data of the year…"), "show_year", "Ctrl+Shift+Y", "target"),
        Action("submit", N_("Submit…"), "submit", "", "check"),
        Action("save", N_("Save as…"), "save", "Ctrl+S", "file-spreadsheet"),
        Action("paper", N_("Preview and print"), "preview", "Ctrl+R", "printer", "primary"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view: ReportView | None = None
        self.period = month_of(desk.wall_clock().date())
        self.branch = ""
        self.live = False
        self._job: Job | None = None
        self.header = PageHeader(_("Reports"), *(self.button(key) for key in ("year", "submit", "save", "paper")))
        self.changed_button = Button(self.look, _("What has changed"), icon="list-checks")
        self.live_button = Button(self.look, _("As it is now"), icon="eye")
        self.versions_button = Button(self.look, _("Versions"), icon="history")
        self.frozen = Banner(self.look, self.changed_button, self.versions_button, self.live_button)
        self.frozen.close_button.hide()
        self.views = Views(self.look, self._write_sentence)
        self._lay_out()
        self._connect()

    @property
    def report(self) -> PeriodReport | None:
        """The figures in sight."""
        return self.view.shown(live=self.live) if self.view else None

    def refresh(self) -> None:
        self._offer_branches()
        self._count()

    def open(self, period: str = "", branch: str = "", view: str = "figures", **_where: object) -> None:
        """Show a period such as `2026-11`; `view` is a key of VIEWS."""
        if period:
            self.period = parse_period(period)
        self.branch = branch
        self.views.choose(view)
        self._count()

    def tour_stops(self) -> Iterator[Stop]:
        yield from touring.stops(self)

    def show_earlier(self) -> None:
        self._go(self.period.before)

    def show_later(self) -> None:
        self._go(self.period.after)

    def open_figure(self, key: FigureKey, period: Period | None = None) -> None:
        """Read the rows behind a figure, of the period in sight unless another is given, and show them."""
        desk, period, branch, year = self.desk, period or self.period, self.branch, self.period.year
        desk.work(
            lambda progress: desk.office.read(rows_behind, key, period, branch, progress, bands_of=year),
            done=self._show_rows,
            title=_("Finding the rows"),
        )

    def open_key(self, key: str) -> None:
        """What a shape or a line stands for: a period, a figure, or what is entered by hand."""
        kind, _slash, rest = key.partition("/")
        if kind == "period":
            self._go(parse_period(rest))
        elif kind in ("figure", BEFORE, YEAR_BEFORE):
            beside = {BEFORE: self.period.before, YEAR_BEFORE: self.period.year_before}
            self.open_figure(figure_key(rest), beside.get(kind))
        elif kind == "target":
            self._open_target(rest)
        elif kind:
            self._open_beside(key)

    def _open_target(self, measure: str) -> None:
        """The rows that a target counts, from January on; what is counted by hand opens where it is entered."""
        if measure == BY_HAND:
            self.show_year("targets")
            return
        self.open_figure(figure_key(measure), Period(self.period.year, 1, self.period.last.month))

    def _open_beside(self, key: str) -> None:
        desk, period, branch = self.desk, self.period, self.branch
        desk.work(
            lambda _progress: desk.office.read(rows_beside, key, period, branch),
            done=self._show_beside,
            title=_("Finding the rows"),
        )

    def _show_beside(self, found: "RowsBeside") -> None:
        from commedu_desktop.ui.pages.reports.beside import show_beside

        show_beside(self.desk, self, found)

    def show_year(self, tab: str = "populations") -> QWidget:
        from commedu_desktop.ui.pages.reports.year import YearDialog

        dialog = YearDialog(self.desk, self, self.period.year, tab or "populations")
        dialog.open()
        return dialog

    def submit(self) -> None:
        from commedu_desktop.ui.pages.reports.submit import SubmitDialog

        if self.view is not None:
            SubmitDialog(self.desk, self, self.view).open()

    def print_page(self) -> None:
        self.preview()

    def preview(self) -> None:
        papers.preview(self.desk, self._request())

    def save(self) -> None:
        path = papers.ask_where(self, papers.paper_title(self.paper.value, self.period))
        if path is not None:
            self.save_as(path)

    def save_as(self, path: Path) -> None:
        papers.save_as(self.desk, self._request(), path)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits for these figures any more; they are counted when the page is seen again."""
        super().hideEvent(event)
        if self._stop():
            self._stale = True

    def _request(self) -> "ReportFile":
        return papers.request(self.desk, self.paper.value, self.period, self.branch, live=self.live)

    def _lay_out(self) -> None:
        self.earlier = IconButton(self.look, "chevron-left", _("Period before"), shortcut="Alt+←")
        self.later = IconButton(self.look, "chevron-right", _("Period after"), shortcut="Alt+→")
        self.span = Combo([(months, _(text)) for months, text in SPANS.items()], _("Span"))
        self.branches = Combo([("", _("All branches"))], _("Branch"))
        self.paper = Combo([(name, _(text)) for name, text in papers.PAPERS.items()], _("Which paper"))
        tools = row(self.earlier, self.later, self.span, self.branches, 1, self.paper)
        page_column(self, self.header, tools, self.frozen, self.views).setStretch(3, 1)

    def _connect(self) -> None:
        self.earlier.clicked.connect(self.show_earlier)
        self.later.clicked.connect(self.show_later)
        self.span.chosen.connect(self._span_chosen)
        self.branches.chosen.connect(self._branch_chosen)
        self.views.figure_opened.connect(self.open_figure)
        self.views.opened.connect(self.open_key)
        self.changed_button.clicked.connect(self._show_changes)
        self.versions_button.clicked.connect(self._show_versions)
        self.live_button.clicked.connect(self._switch)

    def _offer_branches(self) -> None:
        found = self.desk.read(report_branches)
        self.branches.offer([("", _("All branches")), *found])
        self.branches.value = self.branch

    def _span_chosen(self, months: int) -> None:
        first = (self.period.first_month - 1) // months * months + 1
        self._go(Period(self.period.year, first, months))

    def _branch_chosen(self, code: str) -> None:
        self.branch = code
        self._count()

    def _go(self, period: Period) -> None:
        self.period = period
        self.live = False
        self._count()

    def _stop(self) -> bool:
        """Let a counting that is under way end at once; whether there was one."""
        job, self._job = self._job, None
        if job is not None:
            self.desk.jobs.cancel(job)
        return job is not None

    def _count(self) -> None:
        from commedu_desktop.services.report_view import report_view

        self._stop()
        desk, period, branch, today = self.desk, self.period, self.branch, self.desk.wall_clock().date()
        self.span.value = period.months
        self.branches.value = branch
        self.header.say(subtitle=f"{period_name(period)} · {_('Counting …')}")
        self._job = desk.work(
            lambda progress: desk.office.read(report_view, period, branch, today, progress),
            done=self._show,
            title=_("Counting"),
            cancelled=self._cancelled,
        )

    def _cancelled(self) -> None:
        if self._job is not None and self._job.stopping:
            self._job = None
            self.header.say(subtitle=_("Counting was cancelled. Choose a period to count again."))

    def _show(self, view: "ReportView") -> None:
        if (view.present.period, view.present.branch) != (self.period, self.branch):
            return
        self._job = None
        self.view = view
        self._show_view()

    def _show_view(self) -> None:
        from commedu_desktop.ui.pages.reports.submit import can_submit

        view, report = self.view, self.report
        if view is None or report is None:
            return
        beside = _("beside {period}").format(period=period_name(report.before.period))
        note = coverage_note(report.coverage, report.today)
        parts = [period_name(self.period), report.unit, beside, *([note] if note else [])]
        self.header.say(subtitle=" · ".join(parts))
        state = "warn" if view.changes else "info"
        self.frozen.say(view.note, state)
        self.changed_button.setVisible(bool(view.changes))
        self.live_button.setText(_("As submitted") if self.live else _("As it is now"))
        self.act["submit"].setText(_("Correct…") if view.frozen else _("Submit…"))
        self.act["submit"].setEnabled(can_submit(view))
        self.views.show_view(view, live=self.live)

    def _switch(self) -> None:
        self.live = not self.live
        self._show_view()

    def _show_changes(self) -> None:
        from commedu_desktop.ui.pages.reports.submit import show_changes

        if self.view is not None:
            show_changes(self.desk, self, self.view).opened.connect(lambda change: self.open_key(change.opens))

    def _show_versions(self) -> None:
        from commedu_desktop.ui.pages.reports.submit import show_versions

        if self.view is not None:
            show_versions(self.desk, self, self.view).opened.connect(self._preview_version)

    def _preview_version(self, one: "Frozen") -> None:
        wanted = replace(self._request(), live=False, version=one.version)
        papers.preview(self.desk, wanted)

    def _write_sentence(self, key: str, text: str | None) -> None:
        request = WriteSentence(self.period, self.branch, language(), key, text)
        self.desk.write(write_sentence, request, toast=_("Saved."))

    def _show_rows(self, found: "RowsBehind") -> None:
        from commedu_desktop.ui.pages.reports.behind import show_rows
        from commedu_desktop.ui.pages.reports.submit import figure_line

        name = figure_line(self.view, found.key) if self.view else _("Total")
        frozen = self.view.frozen if self.view and not self.live and found.key.dimension in IN_LINES else None
        show_rows(self.desk, self, found, name, frozen.report.now.figure(found.key) if frozen else None)
