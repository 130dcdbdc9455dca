"""A lesson and all that follow it."""

from datetime import date, datetime, timedelta

import pytest

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.offerings import PlanOffering, offering, offering_lessons, plan_offering
from commedu_desktop.services.office import Office
from commedu_desktop.services.series import MoveFollowing, move_following
from commedu_desktop.store.tables import AttendanceMark
from tests.makers import Maker
from tests.offices import WRITES_BEGIN


def test_following_lessons_move_along_and_earlier_and_held_ones_stay(office: Office, make: Maker) -> None:
    plan = PlanOffering(make.course.id, make.term.id, "Mon 10:00-11:30; Thu 15:00-16:00", venue_id=make.venue.id)
    key = office.write(plan_offering, plan, actor="Li Na").offering_id
    before = office.read(offering_lessons, key)
    first = next(one for one in before if one.starts == datetime(2026, 11, 30, 10))
    held = next(one for one in before if one.starts == datetime(2026, 12, 7, 10))
    who = make.new_resident()
    make.add(AttendanceMark(lesson_id=held.id, resident_id=who.id, mark=Mark.PRESENT, at=WRITES_BEGIN))

    there = first.starts + timedelta(days=1, hours=4)
    request = MoveFollowing(first.id, there, there + timedelta(minutes=60), make.venue.id, None)
    assert office.write(move_following, request, actor="Li Na") == 6
    after = office.read(offering_lessons, key)
    tuesdays = [one.starts for one in after if one.starts.weekday() == 1]
    assert tuesdays[0] == datetime(2026, 12, 1, 14)
    assert len(tuesdays) == 6
    assert {one.id for one in after if one.starts.weekday() == 0} == {
        one.id for one in before if one.starts.weekday() == 0 and (one.starts < first.starts or one.id == held.id)
    }
    assert office.read(offering, key).times == "Tue 14:00-15:00; Thu 15:00-16:00"
    office.undo(actor="Li Na")
    assert office.read(offering_lessons, key) == before


def test_a_move_onto_a_holiday_or_onto_another_class_moves_nothing(office: Office, make: Maker) -> None:
    room = make.venue.id
    choir = PlanOffering(make.course.id, make.term.id, "Thu 10:00-11:30", venue_id=room, starts=date(2026, 12, 1))
    chess = PlanOffering(make.course.id, make.term.id, "Tue 10:00-11:30", title="Chess", venue_id=room)
    key = office.write(plan_offering, choir, actor="Li Na").offering_id
    office.write(plan_offering, chess, actor="Li Na")
    before = office.read(offering_lessons, key)
    for days, code in ((1, "closed-then"), (-2, "venue-taken")):
        there = before[0].starts + timedelta(days=days)
        request = MoveFollowing(before[0].id, there, there + timedelta(hours=1), room, None)
        with pytest.raises(Refused, match=code):
            office.write(move_following, request, actor="Li Na")
    assert office.read(offering_lessons, key) == before
