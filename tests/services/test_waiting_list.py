"""The waiting list as a state machine: whatever is done in whatever order, places hold and nobody is passed over."""

import shutil
import tempfile
from datetime import timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.enrolments import Enrol, Withdraw, enrol, learners, places, waiting_list, withdraw
from commedu_desktop.services.office import Office
from commedu_desktop.store.database import Database
from commedu_desktop.store.tables import Offering
from tests.makers import Maker
from tests.offices import CENTRE_ZONE, WRITES_BEGIN

PEOPLE = 6


class WaitingList(RuleBasedStateMachine):
    """A class of two places, six people, and a model: who is in, and who waits in which order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.database = Database.create(self.folder / "centre.db")
        seconds = count()
        clock = lambda: WRITES_BEGIN + timedelta(seconds=next(seconds))  # noqa: E731 - a clock, no more
        self.office = Office(self.database, clock=clock, zone=CENTRE_ZONE)
        self.inside: set[int] = set()
        self.waiting: list[int] = []
        self.rows: dict[int, UUID] = {}
        self.undoable: list[tuple[set[int], list[int]]] = []

    @initialize(capacity=st.integers(1, 3))
    def begin(self, capacity: int) -> None:
        make = Maker(self.office)
        self.capacity = capacity
        self.offering: Offering = make.new_offering(capacity=capacity)
        self.people = [make.new_resident(str(number)) for number in range(PEOPLE)]

    @rule(who=st.integers(0, PEOPLE - 1))
    def asks_for_a_place(self, who: int) -> None:
        request = Enrol(self.people[who].id, self.offering.id)
        if who in self.inside or who in self.waiting:
            with pytest.raises(Refused, match="already"):
                self.office.write(enrol, request, actor="a")
            return
        self._remember()
        enrolled = self.office.write(enrol, request, actor="a")
        self.rows[who] = enrolled.enrolment_id
        if len(self.inside) < self.capacity:
            self.inside.add(who)
            assert (enrolled.status, enrolled.place) == (EnrolmentStatus.ENROLLED, 0)
        else:
            self.waiting.append(who)
            assert (enrolled.status, enrolled.place) == (EnrolmentStatus.WAITING, len(self.waiting))

    @rule(who=st.integers(0, PEOPLE - 1))
    def leaves(self, who: int) -> None:
        if who not in self.inside and who not in self.waiting:
            return
        self._remember()
        moved_up = self.office.write(withdraw, Withdraw(self.rows[who]), actor="a").moved_up
        expected: tuple[str, ...] = ()
        if who in self.inside:
            self.inside.remove(who)
            if self.waiting:
                expected = (str(self.waiting[0]),)
                self.inside.add(self.waiting.pop(0))
        else:
            self.waiting.remove(who)
        assert moved_up == expected

    @precondition(lambda self: self.undoable)
    @rule()
    def undoes_the_last(self) -> None:
        self.office.undo(actor="a")
        self.inside, self.waiting = self.undoable.pop()

    @invariant()
    def the_database_says_the_same(self) -> None:
        if not hasattr(self, "offering"):
            return
        inside = {int(one.name) for one in self.office.read(learners, self.offering.id)}
        waiting = [int(one.name) for one in self.office.read(waiting_list, self.offering.id)]
        assert (inside, waiting) == (self.inside, self.waiting)
        assert self.office.read(places, self.offering.id).taken <= self.capacity
        assert not waiting or len(inside) == self.capacity

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder)

    def _remember(self) -> None:
        self.undoable.append((set(self.inside), list(self.waiting)))


TestWaitingList = WaitingList.TestCase
TestWaitingList.settings = settings(
    max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_a_place_that_went_to_someone_else_is_not_taken_back_by_an_older_undo(office: Office, make: Maker) -> None:
    choir = make.new_offering(capacity=1)
    first, second = make.new_resident("Ann"), make.new_resident("Bob")
    ann = office.write(enrol, Enrol(first.id, choir.id), actor="a")
    left = office.write(withdraw, Withdraw(ann.enrolment_id), actor="a")
    office.write(enrol, Enrol(second.id, choir.id), actor="b")

    with pytest.raises(Refused, match="undo-place-taken"):
        office.undo(actor="a", write_id=left.write_id)
    assert [one.name for one in office.read(learners, choir.id)] == ["Bob"]
