"""All figures of an annual report over 2,000,000 marks: beside a fixed limit, and beside DuckDB on the same file.

DuckDB counts attendances and distinct persons by month, branch, category and age band from the marks, for the two years
that the report sets beside each other; ours gives every line by branch, category, kind, group, age, sex and class, and
who takes part at which hour. Where DuckDB's SQLite extension cannot be loaded (it is fetched from the network), plain
SQL on SQLite takes its place, and the table says so.
"""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from threading import Timer
from time import perf_counter

from commedu_desktop.domain.errors import Cancelled
from commedu_desktop.domain.periods import parse_period
from commedu_desktop.services.centre import FILE
from commedu_desktop.services.demo import DEMO_NOW
from commedu_desktop.services.office import Office
from commedu_desktop.services.reports import period_report, trend
from commedu_desktop.store.database import Database
from tests.benchmarks.large_demo import large_demo
from tests.benchmarks.result import Result
from tests.offices import CENTRE_ZONE

TIMES = 5
YEAR = parse_period(f"{DEMO_NOW.year}")
_BANDS = "CASE WHEN r.born < {d}'1966-01-01' THEN 3 WHEN r.born < {d}'1990-01-01' THEN 2 ELSE 1 END"
_QUERY = (
    "SELECT substr({s}, 1, 7), b.code, g.code, {band}, count(*), count(DISTINCT a.resident_id)"
    " FROM {q}attendance_mark a JOIN {q}lesson l ON l.id = a.lesson_id JOIN {q}offering o ON o.id = l.offering_id"
    " JOIN {q}branch b ON b.id = o.branch_id JOIN {q}course c ON c.id = o.course_id"
    " LEFT JOIN {q}category g ON g.id = c.category_id JOIN {q}resident r ON r.id = a.resident_id"
    " WHERE a.mark IN ('present', 'late') AND l.status <> 'cancelled' AND l.starts >= '{year}' GROUP BY 1, 2, 3, 4"
)


def run() -> list[Result]:
    path = large_demo() / FILE
    office = Office(Database.open(path), lambda: DEMO_NOW.replace(tzinfo=CENTRE_ZONE), CENTRE_ZONE)
    name, theirs = rival(path)
    ours, floor, months = [], [], []
    for _turn in range(TIMES):
        ours.append(seconds(lambda: office.read(period_report, YEAR)))
        floor.append(seconds(theirs))
        months.append(seconds(lambda: office.read(trend, YEAR)))
    stopped = cancelled_after(office)
    office.database.close()
    return [
        Result(
            f"annual report with the year before, distinct persons; floor: {name}", median(ours), median(floor), "s", 1
        ),
        Result("attendances of twelve months, at most 0.3 s", median(months), 0.3, "s", 1),
        Result("annual report cancelled, at most 100 ms", stopped * 1000, 100, "ms", 1),
    ]


def seconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def rival(path: Path) -> tuple[str, Callable[[], object]]:
    """DuckDB, or SQLite by itself where DuckDB cannot read the file."""
    try:
        import duckdb

        connection = duckdb.connect()
        connection.execute("LOAD sqlite")
        connection.execute(f"ATTACH '{path}' AS q (TYPE sqlite, READ_ONLY)")
    except Exception as error:  # whatever keeps it from loading, there is another floor
        print(f"DuckDB cannot read the file ({str(error).splitlines()[0][:80]}): SQLite alone", file=sys.stderr)
        return "plain SQL", lambda: plain_sql(path)
    sql = _QUERY.format(q="q.", s="l.starts", band=_BANDS.format(d="DATE "), year=YEAR.year - 1)
    return "DuckDB", lambda: connection.execute(sql).fetchall()


def plain_sql(path: Path) -> list[object]:
    sql = _QUERY.format(q="", s="l.starts", band=_BANDS.format(d=""), year=YEAR.year - 1)
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def cancelled_after(office: Office) -> float:
    """Seconds from Cancel to the end, pressed in the middle of the longest statement."""
    pressed: list[float] = []

    def alive(done: int, total: int) -> None:
        if pressed:
            raise Cancelled

    Timer(0.15, lambda: pressed.append(perf_counter())).start()
    try:
        office.read(period_report, YEAR, "", alive)
    except Cancelled:
        return perf_counter() - pressed[0]
    return 0.0
