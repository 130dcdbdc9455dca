"""A place is one row: capacity holds, the order of the waiting list is kept, nobody is in twice."""

from datetime import date, datetime
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from commedu_desktop.domain.clash_kinds import Policy
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.sentences import sentence
from commedu_desktop.services.enrolments import (
    Enrol,
    Enrolled,
    FillPlaces,
    Promote,
    Withdraw,
    Withdrawn,
    enrol,
    fill_places,
    learners,
    places,
    promote,
    waiting_list,
    withdraw,
)
from commedu_desktop.services.office import Office
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.store.tables import Course, Offering, Resident
from tests.makers import Maker


class Desk:
    """The verbs, said shortly."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def enrol(self, resident: Resident, offering: Offering, override: str = "") -> Enrolled:
        return self.office.write(enrol, Enrol(resident.id, offering.id, override), actor="Li Na")

    def withdraw(self, enrolment_id: UUID) -> Withdrawn:
        return self.office.write(withdraw, Withdraw(enrolment_id), actor="Li Na")

    def inside(self, offering: Offering) -> list[str]:
        return sorted(one.name for one in self.office.read(learners, offering.id))

    def waiting(self, offering: Offering) -> list[str]:
        return [one.name for one in self.office.read(waiting_list, offering.id)]


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


def test_when_the_class_is_full_the_next_wait_and_move_up_in_their_order(desk: Desk, make: Maker) -> None:
    choir = make.new_offering(capacity=1)
    first, second, third = (desk.enrol(make.new_resident(name), choir) for name in ("Ann", "Bob", "Cem"))
    assert [(one.status, one.place) for one in (first, second, third)] == [
        (EnrolmentStatus.ENROLLED, 0), (EnrolmentStatus.WAITING, 1), (EnrolmentStatus.WAITING, 2),
    ]  # fmt: skip

    assert desk.withdraw(first.enrolment_id).moved_up == ("Bob",)
    assert (desk.inside(choir), desk.waiting(choir)) == (["Bob"], ["Cem"])


def test_leaving_the_waiting_list_moves_nobody_into_a_place(desk: Desk, make: Maker) -> None:
    choir = make.new_offering(capacity=1)
    desk.enrol(make.new_resident("Ann"), choir)
    waiting = desk.enrol(make.new_resident("Bob"), choir)
    desk.enrol(make.new_resident("Cem"), choir)

    assert desk.withdraw(waiting.enrolment_id).moved_up == ()
    assert (desk.inside(choir), desk.waiting(choir)) == (["Ann"], ["Cem"])


def test_undoing_a_withdrawal_gives_both_their_places_back(desk: Desk, make: Maker) -> None:
    choir = make.new_offering(capacity=1)
    first = desk.enrol(make.new_resident("Ann"), choir)
    desk.enrol(make.new_resident("Bob"), choir)
    desk.withdraw(first.enrolment_id)

    desk.office.undo(actor="Li Na")
    assert (desk.inside(choir), desk.waiting(choir)) == (["Ann"], ["Bob"])


def test_who_left_and_comes_again_goes_behind_those_who_wait(desk: Desk, make: Maker) -> None:
    choir, ann = make.new_offering(capacity=1), make.new_resident("Ann")
    first = desk.enrol(ann, choir)
    desk.enrol(make.new_resident("Bob"), choir)
    desk.enrol(make.new_resident("Cem"), choir)
    desk.withdraw(first.enrolment_id)

    again = desk.enrol(ann, choir)
    assert (again.place, desk.waiting(choir)) == (2, ["Cem", "Ann"])
    assert again.enrolment_id == first.enrolment_id


def test_raised_capacity_serves_the_waiting_list_before_newcomers(desk: Desk, make: Maker) -> None:
    choir = make.new_offering(capacity=1)
    for name in ("Ann", "Bob"):
        desk.enrol(make.new_resident(name), choir)
    _set_capacity(desk.office, choir, 2)

    assert desk.enrol(make.new_resident("Cem"), choir).place == 1
    assert (desk.inside(choir), desk.waiting(choir)) == (["Ann", "Bob"], ["Cem"])
    _set_capacity(desk.office, choir, 0)
    assert desk.office.write(fill_places, FillPlaces(choir.id), actor="Li Na") == ("Cem",)
    assert desk.office.read(places, choir.id).free is None


def test_out_of_turn_needs_a_free_place(desk: Desk, make: Maker) -> None:
    choir = make.new_offering(capacity=1)
    desk.enrol(make.new_resident("Ann"), choir)
    desk.enrol(make.new_resident("Bob"), choir)
    third = desk.enrol(make.new_resident("Cem"), choir)
    request = Promote(third.enrolment_id, "wheelchair place")

    with pytest.raises(Refused, match="offering-full"):
        desk.office.write(promote, request, actor="Li Na")
    _set_capacity(desk.office, choir, 2)
    desk.office.write(promote, request, actor="Li Na")
    assert (desk.inside(choir), desk.waiting(choir)) == (["Ann", "Cem"], ["Bob"])
    with pytest.raises(Refused, match="not-waiting"):
        desk.office.write(promote, request, actor="Li Na")


def test_nobody_is_enrolled_or_waits_twice_or_leaves_twice(desk: Desk, make: Maker) -> None:
    choir, ann, bob = make.new_offering(capacity=1), make.new_resident("Ann"), make.new_resident("Bob")
    first = desk.enrol(ann, choir)
    desk.enrol(bob, choir)
    with pytest.raises(Refused, match="enrolled-already"):
        desk.enrol(ann, choir)
    with pytest.raises(Refused, match="waiting-already") as refusal:
        desk.enrol(bob, choir)
    assert "number 1 on the waiting list" in sentence(refusal.value)
    desk.withdraw(first.enrolment_id)
    with pytest.raises(Refused, match="withdrawn-already"):
        desk.withdraw(first.enrolment_id)


def test_a_clash_with_own_lessons_names_them_and_the_way_out(desk: Desk, make: Maker) -> None:
    ann, choir, tai_chi = make.new_resident("Ann"), make.new_offering(title="Choir"), make.new_offering(title="Tai chi")
    make.new_lesson(choir, datetime(2026, 11, 26, 14, 0))
    make.new_lesson(tai_chi, datetime(2026, 11, 26, 15, 0))
    desk.enrol(ann, choir)

    with pytest.raises(Refused, match="enrol-clash") as refusal:
        desk.enrol(ann, tai_chi)
    assert sentence(refusal.value).startswith("Ann already has Choir at the same time (26 Nov 2026, 14:00–15:30).")
    later = make.new_offering(title="Tai chi B")
    make.new_lesson(later, datetime(2026, 11, 27, 15, 0))
    with pytest.raises(Refused) as refusal:
        desk.enrol(ann, tai_chi)
    assert sentence(refusal.value).endswith("Tai chi B has a place and does not clash.")
    assert desk.enrol(ann, tai_chi, override="leaves Choir early").place == 0


@pytest.mark.parametrize("policy", Policy)
def test_own_lessons_stand_in_the_way_unless_the_centre_only_lists_such_clashes(
    desk: Desk, make: Maker, policy: Policy
) -> None:
    desk.office.write(change_settings, ChangeSettings({"clash_resident": policy}), actor="Li Na")
    ann, bob = make.new_resident("Ann"), make.new_resident("Bob")
    choir, chess = make.new_offering(title="Choir"), make.new_offering(title="Chess", capacity=1)
    for offering in (choir, chess):
        make.new_lesson(offering, datetime(2026, 11, 26, 14, 0))
    held = desk.enrol(bob, chess)
    if policy is Policy.LIST:
        assert desk.enrol(ann, chess).place == 1
        assert desk.enrol(ann, choir).left == (), "she may wait for a class at the same hours"
        desk.withdraw(held.enrolment_id)
        assert desk.inside(chess) == ["Ann"], "nobody is passed over for a clash either"
    else:
        desk.enrol(ann, choir)
        with pytest.raises(Refused, match="enrol-clash"):
            desk.enrol(ann, chess)
        desk.enrol(ann, chess, override="leaves early")
        desk.withdraw(held.enrolment_id)
        assert desk.waiting(chess) == ["Ann"]


def test_lessons_one_after_the_other_and_past_ones_do_not_clash(desk: Desk, make: Maker) -> None:
    ann, choir, dance = make.new_resident("Ann"), make.new_offering(), make.new_offering()
    make.new_lesson(choir, datetime(2026, 11, 26, 14, 0), 90)
    make.new_lesson(dance, datetime(2026, 11, 26, 15, 30), 90)
    for offering in (choir, dance):
        make.new_lesson(offering, datetime(2026, 11, 20, 14, 0))
    desk.enrol(ann, choir)
    assert desk.enrol(ann, dance).status is EnrolmentStatus.ENROLLED


def test_who_waits_and_has_another_lesson_then_is_passed_over_until_free(desk: Desk, make: Maker) -> None:
    choir, dance, bob = make.new_offering(capacity=1), make.new_offering(), make.new_resident("Bob")
    make.new_lesson(choir, datetime(2026, 11, 26, 14, 0))
    first = desk.enrol(make.new_resident("Ann"), choir)
    desk.enrol(bob, choir)
    desk.enrol(make.new_resident("Cem"), choir)
    desk.enrol(bob, dance)
    make.new_lesson(dance, datetime(2026, 11, 26, 14, 30))

    assert desk.withdraw(first.enrolment_id).moved_up == ("Cem",)
    assert desk.waiting(choir) == ["Bob"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"status": OfferingStatus.CANCELLED}, "enrol-offering-cancelled"),
        ({"ends": date(2026, 11, 22)}, "offering-over"),
    ],
)
def test_an_offering_that_is_cancelled_or_over_takes_nobody(
    values: dict[str, object], code: str, desk: Desk, make: Maker
) -> None:
    with pytest.raises(Refused, match=code):
        desk.enrol(make.new_resident(), make.new_offering(**values))


def test_age_limits_hold_unless_a_supervisor_gives_a_reason(desk: Desk, make: Maker) -> None:
    course = make.add(Course(code="C060", title="Senior dance", age_from=60))
    dance = make.new_offering(course_id=course.id, title="Senior dance")
    young, old = make.new_resident("Kim", born=date(1990, 5, 1)), make.new_resident(born=date(1950, 1, 1))
    with pytest.raises(Refused, match="enrol-age") as refusal:
        desk.enrol(young, dance)
    assert "from 60 years; Kim is 36" in sentence(refusal.value)
    desk.enrol(old, dance)
    desk.enrol(make.new_resident("no birth date"), dance)
    assert desk.enrol(young, dance, "assists the teacher").status is EnrolmentStatus.ENROLLED
    assert [one.note for one in desk.office.read(learners, dance.id) if one.name == "Kim"] == ["assists the teacher"]


def test_a_merged_resident_is_followed_and_an_archived_one_refused(desk: Desk, make: Maker) -> None:
    choir, kept = make.new_offering(), make.new_resident("张小明")
    desk.enrol(make.new_resident("张小名", archived=True, merged_into_id=kept.id), choir)
    assert desk.inside(choir) == ["张小明"]
    with pytest.raises(Refused, match="enrol-archived"):
        desk.enrol(make.new_resident(archived=True), choir)


def _set_capacity(office: Office, offering: Offering, capacity: int) -> None:
    def change(session: Session, new: int) -> None:
        session.get_one(Offering, offering.id).capacity = new

    office.write(change, capacity, actor="x")
