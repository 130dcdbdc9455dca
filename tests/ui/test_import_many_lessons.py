"""Thousands of lessons taken in at the window: how far it is stands there, and Esc stops it without a trace."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from commedu_desktop.services.imports import verb
from commedu_desktop.services.office import Office
from commedu_desktop.services.timetable import lessons_between
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.imports import ImportAssistant, open_import
from commedu_desktop.ui.pages.imports.assistant import COLUMNS, DONE, OUTCOME
from tests.makers import Maker

ROWS = 240
FIRST = date(2026, 9, 1)


@pytest.fixture
def assistant(
    qtbot: QtBot, desk: Desk, make: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ImportAssistant:
    """Four lessons a day; told of after every five rows."""
    monkeypatch.setattr(verb, "BATCH", 5)
    make.new_offering(title="Choir", code="CH", ends=date(2027, 1, 15))
    rows = [f"CH,{FIRST + timedelta(days=at // 4)},{9 + at % 4 * 2}:00,{10 + at % 4 * 2}:00" for at in range(ROWS)]
    file = tmp_path / "lessons.csv"
    file.write_text("\n".join(["offering,date,start,end", *rows]), encoding="utf-8")
    assistant = open_import(desk, None, kind="lessons", file=file)
    qtbot.addWidget(assistant)
    qtbot.waitUntil(lambda: assistant.stack.currentIndex() == COLUMNS)
    qtbot.waitUntil(lambda: desk.jobs.current is None)
    return assistant


def planned(office: Office) -> int:
    return len(office.read(lessons_between, FIRST, FIRST + timedelta(days=ROWS)))


def test_a_long_import_is_stopped_with_esc_and_taken_in_whole_the_next_time(
    qtbot: QtBot, assistant: ImportAssistant, office: Office
) -> None:
    assistant.next_button.click()
    qtbot.waitUntil(lambda: assistant.stack.currentIndex() == OUTCOME)
    assert assistant.next_button.text() == f"Import {ROWS} rows"
    assistant.next_button.click()
    qtbot.waitUntil(lambda: 0 < assistant.progress.value() < assistant.progress.maximum() == ROWS)
    assert str(ROWS) in assistant.count.text()
    QTest.keyClick(assistant, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: assistant.banner.label.text() == "Cancelled; nothing was changed.")
    assert planned(office) == 0
    assistant.next_button.click()
    qtbot.waitUntil(lambda: assistant.stack.currentIndex() == DONE)
    assert planned(office) == ROWS
