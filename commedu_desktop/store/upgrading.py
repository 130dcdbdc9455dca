"""Bringing an older file up to the present version: in one transaction, or not at all."""

from contextlib import closing
from pathlib import Path

from commedu_desktop.domain.errors import StoreTrouble
from commedu_desktop.store import migrations, schema
from commedu_desktop.store.database import Database, sqlite_engine


def older_version(path: Path) -> str | None:
    """The version of a file that is older than the program's; None for one that is not, or that cannot be opened."""
    try:
        with closing(Database.open(path)):
            return None
    except StoreTrouble as trouble:
        return str(trouble.facts["version"]) if trouble.code == "older" else None


def upgrade(path: Path) -> None:
    """Run the missing revisions; whatever fails, the file is as it was."""
    engine = sqlite_engine(path)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            migrations.upgrade(connection)
            schema.check_version(connection, str(path))
    finally:
        engine.dispose()
