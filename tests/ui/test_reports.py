"""The Reports page: figures side by side, and every one of them opens its rows."""

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.figures import Dimension, figure_key
from commedu_desktop.store.tables import AttendanceMark, Branch, Headcount, Notice, Population
from commedu_desktop.store.tables.funds import FundEntry
from commedu_desktop.store.tables.notice_postings import NoticePosting
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.reports import ReportsPage
from commedu_desktop.ui.pages.reports.figures_view import SECTIONS
from commedu_desktop.ui.pages.reports.submit import SubmitDialog
from commedu_desktop.ui.widgets.chart import rect
from commedu_desktop.ui.widgets.rows_dialog import RowsDialog
from tests.makers import Maker
from tests.offices import WRITES_BEGIN


@pytest.mark.parametrize(
    ("key", "rows", "said"),
    [
        ("funds/government", 1, "income ¥300.00, spending ¥0.00"),
        ("funds/", 2, "rest ¥250.50"),
        ("publicity/posted", 1, "together 1"),
        ("publicity/brochures", 1, "together 40"),
        ("target/training-rate", 1, "1 person of 10 residents: 10%"),
        ("target/attendance-rate", 3, "2 of 3 marks are present or late: 66.7%"),
        ("figure/population", 2, "together 10"),
        ("teachers/all", 1, "together 1"),
        ("register/", 2, "together 2"),
        ("figure/training-rate/branch/B02", 1, "1 person of 6 residents: 16.7%"),
        ("year-before/attendances", 0, "together 0"),
        ("target/attendances", 3, "together 22"),
    ],
)
def test_lines_beside_the_figures_open_their_rows(
    qtbot: QtBot, page: ReportsPage, make: Maker, key: str, rows: int, said: str
) -> None:
    for kind, source, amount in (("income", "government", 300_00), ("spending", "unit", 49_50)):
        make.add(
            FundEntry(
                branch_id=make.branch.id, on=date(2026, 11, 3), kind=kind, source=source, amount=amount, purpose="Paint"
            )
        )
    notice = make.add(
        Notice(kind="free", title="Tea", language="en", content={}, made_at=WRITES_BEGIN, published_at=WRITES_BEGIN)
    )
    make.add(NoticePosting(notice_id=notice.id, place="Gate", posted_from=date(2026, 11, 4), brochures=40))
    page.open_key(key)
    qtbot.waitUntil(lambda: bool(page.findChildren(RowsDialog)))
    (dialog,) = page.findChildren(RowsDialog)
    assert len(dialog.rows) == rows
    assert said in dialog.sums.text()
    model = dialog.table.model()
    assert all(model.index(row, 0).data() for row in range(rows))


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, make: Maker) -> ReportsPage:
    """张小明 comes to a class at each of two branches; 20 heads are counted at the second."""
    east = make.add(Branch(code="B02", name="East", parent_id=make.branch.id))
    resident = make.new_resident("张小明")
    for branch in (make.branch, east):
        lesson = make.new_lesson(make.new_offering(branch_id=branch.id), datetime(2026, 11, 2, 9))
        make.add(AttendanceMark(lesson_id=lesson.id, resident_id=resident.id, mark=Mark.PRESENT, at=WRITES_BEGIN))
    absent = make.new_resident("Li Na")
    make.add(AttendanceMark(lesson_id=lesson.id, resident_id=absent.id, mark=Mark.ABSENT, at=WRITES_BEGIN))
    make.add(Headcount(lesson_id=lesson.id, number=20))
    for branch, number in ((make.branch, 4), (east, 6)):
        make.add(Population(branch_id=branch.id, year=2026, number=number))
    page = ReportsPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    qtbot.waitUntil(lambda: page.report is not None)
    return page


def lines(page: ReportsPage) -> list[list[str]]:
    assert page.views.figures.table is not None
    rows = page.views.figures.table.rows
    return [[rows.index(at, column).data() for column in range(3)] for at in range(rows.rowCount())]


def test_persons_and_attendances_stand_side_by_side_and_the_total_counts_nobody_twice(page: ReportsPage) -> None:
    assert lines(page) == [["Wuzhong Road Centre", "1", "1"], ["East", "1", "21"], ["Total", "1", "22"]]
    figures = {key: card.figure.text() for key, card in page.views.figures.figures.items()}
    assert figures == {"persons": "1", "attendances": "22", "hours": "4", "rate": "10%"}


