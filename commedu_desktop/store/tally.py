"""What attendance adds up to, kept by triggers on every write: per month and offering, and per resident besides.

A trigger sees verbs, undo, merges and imports alike, so the tallies are exact whatever wrote the marks. A lesson's
marks count in the month, and in the hour of the week, of its start; those of a cancelled lesson do not count. Made from
nothing else than marks, headcounts and lessons, so they are neither journalled nor mapped, and can be rebuilt at any
time. A resident has one row a year, offering and hour of the week, with a column for each month: distinct persons of
any months are found in a quarter of the rows that a row a month would take.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.orm import Session

MONTHS = tuple(f"{month:02}" for month in range(1, 13))
_ATTENDED = tuple(f"attended_{month}" for month in MONTHS)
_MINUTES = tuple(f"minutes_{month}" for month in MONTHS)

_TABLES = {
    "attendance_month": ("attended", "absent", "heads", "minutes"),
    "resident_year": (*_ATTENDED, *_MINUTES),
}
"""`minutes`: length of the lesson once for each attendance, the learner-hours before they are divided."""

_KEYS = {
    "attendance_month": ("month", "offering_id", "slot"),
    "resident_year": ("year", "offering_id", "slot", "resident_id"),
}
"""`slot`: the hour of the week at which a lesson starts, see `slot_of`."""

_SLOTS = {
    "sqlite": "((strftime('%w', {starts}) + 6) % 7 * 24 + CAST(substr({starts}, 12, 2) AS INTEGER))",
    "postgresql": "((extract(isodow FROM {starts})::int - 1) * 24 + extract(hour FROM {starts})::int)",
}


def slot_of(dialect: str, starts: str) -> str:
    """SQL of the hour of the week at which something starts: 0 (Monday, midnight) to 167."""
    return _SLOTS[dialect].format(starts=starts)


_DATES = {
    "sqlite": (
        "substr(starts, 1, 7) AS month, CAST(substr(starts, 1, 4) AS INTEGER) AS year, substr(starts, 6, 2) AS part,"
        " {slot} AS slot,"
        " (strftime('%s', ends) - strftime('%s', starts)) / 60 AS length"
    ),
    "postgresql": (
        "to_char(starts, 'YYYY-MM') AS month, extract(year FROM starts)::int AS year, to_char(starts, 'MM') AS part,"
        " {slot} AS slot,"
        " extract(epoch FROM ends - starts)::int / 60 AS length"
    ),
}
"""A lesson's month, `2026-11`, its year, the month in it, `11`, its slot, and its length in minutes."""
_CAME = "(CASE WHEN mark IN ('present', 'late') THEN 1 ELSE 0 END)"
_MISSED = "(CASE WHEN mark = 'absent' THEN 1 ELSE 0 END)"
_MARKS = "CROSS JOIN attendance_mark c ON c.lesson_id = l.id"
_ATTENDING = f"{_MARKS} AND c.mark IN ('present', 'late')"
_HEADS = "CROSS JOIN headcount c ON c.lesson_id = l.id"
"""CROSS tells SQLite's planner to begin with the lesson (https://www.sqlite.org/optoverview.html); see `_spoken`."""


def months_sum(of: str, first: int, last: int) -> str:
    """SQL of what the months `first` to `last` of a `resident_year` row `t` have `attended`, or of their `minutes`."""
    return f"({' + '.join(f't.{of}_{month}' for month in MONTHS[first - 1 : last])})"


def _spoken(dialect: str, statement: str) -> str:
    """The statement as the dialect takes it: PostgreSQL plans joins itself, and has no CROSS one with a condition."""
    return statement if dialect == "sqlite" else statement.replace("CROSS JOIN", "JOIN")


def _lessons(dialect: str) -> str:
    """The lessons that count: id, offering, month and length."""
    dates = _DATES[dialect].format(slot=slot_of(dialect, "starts"))
    return f"SELECT id, offering_id, {dates} FROM lesson WHERE status <> 'cancelled'"


