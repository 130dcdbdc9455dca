"""20,000 residents out of a CSV file, with households, groups, journal and search index, beside bare inserts;
and 200,000, which must not take more than ten times as long."""

import random
import sqlite3
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from commedu_desktop.exchange.tables import Table, write_table
from commedu_desktop.services.centre import NewCentre, create_centre
from commedu_desktop.services.imports import ImportRequest, look_at, take_in
from commedu_desktop.store.file import connect_file
from tests.benchmarks.result import Result

ROWS = 20_000
AT_MOST = 40
MORE = 10
LINEAR = 1.25
"""What sorting, and an index that no longer fits into the processor's cache, may add."""
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂红玉梅"
_HEADINGS = ("姓名", "性别", "出生日期", "电话", "地址", "户号", "人群类别")


def people(count: int) -> list[tuple[str | date, ...]]:
    """The same people every time."""
    dice = random.Random(20261123)
    return [
        (
            "".join((dice.choice(_SURNAMES), dice.choice(_GIVEN), dice.choice(_GIVEN))),
            dice.choice("男女"),
            date(1940, 1, 1) + timedelta(number * 7 % 25_000),
            f"1{number + 3_000_000_000:010}",
            f"五中路{dice.randrange(500)}号",
            f"H{number // 3:06}",
            dice.choice(("老年人", "妇女；老年人", "")),
        )
        for number in range(count)
    ]


def run() -> list[Result]:
    rows = people(ROWS)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        bare = floor(Path(folder), rows)
        once = ours(Path(folder) / "once", rows)
        many = ours(Path(folder) / "many", people(MORE * ROWS))
    linear = f"import of {MORE * ROWS:,} residents ÷ {MORE} × {ROWS:,}"
    return [
        Result(f"import of {ROWS:,} residents", once, bare, "s", AT_MOST),
        Result(linear, many, MORE * once, "s", LINEAR),
    ]


def ours(folder: Path, rows: list[tuple[str | date, ...]]) -> float:
    """From the file's bytes to the durable write."""
    data = write_table(Table("residents", _HEADINGS, rows, ("text", "text", "date", *("text",) * 4)), "csv")
    office = create_centre(folder, NewCentre("五中路"), actor="benchmark")
    begin = time.process_time()
    result = take_in(office, ImportRequest(look_at("residents", data)), actor="benchmark")
    seconds = time.process_time() - begin
    office.database.close()
    if len(result.new) < 0.999 * len(rows):  # who has a namesake born on the same day is refused
        raise ValueError(f"{len(result.new)} rows were taken in")
    return seconds


def floor(folder: Path, rows: list[tuple[str | date, ...]]) -> float:
    """The same people into the same table by one bare `executemany`, without journal, groups and index."""
    office = create_centre(folder / "floor", NewCentre("五中路"), actor="benchmark")
    office.database.close()
    connection = connect_file(folder / "floor" / "centre.db")
    [branch] = connection.execute("SELECT id FROM branch").fetchone()
    begin = time.process_time()
    values = [_bare(number, row, branch) for number, row in enumerate(rows)]
    _insert(connection, values)
    seconds = time.process_time() - begin
    connection.close()
    return seconds


def _bare(number: int, row: tuple[str | date, ...], branch: bytes) -> tuple[object, ...]:
    key: UUID = uuid4()
    return key.bytes, f"B01-{number:06}", row[0], "", str(row[2]), "", row[3], row[4], branch, "2026-11-23", "", "{}", 0


def _insert(connection: sqlite3.Connection, values: list[tuple[object, ...]]) -> None:
    columns = "id, card, name, pinyin, born, id_number, phone, address, branch_id, joined, note, extra, archived"
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(f"INSERT INTO resident ({columns}) VALUES ({', '.join('?' * 13)})", values)
    connection.execute("COMMIT")
