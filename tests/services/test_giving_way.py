"""The front desk does not wait for a long list: an import gives way, and still is one thing to undo or to cancel."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Cancelled
from commedu_desktop.services.imports import ImportRequest, Reading, look_at, take_in
from commedu_desktop.services.office import Office
from commedu_desktop.services.progress import Progress
from commedu_desktop.services.settings import ChangeSettings, centre_settings, change_settings
from commedu_desktop.store.tables import JournalWrite, Resident

ROWS = 2_000
LIST = "name,phone\n" + "".join(f"Resident {number},139{number:08}\n" for number in range(ROWS))


def the_list(*, dry_run: bool = False) -> ImportRequest:
    return ImportRequest(look_at("residents", LIST.encode(), Reading()), dry_run=dry_run)


def residents(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Resident)) or 0


def verbs(session: Session) -> list[str]:
    return list(session.scalars(select(JournalWrite.verb).order_by(JournalWrite.number)))


@pytest.fixture
def clerks() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def write_meanwhile(office: Office, clerks: ThreadPoolExecutor, at: int, asked: list[Future[None]]) -> Progress:
    """A progress that has somebody write when `at` rows are done, and goes on once they wait for their turn."""

    def progress(done: int, total: int) -> None:
        if done == at and not asked:
            new_name = ChangeSettings({"name": "South Gate School"})
            asked.append(clerks.submit(office.write, change_settings, new_name, actor="Li Na"))
            while not office.database.pen.wanted:
                time.sleep(0.001)

    return progress


def test_somebody_else_writes_in_the_middle_of_an_import(office: Office, clerks: ThreadPoolExecutor) -> None:
    asked: list[Future[None]] = []
    result = take_in(office, the_list(), actor="Zhang Min", progress=write_meanwhile(office, clerks, 1_000, asked))
    asked[0].result()
    assert len(result.new) == ROWS
    assert office.read(residents) == ROWS
    assert office.read(verbs) == ["import_rows", "change_settings", "import_rows"]


def test_an_import_that_gave_way_is_undone_and_made_again_as_one(office: Office, clerks: ThreadPoolExecutor) -> None:
    asked: list[Future[None]] = []
    take_in(office, the_list(), actor="Zhang Min", progress=write_meanwhile(office, clerks, 500, asked))
    asked[0].result()
    assert "2000" in office.undo(actor="Zhang Min")
    assert office.read(residents) == 0
    assert office.read(centre_settings).name == "South Gate School"
    office.undo(actor="Zhang Min")
    assert office.read(centre_settings).name == ""
    office.redo(actor="Zhang Min")
    office.redo(actor="Zhang Min")
    assert office.read(residents) == ROWS


def test_an_import_that_is_cancelled_after_it_gave_way_leaves_none(office: Office, clerks: ThreadPoolExecutor) -> None:
    asked: list[Future[None]] = []
    meanwhile = write_meanwhile(office, clerks, 500, asked)

    def progress(done: int, total: int) -> None:
        meanwhile(done, total)
        if done == 1_500:
            raise Cancelled

    with pytest.raises(Cancelled):
        take_in(office, the_list(), actor="Zhang Min", progress=progress)
    asked[0].result()
    assert office.read(residents) == 0
    assert office.read(centre_settings).name == "South Gate School"


def test_a_trial_run_stands_aside_and_begins_again(office: Office, clerks: ThreadPoolExecutor) -> None:
    asked: list[Future[None]] = []
    progress = write_meanwhile(office, clerks, 500, asked)
    result = take_in(office, the_list(dry_run=True), actor="Zhang Min", progress=progress)
    asked[0].result()
    assert len(result.new) == ROWS
    assert office.read(residents) == 0
    assert office.read(verbs) == ["change_settings"]
