"""The store fails under a scan: one sentence says so, nothing is half-written, and the next scan goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.check_in import Outcome
from commedu_desktop.domain.errors import StoreTrouble
from commedu_desktop.sentences import sentence
from commedu_desktop.services.check import check_centre
from commedu_desktop.services.check_in import CheckIn, check_in
from commedu_desktop.services.office import Office
from commedu_desktop.store import file as store_file
from commedu_desktop.store.database import Database
from commedu_desktop.store.tables import AttendanceMark, JournalWrite
from tests.makers import Maker
from tests.offices import CENTRE_ZONE, WRITES_BEGIN

CARDS = [f"CHOIR-{number:02}" for number in range(60)]


@pytest.fixture
def file(empty_database: Path, tmp_path: Path) -> Path:
    """A centre in which sixty people are due at half past nine."""
    path = tmp_path / "centre.db"
    path.write_bytes(empty_database.read_bytes())
    database = Database.open(path)
    make = Maker(Office(database, clock=lambda: WRITES_BEGIN, zone=CENTRE_ZONE))
    choir = make.new_offering(title="Choir", capacity=len(CARDS))
    for card in CARDS:
        make.enrol(choir, make.new_resident(f"居民{card}", card=card))
    make.new_lesson(choir, datetime(2026, 11, 23, 9, 30))
    database.close()
    return path


@contextmanager
def desk(file: Path) -> Iterator[Office]:
    database = Database.open(file)
    try:
        yield Office(database, clock=lambda: WRITES_BEGIN, zone=CENTRE_ZONE)
    finally:
        database.close()


@contextmanager
def each_connection_with(*pragmas: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store_file, "_PRAGMAS", (*store_file._PRAGMAS, *(f"PRAGMA {one}" for one in pragmas)))
        yield


def scan(office: Office, card: str) -> Outcome:
    return office.write(check_in, CheckIn(card), actor="front desk").outcome


def scan_until_trouble(office: Office) -> tuple[int, StoreTrouble]:
    """How many were answered `in`, and what stopped the next one."""
    for number, card in enumerate(CARDS):
        try:
            assert scan(office, card) is Outcome.IN
        except StoreTrouble as trouble:
            return number, trouble
    raise AssertionError("nothing went wrong")


def marks(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AttendanceMark)) or 0


def check_ins(session: Session) -> int:
    counted = select(func.count()).select_from(JournalWrite).where(JournalWrite.verb == "check_in")
    return session.scalar(counted) or 0


def goes_on(file: Path, acknowledged: int) -> None:
    """What was acknowledged is there and nothing else, and everybody can still be checked in."""
    with desk(file) as office:
        assert (office.read(marks), office.read(check_ins)) == (acknowledged, acknowledged)
        assert [scan(office, card) for card in CARDS[acknowledged:]] == [Outcome.IN] * (len(CARDS) - acknowledged)
        assert office.read(marks) == len(CARDS)
        assert office.read(check_centre) == []


def test_another_program_holds_the_file(file: Path) -> None:
    with each_connection_with("busy_timeout=20"), desk(file) as office, closing(sqlite3.connect(file)) as other:
        assert scan(office, CARDS[0]) is Outcome.IN
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreTrouble, match="locked") as trouble:
            scan(office, CARDS[1])
        other.rollback()
        assert sentence(trouble.value).endswith(".")
        assert scan(office, CARDS[1]) is Outcome.IN
    goes_on(file, 2)


def test_the_disk_is_full_in_the_middle_of_a_queue(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    with each_connection_with(f"max_page_count={pages + 2}"), desk(file) as office:
        acknowledged, trouble = scan_until_trouble(office)
    assert trouble.code == "full"
    assert "everything before it is safe" in sentence(trouble)
    goes_on(file, acknowledged)


def test_the_file_may_suddenly_only_be_read(file: Path) -> None:
    with each_connection_with("query_only=ON"), desk(file) as office:
        acknowledged, trouble = scan_until_trouble(office)
    assert (acknowledged, trouble.code) == (0, "read-only")
    goes_on(file, 0)


@pytest.mark.parametrize("table", ["attendance_mark", "journal_row", "resident", "enrolment"])
def test_a_damaged_page_is_said_and_nothing_is_written(table: str, file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    sound = file.read_bytes()
    file.write_bytes(sound[: (page - 1) * size] + b"\xff" * size + sound[page * size :])
    with desk(file) as office:
        acknowledged, trouble = scan_until_trouble(office)
    assert (acknowledged, trouble.code) == (0, "damaged")
    assert str(file) in sentence(trouble)
    after = file.read_bytes()
    file.write_bytes(after[: (page - 1) * size] + sound[(page - 1) * size : page * size] + after[page * size :])
    goes_on(file, 0)
