"""One scan: card → durable mark and journal, against one raw `sqlite3` transaction with the same pragmas."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

from commedu_desktop.domain.check_in import Outcome
from commedu_desktop.services.centre import FILE
from commedu_desktop.services.check_in import CheckIn, check_in
from commedu_desktop.services.demo import DEMO_NOW
from commedu_desktop.services.office import Office
from commedu_desktop.store.database import Database
from commedu_desktop.store.file import connect_file
from tests.benchmarks.large_demo import copied, large_demo
from tests.benchmarks.result import Result
from tests.offices import CENTRE_ZONE

SCANS = 400
_DUE = """
    SELECT DISTINCT r.card FROM resident r JOIN enrolment e ON e.resident_id = r.id AND e.status = 'enrolled'
    JOIN lesson l ON l.offering_id = e.offering_id AND l.starts = '2026-11-23 09:00' AND l.status = 'planned'
    LEFT JOIN attendance_mark m ON m.lesson_id = l.id AND m.resident_id = r.id
    WHERE m.lesson_id IS NULL LIMIT ?
"""


def run() -> Result:
    folder = copied(large_demo())
    try:
        ours, floor = measure(folder)
    finally:
        shutil.rmtree(folder)
    return Result("check-in, scan → durable row and journal, median", ours, floor, "ms", 6)


def measure(folder: Path) -> tuple[float, float]:
    """Median milliseconds of both, taken in turn."""
    database = Database.open(folder / FILE)
    seconds = count()
    now = DEMO_NOW.replace(tzinfo=CENTRE_ZONE)
    office = Office(database, lambda: now + timedelta(milliseconds=next(seconds)), CENTRE_ZONE)
    with closing(sqlite3.connect(folder / FILE)) as reader:
        cards = [card for (card,) in reader.execute(_DUE, (SCANS,))]
    ours, floor = [], []
    with closing(raw_table()) as raw:
        for number, card in enumerate(cards):
            started = perf_counter()
            answer = office.write(check_in, CheckIn(card), actor="Li Na")
            ours.append(perf_counter() - started)
            if answer.outcome is not Outcome.IN:
                raise ValueError(answer)
            started = perf_counter()
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO mark VALUES (?, ?, 'present', NULL, 0)", (number // 30, number))
            raw.execute("COMMIT")
            floor.append(perf_counter() - started)
    database.close()
    return median(ours[20:]) * 1000, median(floor[20:]) * 1000


def raw_table() -> sqlite3.Connection:
    """The bare table with two indexes, 200,000 rows in it."""
    connection = connect_file(Path(tempfile.mkdtemp(prefix="commedu-raw-")) / "raw.db")
    connection.execute("CREATE TABLE mark (lesson, resident, mark, late, at, UNIQUE (lesson, resident))")
    connection.execute("CREATE INDEX by_resident ON mark (resident)")
    connection.execute("BEGIN")
    rows = ((1_000 + n // 30, n * 7919 % 200_000, "present", None, 0) for n in range(200_000))
    connection.executemany("INSERT INTO mark VALUES (?, ?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    return connection
