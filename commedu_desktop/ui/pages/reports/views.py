"""The five ways to look at a report; each is filled when it is looked at."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QTabBar, QWidget

from commedu_desktop.i18n import N_, _, language
from commedu_desktop.ui.pages.reports.charts_view import ChartsView
from commedu_desktop.ui.pages.reports.figures_view import FiguresView
from commedu_desktop.ui.pages.reports.missing_view import MissingView
from commedu_desktop.ui.pages.reports.tables_view import TablesView
from commedu_desktop.ui.pages.reports.text_view import Keep, TextView
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import column
from commedu_desktop.ui.widgets.dialogs import scrolled

if TYPE_CHECKING:
    from commedu_desktop.domain.period_reports import PeriodReport
    from commedu_desktop.services.report_tables import ReportTable
    from commedu_desktop.services.report_view import ReportView

VIEWS = {
    "figures": N_("Figures"),
    "charts": N_("Charts"),
    "missing": N_("Who is missing"),
    "plan": N_("Targets, teachers, funds"),
    "text": N_("Text"),
}


class Views(QWidget):
    """Tabs above, the chosen view below."""

    figure_opened = Signal(object)
    """A FigureKey."""
    opened = Signal(str)
    """The key of a shape in a chart."""

    def __init__(self, look: Look, keep: Keep) -> None:
        super().__init__()
        self.figures = FiguresView(look)
        self.charts, self.missing = ChartsView(look), MissingView(look)
        self.plan, self.text = TablesView(look), TextView(look, keep)
        self._view: ReportView | None = None
        self._live = False
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(_("What is shown"))
        self.stack = QStackedWidget()
        parts = (self.figures, self.charts, self.missing, self.plan, self.text)
        for title, part in zip(VIEWS.values(), parts, strict=True):
            self.tabs.addTab(_(title))
            self.stack.addWidget(_from_the_top(part))
        layout = column(self.tabs, self.stack, gap=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.tabs.currentChanged.connect(self._chosen)
        self.figures.figure_opened.connect(self.figure_opened)
        self.figures.opened.connect(self.opened)
        for part in (self.charts, self.missing, self.plan):
            part.opened.connect(self.opened)

    def choose(self, key: str) -> None:
        self.tabs.setCurrentIndex(list(VIEWS).index(key))

    def show_view(self, view: "ReportView", *, live: bool) -> None:
        self._view, self._live = view, live
        self.figures.show_report(view.shown(live=live))
        self._chosen()

    def _chosen(self, _at: int = 0) -> None:
        at, view = self.tabs.currentIndex(), self._view
        self.stack.setCurrentIndex(at)
        if view is None:
            return
        report = view.shown(live=self._live)
        match list(VIEWS)[at]:
            case "charts":
                self.charts.show_report(report)
            case "missing":
                self.missing.show_report(report)
            case "plan":
                self.plan.show_tables(_plan_tables(report))
            case "text":
                editable = view.frozen is None or self._live
                self.text.show_chapters(view.chapters(language(), live=self._live), editable=editable)


def _plan_tables(report: "PeriodReport") -> "list[ReportTable]":
    from commedu_desktop.services import report_beside as beside

    makers = (beside.targets_table, beside.teaching_table, beside.funds_table, beside.publicity_table)
    return [make(report) for make in makers]


def _from_the_top(part: QWidget) -> QScrollArea:
    area = scrolled(part)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
