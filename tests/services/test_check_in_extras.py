"""What stands in the way of a check-in: money, the wrong door, a lead who knows better; and checking out."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.check_in import Outcome
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.sentences import told
from commedu_desktop.services.check_in import CheckedIn, CheckIn, check_in
from commedu_desktop.services.check_in_anyway import LetIn, check_in_anyway
from commedu_desktop.services.check_outs import stays
from commedu_desktop.services.fees import PayFees, pay_fees
from commedu_desktop.services.history import last_writes
from commedu_desktop.services.merging import MergeResidents, merge_residents
from commedu_desktop.services.office import Office
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.store.database import Database
from commedu_desktop.store.tables import AttendanceMark, Offering, Resident
from tests.makers import Maker
from tests.offices import CENTRE_ZONE, WRITES_BEGIN

NINE = datetime(2026, 11, 23, 9, 30)


class Wall:
    """A clock on the wall that the test turns."""

    def __init__(self, database: Database) -> None:
        self.now = datetime(2026, 11, 23, 9, 0)
        self._steps = 0
        self.office = Office(database, self._clock, CENTRE_ZONE)

    def _clock(self) -> datetime:
        self._steps += 1
        return self.now.replace(tzinfo=CENTRE_ZONE) + timedelta(milliseconds=self._steps)

    def scan(self, card: str, at: str, **where: Any) -> CheckedIn:
        self.now = datetime.fromisoformat(f"2026-11-23 {at}")
        return self.office.write(check_in, CheckIn(card, **where), actor="Li Na")


@pytest.fixture
def wall(database: Database) -> Wall:
    return Wall(database)


@pytest.fixture
def zhang(make: Maker) -> Resident:
    return make.new_resident("张小明", card="B01-004312")


@pytest.fixture
def choir(make: Maker) -> Offering:
    return make.new_offering(title="Choir", fee=120_00)


def marks(session: Session) -> list[Mark]:
    return [Mark(row.mark) for row in session.scalars(select(AttendanceMark))]


def set_up(office: Office, **values: Any) -> None:
    office.write(change_settings, ChangeSettings(values), actor="Li Na")


def said(answer: CheckedIn) -> str:
    return told(answer.code, answer.facts)


def test_an_unpaid_fee_is_said_and_the_lesson_is_marked(
    office: Office, make: Maker, zhang: Resident, choir: Offering, wall: Wall
) -> None:
    place = make.enrol(choir, zhang)
    make.new_lesson(choir, NINE)
    answer = wall.scan(zhang.card, "09:42")
    assert (answer.outcome, said(answer)) == (
        Outcome.IN, "Choir · Room 101 · 09:30, 12 minutes late; ¥120.00 is still to pay",
    )  # fmt: skip
    assert office.read(marks) == [Mark.LATE]
    office.undo(actor="Li Na")
    office.write(pay_fees, PayFees(((place.id, 120_00),)), actor="Li Na")
    assert said(wall.scan(zhang.card, "09:31")) == "Choir · Room 101 · 09:30"


@pytest.mark.parametrize(("rule", "outcome", "marked"), [("pass", Outcome.IN, 1), ("stop", Outcome.LOOK, 0)])
def test_the_centre_says_what_an_unpaid_fee_means_at_the_door(
    office: Office, make: Maker, zhang: Resident, choir: Offering, wall: Wall, rule: str, outcome: Outcome, marked: int
) -> None:
    set_up(office, unpaid_at_desk=rule)
    make.enrol(choir, zhang)
    make.new_lesson(choir, NINE)
    answer = wall.scan(zhang.card, "09:30")
    assert (answer.outcome, len(office.read(marks))) == (outcome, marked)
    assert ("still to pay. Take the payment" in said(answer)) == (rule == "stop")


def test_the_wrong_door_is_said_with_the_right_one(
    office: Office, make: Maker, zhang: Resident, choir: Offering, wall: Wall
) -> None:
    hall = make.new_venue(name="Hall")
    make.enrol(choir, zhang)
    make.new_lesson(choir, NINE)
    answer = wall.scan(zhang.card, "09:20", venue_id=hall.id)
    assert (answer.outcome, said(answer)) == (Outcome.LOOK, "Choir at 09:30 is in Room 101, not here (Hall).")
    assert wall.scan(zhang.card, "09:20", venue_id=choir.venue_id).outcome is Outcome.IN
    assert wall.scan(zhang.card, "09:27", venue_id=hall.id).outcome is Outcome.ALREADY


def test_at_a_door_the_lesson_behind_it_is_meant(
    office: Office, make: Maker, zhang: Resident, choir: Offering, wall: Wall
) -> None:
    hall = make.new_venue(name="Hall")
    dance = make.new_offering(title="Dance", venue_id=hall.id)
    for offering, starts in ((choir, NINE), (dance, datetime(2026, 11, 23, 10, 0))):
        make.enrol(offering, zhang)
        make.new_lesson(offering, starts)
    assert wall.scan(zhang.card, "09:30", venue_id=hall.id).lesson == "Dance"


@pytest.mark.parametrize(
    ("at", "values", "code", "mark"),
    [
        ("08:00", {}, "check-in-too-early", Mark.PRESENT),
        ("11:30", {}, "check-in-over", Mark.PRESENT),
        ("09:45", {"closed_at": WRITES_BEGIN}, "check-in-closed", Mark.LATE),
    ],
)
def test_a_lead_lets_in_with_a_reason_that_the_history_keeps(
    office: Office,
    make: Maker,
    zhang: Resident,
    choir: Offering,
    wall: Wall,
    at: str,
    values: Any,
    code: str,
    mark: Mark,
) -> None:
    make.enrol(choir, zhang)
    make.new_lesson(choir, NINE, **values)
    answer = wall.scan(zhang.card, at)
    assert (answer.outcome, answer.code) == (Outcome.LOOK, code)
    assert answer.lesson_id is not None
    with pytest.raises(Refused, match="check-in-reason-missing"):
        wall.office.write(check_in_anyway, LetIn(zhang.id, answer.lesson_id, " "), actor="Li Na")
    let = wall.office.write(check_in_anyway, LetIn(zhang.id, answer.lesson_id, "helps to set up"), actor="Li Na")
    assert (let.outcome, office.read(marks)) == (Outcome.IN, [mark])
    assert said(let) == "Choir · Room 101 · 09:30, by exception: helps to set up"
    assert office.read(last_writes, 1)[0].subject == "张小明 · helps to set up"
    office.undo(actor="Li Na")
    assert office.read(marks) == []


def test_who_waits_gets_a_free_place_first_and_a_stranger_or_a_cancelled_lesson_is_refused(
    office: Office, make: Maker, zhang: Resident, wall: Wall
) -> None:
    dance = make.new_offering(title="Dance", capacity=1)
    make.enrol(dance, zhang, status=EnrolmentStatus.WAITING, queued_at=WRITES_BEGIN)
    lesson = make.new_lesson(dance, NINE)
    request = LetIn(zhang.id, lesson.id, "the place is free")
    assert wall.office.write(check_in_anyway, request, actor="Li Na").outcome is Outcome.IN
    ann = make.new_resident("Ann")
    with pytest.raises(Refused, match="check-in-not-a-learner"):
        wall.office.write(check_in_anyway, LetIn(ann.id, lesson.id, "please"), actor="Li Na")
    off = make.new_lesson(dance, datetime(2026, 11, 23, 14), status=LessonStatus.CANCELLED)
    with pytest.raises(Refused, match="check-in-stays-cancelled"):
        wall.office.write(check_in_anyway, LetIn(zhang.id, off.id, "please"), actor="Li Na")
    make.enrol(dance, ann, status=EnrolmentStatus.WAITING, queued_at=WRITES_BEGIN)
    with pytest.raises(Refused, match="offering-full"):
        wall.office.write(check_in_anyway, LetIn(ann.id, lesson.id, "please"), actor="Li Na")


def test_where_a_branch_wants_hours_the_second_scan_is_the_way_out(
    office: Office, make: Maker, zhang: Resident, choir: Offering, wall: Wall
) -> None:
    set_up(office, check_out_branches=("B01",), unpaid_at_desk="pass")
    make.enrol(choir, zhang)
    make.new_lesson(choir, NINE)
    times = ("09:30", "09:32", "10:00", "10:02", "10:20", "11:05", "11:06", "11:20")
    assert [wall.scan(zhang.card, at).code for at in times] == [
        "checked-in", "checked-in-before", "checked-out", "checked-out-before", "checked-in-again",
        "checked-out", "checked-out-before", "checked-out-before",
    ]  # fmt: skip
    (stay,) = office.read(stays, zhang.id)
    assert (stay.title, stay.minutes) == ("Choir", 95)


def test_the_next_lesson_closes_the_one_before_and_undo_takes_both_back(
    office: Office, make: Maker, zhang: Resident, choir: Offering, wall: Wall
) -> None:
    set_up(office, check_out_branches=("B01",), unpaid_at_desk="pass")
    dance = make.new_offering(title="Dance")
    for offering, starts in ((choir, NINE), (dance, datetime(2026, 11, 23, 11, 0))):
        make.enrol(offering, zhang)
        make.new_lesson(offering, starts)
    wall.scan(zhang.card, "09:25")
    answer = wall.scan(zhang.card, "10:55")
    assert (answer.outcome, answer.lesson) == (Outcome.IN, "Dance")
    assert [(one.title, one.minutes) for one in office.read(stays, zhang.id)] == [("Choir", 90)]
    office.undo(actor="Li Na")
    assert (office.read(marks), office.read(stays, zhang.id)) == ([Mark.PRESENT], [])


def test_without_the_setting_nobody_is_checked_out(
    office: Office, make: Maker, zhang: Resident, choir: Offering, wall: Wall
) -> None:
    make.enrol(choir, zhang)
    make.new_lesson(choir, NINE)
    codes = [wall.scan(zhang.card, at).code for at in ("09:30", "10:30")]
    assert codes == ["checked-in-unpaid", "checked-in-before"]


def test_merging_keeps_the_hours(office: Office, make: Maker, zhang: Resident, choir: Offering, wall: Wall) -> None:
    set_up(office, check_out_branches=("B01",), unpaid_at_desk="pass")
    kept = make.new_resident("张晓明")
    make.enrol(choir, zhang)
    make.new_lesson(choir, NINE)
    wall.scan(zhang.card, "09:30")
    wall.scan(zhang.card, "11:00")
    office.write(merge_residents, MergeResidents(kept.id, zhang.id), actor="Li Na")
    assert [one.minutes for one in office.read(stays, kept.id)] == [90]
    assert wall.scan(zhang.card, "11:01").code == "checked-out-before"
