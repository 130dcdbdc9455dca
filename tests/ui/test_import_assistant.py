"""The import assistant, as a clerk uses it: nothing is written before the last button."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from commedu_desktop.services.office import Office
from commedu_desktop.store.tables import Resident
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.imports import ImportAssistant, open_import
from commedu_desktop.ui.pages.imports.assistant import COLUMNS, DONE, OUTCOME
from tests.makers import Maker

LIST = "居民登记表,,,\n姓名,出生日期,联系电话,爱好\n张小明,1956-02-03,13800004312,棋\n李雷,1960-13-01,,琴\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "名单.csv"
    path.write_bytes(LIST.encode("gb18030"))
    return path


@pytest.fixture
def assistant(qtbot: QtBot, desk: Desk, make: Maker, file: Path) -> ImportAssistant:
    assert make.branch.code == "B01"
    assistant = open_import(desk, None, file=file)
    qtbot.addWidget(assistant)
    qtbot.waitUntil(lambda: assistant.stack.currentIndex() == COLUMNS)
    return assistant


def names(office: Office) -> list[str]:
    return office.read(lambda session: list(session.scalars(select(Resident.name))))


def go_on(qtbot: QtBot, assistant: ImportAssistant, step: int) -> None:
    assistant.next_button.click()
    qtbot.waitUntil(lambda: assistant.stack.currentIndex() == step)


def test_the_guess_is_shown_and_nothing_is_written_before_the_last_button(
    qtbot: QtBot, assistant: ImportAssistant, office: Office
) -> None:
    step = assistant.columns_step
    assert (step.encoding.value, step.separator.value, step.line.value) == ("gb18030", ",", 2)
    assert [combo.value for combo in step.combos] == ["name", "born", "phone", ""]
    go_on(qtbot, assistant, OUTCOME)
    assert assistant.next_button.text().startswith("Import 1 row")
    assert names(office) == []
    go_on(qtbot, assistant, DONE)
    assert names(office) == ["张小明"]


def test_a_wrong_encoding_is_corrected_where_it_is_seen(qtbot: QtBot, assistant: ImportAssistant) -> None:
    step = assistant.columns_step
    step.encoding.value = "big5"
    step.encoding.edited.emit()
    qtbot.waitUntil(lambda: step.banner.isVisibleTo(assistant))
    step.encoding.value = "gb18030"
    step.encoding.edited.emit()
    qtbot.waitUntil(lambda: [combo.value for combo in step.combos] == ["name", "born", "phone", ""])
    assert not step.banner.isVisibleTo(assistant)


def test_a_field_goes_to_the_column_that_is_chosen_last(assistant: ImportAssistant) -> None:
    step = assistant.columns_step
    step.combos[3].value = "phone"
    step.combos[3].chosen.emit("phone")
    assert [combo.value for combo in step.combos] == ["name", "born", "", "phone"]


def test_the_import_is_undone_from_the_last_page(qtbot: QtBot, assistant: ImportAssistant, office: Office) -> None:
    go_on(qtbot, assistant, OUTCOME)
    go_on(qtbot, assistant, DONE)
    assistant.back_button.click()
    qtbot.waitUntil(lambda: names(office) == [])


def test_refused_rows_are_saved_with_line_and_reason(qtbot: QtBot, assistant: ImportAssistant, tmp_path: Path) -> None:
    go_on(qtbot, assistant, OUTCOME)
    path = tmp_path / "refused.csv"
    assistant.write_refused(path)
    qtbot.waitUntil(path.exists)
    assert path.read_text(encoding="utf-8-sig").splitlines()[1].startswith("4,李雷,1960-13-01,,琴,")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 not a table"])
def test_a_file_that_is_no_table_is_refused_in_the_dialog(
    qtbot: QtBot, desk: Desk, make: Maker, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assistant = open_import(desk, None, file=path)
    qtbot.addWidget(assistant)
    qtbot.waitUntil(lambda: assistant.banner.isVisibleTo(assistant))
    assert assistant.stack.currentIndex() == 0
