"""Populations, targets and funds are entered in one window, saved as it happens and taken back."""

from datetime import date

import pytest
from PySide6.QtWidgets import QTableWidgetItem
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.funds import FundKind, FundSource
from commedu_desktop.domain.targets import BY_HAND
from commedu_desktop.services.funds import fund_entries
from commedu_desktop.services.populations import population_table
from commedu_desktop.services.targets import targets
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.reports.year import YearDialog
from commedu_desktop.ui.pages.reports.year.funds import FundDialog, FundsTab
from commedu_desktop.ui.pages.reports.year.populations import PopulationsTab
from commedu_desktop.ui.pages.reports.year.targets import TargetDialog, TargetsTab
from tests.makers import Maker


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, make: Maker) -> YearDialog:
    assert make.branch.code == "B01"
    make.new_group("older-adult", names={"en": "Older adults"})
    dialog = YearDialog(desk, None, 2026)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def populations(dialog: YearDialog) -> PopulationsTab:
    tab = dialog.parts["populations"][0]
    assert isinstance(tab, PopulationsTab)
    return tab


def type_in(tab: PopulationsTab, down: int, across: int, text: str) -> None:
    tab.grid.setItem(down, across, QTableWidgetItem(text))


def said(tab: PopulationsTab, down: int, across: int) -> str:
    item = tab.grid.item(down, across)
    assert item is not None
    return item.text()


def test_a_population_is_typed_into_its_cell_and_added_up(qtbot: QtBot, dialog: YearDialog, desk: Desk) -> None:
    tab = populations(dialog)
    with qtbot.waitSignal(desk.changed):
        type_in(tab, 0, 0, "６，120")
    assert desk.read(population_table, 2026).numbers == {("B01", ""): 6120}
    assert said(tab, 1, 0) == "6,120"
    with qtbot.waitSignal(desk.changed):
        type_in(tab, 0, 0, "")
    assert desk.read(population_table, 2026).numbers == {}


def test_what_is_no_number_or_too_large_is_said_and_put_back(qtbot: QtBot, dialog: YearDialog, desk: Desk) -> None:
    tab = populations(dialog)
    type_in(tab, 0, 0, "many")
    assert "“many” is not a number of people." in tab.banner.label.text()
    assert said(tab, 0, 0) == ""
    with qtbot.waitSignal(desk.changed):
        type_in(tab, 0, 0, "100")
    type_in(tab, 0, 1, "101")
    qtbot.waitUntil(lambda: "larger than all residents" in tab.banner.label.text())
    assert said(tab, 0, 1) == ""


def test_a_target_is_added_changed_and_taken_out(qtbot: QtBot, dialog: YearDialog, desk: Desk) -> None:
    tab = dialog.parts["targets"][0]
    assert isinstance(tab, TargetsTab)
    tab.add.click()
    form = tab.findChild(TargetDialog)
    assert isinstance(form, TargetDialog)
    form.save()
    qtbot.waitUntil(lambda: not form.name.refusal.isHidden() or not form.banner.isHidden())
    form.name.value, form.measure.value, form.aim.value = "Transfers", BY_HAND, 600
    form.by_hand.value = 412
    with qtbot.waitSignal(desk.changed):
        form.save()
    assert [(row.name, row.aim, row.by_hand) for row in desk.read(targets, 2026)] == [("Transfers", 600, 412)]
    assert tab.table.rows.index(0, 0).data() == "Transfers"
    with qtbot.waitSignal(desk.changed):
        tab.take_out.click()
    assert desk.read(targets, 2026) == []


def test_income_is_entered_with_its_source(qtbot: QtBot, dialog: YearDialog, desk: Desk) -> None:
    tab = dialog.parts["funds"][0]
    assert isinstance(tab, FundsTab)
    tab.add.click()
    form = tab.findChild(FundDialog)
    assert isinstance(form, FundDialog)
    form.on.value, form.amount.value, form.purpose.value = date(2026, 3, 1), "1200.50", "Support"
    form.kind.value, form.source.value = FundKind.INCOME, FundSource.SOCIETY
    with qtbot.waitSignal(desk.changed):
        form.save()
    rows = desk.read(fund_entries, date(2026, 1, 1), date(2026, 12, 31))
    assert [(row.amount, row.source, row.purpose) for row in rows] == [(120_050, FundSource.SOCIETY, "Support")]
    assert "1,200.50" in tab.hint.text()