def _once(dialect: str) -> str:
    """All lessons, their dates read once each and not once a mark."""
    return f"WITH l AS MATERIALIZED ({_lessons(dialect)} ORDER BY offering_id, starts)"


@dataclass(frozen=True)
class _Source:
    """Rows that are folded into a tally: which numbers they give, and how they join a lesson."""

    table: str
    numbers: dict[str, str]
    join: str

    def counted(self, names: tuple[str, ...], sign: str = "", only: str = "", lessons: str = "l") -> str:
        """A select of the tally's keys and numbers; a number that these rows do not give is 0."""
        keys = ", ".join(_KEYS[self.table])
        sums = ", ".join(f"{sign}sum({self.numbers.get(name, '0')}) AS {name}" for name in names)
        return f"SELECT {keys}, {sums} FROM {lessons} {self.join} WHERE true{only} GROUP BY {keys}"

    def of_one(self, sign: str, only: str, lessons: str) -> str:
        """The select where `only` leaves one row at most, so that there is nothing to add up."""
        keys = ", ".join(_KEYS[self.table])
        numbers = ", ".join(f"{sign}({number}) AS {name}" for name, number in self.numbers.items())
        return f"SELECT {keys}, {numbers} FROM {lessons} {self.join} WHERE true{only}"

    def fold(self, sign: str = "", only: str = "", lessons: str = "l", *, one: bool = False) -> str:
        """Add (or with "-" take off) what the rows that `only` selects contribute; `one`: there is one at most."""
        keys = ", ".join(_KEYS[self.table])
        sums = ", ".join(f"{name} = {self.table}.{name} + excluded.{name}" for name in self.numbers)
        rows = self.of_one(sign, only, lessons) if one else self.counted(tuple(self.numbers), sign, only, lessons)
        return (
            f"INSERT INTO {self.table} ({keys}, {', '.join(self.numbers)})"
            f" {rows} ON CONFLICT ({keys}) DO UPDATE SET {sums}"
        )


_BY_OFFERING = _Source(
    "attendance_month", {"attended": _CAME, "absent": _MISSED, "minutes": f"{_CAME} * length"}, _MARKS
)
_BY_RESIDENT = _Source(
    "resident_year",
    {f"attended_{month}": f"CASE part WHEN '{month}' THEN 1 ELSE 0 END" for month in MONTHS}
    | {f"minutes_{month}": f"CASE part WHEN '{month}' THEN length ELSE 0 END" for month in MONTHS},
    _ATTENDING,
)
_COUNTED_HEADS = _Source("attendance_month", {"heads": "number", "minutes": "number * length"}, _HEADS)
_SOURCES = (_BY_OFFERING, _BY_RESIDENT, _COUNTED_HEADS)

_WATCHED = {
    "attendance_mark": (
        (_BY_OFFERING, _BY_RESIDENT),
        " AND l.id = {0}.lesson_id AND c.resident_id = {0}.resident_id",
        "lesson_id, resident_id, mark",
    ),
    "headcount": ((_COUNTED_HEADS,), " AND l.id = {0}.lesson_id AND c.id = {0}.id", "lesson_id, number"),
    "lesson": (_SOURCES, " AND l.id = {0}.id", "offering_id, starts, ends, status"),
}
"""Table -> what its rows are folded into, which rows a written row touches, and the columns that matter."""

_MOMENTS = (
    ("BEFORE", "DELETE", "OLD", "-"),
    ("BEFORE", "UPDATE", "OLD", "-"),
    ("AFTER", "UPDATE", "NEW", ""),
    ("AFTER", "INSERT", "NEW", ""),
)


