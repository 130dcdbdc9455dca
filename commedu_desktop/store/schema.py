"""Which version of the tables a database has, and making them anew."""

from sqlalchemy import Connection, inspect

from commedu_desktop.domain.errors import StoreTrouble
from commedu_desktop.store.search import create_index
from commedu_desktop.store.tables import Base
from commedu_desktop.store.tables.every import load_every_table
from commedu_desktop.store.tally import create_tally
from commedu_desktop.store.versions import VERSIONS

__all__ = ["VERSIONS", "check_version", "create", "version"]


def create(connection: Connection) -> None:
    """All tables of the present version."""
    load_every_table()
    Base.metadata.create_all(connection)
    create_index(connection)
    create_tally(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{VERSIONS[-1]}')")


def version(connection: Connection, place: str) -> str:
    """The revision a database is at. Raises: StoreTrouble damaged when it is not one of ours."""
    if not inspect(connection).has_table("alembic_version"):
        raise StoreTrouble("damaged", path=place)
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found is None:
        raise StoreTrouble("damaged", path=place)
    return str(found)


def check_version(connection: Connection, place: str) -> None:
    """Raises: StoreTrouble newer (made by a later program) or older (`migrations.upgrade` brings it up to date)."""
    found = version(connection, place)
    if found not in VERSIONS:
        raise StoreTrouble("newer", path=place, version=found)
    if found != VERSIONS[-1]:
        raise StoreTrouble("older", path=place, version=found)
