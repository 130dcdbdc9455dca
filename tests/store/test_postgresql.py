"""The same database on a PostgreSQL server of the tests' own."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused, StoreTrouble
from commedu_desktop.services.fees import PayFees, pay_fees
from commedu_desktop.services.office import Office
from commedu_desktop.store import tally
from commedu_desktop.store.database import Database
from commedu_desktop.store.journal import happened, name_write
from commedu_desktop.store.search import find_ids
from commedu_desktop.store.tables import AttendanceMark, Branch, Enrolment, Resident
from tests.makers import Maker
from tests.offices import CENTRE_ZONE
from tests.postgresql import Server


@pytest.fixture
def shared(shared_database: Database) -> Office:
    return Office(shared_database, zone=CENTRE_ZONE)


@pytest.fixture
def made(shared: Office) -> Maker:
    return Maker(shared)


@pytest.mark.parametrize(
    ("typed", "finds"),
    [("zxm", True), ("小明", True), ("张明", True), ("4312", True), ("明小", True), ("李", False), ("o'b\\", False)],
)
def test_people_are_found_as_in_a_file_of_ones_own(shared: Office, made: Maker, typed: str, finds: bool) -> None:
    zhang = made.new_resident("张小明", pinyin="zhang xiao ming", phone="138 0000 4312")
    made.new_resident("O'Brien \\ it''s", pinyin="")
    assert (zhang.id in shared.read(find_ids, typed, 10)) is finds


def test_undo_and_redo_put_back_marks_and_tallies(shared: Office, made: Maker) -> None:
    zhang, offering = made.new_resident(), made.new_offering()
    lesson = made.new_lesson(offering, datetime(2026, 11, 23, 9, 0))

    def mark(session: Session, _request: None) -> None:
        row = AttendanceMark(lesson_id=lesson.id, resident_id=zhang.id, mark=Mark.LATE, at=happened(session))
        session.add(row)
        name_write(session, zhang.name)

    def counted(session: Session) -> tuple[int, int]:
        return len(session.scalars(select(AttendanceMark)).all()), tally.differences(session)

    shared.write(mark, None, actor="Li Na")
    seen = [shared.read(counted)]
    for step in (shared.undo, shared.redo):
        step(actor="Li Na")
        seen.append(shared.read(counted))
    assert seen == [(1, 0), (0, 0), (1, 0)]


def test_two_windows_that_take_the_last_number_take_turns(shared: Office, made: Maker) -> None:
    zhang = made.new_resident("0")

    def count_up(session: Session, _request: None) -> None:
        resident = session.get_one(Resident, zhang.id)
        resident.name = str(int(resident.name) + 1)
        name_write(session, "one more")

    with ThreadPoolExecutor(4) as windows:
        list(windows.map(lambda _n: shared.write(count_up, None, actor="Li Na"), range(20)))
    with shared.database.reading() as session:
        assert session.get_one(Resident, zhang.id).name == "20"


def test_a_refusal_writes_nothing(shared: Office, made: Maker) -> None:
    def add_then_refuse(session: Session, _request: None) -> None:
        session.add(Branch(code="B99", name="never"))
        session.flush()
        raise Refused("nothing-to-undo")

    with pytest.raises(Refused):
        shared.write(add_then_refuse, None, actor="Li Na")
    with shared.database.reading() as session:
        assert session.scalars(select(Branch).where(Branch.code == "B99")).all() == []


def test_troubles_of_a_server_are_known(server: Server, shared_database: Database) -> None:
    with pytest.raises(StoreTrouble, match="missing"):
        Database.open_shared(server.url("nowhere"))
    with pytest.raises(StoreTrouble, match="unreachable"):
        Database.open_shared("postgresql://tests@127.0.0.1:1/centre")
    with pytest.raises(StoreTrouble, match="not-a-shared-database"):
        Database.open_shared("mysql://tests@localhost/centre")
    with pytest.raises(StoreTrouble, match="exists"):
        Database.create_shared(server.url(shared_database.place.rpartition("/")[2]))


def test_desks_that_take_money_at_the_same_moment_number_their_receipts_without_a_gap(
    shared: Office, made: Maker
) -> None:
    offering = made.new_offering(fee=10_00)
    places = [made.enrol(offering, made.new_resident(f"Learner {number}")) for number in range(8)]

    def pay_twice(place: Enrolment) -> list[str]:
        """The second desk finds that nothing is owed any more."""
        given = []
        for _desk in range(2):
            with suppress(Refused):
                given.append(shared.write(pay_fees, PayFees(((place.id, 10_00),)), actor="Li Na").number)
        return given

    with ThreadPoolExecutor(4) as desks:
        numbers = [number for given in desks.map(pay_twice, [*places, *places]) for number in given]
    assert sorted(numbers) == [f"B01-{datetime.now().year}-R{serial:05}" for serial in range(1, 9)]
