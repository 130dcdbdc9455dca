"""Reports: choose a period and a branch, read the figures, open their rows, print and save them."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QTabBar, QWidget

from commedu_desktop.domain.figures import Dimension, FigureKey, Line, Measure
from commedu_desktop.domain.periods import Period, month_of, parse_period
from commedu_desktop.i18n import N_, _, locale, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.services.report_words import DIMENSIONS, line_name, period_name
from commedu_desktop.services.reports import PeriodReport, period_report, report_branches, rows_behind, trend
from commedu_desktop.ui.actions import Action
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.page import Page, Stop
from commedu_desktop.ui.pages.reports.table import FiguresTable, hours, share
from commedu_desktop.ui.pages.reports.trend import Trend
from commedu_desktop.ui.widgets.basics import Card, FigureCard, column, empty, row, words
from commedu_desktop.ui.widgets.buttons import IconButton
from commedu_desktop.ui.widgets.dialogs import scrolled
from commedu_desktop.ui.widgets.fields import Combo
from commedu_desktop.ui.widgets.flow import Even
from commedu_desktop.ui.widgets.messages import PageHeader, page_column

if TYPE_CHECKING:
    from commedu_desktop.domain.rows_behind import RowsBehind
    from commedu_desktop.services.report_files import ReportFile

SECTIONS = tuple(dimension for dimension in Dimension if dimension is not Dimension.TOTAL)
SPANS = {1: N_("Month"), 6: N_("Half-year"), 12: N_("Year")}
CARDS = {
    "persons": Measure.PERSONS,
    "attendances": Measure.ATTENDANCES,
    "hours": Measure.HOURS,
    "rate": Measure.PERSONS,
}
"""The cards, and which rows each opens."""
PAPERS = {
    "monthly": N_("Return"),
    "attendance": N_("Attendance of every class"),
    "participation": N_("Who takes part"),
    "teachers": N_("Hours of the teachers"),
}


class ReportsPage(Page):
    """Counted by the worker: the page is there before its figures."""

    ACTIONS = (
        Action("earlier", N_("Period before"), "show_earlier", "Alt+Left", "chevron-left"),
        Action("later", N_("Period after"), "show_later", "Alt+Right", "chevron-right"),
        Action("save", N_("Save as…"), "save", "Ctrl+S", "file-spreadsheet"),
        Action("paper", N_("Preview and print"), "preview", "Ctrl+R", "printer", "primary"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.report: PeriodReport | None = None
        self.period = month_of(desk.wall_clock().date())
        self.branch = ""
        self.header = PageHeader(_("Reports"), self.button("save"), self.button("paper"))
        self.figures = {key: self._figure_card(measure) for key, measure in CARDS.items()}
        self.tabs = self._make_tabs()
        self.trend = Trend(self.look)
        self.trend.opened.connect(self._go)
        self.table: FiguresTable | None = None
        self._lay_out()

    def refresh(self) -> None:
        self._offer_branches()
        self.header.say(subtitle=_("Counting …"))
        self._count()

    def open(self, period: str = "", branch: str = "", **_where: object) -> None:
        """Show a period such as `2026-11`."""
        if period:
            self.period = parse_period(period)
        self.branch = branch
        self._count()

    def tour_stops(self) -> Iterator[Stop]:
        for at in range(1, len(SECTIONS)):
            yield f"by-{SECTIONS[at]}", partial(self.tabs.setCurrentIndex, at)

    def show_earlier(self) -> None:
        self._go(self.period.before)

    def show_later(self) -> None:
        self._go(self.period.after)

    def open_figure(self, key: FigureKey) -> None:
        """Read the rows behind a figure and show them."""
        desk, period, branch = self.desk, self.period, self.branch
        desk.work(
            lambda _progress: desk.office.read(rows_behind, key, period, branch),
            done=self._show_rows,
            title=_("Finding the rows"),
        )

    def print_page(self) -> None:
        self.preview()

    def preview(self) -> None:
        from commedu_desktop.services.report_files import report_file

        desk, request = self.desk, self._request()
        desk.work(
            lambda progress: desk.office.read(report_file, request, ".pdf", progress),
            done=lambda pdf: desk.preview(pdf, self._paper_title()),
            title=_("Setting the paper"),
        )

    def save(self) -> None:
        """Ask where, and write; the ending says which form."""
        kinds = [_("Workbook (*.xlsx)"), "PDF (*.pdf)", "CSV (*.csv)", "JSON (*.json)"]
        start = str(Path.home() / f"{self._paper_title()}.xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the report"), start, ";;".join(kinds))
        if chosen:
            self.save_as(Path(chosen))

    def save_as(self, path: Path) -> None:
        from commedu_desktop.services.files import write_atomically
        from commedu_desktop.services.report_files import report_file

        desk, request = self.desk, self._request()
        desk.work(
            lambda progress: write_atomically(path, desk.office.read(report_file, request, path.suffix, progress)),
            done=lambda _result: desk.toast(_("Saved: {path}").format(path=path)),
            title=_("Writing the report"),
        )

    def _request(self) -> "ReportFile":
        from commedu_desktop.services.report_files import ReportFile

        return ReportFile(self.paper.value, self.period, self.branch, locale())

    def _paper_title(self) -> str:
        return f"{_(PAPERS[self.paper.value])} {period_name(self.period)}"

    def _make_tabs(self) -> QTabBar:
        tabs = QTabBar()
        tabs.setExpanding(False)
        tabs.setDrawBase(False)
        tabs.setAccessibleName(_("Broken down by"))
        for dimension in SECTIONS:
            tabs.addTab(_(DIMENSIONS[dimension]))
        tabs.currentChanged.connect(self._show_section)
        return tabs

    def _lay_out(self) -> None:
        earlier = IconButton(self.look, "chevron-left", _("Period before"), shortcut="Alt+←")
        later = IconButton(self.look, "chevron-right", _("Period after"), shortcut="Alt+→")
        earlier.clicked.connect(self.show_earlier)
        later.clicked.connect(self.show_later)
        self.span = Combo([(months, _(text)) for months, text in SPANS.items()], _("Span"))
        self.span.chosen.connect(self._span_chosen)
        self.branches = Combo([("", _("All branches"))], _("Branch"))
        self.branches.chosen.connect(self._branch_chosen)
        self.paper = Combo([(name, _(text)) for name, text in PAPERS.items()], _("Which paper"))
        tools = row(earlier, later, self.span, self.branches, 1, self.paper)
        cards = QWidget()
        cards.setLayout(Even(*self.figures.values(), gap=16))
        self._section = column(gap=0)
        lines = Card(margin=8)
        lines.body.addWidget(self.tabs)
        lines.body.addLayout(self._section, 1)
        lines.setMinimumHeight(self.look.px(300))
        months = Card()
        months.body.addWidget(words(_("Attendances of the last twelve months"), "heading"))
        months.body.addWidget(self.trend)
        inside = QWidget()
        body = column(cards, lines, months, gap=16)
        body.setStretch(1, 1)
        inside.setLayout(body)
        page_column(self, self.header, tools, scrolled(inside)).setStretch(2, 1)

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
        self._count()

    def _count(self) -> None:
        desk, period, branch = self.desk, self.period, self.branch
        self.span.value = period.months
        self.branches.value = branch
        desk.work(
            lambda progress: desk.office.read(period_report, period, branch, progress),
            done=self._show,
            title=_("Counting"),
        )

    def _show(self, report: PeriodReport) -> None:
        if (report.now.period, report.branch) != (self.period, self.branch):
            return
        self.report = report
        parts = [
            period_name(self.period),
            report.unit,
            _("beside {period}").format(period=period_name(report.before.period)),
        ]
        self.header.say(subtitle=" · ".join(parts))
        self._say_figures(report)
        self.trend.show_months(self.desk.read(trend, self.period, self.branch), self.period)
        self._show_section()

    def _figure_card(self, measure: Measure) -> FigureCard:
        card = FigureCard("")
        card.clicked.connect(partial(self.open_figure, FigureKey(measure)))
        return card

    def _say_figures(self, report: PeriodReport) -> None:
        now, before = report.now.total, report.before.total
        cards = self.figures
        persons, attendances = shown(before.persons), shown(before.attendances)
        cards["persons"].say(shown(now.persons), _before(persons), "neutral", _("persons, nobody counted twice"))
        cards["attendances"].say(
            shown(now.attendances), _before(attendances), "neutral", _("attendances with headcounts")
        )
        lessons = ngettext("{n} lesson", "{n} lessons", now.lessons or 0).format(n=shown(now.lessons or 0))
        cards["hours"].say(hours(report.now.hours(now)), lessons, "neutral", _("hours delivered in lessons held"))
        if now.population is None:
            cards["rate"].say("—", _("no population"), "warn", _("training rate"))
        else:
            caption = _("training rate of {population} people").format(population=shown(now.population))
            cards["rate"].say(share(now.rate), "", "neutral", caption)

    def _show_section(self, _at: int = 0) -> None:
        if self.report is None:
            return
        empty(self._section)
        self.table = FiguresTable(self.look, self.report, SECTIONS[self.tabs.currentIndex()])
        self.table.figure_opened.connect(self.open_figure)
        self._section.addWidget(self.table)

    def _show_rows(self, found: "RowsBehind") -> None:
        from commedu_desktop.ui.pages.reports.behind import show_rows

        line = self.report.now.line(found.key.dimension, found.key.value) if self.report else None
        show_rows(self.desk, self, found, self._name_of(found.key.dimension, line))

    def _name_of(self, dimension: Dimension, line: Line | None) -> str:
        return line_name(dimension, line) if line else _("Total")


def _before(figure: str) -> str:
    return _("before {figure}").format(figure=figure)
