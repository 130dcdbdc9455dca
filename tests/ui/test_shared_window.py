"""Two windows on one database on a server."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commedu_desktop.app import Program
from commedu_desktop.services.settings import ChangeSettings, centre_settings, change_settings
from commedu_desktop.store.database import Database
from commedu_desktop.ui.office_to_come import shared_opener
from tests.postgresql import Server


def test_two_windows_on_a_server_see_what_the_other_wrote(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, shared_database: Database, server: Server
) -> None:
    url = server.url(str(shared_database.engine.url.database))
    here, there = (
        Program(qapp, tmp_path / who, "en", who, shared_opener(url), shared=True) for who in ("Zhang Min", "Li Na")
    )
    for program in (here, there):
        program.folder.mkdir()
        qtbot.addWidget(program.window)
        with qtbot.waitSignal(program.ready):
            program.show()
    assert here.desk is not None
    with qtbot.waitSignal(here.desk.changed):
        here.desk.write(change_settings, ChangeSettings({"name": "South Gate School"}))
    assert there.desk is not None
    assert there.desk.read(centre_settings).name == "South Gate School"
    with qtbot.waitSignal(there.desk.toasted) as caught:
        there.window.back_up()
    assert "pg_dump" in str(caught.args)
    for program in (here, there):
        program.window.close()
        assert not program.window.isVisible()
        assert list(program.folder.glob("*.db")) == []
