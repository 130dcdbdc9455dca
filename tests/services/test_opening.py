"""Opening: an end that was none is told once, an older file is brought up to date after a copy or left as it is."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from commedu_desktop.domain.errors import StoreTrouble
from commedu_desktop.sentences.opening import opening_report
from commedu_desktop.services.opening import open_safely
from commedu_desktop.store import migrations, schema

ROOT = Path(__file__).parents[2]
KILLED = """
import os, signal, sys
from pathlib import Path
from commedu_desktop.services.opening import open_safely
from commedu_desktop.services.settings import ChangeSettings, change_settings
centre = open_safely(Path(sys.argv[1]), actor="Li Na")
if sys.argv[2] == "writes":
    centre.office.write(change_settings, ChangeSettings({"name": "East Street"}), actor="Li Na")
os._exit(9) if not hasattr(signal, "SIGKILL") else os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def folder(empty_database: Path, tmp_path: Path) -> Path:
    shutil.copy(empty_database, tmp_path / "centre.db")
    return tmp_path


def run_and_kill(folder: Path, does: str) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(folder), does], cwd=ROOT, check=False)


def said_on_opening(folder: Path) -> list[str]:
    centre = open_safely(folder, actor="Wang Fang")
    centre.close()
    return opening_report(centre.report)


def test_a_proper_end_is_no_news(folder: Path) -> None:
    assert said_on_opening(folder) == []
    assert said_on_opening(folder) == []


def test_being_killed_is_told_once_with_the_last_write(folder: Path) -> None:
    run_and_kill(folder, "writes")
    (said,) = said_on_opening(folder)
    assert said.startswith("The program was ended without closing on ")
    assert "the last was: change of settings" in said
    assert said_on_opening(folder) == []


def test_being_killed_before_anything_was_written_is_told_too(folder: Path) -> None:
    run_and_kill(folder, "nothing")
    (said,) = said_on_opening(folder)
    assert "it had been open since" in said


def test_another_window_that_is_open_is_not_taken_for_dead(folder: Path) -> None:
    first = open_safely(folder, actor="Li Na")
    assert said_on_opening_from_another_process(folder) == "[]"
    first.close()


def said_on_opening_from_another_process(folder: Path) -> str:
    code = (
        "import sys; from pathlib import Path; from commedu_desktop.services.opening import open_safely;"
        "from commedu_desktop.sentences.opening import opening_report;"
        "centre = open_safely(Path(sys.argv[1]), actor='x'); print(opening_report(centre.report)); centre.close()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def older(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that an earlier version of the program wrote."""
    with closing(sqlite3.connect(folder / "centre.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
        connection.commit()
    monkeypatch.setattr(schema, "VERSIONS", ("0000", *schema.VERSIONS))
    return folder


def tables(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "centre.db")) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def test_an_older_file_is_copied_and_brought_up_to_date(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def upgrade(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE novelty (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{schema.VERSIONS[-1]}'")

    monkeypatch.setattr(migrations, "upgrade", upgrade)
    monkeypatch.setattr("commedu_desktop.store.backup.VERSIONS", schema.VERSIONS)
    centre = open_safely(older, actor="Li Na")
    centre.close()
    assert "novelty" in tables(older)
    assert centre.report.upgraded_from == "0000"
    assert centre.report.backup is not None
    with closing(sqlite3.connect(centre.report.backup)) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0000",)
    assert opening_report(centre.report)[0].endswith(f"it is kept in {centre.report.backup}.")


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half_done (id INTEGER PRIMARY KEY)")
        raise ValueError("a migration with a bug")

    monkeypatch.setattr(migrations, "upgrade", fails)
    monkeypatch.setattr("commedu_desktop.store.backup.VERSIONS", schema.VERSIONS)
    before = tables(older)
    with pytest.raises(StoreTrouble, match="upgrade-failed") as refused:
        open_safely(older, actor="Li Na")
    assert Path(refused.value.facts["backup"]).exists()
    assert tables(older) == before


def test_a_newer_file_is_left_alone(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "centre.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(StoreTrouble, match="newer"):
        open_safely(folder, actor="Li Na")
    assert not (folder / "backups").exists()
