"""Backup, restore, check, history, undo and redo on the console."""

import json
from pathlib import Path

import pytest

from commedu_desktop.cli import main
from commedu_desktop.services.centre import open_centre
from commedu_desktop.services.settings import ChangeSettings, change_settings

Said = pytest.CaptureFixture[str]


def commedu(folder: Path, *arguments: str) -> int:
    return main(["--data", str(folder), "--lang", "en", "--as", "Li Na", *arguments])


@pytest.fixture
def folder(tmp_path: Path, capsys: Said) -> Path:
    assert commedu(tmp_path, "new", "--name", "Wuzhong Road Centre") == 0
    capsys.readouterr()
    return tmp_path


def rename_centre(folder: Path, name: str) -> None:
    office = open_centre(folder)
    office.write(change_settings, ChangeSettings({"name": name}), actor="Wang Fang")
    office.database.close()


def test_a_backup_is_restored(folder: Path, capsys: Said, tmp_path: Path) -> None:
    assert commedu(folder, "backup") == 0
    copy = capsys.readouterr().out.strip()
    rename_centre(folder, "Renamed")
    assert commedu(folder, "restore", copy) == 0
    assert "What was there before is kept in" in capsys.readouterr().out
    assert commedu(folder, "history", "--format", "json") == 0
    assert [write["verb"] for write in json.loads(capsys.readouterr().out)] == ["found_centre"]


def test_restoring_rubbish_is_exit_code_3(folder: Path, capsys: Said) -> None:
    rubbish = folder / "rubbish.db"
    rubbish.write_text("not a database", encoding="utf-8")
    assert commedu(folder, "restore", str(rubbish)) == 3
    assert capsys.readouterr().err.startswith(f"The file {rubbish} is damaged")
    assert commedu(folder, "check") == 0


def test_history_names_writes_and_undo_takes_the_last_back(folder: Path, capsys: Said) -> None:
    rename_centre(folder, "Renamed")
    assert commedu(folder, "undo") == 0
    assert capsys.readouterr().out == "Undone: name\n"
    assert commedu(folder, "history", "--format", "json", "--limit", "2") == 0
    undo, change = json.loads(capsys.readouterr().out)
    assert (undo["verb"], undo["who"], change["what"], change["undone"]) == (
        "undo",
        "Li Na",
        "change of settings: Name of the centre",
        True,
    )
    named = {"table": "centre_setting", "field": "value", "old": "Wuzhong Road Centre", "new": "Renamed"}
    assert named in change["changes"]
    assert commedu(folder, "redo") == 0
    assert commedu(folder, "check") == 0
    assert capsys.readouterr().out.endswith("All is well: file, references, journal, search and sums agree.\n")


def test_what_check_finds_is_exit_code_1(folder: Path, capsys: Said) -> None:
    office = open_centre(folder)
    with office.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE branch SET name = 'past the program'")
    office.database.close()
    assert commedu(folder, "check") == 1
    assert capsys.readouterr().out.startswith("1 row of the table “branch” is not as the last write")