@dataclass(frozen=True)
class _Trigger:
    """What happens to the tallies when a row of `table` is written."""

    name: str
    table: str
    when: str
    row: str
    body: str

    def statements(self, dialect: str) -> tuple[str, ...]:
        if dialect == "sqlite":
            return (f"CREATE TRIGGER {self.name} {self.when} ON {self.table} BEGIN {self.body}; END",)
        returned = "OLD" if self.when.startswith("BEFORE DELETE") else "NEW"
        return (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {_spoken(dialect, self.body)}; RETURN {returned}; END $$",
            f"CREATE TRIGGER {self.name} {self.when} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        )


def _triggers(dialect: str) -> Iterator[_Trigger]:
    """Take off what was, before; add what is, after."""
    for table, (sources, only, columns) in _WATCHED.items():
        for moment, event, row, sign in _MOMENTS:
            name = f"tally_{table}_{moment}_{event}".lower()
            lessons, one = f"({_lessons(dialect)}) l", table != "lesson"
            body = "; ".join(source.fold(sign, only.format(row), lessons, one=one) for source in sources)
            what = f"{event} OF {columns}" if event == "UPDATE" else event
            yield _Trigger(name, table, f"{moment} {what}", row, body)


_PLAIN_KEYS = {"month": "TEXT", "year": "INTEGER", "slot": "INTEGER"}
_KEY_TYPES = {"sqlite": ("BLOB", " WITHOUT ROWID"), "postgresql": ("UUID", "")}
"""How a key is stored, and what ends a table's definition."""


def create_tally(connection: Connection) -> None:
    """The tables and the triggers, in a database without marks."""
    key_type, ending = _KEY_TYPES[connection.dialect.name]
    for table, numbers in _TABLES.items():
        keys = ", ".join(_KEYS[table])
        columns = [f"{key} {_PLAIN_KEYS.get(key, key_type)} NOT NULL" for key in _KEYS[table]]
        columns += [f"{number} INTEGER NOT NULL DEFAULT 0" for number in numbers]
        connection.exec_driver_sql(f"CREATE TABLE {table} ({', '.join(columns)}, PRIMARY KEY ({keys})){ending}")
    _watch(connection)


def _watch(connection: Connection) -> None:
    for trigger in _triggers(connection.dialect.name):
        for statement in trigger.statements(connection.dialect.name):
            connection.exec_driver_sql(statement)


@contextmanager
def paused(connection: Connection) -> Iterator[None]:
    """Write a great many marks within: counted once at the end instead of one by one."""
    on_table = connection.dialect.name == "postgresql"
    for trigger in _triggers(connection.dialect.name):
        connection.exec_driver_sql(f"DROP TRIGGER {trigger.name}{f' ON {trigger.table}' if on_table else ''}")
    yield
    _count(connection)
    _watch(connection)


def rebuild(session: Session) -> None:
    """Count everything anew."""
    _count(session.connection())


def _count(connection: Connection) -> None:
    for table in _TABLES:
        connection.exec_driver_sql(f"DELETE FROM {table}")
    for source in _SOURCES:
        dialect = connection.dialect.name
        connection.exec_driver_sql(_spoken(dialect, f"{_once(dialect)} {source.fold()}"))


def differences(session: Session) -> int:
    """How many kept lines differ from a recount: 0 unless the file was written past the program."""
    return sum(_differing(session.connection(), table) for table in _TABLES)


def _differing(connection: Connection, table: str) -> int:
    numbers = _TABLES[table]
    keys = ", ".join(_KEYS[table])
    sums = ", ".join(f"sum({name}) AS {name}" for name in numbers)
    anything = " OR ".join(f"{name} <> 0" for name in numbers)
    recounts = " UNION ALL ".join(
        f"SELECT * FROM ({source.counted(numbers)}) AS counted" for source in _SOURCES if source.table == table
    )
    kept = f"kept AS MATERIALIZED (SELECT {keys}, {', '.join(numbers)} FROM {table} WHERE {anything})"
    anew = (
        f"anew AS MATERIALIZED (SELECT * FROM (SELECT {keys}, {sums} FROM ({recounts}) AS all_rows GROUP BY {keys})"
        " AS added"
        f" WHERE {anything})"
    )
    both = "SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM anew) AS gone"
    both += " UNION ALL SELECT * FROM (SELECT * FROM anew EXCEPT SELECT * FROM kept) AS new"
    query = f"{_once(connection.dialect.name)}, {kept}, {anew} SELECT count(*) FROM ({both}) AS either_way"
    return int(connection.exec_driver_sql(_spoken(connection.dialect.name, query)).scalar_one())
