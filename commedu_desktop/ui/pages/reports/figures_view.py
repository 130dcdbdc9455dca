"""The figures: four cards, the lines by what they are told by, and the months below. Every figure opens its rows."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabBar, QWidget

from commedu_desktop.domain.figures import IN_LINES, Dimension, FigureKey, Measure
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.services.report_words import DIMENSIONS, period_name
from commedu_desktop.ui.pages.reports.table import FiguresTable, hours, share
from commedu_desktop.ui.pages.reports.tables_view import height_of
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import Card, FigureCard, column, empty, words
from commedu_desktop.ui.widgets.chart import ChartView
from commedu_desktop.ui.widgets.flow import Even
from commedu_desktop.ui.widgets.messages import NARROW

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
        months = Card()
        months.body.addWidget(words(_("Attendances by month"), "heading"))
        months.body.addWidget(self.trend)
        cards = QWidget()
        cards.setLayout(Even(*self.figures.values(), gap=16))
        body = column(cards, lines, months, gap=16)
        body.addStretch(1)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.report is not None:
            self._say_figures(self.report)

    def _say_figures(self, report: "PeriodReport") -> None:
        """Short where the width is, so that the lines below stay in sight."""
        now, before, cards = report.now.total, report.before.total, self.figures
        terse = self.width() < self._look.px(NARROW)
        persons = _("persons") if terse else _("persons, nobody counted twice")
        attendances = _("attendances") if terse else _("attendances with headcounts")
        delivered = _("hours") if terse else _("hours delivered in lessons held")
        lessons = ngettext("{n} lesson", "{n} lessons", now.lessons or 0).format(n=shown(now.lessons or 0))
        pills = ("", "", "") if terse else (_before(before.persons), _before(before.attendances), lessons)
        cards["persons"].say(shown(now.persons), pills[0], "neutral", persons)
        cards["attendances"].say(shown(now.attendances), pills[1], "neutral", attendances)
        cards["hours"].say(hours(report.now.hours(now)), pills[2], "neutral", delivered)
        if now.population is None:
            cards["rate"].say("—", _("no population"), "warn", _("training rate"))
        else:
            caption = _("training rate of {population} people").format(population=shown(now.population))
            cards["rate"].say(share(now.rate), "", "neutral", _("training rate") if terse else caption)
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
        self.table.setFixedHeight(height_of(self._look, self.table.rows.rowCount()))
        self._section.addWidget(self.table)


def _before(figure: int) -> str:
    return _("before {figure}").format(figure=shown(figure))
