"""The history in the window: one step taken back, and what changed told for people."""

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from commedu_desktop.sentences import shown
from commedu_desktop.services.clock import wall_time
from commedu_desktop.services.settings import ChangeSettings, centre_settings, change_settings
from commedu_desktop.ui.check import CheckDialog
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.history import HistoryDialog, legible


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


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("2026-11-23", "Mon 23 Nov 2026"),
        ("2026-11-23T09:00:00", "23 Nov 2026, 09:00"),
        ("2026-13-99x", "2026-13-99x"),
        ("late", "late"),
        (50, "50"),
    ],
)
def test_what_changed_is_told_as_people_write_it(kept: object, read: str) -> None:
    assert legible(kept) == read


def test_a_moment_that_happened_is_told_in_local_time() -> None:
    assert legible("2026-11-23T01:00:00.123+00:00") == shown(wall_time(datetime(2026, 11, 23, 1, 0, tzinfo=UTC)))
