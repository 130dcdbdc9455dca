"""Two windows on one PostgreSQL database give the last seat at the same moment: one wins, one waits."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.enrolments import Enrol, Withdraw, enrol, learners, waiting_list, withdraw
from commedu_desktop.services.office import Office
from commedu_desktop.services.waiting_list import Promote, promote
from commedu_desktop.store.database import Database
from commedu_desktop.store.tables import Offering
from tests.makers import Maker
from tests.offices import CENTRE_ZONE
from tests.postgresql import Server

WINDOW = """
import sys, time
from datetime import timedelta, timezone
from uuid import UUID
from commedu_desktop.services.enrolments import Enrol, enrol
from commedu_desktop.services.office import Office
from commedu_desktop.store.database import Database
url, offering, *people = sys.argv[1:]
office = Office(Database.open_shared(url), zone=timezone(timedelta(hours=8)))
print("ready", flush=True)
sys.stdin.readline()
for person in people:
    enrolled = office.write(enrol, Enrol(UUID(person), UUID(offering)), actor="window")
    print(enrolled.status.value, enrolled.place, flush=True)
office.database.close()
"""


@pytest.fixture
def shared(server: Server, shared_template: str) -> Iterator[tuple[Office, str]]:
    name = server.new_database(shared_template)
    office = Office(Database.open_shared(server.url(name)), zone=CENTRE_ZONE)
    yield office, server.url(name)
    office.database.close()
    server.drop(name)


def state(office: Office, offering: Offering) -> tuple[int, list[str]]:
    inside = office.read(learners, offering.id)
    return len(inside), [one.name for one in office.read(waiting_list, offering.id)]


def test_two_programs_that_give_the_last_seat_at_once(shared: tuple[Office, str]) -> None:
    office, url = shared
    make = Maker(office)
    choir = make.new_offering(capacity=4)
    crowds = [[str(make.new_resident(f"{side}{number}").id) for number in range(4)] for side in "AB"]
    windows = [
        subprocess.Popen(
            [sys.executable, "-c", WINDOW, url, str(choir.id), *crowd],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for crowd in crowds
    ]
    for window in windows:
        assert window.stdout is not None
        assert window.stdout.readline() == "ready\n"
    for window in windows:
        assert window.stdin is not None
        window.stdin.write("\n")
        window.stdin.flush()
    said = [line.split() for window in windows for line in window.communicate(timeout=30)[0].splitlines()]
    assert [window.returncode for window in windows] == [0, 0]
    assert sorted(status for status, _place in said) == ["enrolled"] * 4 + ["waiting"] * 4
    assert sorted(int(place) for _status, place in said) == [0, 0, 0, 0, 1, 2, 3, 4]
    assert state(office, choir)[0] == 4
    assert len(state(office, choir)[1]) == 4


def at_once(url: str, *asked: tuple[Callable[[Session, Any], Any], object]) -> list[Any]:
    """Each verb in a window of its own, all at the same moment; what they return, or the code they refuse with."""
    start = Barrier(len(asked))

    def window(verb: Callable[[Session, Any], Any], request: object) -> Any:
        office = Office(Database.open_shared(url), zone=CENTRE_ZONE)
        try:
            start.wait()
            return office.write(verb, request, actor="window")
        except Refused as refusal:
            return refusal.code
        finally:
            office.database.close()

    with ThreadPoolExecutor(len(asked)) as windows:
        return list(windows.map(lambda one: window(*one), asked))


def test_one_free_place_is_given_by_hand_once(shared: tuple[Office, str]) -> None:
    office, url = shared
    make = Maker(office)
    choir = make.new_offering(capacity=1)
    rows = [
        office.write(enrol, Enrol(make.new_resident(str(number)).id, choir.id), actor="a").enrolment_id
        for number in range(3)
    ]
    office.write(lambda session, _n: setattr(session.get_one(Offering, choir.id), "capacity", 2), None, actor="a")
    found = at_once(url, (promote, Promote(rows[1])), (promote, Promote(rows[2])))
    assert found.count("offering-full") == 1
    assert state(office, choir)[0] == 2


def test_leaving_and_asking_at_once_loses_no_place_and_gives_none_twice(shared: tuple[Office, str]) -> None:
    office, url = shared
    make = Maker(office)
    choir = make.new_offering(capacity=1)
    first = office.write(enrol, Enrol(make.new_resident("Ann").id, choir.id), actor="a")
    newcomers = [(enrol, Enrol(make.new_resident(str(number)).id, choir.id)) for number in range(3)]
    at_once(url, (withdraw, Withdraw(first.enrolment_id)), *newcomers)
    inside, waiting = state(office, choir)
    assert (inside, len(waiting)) == (1, 2)
