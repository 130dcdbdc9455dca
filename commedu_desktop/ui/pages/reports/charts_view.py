"""The charts of a report in cards, two beside each other where there is room."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import Card, column, words
from commedu_desktop.ui.widgets.chart import ChartView
from commedu_desktop.ui.widgets.flow import Even

if TYPE_CHECKING:
    from commedu_desktop.domain.period_reports import PeriodReport

LEAST = 460
"""Width of a card in pixels at 100 % text, below which the cards stand one below the other."""
ORDER = ("trend", "ranking", "pyramid", "week")


class ChartsView(QWidget):
    """Where people would rather look than read; each shape opens what it stands for."""

    opened = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.charts = {key: ChartView(look) for key in ORDER}
        self._titles: dict[str, QLabel] = {}
        self._notes: dict[str, QLabel] = {}
        self._cards = {key: self._card(key) for key in ORDER}
        self.nothing = words(_("There is nothing to draw in this period yet."), "muted", wrap=True)
        cards = QWidget()
        cards.setLayout(Even(*self._cards.values(), gap=16))
        self.setLayout(column(self.nothing, cards, 1, gap=16))

    def _card(self, key: str) -> Card:
        card = Card()
        card.setMinimumWidth(self._look.px(LEAST))
        self._titles[key], self._notes[key] = words("", "heading", wrap=True), words("", "small", wrap=True)
        for part in (self._titles[key], self.charts[key], self._notes[key]):
            card.body.addWidget(part)
        card.body.addStretch(1)
        self.charts[key].opened.connect(self.opened)
        return card

    def show_report(self, report: "PeriodReport") -> None:
        from commedu_desktop.services.report_charts import charts

        found = {chart.key: chart for chart in charts(report)}
        self.nothing.setVisible(not found)
        for key, view in self.charts.items():
            chart = found.get(key)
            self._cards[key].setVisible(chart is not None)
            view.show_chart(chart)
            self._titles[key].setText(chart.title if chart else "")
            self._notes[key].setText(chart.note if chart else "")
            self._notes[key].setVisible(bool(chart and chart.note))
