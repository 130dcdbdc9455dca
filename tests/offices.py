"""Fixtures for everything that needs a database: a real SQLite file in a temporary folder."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest

from commedu_desktop.services.office import Office
from commedu_desktop.store.database import Database
from tests.makers import Maker
from tests.postgresql import Server, running_server

WRITES_BEGIN = datetime(2026, 11, 23, 1, 0, 0, 123_456, tzinfo=UTC)
"""Monday, 23 November 2026, 09:00 in the centre; each write is a second later than the one before."""
CENTRE_ZONE = timezone(timedelta(hours=8))


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of the present version; copy it, do not open it."""
    path = tmp_path_factory.mktemp("empty") / "centre.db"
    Database.create(path).close()
    return path


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "centre.db"
    shutil.copy(empty_database, path)
    database = Database.open(path)
    yield database
    database.close()


@pytest.fixture
def office(database: Database) -> Office:
    seconds = count()
    return Office(database, clock=lambda: WRITES_BEGIN + timedelta(seconds=next(seconds)), zone=CENTRE_ZONE)


@pytest.fixture
def make(office: Office) -> Maker:
    return Maker(office)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for this run."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def shared_template(server: Server) -> str:
    """An empty database of the present version to copy from."""
    name = server.new_database()
    Database.create_shared(server.url(name)).close()
    return name


@pytest.fixture
def shared_database(server: Server, shared_template: str) -> Iterator[Database]:
    name = server.new_database(shared_template)
    database = Database.open_shared(server.url(name))
    yield database
    database.close()
    server.drop(name)
