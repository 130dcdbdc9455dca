"""A shared PostgreSQL database: the same tables, one writer at a time, as SQLite has it by nature."""

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from commedu_desktop.domain.errors import StoreTrouble

WAIT_MILLISECONDS = 5_000
_WRITERS = 0x434F4D4D
"""The advisory lock that writers take turns with: "COMM". Verbs are short, so nobody waits long, and a place, a number
or a card cannot be given twice (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS)."""


def is_ours(url: str) -> bool:
    """Whether a URL names a database that this program can work on."""
    try:
        return make_url(url).get_backend_name() == "postgresql"
    except ArgumentError:
        return False


def place_of(url: str) -> str:
    """What a person calls the database: host and name, never the password."""
    parts: URL = make_url(url)
    return f"{parts.host or 'localhost'}/{parts.database or ''}"


def postgresql_engine(url: str) -> Engine:
    """Raises: StoreTrouble cannot-open when the URL is none of PostgreSQL's."""
    if not is_ours(url):
        raise StoreTrouble("not-a-shared-database", path=url.split("@")[-1])
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), pool_size=4, pool_pre_ping=True)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {WAIT_MILLISECONDS}")
        connection.execute(text("SELECT pg_advisory_xact_lock(:writers)"), {"writers": _WRITERS})
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
