"""The figures: four cards, the lines by what they are told by, and the months below. Every figure opens its rows."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar, QWidget

from commedu_desktop.domain.figures import IN_LINES, Dimension, FigureKey, Measure
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.services.report_words import DIMENSIONS, period_name
from commedu_desktop.ui.pages.reports.table import FiguresTable, hours, share
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import Card, FigureCard, column, empty, words
from commedu_desktop.ui.widgets.chart import ChartView
from commedu_desktop.ui.widgets.flow import Even

if TYPE_CHECKING:
    from commedu_desktop.domain.period_reports import PeriodReport

SECTIONS = tuple(dimension for dimension in IN_LINES if dimension is not Dimension.TOTAL)
CARDS = {
    "persons": Measure.PERSONS,
    "attendances": Measure.ATTENDANCES,
    "hours": Measure.HOURS,
    "rate": Measure.TRAINING_RATE,
}
"""The cards, and which rows each opens."""


class FiguresView(QWidget):
    """Persons and attendances side by side, never mixed."""

    figure_opened = Signal(object)
    """A FigureKey."""
    opened = Signal(str)
    """The key of a bar of the chart."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.report: PeriodReport | None = None
        self.figures = {key: self._figure_card(measure) for key, measure in CARDS.items()}
        self.tabs = self._make_tabs()
        self.trend = ChartView(look, _("Attendances by month"))
        self.trend.opened.connect(self.opened)
        self.table: FiguresTable | None = None
        self._section = column(gap=0)
        lines = Card(margin=8)
        lines.body.addWidget(self.tabs)
        lines.body.addLayout(self._section, 1)
        lines.setMinimumHeight(look.px(300))
        months = Card()
        months.body.addWidget(words(_("Attendances by month"), "heading"))
        months.body.addWidget(self.trend)
        cards = QWidget()
        cards.setLayout(Even(*self.figures.values(), gap=16))
        body = column(cards, lines, months, gap=16)
        body.setStretch(1, 1)
        self.setLayout(body)

    def show_report(self, report: "PeriodReport") -> None:
        from commedu_desktop.services.report_charts import trend_chart

        self.report = report
        self._say_figures(report)
        self.trend.show_chart(trend_chart(report))
        self._show_section()

    def _make_tabs(self) -> QTabBar:
        tabs = QTabBar()
        tabs.setExpanding(False)
        tabs.setDrawBase(False)
        tabs.setAccessibleName(_("Broken down by"))
        for dimension in SECTIONS:
            tabs.addTab(_(DIMENSIONS[dimension]))
        tabs.currentChanged.connect(self._show_section)
        return tabs

    def _figure_card(self, measure: Measure) -> FigureCard:
        card = FigureCard("")
        card.clicked.connect(partial(self.figure_opened.emit, FigureKey(measure)))
        return card

    def _say_figures(self, report: "PeriodReport") -> None:
        now, before = report.now.total, report.before.total
        cards = self.figures
        cards["persons"].say(shown(now.persons), _before(before.persons), "neutral", _("persons, nobody counted twice"))
        cards["attendances"].say(
            shown(now.attendances), _before(before.attendances), "neutral", _("attendances with headcounts")
        )
        lessons = ngettext("{n} lesson", "{n} lessons", now.lessons or 0).format(n=shown(now.lessons or 0))
        cards["hours"].say(hours(report.now.hours(now)), lessons, "neutral", _("hours delivered in lessons held"))
        if now.population is None:
            cards["rate"].say("—", _("no population"), "warn", _("training rate"))
        else:
            caption = _("training rate of {population} people").format(population=shown(now.population))
            cards["rate"].say(share(now.rate), "", "neutral", caption)
        self._say_year_before(report)

    def _say_year_before(self, report: "PeriodReport") -> None:
        """Beside the pill with the period before, a tip with the same period a year before."""
        total, name = report.year_before.total, period_name(report.year_before.period)
        for key, number in (("persons", total.persons), ("attendances", total.attendances)):
            self.figures[key].setToolTip(_("{period}: {figure}").format(period=name, figure=shown(number)))

    def _show_section(self, _at: int = 0) -> None:
        if self.report is None:
            return
        empty(self._section)
        self.table = FiguresTable(self._look, self.report, SECTIONS[self.tabs.currentIndex()])
        self.table.figure_opened.connect(self.figure_opened)
        self._section.addWidget(self.table)


def _before(figure: int) -> str:
    return _("before {figure}").format(figure=shown(figure))
