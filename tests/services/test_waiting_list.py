"""The waiting list as a state machine: whatever is done in whatever order, places hold and nobody is passed over."""

import shutil
import tempfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.enrolments import Enrol, Withdraw, enrol, learners, places, waiting_list, withdraw
from commedu_desktop.services.offerings import ChangeOffering, change_offering
from commedu_desktop.services.office import Office
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.services.waiting_list import Promote, SettleOffers, promote, settle_offers
from commedu_desktop.store.database import Database
from commedu_desktop.store.tables import Offering
from tests.makers import Maker
from tests.offices import CENTRE_ZONE, WRITES_BEGIN

PEOPLE = 6
HOURS = 48


class Clock:
    """Put forward by hand; a second passes with every look at it."""

    def __init__(self) -> None:
        self.now = WRITES_BEGIN

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Model:
    """Who is in, who waits in which order, who let an offer run out, and until when a place is offered to whom."""

    capacity: int
    holds: bool
    inside: set[int] = field(default_factory=set)
    waiting: list[int] = field(default_factory=list)
    lapsed: list[int] = field(default_factory=list)
    offered: dict[int, datetime] = field(default_factory=dict)

    @property
    def everybody(self) -> set[int]:
        return {*self.inside, *self.waiting, *self.lapsed}

    @property
    def taken(self) -> int:
        return len(self.inside) + len(self.offered)

    @property
    def full(self) -> bool:
        return self.taken >= self.capacity

    def lapse(self, at: datetime) -> None:
        for who in sorted((who for who, until in self.offered.items() if until <= at), key=self.offered.__getitem__):
            del self.offered[who]
            self.waiting.remove(who)
            self.lapsed.append(who)

    def fill(self, at: datetime) -> list[int]:
        self.lapse(at)
        moved = []
        for who in [one for one in self.waiting if one not in self.offered]:
            if self.full:
                break
            moved.append(who)
            if self.holds:
                self.offered[who] = at.replace(microsecond=at.microsecond // 1000 * 1000) + timedelta(hours=HOURS)
            else:
                self.seat(who)
        return moved

    def seat(self, who: int) -> None:
        self.drop(who)
        self.inside.add(who)

    def drop(self, who: int) -> None:
        self.inside.discard(who)
        self.offered.pop(who, None)
        for queue in (self.waiting, self.lapsed):
            if who in queue:
                queue.remove(who)


class WaitingList(RuleBasedStateMachine):
    """A class of a few places, six people, and the model beside it: nobody is lost and no place given twice."""

    @initialize(capacity=st.integers(1, 3), holds=st.booleans())
    def begin(self, capacity: int, holds: bool) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.database = Database.create(self.folder / "centre.db")
        self.clock = Clock()
        self.office = Office(self.database, clock=self.clock, zone=CENTRE_ZONE)
        make = Maker(self.office)
        self.model = Model(capacity, holds)
        self.rows: dict[int, UUID] = {}
        self.undoable: list[Model] = []
        self.offering: Offering = make.new_offering(capacity=capacity)
        self.people = [make.new_resident(str(number)) for number in range(PEOPLE)]
        if holds:
            self.office.write(change_settings, ChangeSettings({"hold_hours": HOURS}), actor="a")

    @rule(who=st.integers(0, PEOPLE - 1))
    def asks_for_a_place(self, who: int) -> None:
        request = Enrol(self.people[who].id, self.offering.id)
        if who in self.model.everybody:
            self._refused("already", enrol, request)
            return
        enrolled = self._written(enrol, request)
        self.rows[who] = enrolled.enrolment_id
        self.model.fill(self.clock.now)
        if self.model.full:
            self.model.waiting.append(who)
            assert (enrolled.status, enrolled.place) == (EnrolmentStatus.WAITING, len(self.model.waiting))
        else:
            self.model.inside.add(who)
            assert (enrolled.status, enrolled.place) == (EnrolmentStatus.ENROLLED, 0)

    @rule(who=st.integers(0, PEOPLE - 1))
    def leaves(self, who: int) -> None:
        if who in self.model.everybody:
            left = self._written(withdraw, Withdraw(self.rows[who]))
            self.model.drop(who)
            assert left.moved_up == tuple(map(str, self.model.fill(self.clock.now)))

    @rule(who=st.integers(0, PEOPLE - 1))
    def confirms_or_is_given_a_free_place(self, who: int) -> None:
        if who not in self.model.everybody - self.model.inside:
            return
        at, after = self.clock.now + timedelta(seconds=1), deepcopy(self.model)
        was_offered = who in after.offered
        after.lapse(at)
        if was_offered and who not in after.offered:
            after.fill(at)
        if who not in after.offered and after.full:
            self._refused("offer-lapsed" if was_offered else "offering-full", promote, Promote(self.rows[who]))
            return
        self._written(promote, Promote(self.rows[who]))
        self.model = after
        self.model.seat(who)

    @rule(hours=st.integers(1, 60))
    def hours_pass(self, hours: int) -> None:
        self.clock.now += timedelta(hours=hours)

    @rule()
    def offers_that_ran_out_are_passed_on(self) -> None:
        if any(until <= self.clock.now + timedelta(seconds=1) for until in self.model.offered.values()):
            self._written(settle_offers, SettleOffers())
            self.model.fill(self.clock.now)
        else:
            assert self.office.write(settle_offers, SettleOffers(), actor="a").lapsed == ()

    @rule(capacity=st.integers(1, 4))
    def the_number_of_places_changes(self, capacity: int) -> None:
        request = ChangeOffering(self.offering.id, {"capacity": capacity})
        if capacity < self.model.taken:
            self._refused("capacity-below-taken", change_offering, request)
        elif capacity != self.model.capacity:
            self._written(change_offering, request)
            self.model.capacity = capacity
            self.model.fill(self.clock.now)

    @precondition(lambda self: bool(getattr(self, "undoable", None)))
    @rule()
    def undoes_the_last(self) -> None:
        self.office.undo(actor="a")
        self.model = self.undoable.pop()

    @invariant()
    def the_database_says_the_same(self) -> None:
        if not hasattr(self, "offering"):
            return
        inside = {int(one.name) for one in self.office.read(learners, self.offering.id)}
        queue = self.office.read(waiting_list, self.offering.id)
        offered = {int(one.name): one.held_until for one in queue if one.held_until}
        assert inside == self.model.inside
        assert [int(one.name) for one in queue] == [*self.model.waiting, *self.model.lapsed]
        assert offered == self.model.offered
        assert self.office.read(places, self.offering.id).taken == self.model.taken <= self.model.capacity

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder)

    def _written(self, verb: Callable[[Session, Any], Any], request: object) -> Any:
        self.undoable.append(deepcopy(self.model))
        return self.office.write(verb, request, actor="a")

    def _refused(self, code: str, verb: Callable[[Session, Any], Any], request: object) -> None:
        with pytest.raises(Refused, match=code):
            self.office.write(verb, request, actor="a")


TestWaitingList = WaitingList.TestCase
TestWaitingList.settings = settings(
    max_examples=15, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck)
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
