"""The register in the window: found while typing, registered once, refused beside the field."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.residents import Sex
from commedu_desktop.services.residents import find_residents
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.residents import ResidentsPage
from commedu_desktop.ui.pages.residents.doing import found
from commedu_desktop.ui.pages.residents.form import ResidentForm
from commedu_desktop.ui.pages.residents.ids import PagedIds
from commedu_desktop.ui.pages.residents.merging import MergeDialog
from commedu_desktop.ui.widgets.fields import TextField
from tests.makers import Maker


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, make: Maker) -> ResidentsPage:
    older = make.new_group("older")
    for name, pinyin, born in (
        ("张小明", "zhang xiao ming", 1956),
        ("李娜", "li na", 1988),
        ("王" * 200, "wang", 2001),
    ):
        make.new_resident(name, pinyin=pinyin, born=date(born, 3, 7), phone=f"1380000{born}")
    page = ResidentsPage(desk)
    qtbot.addWidget(page)
    page.resize(1120, 760)
    page.show()
    assert older.code == "older"
    return page


def type_in(field: TextField, text: str) -> None:
    """As an input method does: QTest types ASCII only."""
    field.edit.setText(text)
    field.edit.textEdited.emit(text)


def shown(page: ResidentsPage) -> list[str]:
    model = page.table.rows
    rows = [model.row_at(number) for number in range(model.rowCount())]
    return [row.name for row in rows if row is not None]


def test_typing_finds_and_the_chosen_one_is_shown_in_full(qtbot: QtBot, page: ResidentsPage) -> None:
    assert shown(page) == ["李娜", "王" * 200, "张小明"]
    QTest.keyClicks(page.search, "zxm")
    qtbot.waitUntil(lambda: shown(page) == ["张小明"])
    qtbot.waitUntil(lambda: page.panel.resident is not None and page.panel.resident.name == "张小明")
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert len(shown(page)) == 3


def test_filters_narrow_and_one_button_shows_everybody_again(page: ResidentsPage) -> None:
    page.filters.age.value = (60, 70)
    page.filters.age.chosen.emit((60, 70))
    assert shown(page) == []
    page.filters.age.value = (70, None)
    page.filters.age.chosen.emit((70, None))
    assert shown(page) == ["张小明"]
    page.filters.clear_button.click()
    assert len(shown(page)) == 3


def test_the_longest_name_does_not_push_the_panel_apart(qtbot: QtBot, page: ResidentsPage) -> None:
    width = page.drawer.width()
    page.table.selectRow(1)
    qtbot.waitUntil(lambda: page.panel.resident is not None and page.panel.resident.name == "王" * 200)
    assert page.drawer.width() == width


def test_the_form_fills_itself_and_saves_with_one_key(qtbot: QtBot, page: ResidentsPage) -> None:
    form = ResidentForm(page.desk, page)
    qtbot.addWidget(form)
    form.open()
    type_in(form.name, "单田芳")
    assert form.pinyin.value == "shan tian fang"
    QTest.keyClicks(form.id_number.edit, "11010519491231002x")
    assert (form.born.value, form.sex.value) == (date(1949, 12, 31), Sex.FEMALE)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    with qtbot.waitSignal(form.saved):
        QTest.keyClick(form.name.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [one.name for one in page.desk.read(find_residents, "shantianfang")] == ["单田芳"]


def test_a_refusal_stands_beside_its_field(qtbot: QtBot, page: ResidentsPage) -> None:
    form = ResidentForm(page.desk, page)
    qtbot.addWidget(form)
    form.open()
    form.save()
    qtbot.waitUntil(form.name.refusal.isVisible)
    assert form.name.refusal.text() == "Give it a name."
    QTest.keyClicks(form.id_number.edit, "110105194912310021")
    assert "should end with X" in form.id_number.refusal.text()


def test_likely_duplicates_come_while_typing(qtbot: QtBot, page: ResidentsPage) -> None:
    form = ResidentForm(page.desk, page)
    qtbot.addWidget(form)
    form.open()
    type_in(form.name, "章晓明")
    QTest.keyClicks(form.born.edit, "1956-03-07")
    qtbot.waitUntil(lambda: [one.reasons for one in form.likely.people] == [("sounds-alike", "born")])


def test_the_box_for_everything_finds_residents(page: ResidentsPage) -> None:
    lines = found(page.desk, "lina")
    assert (lines[0].page, lines[0].title) == ("residents", "李娜  Li Na")
    page.open(**lines[0].where)
    assert page.panel.resident is not None
    assert page.panel.resident.name == "李娜"


def test_ids_are_read_only_where_somebody_looks() -> None:
    read: list[int] = []

    def some(offset: int, limit: int) -> list[int]:
        read.append(offset)
        return list(range(offset, offset + limit))

    ids = PagedIds(200_000, some)  # type: ignore[arg-type]  # numbers do for ids
    seen: list[object] = [len(ids), ids[150_050], *ids[150_000:150_003]]
    assert seen == [200_000, 150_050, 150_000, 150_001, 150_002]
    assert (ids.index(150_001), 150_099 in ids, 7 in ids) == (150_001, True, False)  # type: ignore[arg-type]
    assert read == [150_000]


def test_two_records_are_merged_with_the_chosen_phone_and_undone(
    qtbot: QtBot, page: ResidentsPage, make: Maker
) -> None:
    make.new_resident("张晓明", pinyin="zhang xiao ming", born=date(1956, 3, 7), phone="13911112222")
    dialog = MergeDialog(page.desk, page)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.sides is not None)
    assert dialog.sides is not None
    dialog.sides.picks["phone"].setChecked(True)
    dialog.merge_button.click()
    qtbot.waitUntil(lambda: not dialog.pairs)
    (one,) = page.desk.read(find_residents, "zxm")
    assert (one.name, one.phone) == ("张小明", "13911112222")
    page.desk.undo()
    qtbot.waitUntil(lambda: len(page.desk.read(find_residents, "zxm")) == 2)
