"""The first page's plain SQL says what the database layer says, on both databases; a file that is not plainly there is
left to the real opening."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from commedu_desktop.services.first_look import first_look
from commedu_desktop.services.office import Office
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.services.today import today
from commedu_desktop.store.queries.attendance import lesson_states
from tests import random_centres
from tests.random_centres import fill

DAYS = [datetime.combine(day, time(12)) for day in random_centres.DAYS]


@pytest.mark.parametrize("seed", range(6))
def test_its_lessons_are_those_of_the_database_layer(office: Office, seed: int) -> None:
    fill(office, seed)
    seen = 0
    for now in DAYS:
        midnight = now.replace(hour=0)
        states = office.read(lesson_states, midnight, midnight + timedelta(days=1))
        assert list(office.read(today, now).lessons) == states
        seen += len(states)
    assert seen


def test_the_bare_file_shows_the_same_day(office: Office) -> None:
    path = Path(office.database.place)
    if office.database.engine.dialect.name != "sqlite":
        assert first_look(path, DAYS[0]) is None
        return
    fill(office, 1)
    own = {"name": "东城校", "day_begins": "07:30", "hold_hours": 48, "age_bands": (18, 60)}
    office.write(change_settings, ChangeSettings(own), actor="Li Na")
    for now in DAYS:
        found = first_look(path, now)
        assert found is not None
        assert found.centre == "东城校"
        assert found.today == office.read(today, now)


def broken_copies(path: Path, folder: Path) -> list[Path]:
    damaged, newer, cut = (folder / name for name in ("damaged.db", "newer.db", "cut.db"))
    damaged.write_bytes(b"nothing of a database" * 300)
    shutil.copy(path, newer)
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    cut.write_bytes(path.read_bytes()[:30_000])
    return [damaged, newer, cut, folder / "missing.db"]


def test_what_is_not_plainly_there_is_left_to_the_opening(empty_database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    for path in broken_copies(empty_database, folder):
        assert first_look(path, DAYS[0]) is None
    assert not (folder / "missing.db").exists()


def test_looking_changes_nothing(empty_database: Path, tmp_path: Path) -> None:
    path = tmp_path / "looked.db"
    shutil.copy(empty_database, path)
    before = path.read_bytes()
    assert first_look(path, DAYS[0]) is not None
    assert path.read_bytes() == before


def loaded_with(*modules: str) -> str:
    """What is in memory after these modules of the program were imported."""
    code = "import sys, importlib\nfor name in sys.argv[1:]: importlib.import_module('commedu_desktop.' + name)\n"
    command = [sys.executable, "-c", code + "print(*sys.modules)", *modules]
    return subprocess.run(command, cwd=Path(__file__).parents[2], check=True, capture_output=True, text=True).stdout


def test_what_the_first_page_needs_is_loaded_without_sqlalchemy() -> None:
    pages = loaded_with("app", "services.first_look", "ui.desk", "ui.furnishing", "ui.pages.today").split()
    assert "commedu_desktop.ui.pages.today" in pages
    assert "sqlalchemy" not in pages


def test_residents_open_without_the_code_of_lists_and_papers() -> None:
    page = loaded_with("ui.pages.residents").split()
    assert "commedu_desktop.ui.pages.residents" in page
    for part in ("services.imports", "services.exports", "services.centre_papers", "documents", "exchange"):
        assert f"commedu_desktop.{part}" not in page
