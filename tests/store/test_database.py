"""Opening a database, and what it says when it cannot."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import StoreTrouble
from commedu_desktop.domain.ids import new_id
from commedu_desktop.services.office import Office
from commedu_desktop.store.database import Database, sqlite_engine
from commedu_desktop.store.migrations import upgrade
from commedu_desktop.store.schema import VERSIONS
from commedu_desktop.store.tables import Branch


def add_branch(session: Session, code: str) -> None:
    session.add(Branch(code=code, name=code))


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="missing"):
        Database.open(tmp_path / "none.db")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a spreadsheet", b"SQLite format 3\0" + b"\x01" * 4096])
def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "centre.db"
    path.write_bytes(content)
    with pytest.raises(StoreTrouble, match="damaged"):
        Database.open(path)


def test_another_programs_database_is_not_taken_for_ours(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE songs (name TEXT)")
    other.close()
    with pytest.raises(StoreTrouble, match="damaged"):
        Database.open(path)


@pytest.mark.parametrize(("version", "trouble"), [("9999", "newer")])
def test_a_database_of_a_later_program_is_refused(database: Database, version: str, trouble: str) -> None:
    with database.engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")
    with pytest.raises(StoreTrouble, match=trouble):
        Database.open(Path(database.place))


def test_an_existing_file_is_never_overwritten_by_a_new_centre(database: Database) -> None:
    with pytest.raises(StoreTrouble, match="exists"):
        Database.create(Path(database.place))


def test_a_database_that_another_program_holds_is_said_to_be_locked(
    database: Database, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(database.place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=1")
    with pytest.raises(StoreTrouble, match="locked"):
        office.write(add_branch, "B01", actor="Li Na")
    other.execute("ROLLBACK")
    other.close()
    office.write(add_branch, "B01", actor="Li Na")


def test_a_commit_that_fails_leaves_nothing_behind(database: Database, office: Office) -> None:
    def add_orphan(session: Session, code: str) -> None:
        session.add(Branch(code=code, name=code, parent_id=new_id()))

    for _ in range(6):
        with pytest.raises(IntegrityError):
            office.write(add_orphan, "B02", actor="Li Na")
        assert office.read(lambda session: session.scalars(select(Branch.code)).all()) == []


def test_a_damaged_page_is_said_to_be_damaged(database: Database, office: Office) -> None:
    office.write(add_branch, "B01", actor="Li Na")
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    size = Path(database.place).stat().st_size
    with Path(database.place).open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))

    def count_branches(session: Session) -> int:
        return len(session.scalars(select(Branch)).all())

    with pytest.raises(StoreTrouble, match="damaged"):
        Office(Database.open(Path(database.place))).read(count_branches)


def shape(path: Path) -> dict[str, object]:
    found = inspect(sqlite_engine(path))
    return {
        table: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(table)],
            found.get_pk_constraint(table)["constrained_columns"],
            sorted((index["name"] or "", tuple(index["column_names"])) for index in found.get_indexes(table)),
            sorted(tuple(unique["column_names"]) for unique in found.get_unique_constraints(table)),
            sorted((tuple(key["constrained_columns"]), key["referred_table"]) for key in found.get_foreign_keys(table)),
        )
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def test_migrations_from_nothing_give_the_same_tables_as_a_new_database(database: Database, tmp_path: Path) -> None:
    migrated = tmp_path / "migrated.db"
    with sqlite_engine(migrated).execution_options(writes=True).begin() as connection:
        upgrade(connection)
    assert shape(migrated) == shape(Path(database.place))
    Database.open(migrated).close()


def test_the_programs_version_is_the_newest_revision() -> None:
    folder = Path(__file__).parents[2] / "commedu_desktop/store/migrations/versions"
    assert sorted(path.name[:4] for path in folder.glob("[0-9]*.py")) == list(VERSIONS)
