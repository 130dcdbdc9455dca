import pytest
from pytestqt.qtbot import QtBot

from commedu_desktop.services.settings import ChangeSettings, centre_settings, change_settings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.settings import SettingsPage
from commedu_desktop.ui.pages.settings.fees import CheckOutBranches, GroupDiscounts
from commedu_desktop.ui.widgets.fields import NumberField, TextField
from tests.makers import Maker


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.show()
    return page


def test_a_setting_is_kept_when_its_field_is_left(qtbot: QtBot, desk: Desk, page: SettingsPage) -> None:
    field = page.fields["late_minutes"]
    assert isinstance(field, NumberField)
    field.edit.setText("15")
    with qtbot.waitSignal(desk.changed):
        field.edit.editingFinished.emit()
    assert desk.read(centre_settings).late_minutes == 15


def test_a_figure_may_differ_in_one_year(qtbot: QtBot, desk: Desk, page: SettingsPage) -> None:
    page.year.value = 2026
    field = page.fields["threshold"]
    assert isinstance(field, NumberField)
    field.edit.setText("80")
    with qtbot.waitSignal(desk.changed):
        field.edit.editingFinished.emit()
    assert desk.read(centre_settings, 2026).threshold == 80
    assert desk.read(centre_settings, 2025).threshold == 70


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("threshold", "170", "Give a number from 1 to 100."),
        ("name", " ", "The centre needs a name."),
        ("age_bands", "60, 7", "Give rising ages between 1 and 119, for example 7, 18, 36, 60, 70."),
        ("age_bands", "seven", "This cannot be read as such a value."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    qtbot: QtBot, desk: Desk, page: SettingsPage, name: str, typed: str, said: str
) -> None:
    desk.office.write(change_settings, ChangeSettings({"name": "North Gate School"}), actor="test")
    before = desk.read(centre_settings)
    field = page.fields[name]
    assert isinstance(field, NumberField | TextField)
    field.edit.setText(typed)
    field.edit.editingFinished.emit()
    qtbot.waitUntil(lambda: field.refusal.text() == said)
    assert desk.read(centre_settings) == before


def test_groups_get_their_discounts_and_branches_their_check_out(
    qtbot: QtBot, desk: Desk, make: Maker, page: SettingsPage
) -> None:
    make.new_group("disabled")
    branch = make.branch
    groups = GroupDiscounts(desk, page)
    groups.parts["disabled"].value = 100
    with qtbot.waitSignal(groups.accepted):
        groups.save()
    doors = CheckOutBranches(desk, page)
    doors.boxes[branch.code].value = True
    with qtbot.waitSignal(doors.accepted):
        doors.save()
    settings = desk.read(centre_settings)
    assert (dict(settings.group_discounts), settings.check_out_branches) == ({"disabled": 100}, ("B01",))
