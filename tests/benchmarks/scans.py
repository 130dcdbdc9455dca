"""10,000 cards through `commedu check-in -`, one process, some twice: none lost, none doubled; per scan, beside a bare
transaction.
"""

import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.services.centre import FILE
from commedu_desktop.services.office import Office
from commedu_desktop.store.bulk import mass_writing, put_in
from commedu_desktop.store.database import Database
from commedu_desktop.store.tables import Enrolment, Resident
from tests.benchmarks.check_in import raw_table
from tests.benchmarks.result import Result
from tests.makers import Maker

PEOPLE = 10_000
AGAIN = 25
"""Every so manieth card comes twice."""


def run() -> Result:
    with tempfile.TemporaryDirectory(prefix="commedu-scans-") as scratch:
        folder = Path(scratch)
        cards = people_of_one_lesson(folder, PEOPLE)
        scanned = [card for at, card in enumerate(cards) for _ in range(2 if at % AGAIN == 0 else 1)]
        started = perf_counter()
        answers = check_in_all(folder, scanned)
        ours = (perf_counter() - started) / len(scanned)
        none_lost_or_doubled(folder, scanned, answers)
    return Result("10,000 scans through `check-in -`, each", ours * 1000, floor() * 1000, "ms", 6)


def people_of_one_lesson(folder: Path, number: int) -> list[str]:
    """A centre whose lesson begins in half an hour, with so many learners; returns their cards."""
    Database.create(folder / FILE).close()
    office = Office(Database.for_filling(folder / FILE))
    make = Maker(office)
    now = datetime.now().replace(second=0, microsecond=0)
    days = {"starts": now.date() - timedelta(30), "ends": now.date() + timedelta(30)}
    offering = make.new_offering(capacity=0, **days)
    make.new_lesson(offering, now + timedelta(minutes=30))
    branch: UUID = make.branch.id

    def fill(session: Session, count: int) -> None:
        residents = [
            Resident(card=f"B01-{at:06}", name=f"Learner {at}", branch_id=branch, joined=days["starts"])
            for at in range(1, count + 1)
        ]
        places = [
            Enrolment(offering_id=offering.id, resident_id=one.id, status="enrolled", enrolled_on=one.joined)
            for one in residents
        ]
        with mass_writing(session.connection(), Resident, Enrolment):
            put_in(session.connection(), Resident, map(whole, residents))
            put_in(session.connection(), Enrolment, map(whole, places))

    office.write(fill, number, actor="bench")
    office.database.close()
    return [f"B01-{at:06}" for at in range(1, number + 1)]


def whole(row: Resident | Enrolment) -> dict[str, object]:
    """Every column of a row, with its default."""
    found: dict[str, object] = {}
    for column in type(row).__table__.columns:
        usual = column.default.arg if column.default is not None and column.default.is_scalar else None
        found[column.name] = row.__dict__.get(column.name, {} if column.name == "extra" else usual)
    return found


def check_in_all(folder: Path, cards: list[str]) -> list[tuple[str, str]]:
    """Outcome and name for each line, in their order."""
    command = [sys.executable, "-m", "commedu_desktop.cli", "--data", str(folder), "--lang", "en", "check-in", "-"]
    done = subprocess.run(command, input="\n".join(cards), capture_output=True, text=True, check=True)
    return [(line.split("\t")[0], line.split("\t")[1]) for line in done.stdout.splitlines()]


def none_lost_or_doubled(folder: Path, scanned: list[str], answers: list[tuple[str, str]]) -> None:
    """Raises: ValueError when an answer is missing or a mark is not there exactly once."""
    once = Counter(name for outcome, name in answers if outcome == "in")
    with closing(sqlite3.connect(folder / FILE)) as reader:
        (marks,) = reader.execute("SELECT count(*) FROM attendance_mark").fetchone()
        (people,) = reader.execute("SELECT count(DISTINCT resident_id) FROM attendance_mark").fetchone()
    again = sum(outcome == "already" for outcome, _name in answers)
    expected = len(set(scanned))
    if not (len(answers) == len(scanned) and marks == people == len(once) == expected and max(once.values()) == 1):
        raise ValueError((len(answers), marks, people, len(once)))
    if again != len(scanned) - expected:
        raise ValueError(again)


def floor() -> float:
    """Seconds for one bare transaction."""
    with closing(raw_table()) as raw:
        started = perf_counter()
        for number in range(1_000):
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO mark VALUES (?, ?, 'present', NULL, 0)", (900_000 + number, number))
            raw.execute("COMMIT")
        return (perf_counter() - started) / 1_000
