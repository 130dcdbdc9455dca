from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commedu_desktop import i18n
from commedu_desktop.app import CENTRE, Program


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Program:
    program = Program(qapp, tmp_path, "en", "Zhang Min")
    qtbot.addWidget(program.window)
    program.show()
    qtbot.waitUntil(lambda: program.first_start is not None)
    return program


def test_the_first_start_welcomes_and_makes_a_centre_of_ones_own(qtbot: QtBot, program: Program) -> None:
    assert program.first_start is not None
    welcome = program.first_start.welcome
    QTest.keyClicks(welcome.name.edit, "North Gate School")
    with qtbot.waitSignal(program.ready):
        QTest.keyClick(welcome.cards["empty"], Qt.Key.Key_Return)
    assert (program.folder / CENTRE).exists()
    assert program.window.rail.isVisible()
    assert program.window.rail.centre.text() == "North Gate School"
    program.window.close()


def test_a_centre_of_ones_own_needs_a_name(program: Program) -> None:
    assert program.first_start is not None
    welcome = program.first_start.welcome
    QTest.keyClick(welcome.cards["empty"], Qt.Key.Key_Space)
    assert welcome.name.refusal.text() == "Give the centre a name first."
    assert welcome.name.refusal.isVisible()
    assert not (program.folder / CENTRE).exists()
    program.window.close()


def test_the_welcome_speaks_the_language_that_is_chosen_and_keeps_what_was_typed(program: Program) -> None:
    assert program.first_start is not None
    program.first_start.welcome.name.value = "北门社区学校"
    program.first_start.welcome.spoken.emit("zh_CN")
    assert i18n.language() == "zh_CN"
    assert program.first_start.welcome.name.caption.text() == "中心名称"
    assert program.first_start.welcome.name.value == "北门社区学校"
    program.window.close()


def test_the_demonstration_opens_at_once(qtbot: QtBot, program: Program) -> None:
    assert program.first_start is not None
    with qtbot.waitSignal(program.ready, timeout=20_000):
        program.first_start.welcome.begin("demo")
    assert program.window.rail.centre.text() == "Wuzhong Road Community School"
    program.window.close()
