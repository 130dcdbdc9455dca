"""The services work on a file and on a shared PostgreSQL database alike: each test here runs on both."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from commedu_desktop.store.database import Database

FILE_ONLY = {"test_backup.py", "test_check.py"}
"""What is about the file itself; a server is backed up and checked by its own tools."""
LACKING = "postgresql" in os.environ.get("COMMEDU_TESTS_WITHOUT", "").split()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames and metafunc.definition.path.name not in FILE_ONLY:
        metafunc.parametrize("database", ["file"] if LACKING else ["file", "server"], indirect=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Nothing is left out in silence."""
    if LACKING:
        terminalreporter.write_line("LEFT OUT (this computer lacks postgresql): tests/services on a server")


@pytest.fixture
def database(request: pytest.FixtureRequest, empty_database: Path, tmp_path: Path) -> Iterator[Database]:
    if getattr(request, "param", "file") == "server":
        yield request.getfixturevalue("shared_database")
        return
    path = tmp_path / "centre.db"
    shutil.copy(empty_database, path)
    database = Database.open(path)
    yield database
    database.close()
