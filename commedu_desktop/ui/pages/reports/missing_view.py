"""Who is missing: shares beside shares, and the week of whoever is chosen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.figures import Dimension
from commedu_desktop.domain.participation import Hours
from commedu_desktop.i18n import _
from commedu_desktop.ui.pages.reports.tables_view import TablesView
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import Card, column, row, words
from commedu_desktop.ui.widgets.chart import ChartView
from commedu_desktop.ui.widgets.fields import Combo

if TYPE_CHECKING:
    from commedu_desktop.domain.period_reports import PeriodReport


class MissingView(QWidget):
    """The heat map shows at which hours the people of one group or age come."""

    opened = Signal(str)
    """A figure's key after `figure/`."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._hours: list[Hours] = []
        self.who = Combo([], _("Whose week"))
        self.who.chosen.connect(self._show_week)
        self.week = ChartView(look, _("Attendances by weekday and hour"))
        self.nobody = words(_("Nobody of them came in this period."), "muted", wrap=True)
        card = Card()
        card.body.addLayout(row(words(_("At which hours they come"), "heading"), 1, self.who))
        card.body.addWidget(self.week)
        card.body.addWidget(self.nobody)
        self.tables = TablesView(look)
        self.tables.opened.connect(self.opened)
        self.week.opened.connect(self._open_week)
        self.setLayout(column(self.tables, card, 1, gap=16))

    def show_report(self, report: "PeriodReport") -> None:
        from commedu_desktop.services.report_beside import shares_table
        from commedu_desktop.services.report_shortfalls import share_name
        from commedu_desktop.services.report_words import line_name

        self.tables.show_tables([shares_table(report)])
        taking_part = report.participation
        missing = [(share.hours, share_name(share)) for share in taking_part.shares]
        there = {(hours.dimension, hours.value) for hours, _name in missing}
        others = [
            (taking_part.hours(dimension, line.value), line_name(dimension, line))
            for dimension in (Dimension.GROUP, Dimension.AGE, Dimension.SEX)
            for line in report.now.lines(dimension)
            if line.value and (dimension, line.value) not in there
        ]
        self._hours = [hours for hours, _name in (*missing, (taking_part.everyone, ""), *others)]
        names = [name for _hours, name in missing] + [_("Everybody")] + [name for _hours, name in others]
        self.who.offer(list(enumerate(names)))
        self.who.value = 0
        self._show_week(0)

    def _open_week(self, key: str) -> None:
        """The hour of everybody, or the attendances of the line whose week it is."""
        hours = self._hours[self.who.value]
        of_line = f"figure/attendances/{hours.dimension}/{hours.value}"
        self.opened.emit(key if hours.dimension is Dimension.TOTAL else of_line)

    def _show_week(self, at: int) -> None:
        from commedu_desktop.services.report_charts import week_chart

        chart = week_chart(self._hours[at])
        self.week.setVisible(chart is not None)
        self.nobody.setVisible(chart is None)
        self.week.show_chart(chart)
