"""A statement made ready once: for those few that somebody stands and waits for, the check-in above all."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Select, TextClause
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Row = tuple[Any, ...]
_Reading = Callable[[Row], Row]
_Writing = Callable[[Mapping[str, Any]], list[Any]]
Statement = Select[*tuple[Any, ...]] | Insert | TextClause


class Ready:
    """`statement` with the values called `names`, as text and conversions for SQLite's own driver.

    `Connection.execute` looks a statement up, copies its context and wraps its result each time: twice what SQLite
    needs to carry it out. Other databases are a network away and get it the usual way.
    """

    def __init__(self, statement: Statement, *names: str) -> None:
        self._statement, self._names = statement, list(names)
        self._made: tuple[str, _Writing, _Reading] | None = None

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Row]:
        """What it finds. Raises: what `Connection.execute` raises, unwrapped on SQLite."""
        if connection.dialect.name != "sqlite":
            return [tuple(row) for row in connection.execute(self._statement, dict(values))]
        sql, write, read = self._made or self._make(connection.dialect)
        cursor = connection.connection.cursor()
        cursor.execute(sql, write(values))
        return [read(row) for row in cursor.fetchall()]

    def first(self, connection: Connection, values: Mapping[str, Any]) -> Row | None:
        found = self.rows(connection, values)
        return found[0] if found else None

    def run(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Carry it out where nothing comes back."""
        if connection.dialect.name != "sqlite":
            connection.execute(self._statement, dict(values))
            return
        sql, write, _ = self._made or self._make(connection.dialect)
        connection.connection.cursor().execute(sql, write(values))

    def _make(self, dialect: Dialect) -> tuple[str, _Writing, _Reading]:
        made = self._statement.compile(dialect=dialect, column_keys=self._names)
        if not isinstance(made, SQLCompiler) or made.positiontup is None:
            raise TypeError(self._statement)
        columns = self._statement.selected_columns if isinstance(self._statement, Select) else ()
        reading = _reading([_from_database(column.type, dialect) for column in columns])
        self._made = str(made), _writing(made, dialect), reading
        return self._made


def _writing(made: SQLCompiler, dialect: Dialect) -> _Writing:
    order = [(name, _to_database(made.binds[name].type, dialect)) for name in made.positiontup or ()]
    fixed = made.params

    def write(values: Mapping[str, Any]) -> list[Any]:
        return [
            value if process is None else process(value)
            for name, process in order
            for value in (values[name] if name in values else fixed[name],)
        ]

    return write


def _reading(processes: list[Callable[[Any], Any] | None]) -> _Reading:
    def read(row: Row) -> Row:
        pairs = zip(processes, row, strict=True)
        return tuple(value if process is None else process(value) for process, value in pairs)

    return read if any(processes) else lambda row: row


def _to_database(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _from_database(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
