"""The database: opening it, and the only two ways to use it, `reading` and `writing`."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from commedu_desktop.domain.errors import Refused, StoreTrouble
from commedu_desktop.store import journal, schema, search
from commedu_desktop.store.file import connect_file
from commedu_desktop.store.pen import Pen
from commedu_desktop.store.postgresql import place_of, postgresql_engine
from commedu_desktop.store.troubles import trouble_of


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _roll_back(connection: sqlite3.Connection | None, _record: Any) -> None:
    """A COMMIT that fails (a reference leads nowhere) leaves its transaction open; the next user must not meet it."""
    if connection is not None and connection.in_transaction:
        connection.rollback()


def _connect_unchecked(path: Path) -> sqlite3.Connection:
    connection = connect_file(path)
    connection.execute("PRAGMA foreign_keys=OFF")
    return connection


def sqlite_engine(path: Path, connect: Callable[[Path], sqlite3.Connection] = connect_file) -> Engine:
    engine = create_engine("sqlite+pysqlite://", creator=lambda: connect(path), pool_size=4)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", _roll_back)
    return engine


class Database:
    """One centre's database. Each block of `reading` or `writing` is one transaction."""

    def __init__(self, engine: Engine, place: str) -> None:
        self.engine = engine
        self.place = place
        self.pen = Pen()
        self._read = sessionmaker(engine, autoflush=False, expire_on_commit=False)
        self._write = sessionmaker(engine.execution_options(writes=True), expire_on_commit=False)
        event.listen(self._write, "after_flush", journal.record)
        event.listen(self._write, "after_flush", search.follow)

    @classmethod
    def create(cls, path: Path) -> "Database":
        """A new, empty database of the present version at `path`, which must not exist."""
        if path.exists():
            raise StoreTrouble("exists", path=str(path))
        with _troubles(str(path)):
            path.parent.mkdir(parents=True, exist_ok=True)
            engine = sqlite_engine(path)
            with engine.execution_options(writes=True).begin() as connection:
                schema.create(connection)
        return cls(engine, str(path))

    @classmethod
    def open(cls, path: Path) -> "Database":
        """The database at `path`, of the present version.

        Raises: StoreTrouble missing, damaged, newer, older, locked, read-only, cannot-open.
        """
        _look_at(path)
        with _troubles(str(path)):
            engine = sqlite_engine(path)
            with engine.connect() as connection:
                schema.check_version(connection, str(path))
        return cls(engine, str(path))

    @classmethod
    def create_shared(cls, url: str) -> "Database":
        """The tables of the present version in the empty PostgreSQL database behind `url`.

        Raises: StoreTrouble exists when it holds tables already, missing, unreachable, no-access …
        """
        place = place_of(url)
        with _troubles(place):
            engine = postgresql_engine(url)
            with _kept(engine), engine.execution_options(writes=True).begin() as connection:
                if inspect(connection).get_table_names():
                    raise StoreTrouble("exists", path=place)
                schema.create(connection)
        return cls(engine, place)

    @classmethod
    def open_shared(cls, url: str) -> "Database":
        """The PostgreSQL database behind `url`, of the present version. Raises: StoreTrouble as `open` does."""
        place = place_of(url)
        with _troubles(place):
            engine = postgresql_engine(url)
            with _kept(engine), engine.connect() as connection:
                schema.check_version(connection, place)
        return cls(engine, place)

    @classmethod
    def for_filling(cls, path: Path) -> "Database":
        """A database that has just been created, to be filled with `bulk.mass_writing`, which checks the references.

        SQLite looks through whole tables for each parent row as long as any reference is open.
        """
        return cls(sqlite_engine(path, _connect_unchecked), str(path))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent view; nothing can be written."""
        with _troubles(self.place), self._read() as session:
            yield session

    @contextmanager
    def writing(self, write: journal.Write) -> Iterator[Session]:
        """One transaction from the first line; committed at the end, rolled back on any exception."""
        with _troubles(self.place), self.pen.held(), self._write(info={"write": write}) as session:
            session.info["give_way"], session.info["pen"] = self._give_way, self.pen
            session.connection()
            try:
                yield session
                _commit(session)
            except BaseException:
                session.rollback()
                self._take_back_parts(journal.current(session))
                raise

    def _give_way(self, session: Session) -> None:
        """In the middle of a long write: keep what is done when somebody else waits to write, and go on after them."""
        if self.pen.wanted:
            _commit(session)
            journal.next_part(session)
            self.pen.pass_on()
            session.connection()

    def _take_back_parts(self, write: journal.Write) -> None:
        """A work that ends half-way leaves nothing behind, even when it gave way in between.

        Only where somebody has meanwhile built on what was kept does it stay, in the history.
        """
        if write.part_of is not None:
            undo = journal.Write(actor=write.actor, verb=journal.UNDO, at=write.at)
            with suppress(Refused, IntegrityError), self._write(info={"write": undo}) as session:
                session.connection()
                journal.take_back(session, write.part_of)
                _commit(session)

    def close(self) -> None:
        self.engine.dispose()


def _commit(session: Session) -> None:
    session.flush()
    journal.finish(session)
    session.commit()


@contextmanager
def _kept(engine: Engine) -> Iterator[None]:
    """An engine that serves nothing is closed at once."""
    try:
        yield
    except BaseException:
        engine.dispose()
        raise


def _look_at(path: Path) -> None:
    if not path.exists():
        raise StoreTrouble("missing", path=str(path))
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        raise StoreTrouble("cannot-open", path=str(path)) from None
    if head != b"SQLite format 3\0":
        raise StoreTrouble("damaged", path=str(path))
    if not (_may_write(path) and _may_write(path.parent)):
        raise StoreTrouble("read-only", path=str(path))


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


@contextmanager
def _troubles(place: str) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        trouble = trouble_of(error, place)
        if trouble is None:
            raise
        raise trouble from error
    except OSError as error:
        raise StoreTrouble("cannot-open", path=place) from error
