"""The program as a whole: opening, closing with a backup, trouble, restoring, one window per folder, crashes."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commedu_desktop.app import CENTRE, Program
from commedu_desktop.domain.errors import StoreTrouble
from commedu_desktop.services.backup import backups
from commedu_desktop.services.centre import NewCentre, create_centre
from commedu_desktop.services.settings import ChangeSettings, centre_settings, change_settings
from commedu_desktop.ui.crash import CrashDialog
from commedu_desktop.ui.offered_places import pass_on_in
from commedu_desktop.ui.only_one import OnlyOne
from commedu_desktop.ui.opening import CannotOpen
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.messages import Toast


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_centre(tmp_path, NewCentre("North Gate School"), actor="test").database.close()
    return tmp_path


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, folder: Path) -> Iterator[Program]:
    before = sys.excepthook
    program = Program(qapp, folder, "en", "Zhang Min")
    qtbot.addWidget(program.window)
    with qtbot.waitSignal(program.ready):
        program.show()
    yield program
    sys.excepthook = before
    program.window.hold = None
    program.window.close()


def rename(qtbot: QtBot, program: Program, name: str) -> None:
    assert program.desk is not None
    with qtbot.waitSignal(program.desk.changed):
        program.desk.write(change_settings, ChangeSettings({"name": name}), toast="Renamed")


def test_what_was_written_is_backed_up_before_the_window_closes(qtbot: QtBot, program: Program) -> None:
    rename(qtbot, program, "South Gate School")
    program.window.close()
    assert program.window.isVisible()
    qtbot.waitUntil(lambda: not program.window.isVisible())
    assert len(backups(program.folder)) == 1


def test_a_window_in_which_nothing_was_written_closes_at_once(program: Program) -> None:
    program.window.close()
    assert not program.window.isVisible()
    assert backups(program.folder) == []


def test_a_restored_backup_is_the_centre_that_is_open(qtbot: QtBot, program: Program) -> None:
    assert program.window.keeper is not None
    program.window.keeper.now()
    qtbot.waitUntil(lambda: len(backups(program.folder)) == 1)
    rename(qtbot, program, "South Gate School")
    with qtbot.waitSignal(program.ready):
        program.restore(backups(program.folder)[0].path)
    assert program.desk is not None
    assert program.desk.read(centre_settings).name == "North Gate School"
    assert program.window.rail.centre.text() == "North Gate School"
    assert len(list(program.folder.glob("centre-replaced-*.db"))) == 1


def test_the_first_page_is_seen_before_the_office_is_there(qtbot: QtBot, qapp: QApplication, folder: Path) -> None:
    program = Program(qapp, folder, "en", "Zhang Min")
    qtbot.addWidget(program.window)
    program._open_office = lambda: None  # type: ignore[method-assign]  # the office does not come yet
    program.show()
    qtbot.waitUntil(lambda: program.window.windowTitle().startswith("North Gate School"))
    assert program.window.page_key == "today"
    del program._open_office
    with qtbot.waitSignal(program.ready):
        program._open_office()
    rename(qtbot, program, "South Gate School")
    program.window.hold = None
    program.window.close()


def test_an_office_that_does_not_come_after_all_is_said(
    qtbot: QtBot, qapp: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_folder: Path, _actor: str) -> None:
        raise StoreTrouble("locked", path=str(folder))

    monkeypatch.setattr("commedu_desktop.ui.opening.open_for_window", refuses)
    program = Program(qapp, folder, "en", "Zhang Min")
    qtbot.addWidget(program.window)
    program.show()
    qtbot.waitUntil(lambda: isinstance(qapp.activeModalWidget(), CannotOpen))
    assert program.desk is None
    assert not program.window.pages
    monkeypatch.undo()
    dialog = qapp.activeModalWidget()
    assert isinstance(dialog, CannotOpen)
    with qtbot.waitSignal(program.ready):
        dialog.again_button.click()
    assert program.window.page_key == "today"
    program.window.close()


def test_undo_says_what_it_took_back(qtbot: QtBot, program: Program) -> None:
    assert program.desk is not None
    rename(qtbot, program, "South Gate School")
    named = program.desk.next_undo()
    with qtbot.waitSignal(program.desk.toasted) as caught:
        program.window.undo()
    assert named
    assert caught.args is not None
    assert named in caught.args[0]
    assert program.desk.read(centre_settings).name == "North Gate School"
    toast = program.window.stack.findChild(Toast)
    assert toast is not None
    assert toast.isVisible()


def test_a_damaged_centre_is_said_with_the_ways_out_and_the_window_stays(
    qtbot: QtBot, qapp: QApplication, folder: Path
) -> None:
    (folder / CENTRE).write_bytes(b"no database at all, but long enough to be looked at" * 40)
    program = Program(qapp, folder, "en", "Zhang Min")
    qtbot.addWidget(program.window)
    program.show()
    qtbot.waitUntil(lambda: isinstance(qapp.activeModalWidget(), CannotOpen))
    dialog = qapp.activeModalWidget()
    assert isinstance(dialog, CannotOpen)
    assert "damaged" in dialog.sentence.text()
    assert program.window.isVisible()
    dialog.done(0)
    program.window.close()


def test_a_fault_of_the_program_is_written_down_and_can_be_copied(qtbot: QtBot, program: Program) -> None:
    program.crashed(ZeroDivisionError("seven by nothing"))
    dialog = program.window.findChild(CrashDialog)
    assert dialog is not None
    dialog.copy_button.click()
    assert "seven by nothing" in QGuiApplication.clipboard().text()
    log = program.folder / "logs" / "commedu.log"
    assert "seven by nothing" in log.read_text(encoding="utf-8")
    dialog.done(0)


def test_a_second_start_raises_the_first_window(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    first = OnlyOne(tmp_path)
    assert first.is_first()
    qtbot.waitUntil(lambda: hasattr(first, "_server"))
    with qtbot.waitSignal(first.raised):
        assert not OnlyOne(tmp_path).is_first()
    other = tmp_path / "other"
    other.mkdir()
    elsewhere = OnlyOne(other)
    assert elsewhere.is_first()
    elsewhere.release()
    first.release()
    assert OnlyOne(tmp_path).is_first()


def test_the_language_changes_everywhere_and_the_page_stays(program: Program) -> None:
    program.window.show_page("settings")
    program.speak("zh_CN")
    assert program.window.page_key == "settings"
    assert program.window.rail.items["settings"].text() == "设置"
    program.window.grab()


def test_no_source_text_is_read_for_what_the_window_imports() -> None:
    code = (
        "import linecache, commedu_desktop.app, sqlalchemy.orm\n"
        "names = [name for name, kept in linecache.cache.items() if len(kept) > 1]\n"
        "raise SystemExit(', '.join(n for n in names if 'sqlalchemy' in n and n.endswith('.py')) or 0)"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False)
    assert found.returncode == 0


def test_offered_places_are_looked_at_once_after_opening(qtbot: QtBot, program: Program) -> None:
    assert program.desk is not None
    with qtbot.waitSignal(program.jobs.finished), qtbot.assertNotEmitted(program.desk.changed):
        pass_on_in(program.window)


def test_nothing_is_passed_on_in_a_window_that_has_closed(program: Program) -> None:
    program.window.close()
    pass_on_in(program.window)
    assert program.jobs.current is None