@pytest.mark.parametrize("at", range(len(SECTIONS)))
def test_every_section_adds_up_to_the_same_attendances(page: ReportsPage, at: int) -> None:
    page.views.figures.tabs.setCurrentIndex(at)
    found = lines(page)
    assert found[-1] == ["Total", "1", "22"]
    assert sum(int(line[2]) for line in found[:-1]) == 22


def opened(qtbot: QtBot, page: ReportsPage) -> RowsDialog:
    qtbot.waitUntil(lambda: page.findChild(RowsDialog) is not None)
    dialog = page.findChild(RowsDialog)
    assert isinstance(dialog, RowsDialog)
    return dialog


def test_a_click_on_a_figure_opens_the_rows_that_add_up_to_it(qtbot: QtBot, page: ReportsPage) -> None:
    assert page.views.figures.table is not None
    cell = page.views.figures.table.visualRect(page.views.figures.table.rows.index(1, 2)).center()
    qtbot.mouseClick(page.views.figures.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)  # type: ignore[no-untyped-call]
    dialog = opened(qtbot, page)
    assert dialog.windowTitle() == "Attendances · East · November 2026"
    assert dialog.sums.text() == "2 rows, together 21"
    dialog.reject()


def test_the_keyboard_opens_rows_too(qtbot: QtBot, page: ReportsPage) -> None:
    assert page.views.figures.table is not None
    page.views.figures.table.setCurrentIndex(page.views.figures.table.rows.index(0, 1))
    qtbot.keyClick(page.views.figures.table, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    dialog = opened(qtbot, page)
    assert [row.name for row in dialog.rows] == ["张小明"]
    dialog.reject()


def test_periods_and_branches_are_walked_through(qtbot: QtBot, page: ReportsPage) -> None:
    def shows(period: str) -> None:
        qtbot.waitUntil(lambda: page.report is not None and str(page.report.now.period) == period)

    page.show_earlier()
    shows("2026-10")
    page.show_later()
    shows("2026-11")
    page.span.chosen.emit(6)
    shows("2026-H2")
    page.open(period="2026", branch="B02")
    shows("2026")
    assert lines(page) == [["East", "1", "21"], ["Total", "1", "21"]]
    assert page.branches.currentText() == "East"


def test_the_return_is_previewed_as_it_prints_and_saved(
    qtbot: QtBot, page: ReportsPage, desk: Desk, tmp_path: Path
) -> None:
    with qtbot.waitSignal(desk.previewing) as previewing:
        page.preview()
    pdf, title = previewing.args
    assert pdf.startswith(b"%PDF")
    assert title == "Return November 2026"
    with qtbot.waitSignal(desk.toasted):
        page.save_as(tmp_path / "november.xlsx")
    assert (tmp_path / "november.xlsx").read_bytes().startswith(b"PK")
    assert page.report is not None
    assert page.report.now.line(Dimension.BRANCH, "B02") is not None


def test_the_months_stand_below_and_a_bar_opens_its_month(qtbot: QtBot, page: ReportsPage) -> None:
    trend = page.views.figures.trend
    assert len(trend.drawing.boxes) == 6, "the centre began later"
    assert trend.accessibleDescription().endswith("Oct: 0; Nov: 22")
    page.views.figures.adjustSize()
    october = rect(trend.drawing.boxes[4]).center().toPoint()
    qtbot.mouseClick(trend, Qt.MouseButton.LeftButton, pos=october)  # type: ignore[no-untyped-call]
    qtbot.waitUntil(lambda: page.report is not None and str(page.report.now.period) == "2026-10")


def test_the_keyboard_walks_through_a_chart(qtbot: QtBot, page: ReportsPage) -> None:
    trend = page.views.figures.trend
    for _step in range(2):
        qtbot.keyClick(trend, Qt.Key.Key_Left)  # type: ignore[no-untyped-call]
    qtbot.keyClick(trend, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    qtbot.waitUntil(lambda: page.report is not None and str(page.report.now.period) == "2026-10")


def test_every_view_shows_the_same_report(qtbot: QtBot, page: ReportsPage) -> None:
    views = page.views
    views.choose("charts")
    keys: list[str] = []
    views.charts.opened.connect(keys.append)
    ranking = views.charts.charts["ranking"]
    ranking.opened.emit(ranking.drawing.boxes[0].key)
    assert keys == ["figure/attendances/branch/B02"]
    dialog = opened(qtbot, page)
    assert dialog.sums.text() == "2 rows, together 21"
    dialog.reject()
    views.choose("missing")
    assert views.missing.week.drawing.boxes or views.missing.nobody.isVisible()
    views.choose("plan")
    assert [table.accessibleName() for table in views.plan.tables][-1] == "Publicity"
    views.choose("text")
    assert views.text.edits["results.persons"].toPlainText().startswith("1 resident took part, 22 attendances")


def test_a_sentence_is_put_into_own_words_and_given_back(qtbot: QtBot, page: ReportsPage, desk: Desk) -> None:
    page.views.choose("text")
    edit = page.views.text.edits["results.rate"]
    said = edit.toPlainText()
    edit.setPlainText("Ten of a hundred came.")
    with qtbot.waitSignal(desk.changed):
        edit.keep()
    qtbot.waitUntil(lambda: page.view is not None and bool(page.view.texts))
    assert page.views.text.edits["results.rate"].toPlainText() == "Ten of a hundred came."
    with qtbot.waitSignal(desk.changed):
        page._write_sentence("results.rate", None)
    qtbot.waitUntil(lambda: page.view is not None and not page.view.texts)
    assert page.views.text.edits["results.rate"].toPlainText() == said


def test_a_month_is_submitted_and_what_changes_later_stands_beside_it(
    qtbot: QtBot, page: ReportsPage, desk: Desk, make: Maker
) -> None:
    def shows(period: str) -> None:
        qtbot.waitUntil(lambda: page.view is not None and str(page.view.present.period) == period)

    assert not page.act["submit"].isEnabled(), "November is not over"
    october = make.new_lesson(make.new_offering(), datetime(2026, 10, 5, 9))
    page.show_earlier()
    shows("2026-10")
    page.submit()
    dialog = page.findChild(SubmitDialog)
    assert isinstance(dialog, SubmitDialog)
    with qtbot.waitSignal(desk.changed):
        dialog.save()
    qtbot.waitUntil(lambda: page.view is not None and page.view.frozen is not None)
    assert "version 1." in page.frozen.label.text()
    page.versions_button.click()
    versions = page.findChild(RowsDialog)
    assert isinstance(versions, RowsDialog)
    with qtbot.waitSignal(desk.previewing) as previewing:
        versions.table.opened.emit(0)
    assert previewing.args[0].startswith(b"%PDF")
    versions.deleteLater()
    make.add(Headcount(lesson_id=october.id, number=7))
    page.refresh()
    qtbot.waitUntil(lambda: page.view is not None and bool(page.view.changes))
    assert page.views.figures.figures["attendances"].figure.text() == "0"
    page.open_figure(figure_key("attendances"))
    qtbot.waitUntil(lambda: any("submitted: 0" in one.sums.text() for one in page.findChildren(RowsDialog)))
    page.findChildren(RowsDialog)[-1].reject()
    page.live_button.click()
    assert page.views.figures.figures["attendances"].figure.text() == "7"
    page.changed_button.click()
    changes = page.findChildren(RowsDialog)[-1]
    assert {row.opens for row in changes.rows} >= {"figure/attendances"}
    changes.reject()


def test_leaving_the_page_stops_the_counting(qtbot: QtBot, page: ReportsPage) -> None:
    page.show_earlier()
    job = page._job
    assert job is not None
    page.hide()
    assert job.stopping
    page.show()
    qtbot.waitUntil(lambda: page.report is not None and str(page.report.now.period) == "2026-10")


@pytest.mark.parametrize("width", [1300, 620])
def test_no_figure_is_cut_off_where_the_window_is_narrow(qtbot: QtBot, page: ReportsPage, width: int) -> None:
    page.resize(width, 760)
    cards = page.views.figures.figures.values()
    qtbot.waitUntil(lambda: all(card.figure.width() >= card.figure.sizeHint().width() for card in cards))
    qtbot.waitUntil(lambda: all(card.geometry().right() <= page.width() for card in cards))
