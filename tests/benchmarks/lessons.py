"""32,000 lessons of 200 classes out of one file, each held against rooms, teachers and what is there already; and a
fourth of them, which must not be much more than four times as fast."""

import time
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from commedu_desktop.services.centre import NewCentre, create_centre
from commedu_desktop.services.imports import ImportRequest, look_at, take_in
from commedu_desktop.services.office import Office
from tests.benchmarks.result import Result

LESSONS, PART, CLASSES = 32_000, 4, 200
PER_LESSON = 2.0
"""Milliseconds."""
LINEAR = 1.25


def run() -> list[Result]:
    part, whole = _seconds(LESSONS // PART), _seconds(LESSONS)
    return [
        Result(f"import of {LESSONS:,} lessons ÷ {PART} × {LESSONS // PART:,}", whole, PART * part, "s", LINEAR),
        Result("import of one lesson among 32,000 ÷ 2 ms", whole / LESSONS * 1000, PER_LESSON, "ms", 1),
    ]


def _seconds(count: int) -> float:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        office = create_centre(Path(folder), NewCentre("五中路"), actor="benchmark")
        _take(office, "terms", "code,name,starts,ends", ["2027,2027,2027-01-01,2027-12-31"])
        _take(office, "venues", "code,name,capacity", (f"R{at},Room {at},40" for at in range(CLASSES)))
        _take(office, "teachers", "code,name", (f"T{at},Teacher {at}" for at in range(CLASSES)))
        _take(office, "courses", "code,title,hours", ["C1,Choir,64"])
        classes = (f"O{at},C1,Choir {at},2027,T{at},R{at},30" for at in range(CLASSES))
        _take(office, "offerings", "code,course,title,term,teacher,venue,capacity", classes)
        lessons = list(_lessons(count))
        begin = time.process_time()
        _take(office, "lessons", "offering,date,start,end,venue,teacher", lessons)
        seconds = time.process_time() - begin
        office.database.close()
    return seconds


def _lessons(count: int) -> Iterable[str]:
    """All classes every other day."""
    for number in range(count):
        at, day = number % CLASSES, date(2027, 1, 4) + timedelta(days=number // CLASSES * 2)
        yield f"O{at},{day},09:00,10:30,R{at},T{at}"


def _take(office: Office, kind: str, head: str, lines: Iterable[str]) -> None:
    rows = list(lines)
    data = "\n".join([head, *rows]).encode()
    result = take_in(office, ImportRequest(look_at(kind, data)), actor="benchmark")
    if len(result.new) != len(rows):
        raise ValueError(f"{kind}: {len(result.new)} of {len(rows)} rows were taken in")
