"""Offers that ran out while the program was closed are passed on by the window, and said."""

from datetime import timedelta

from pytestqt.qtbot import QtBot

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.services.enrolments import learners, places, waiting_list
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.offered_places import pass_on_offers
from tests.makers import Maker
from tests.offices import WRITES_BEGIN


def test_what_ran_out_goes_to_the_next_and_is_said_once(qtbot: QtBot, desk: Desk, make: Maker) -> None:
    choir = make.new_offering(title="Choir", capacity=1)
    for name, hours in (("Bob", -1), ("Cem", None)):
        until = None if hours is None else WRITES_BEGIN + timedelta(hours=hours)
        values = {"status": EnrolmentStatus.WAITING, "queued_at": WRITES_BEGIN - timedelta(days=3), "held_until": until}
        make.enrol(choir, make.new_resident(name), **values)
    with qtbot.waitSignal(desk.toasted) as said, qtbot.waitSignal(desk.changed):
        pass_on_offers(desk)
    assert said.args == ["1 offered place ran out. 1 place passed on to the next", "info", True]
    assert [one.name for one in desk.read(learners, choir.id)] == ["Cem"]
    assert [one.name for one in desk.read(waiting_list, choir.id)] == ["Bob"]


def test_an_offer_that_still_stands_is_left_alone_and_nothing_is_written(qtbot: QtBot, desk: Desk, make: Maker) -> None:
    choir, until = make.new_offering(title="Choir", capacity=1), WRITES_BEGIN + timedelta(hours=1)
    values = {"status": EnrolmentStatus.WAITING, "queued_at": WRITES_BEGIN, "held_until": until}
    make.enrol(choir, make.new_resident("Bob"), **values)
    before = desk.next_undo()
    with qtbot.waitSignal(desk.jobs.finished), qtbot.assertNotEmitted(desk.changed):
        pass_on_offers(desk)
    assert desk.next_undo() == before
    assert desk.read(places, choir.id).offered == 1
