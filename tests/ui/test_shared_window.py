"""Two windows on one database on a server."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commedu_desktop.app import Program
from commedu_desktop.services.enrolments import learners, waiting_list
from commedu_desktop.services.settings import ChangeSettings, centre_settings, change_settings
from commedu_desktop.store.database import Database
from commedu_desktop.ui.office_to_come import shared_opener
from commedu_desktop.ui.pages.front_desk.enrol_dialog import EnrolDialog
from tests.makers import Maker
from tests.postgresql import Server


@pytest.fixture
def windows(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, shared_database: Database, server: Server
) -> Iterator[list[Program]]:
    """Two desks, each with its own window, worker and connection."""
    url = server.url(str(shared_database.engine.url.database))
    programs = [Program(qapp, tmp_path / who, "en", who, shared_opener(url), shared=True) for who in ("Zhang", "Li")]
    for program in programs:
        program.folder.mkdir()
        qtbot.addWidget(program.window)
        with qtbot.waitSignal(program.ready):
            program.show()
    yield programs
    for program in programs:
        program.window.hold = None
        program.window.close()


def test_two_windows_give_the_last_seat_at_the_same_moment(qtbot: QtBot, windows: list[Program]) -> None:
    here = windows[0].desk
    assert here is not None
    make, today = Maker(here.office), here.wall_clock().date()
    days = {"starts": today - timedelta(days=30), "ends": today + timedelta(days=60)}
    choir = make.new_offering(title="Choir", capacity=1, **days)
    dialogs = []
    for program, name in zip(windows, ("Ann", "Bob"), strict=True):
        assert program.desk is not None
        dialogs.append(EnrolDialog(program.desk, program.window, make.new_resident(name).id, name))
        dialogs[-1].show()
    for dialog in dialogs:
        QTest.keyClicks(dialog.search, "Choir")
        assert dialog.table.chosen_id == choir.id
    for dialog in dialogs:
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: all(dialog.banner.label.text() for dialog in dialogs))
    [inside], [waiting] = here.read(learners, choir.id), here.read(waiting_list, choir.id)
    said = {name: dialog.banner.label.text() for name, dialog in zip(("Ann", "Bob"), dialogs, strict=True)}
    assert {inside.name, waiting.name} == {"Ann", "Bob"}
    assert said[inside.name] == f"{inside.name} is enrolled in Choir. Ctrl+Z takes it back."
    assert said[waiting.name] == f"Choir is full: {waiting.name} is number 1 on the waiting list."
    for dialog in dialogs:
        dialog.reject()


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
