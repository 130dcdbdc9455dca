"""A free place is offered for so many hours: confirmed, or passed on to the next, always by the office's clock."""

from datetime import datetime, timedelta

import pytest

from commedu_desktop.domain.enrolments import Claim
from commedu_desktop.domain.errors import Refused
from commedu_desktop.sentences import sentence
from commedu_desktop.services.enrolments import Enrol, Enrolled, Promote, Withdraw, enrol, promote, withdraw
from commedu_desktop.services.offers import offers_standing
from commedu_desktop.services.office import Office
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.services.waiting_list import SettleOffers, settle_offers
from commedu_desktop.store.database import Database
from commedu_desktop.store.queries.enrolments import learners, places, waiting_list
from commedu_desktop.store.tables import Offering
from tests.makers import Maker
from tests.offices import CENTRE_ZONE, WRITES_BEGIN


class Clock:
    """The office's clock, put forward by hand; a second passes with every look at it."""

    def __init__(self) -> None:
        self.now = WRITES_BEGIN

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def hours_pass(self, hours: int) -> None:
        self.now += timedelta(hours=hours)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(database: Database, clock: Clock) -> Office:
    office = Office(database, clock=clock, zone=CENTRE_ZONE)
    office.write(change_settings, ChangeSettings({"hold_hours": 48}), actor="Li Na")
    return office


class Choir:
    """A class of one place: Ann is in, Bob and Cem wait."""

    def __init__(self, office: Office, make: Maker) -> None:
        self.office, self.make = office, make
        self.offering: Offering = make.new_offering(title="Choir", capacity=1)
        self.rows = {name: self.ask(name).enrolment_id for name in ("Ann", "Bob", "Cem")}

    def ask(self, name: str) -> Enrolled:
        request = Enrol(self.make.new_resident(name).id, self.offering.id)
        return self.office.write(enrol, request, actor="Li Na")

    def leave(self, name: str) -> tuple[str, ...]:
        return self.office.write(withdraw, Withdraw(self.rows[name]), actor="Li Na").moved_up

    def confirm(self, name: str) -> Enrolled:
        return self.office.write(promote, Promote(self.rows[name]), actor="Li Na")

    @property
    def state(self) -> tuple[list[str], list[str], list[str]]:
        """Who is in, to whom a place is offered, who waits."""
        waiting = self.office.read(waiting_list, self.offering.id)
        inside = [one.name for one in self.office.read(learners, self.offering.id)]
        offered = [one.name for one in waiting if one.held_until]
        return inside, offered, [one.name for one in waiting if not one.held_until]


@pytest.fixture
def choir(office: Office, make: Maker) -> Choir:
    return Choir(office, make)


def test_a_free_place_is_offered_to_the_first_and_nobody_else_gets_it(choir: Choir) -> None:
    assert choir.leave("Ann") == ("Bob",)
    assert choir.state == ([], ["Bob"], ["Cem"])
    assert choir.ask("Dan").place == 3
    assert choir.office.read(places, choir.offering.id).full
    choir.confirm("Bob")
    assert choir.state == (["Bob"], [], ["Cem", "Dan"])


def test_an_offer_that_runs_out_goes_to_the_next_and_who_let_it_go_stays_in_the_list(
    choir: Choir, clock: Clock
) -> None:
    choir.leave("Ann")
    clock.hours_pass(47)
    assert choir.office.write(settle_offers, SettleOffers(), actor="Li Na").lapsed == ()
    clock.hours_pass(1)
    settled = choir.office.write(settle_offers, SettleOffers(), actor="Li Na")
    assert (settled.lapsed, settled.offered) == (("Bob → Choir",), ("Cem → Choir",))
    assert choir.state == ([], ["Cem"], ["Bob"])
    clock.hours_pass(48)
    choir.office.write(settle_offers, SettleOffers(), actor="Li Na")
    assert choir.state == ([], [], ["Bob", "Cem"]), "nobody is offered a place a second time by itself"
    assert {one.claim for one in choir.office.read(waiting_list, choir.offering.id)} == {Claim.LAPSED}
    choir.confirm("Cem")
    assert choir.state == (["Cem"], [], ["Bob"])


def test_whatever_is_written_next_passes_on_what_has_run_out(choir: Choir, clock: Clock) -> None:
    choir.leave("Ann")
    clock.hours_pass(49)
    assert choir.ask("Dan").place == 2
    assert choir.state == ([], ["Cem"], ["Dan", "Bob"])


def test_who_confirms_too_late_hears_where_the_place_went(choir: Choir, clock: Clock) -> None:
    choir.leave("Ann")
    clock.hours_pass(49)
    with pytest.raises(Refused, match="offer-lapsed") as refusal:
        choir.confirm("Bob")
    assert "was offered to Bob until 25 Nov 2026, 09:0" in sentence(refusal.value)
    assert choir.state[1] == ["Bob"], "a refusal writes nothing"


def test_declining_an_offer_offers_the_place_to_the_next_at_once(choir: Choir) -> None:
    choir.leave("Ann")
    assert choir.leave("Bob") == ("Cem",)
    assert choir.state == ([], ["Cem"], [])


def test_undo_takes_offers_back_unless_the_place_has_gone(choir: Choir) -> None:
    left = choir.office.write(withdraw, Withdraw(choir.rows["Ann"]), actor="Li Na")
    choir.office.undo(actor="Li Na")
    assert choir.state == (["Ann"], [], ["Bob", "Cem"])
    choir.office.redo(actor="Li Na")
    choir.confirm("Bob")
    with pytest.raises(Refused, match="changed-since"):
        choir.office.undo(actor="Li Na", write_id=left.write_id)


def test_today_lists_offers_with_whom_to_call_and_what_has_run_out(choir: Choir, clock: Clock) -> None:
    choir.leave("Ann")
    (line,) = choir.office.read(offers_standing, choir.office.wall_clock())
    assert (line.name, line.title, line.lapsed) == ("Bob", "Choir", False)
    later = line.until + timedelta(seconds=1)
    assert [one.lapsed for one in choir.office.read(offers_standing, later)] == [True]
    clock.hours_pass(48)
    choir.office.write(settle_offers, SettleOffers(), actor="Li Na")
    assert [one.name for one in choir.office.read(offers_standing, later)] == ["Cem"]


def test_settling_without_anything_to_settle_leaves_no_trace(choir: Choir) -> None:
    assert choir.office.write(settle_offers, SettleOffers(), actor="Li Na").offered == ()
    choir.office.undo(actor="Li Na")
    assert choir.state == (["Ann"], [], ["Bob"]), "undo reached what was done before"
