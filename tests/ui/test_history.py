from pytestqt.qtbot import QtBot

from commedu_desktop.services.settings import ChangeSettings, centre_settings, change_settings
from commedu_desktop.ui.check import CheckDialog
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.history import HistoryDialog


def test_one_step_is_taken_back_from_the_history(qtbot: QtBot, desk: Desk) -> None:
    desk.office.write(change_settings, ChangeSettings({"late_minutes": 15}), actor="Wang")
    desk.office.write(change_settings, ChangeSettings({"early_minutes": 90}), actor="Zhang")
    dialog = HistoryDialog(desk)
    qtbot.addWidget(dialog)
    dialog.search.setText("wang")
    dialog.search.finish()
    assert dialog.table.rows.rowCount() == 1
    dialog.table.choose(None)
    with qtbot.waitSignal(desk.changed):
        dialog.undo_button.click()
    settings = desk.read(centre_settings)
    assert (settings.late_minutes, settings.early_minutes) == (10, 90)


def test_sound_data_are_said_to_be_sound(qtbot: QtBot, desk: Desk) -> None:
    dialog = CheckDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.found.text().startswith("All is well"))
    assert not dialog.repair_button.isVisible()
