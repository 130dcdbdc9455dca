"""What the tour sees on the Reports page: every section and view, the year's data, rows behind figures, submitting."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.figures import Dimension, FigureKey, Measure
from commedu_desktop.services.reports import rows_behind, rows_beside
from commedu_desktop.ui.page import Stop
from commedu_desktop.ui.pages.reports.figures_view import SECTIONS
from commedu_desktop.ui.pages.reports.views import VIEWS

if TYPE_CHECKING:
    from commedu_desktop.services.report_view import ReportView
    from commedu_desktop.ui.pages.reports.page import ReportsPage

ROWS = {
    "rows": FigureKey(Measure.ATTENDANCES, Dimension.BRANCH, "B01"),
    "rate-rows": FigureKey(Measure.TRAINING_RATE),
    "marks-rows": FigureKey(Measure.ATTENDANCE_RATE, Dimension.CATEGORY, "arts"),
    "population-rows": FigureKey(Measure.POPULATION),
}


def stops(page: "ReportsPage") -> Iterator[Stop]:
    for at in range(1, len(SECTIONS)):
        yield f"by-{SECTIONS[at]}", partial(page.views.figures.tabs.setCurrentIndex, at)
    for key in VIEWS:
        yield key, partial(page.views.choose, key)
    for tab in ("populations", "targets", "funds"):
        yield tab, partial(page.show_year, tab)
    for name, figure in ROWS.items():
        yield name, partial(_rows, page, figure)
    yield "money-rows", partial(_money, page)
    yield "versions", partial(_versions, page)
    yield "submit", partial(_submit, page)


def _rows(page: "ReportsPage", figure: FigureKey) -> QWidget:
    from commedu_desktop.ui.pages.reports.behind import show_rows
    from commedu_desktop.ui.pages.reports.submit import figure_line

    found = page.desk.read(rows_behind, figure, page.period)
    return show_rows(page.desk, page, found, figure_line(_before(page), figure))


def _money(page: "ReportsPage") -> QWidget:
    from commedu_desktop.ui.pages.reports.beside import show_beside

    return show_beside(page.desk, page, page.desk.read(rows_beside, "funds/", page.period))


def _versions(page: "ReportsPage") -> QWidget:
    from commedu_desktop.ui.pages.reports.submit import show_versions

    return show_versions(page.desk, page, _before(page))


def _submit(page: "ReportsPage") -> QWidget:
    from commedu_desktop.ui.pages.reports.submit import SubmitDialog

    dialog = SubmitDialog(page.desk, page, _before(page))
    dialog.open()
    return dialog


def _before(page: "ReportsPage") -> "ReportView":
    """The report of the period before, which was submitted."""
    from commedu_desktop.services.report_view import report_view

    return page.desk.read(report_view, page.period.before, "", page.desk.wall_clock().date())
