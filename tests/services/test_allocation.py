"""A round from opening to undo: choices go by the rules, the run is accepted in one write and can be repeated."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import Claim, EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.sentences import sentence
from commedu_desktop.services.allocation import (
    AcceptAllocation,
    Run,
    accept_allocation,
    kept_run,
    repeat,
    repeat_allocation,
    try_allocation,
)
from commedu_desktop.services.check import check_centre
from commedu_desktop.services.enrolment_rules import SetTermRules, set_term_rules
from commedu_desktop.services.enrolments import Enrol, Withdraw, enrol, learners, waiting_list, withdraw
from commedu_desktop.services.merging import MergeResidents, merge_residents
from commedu_desktop.services.office import Office
from commedu_desktop.services.ranked_choices import (
    HandIn,
    PlanRound,
    classes_of_round,
    hand_in,
    handed_in,
    plan_round,
    remove_round,
    rounds,
)
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.store.tables import Course, Resident, ResidentGroup, Term
from commedu_desktop.store.tables.ranked_choices import Allocation
from tests.makers import Maker

TODAY = date(2026, 11, 23)


class Round:
    """Three classes of one place each; open on the last day, so that it can be allocated today."""

    def __init__(self, office: Office, make: Maker) -> None:
        self.office, self.make = office, make
        self.classes = [make.new_offering(code=code, title=code, capacity=1) for code in ("CHOIR", "DANCE", "CHESS")]
        self.id = self.plan()

    def plan(self, **values: object) -> UUID:
        usual = {
            "title": "Spring round",
            "term_id": self.make.term.id,
            "offering_ids": tuple(one.id for one in self.classes),
            "opens": date(2026, 11, 20),
            "closes": TODAY,
            "seed": "K7Q2",
        }
        return self.office.write(plan_round, PlanRound(**(usual | values)), actor="Li Na")  # type: ignore[arg-type]

    def hand_in(self, resident: Resident, *wanted: int, reason: str = "") -> str:
        chosen = tuple(self.classes[at].id for at in wanted)
        return self.office.write(hand_in, HandIn(self.id, resident.id, chosen, reason), actor="Li Na")

    def try_out(self) -> Run:
        return self.office.read(try_allocation, self.id, datetime(2026, 11, 23, 9, 0))

    def accept(self, digest: str | None = None) -> Run:
        return self.office.write(accept_allocation, AcceptAllocation(self.id, digest), actor="Li Na")

    def inside(self, at: int) -> list[str]:
        return [one.name for one in self.office.read(learners, self.classes[at].id)]

    def waiting(self, at: int) -> list[str]:
        return [one.name for one in self.office.read(waiting_list, self.classes[at].id)]


@pytest.fixture
def spring(office: Office, make: Maker) -> Round:
    return Round(office, make)


def people(make: Maker, names: Sequence[str]) -> list[Resident]:
    return [make.new_resident(name) for name in names]


def test_the_run_enrols_and_puts_on_waiting_lists_and_one_undo_takes_all_back(spring: Round, make: Maker) -> None:
    crowd = people(make, ("Ann", "Bob", "Cem", "Dan"))
    for one in crowd:
        spring.hand_in(one, 0, 1, 2)
    trial = spring.try_out()
    assert spring.inside(0) == [], "a trial writes nothing"
    spring.accept(trial.digest)

    inside = [*spring.inside(0), *spring.inside(1), *spring.inside(2)]
    names = {one.card: one.name for one in crowd}
    by_lot = [names[card] for card in sorted(trial.outcome.lots, key=trial.outcome.lots.__getitem__)]
    assert inside == by_lot[:3]
    assert [spring.waiting(at) for at in range(3)] == [by_lot[3:]] * 3
    spring.office.undo(actor="Li Na")
    assert [spring.inside(0), spring.waiting(0), spring.office.read(rounds)[0].allocated_at] == [[], [], None]


def test_the_result_is_repeated_from_its_seed_by_anyone_who_has_the_file(spring: Round, make: Maker) -> None:
    for one in people(make, "ABCDEFG"):
        spring.hand_in(one, 2, 0)
    with pytest.raises(Refused, match="round-not-allocated"):
        spring.office.read(repeat_allocation, spring.id)
    spring.accept()
    spring.office.write(enrol, Enrol(make.new_resident("late").id, spring.classes[1].id), actor="Li Na")

    assert spring.office.read(repeat_allocation, spring.id).holds, "whatever was written since"
    kept = json.loads(json.dumps(spring.office.read(kept_run, spring.id)))
    assert repeat(kept).holds
    assert not repeat(kept | {"seed": "another"}).same_outcome
    kept["inputs"]["wishes"][0]["choices"].reverse()
    assert not repeat(kept).same_inputs
    with pytest.raises(Refused, match="not-a-run"):
        repeat({"seed": 1})


def test_returning_learners_come_before_groups_and_groups_before_others(
    office: Office, make: Maker, spring: Round
) -> None:
    group = make.new_group("laid-off")
    spring.plan(id=spring.id, groups=("laid-off",))
    other, member, again = people(make, ("Other", "Member", "Again"))
    make.add(ResidentGroup(resident_id=member.id, group_id=group.id))
    last = make.add(Term(code="2026S", name="Spring 2026", starts=date(2026, 3, 1), ends=date(2026, 7, 1)))
    make.enrol(make.new_offering(term_id=last.id), again)
    for one in (other, member, again):
        spring.hand_in(one, 0)
    spring.accept()
    assert (spring.inside(0), spring.waiting(0)) == (["Again"], ["Member", "Other"])
    assert [one.claim for one in office.read(waiting_list, spring.classes[0].id)] == [Claim.GROUP, Claim.OPEN]


def test_who_gets_a_place_later_leaves_the_other_lists_of_the_run(spring: Round, make: Maker) -> None:
    for one in people(make, ("Ann", "Bob", "Cem", "Dan")):
        spring.hand_in(one, 0, 1, 2)
    spring.accept()
    (dan,) = spring.waiting(0)
    (first,) = spring.office.read(learners, spring.classes[0].id)
    spring.office.write(withdraw, Withdraw(first.enrolment_id), actor="Li Na")
    assert spring.inside(0) == [dan]
    assert (spring.waiting(1), spring.waiting(2)) == ([], [])


def test_what_stands_in_the_way_is_left_aside_and_told(office: Office, make: Maker, spring: Round) -> None:
    office.write(set_term_rules, SetTermRules(make.term.id, most_classes=1), actor="Li Na")
    make.new_lesson(spring.classes[0], datetime(2026, 12, 1, 9, 0))
    ann, bob, cem = people(make, ("Ann", "Bob", "Cem"))
    for one in (ann, bob, cem):
        spring.hand_in(one, 0, 1)
    busy = make.new_offering(kind="lecture")
    make.new_lesson(busy, datetime(2026, 12, 1, 9, 30))
    make.enrol(busy, ann)
    make.enrol(make.new_offering(), bob)
    office.write(enrol, Enrol(cem.id, spring.classes[1].id, "guest of honour"), actor="Li Na")

    run = spring.try_out()
    assert run.left_aside == (
        (ann.card, "CHOIR", "clash"),
        (bob.card, "CHOIR", "limit"), (bob.card, "DANCE", "limit"),
        (cem.card, "CHOIR", "limit"), (cem.card, "DANCE", "present"),
    )  # fmt: skip
    assert [(one.card, one.choices) for one in run.inputs.wishes] == [(ann.card, ("DANCE",))]
    assert run.inputs.places == {"CHESS": 1, "CHOIR": 1, "DANCE": 0}


def test_nobody_gets_two_classes_at_the_same_hours(make: Maker, spring: Round) -> None:
    spring.plan(id=spring.id, most=2)
    for at in (0, 1):
        make.new_lesson(spring.classes[at], datetime(2026, 12, 1, 9, 0))
    spring.hand_in(make.new_resident("Ann"), 0, 1, 2)
    spring.accept()
    assert [spring.inside(at) for at in range(3)] == [["Ann"], [], ["Ann"]]


def test_where_learners_may_be_in_two_places_the_run_allows_it_too(office: Office, make: Maker, spring: Round) -> None:
    office.write(change_settings, ChangeSettings({"clash_resident": "list"}), actor="Li Na")
    spring.plan(id=spring.id, most=2)
    busy = make.new_offering(kind="lecture")
    for offering in (spring.classes[0], spring.classes[1], busy):
        make.new_lesson(offering, datetime(2026, 12, 1, 9, 0))
    ann = make.new_resident("Ann")
    make.enrol(busy, ann)
    spring.hand_in(ann, 0, 1)
    assert spring.try_out().left_aside == ()
    spring.accept()
    assert [spring.inside(at) for at in range(2)] == [["Ann"], ["Ann"]]


def test_places_of_a_round_are_given_nowhere_else_until_it_is_run(office: Office, make: Maker, spring: Round) -> None:
    ann = make.new_resident("Ann")
    with pytest.raises(Refused, match="enrol-by-choices") as refusal:
        office.write(enrol, Enrol(ann.id, spring.classes[0].id), actor="Li Na")
    assert sentence(refusal.value) == (
        "The places of CHOIR are given by ranked choices (Spring round, until Mon 23 Nov 2026). "
        "Hand in Ann's choices instead."
    )
    spring.hand_in(ann, 0)
    spring.accept()
    assert office.write(enrol, Enrol(make.new_resident().id, spring.classes[1].id), actor="Li Na").place == 0


def test_handing_in_again_replaces_and_handing_in_nothing_takes_back(spring: Round, make: Maker) -> None:
    ann = make.new_resident("Ann")
    spring.hand_in(ann, 0, 1)
    spring.hand_in(ann, 1, 2)
    (found,) = spring.office.read(handed_in, spring.id)
    assert found.offering_ids == (spring.classes[1].id, spring.classes[2].id)
    assert [(one.code, one.first, one.chosen) for one in spring.office.read(classes_of_round, spring.id)] == [
        ("CHESS", 0, 1), ("CHOIR", 0, 0), ("DANCE", 1, 1),
    ]  # fmt: skip
    spring.hand_in(ann)
    assert spring.office.read(handed_in, spring.id) == []


def test_choices_go_by_the_rules_of_the_course_unless_a_supervisor_says_why(
    office: Office, make: Maker, spring: Round
) -> None:
    course = make.add(Course(code="C060", title="Senior dance", age_from=60))
    spring.classes.append(make.new_offering(course_id=course.id, code="SENIOR", title="Senior dance", capacity=1))
    spring.plan(id=spring.id)
    kim = make.new_resident("Kim", born=date(1990, 5, 1))
    with pytest.raises(Refused, match="enrol-age"):
        spring.hand_in(kim, 3)
    spring.hand_in(kim, 3, reason="assists the teacher")
    spring.accept()
    (found,) = office.read(learners, spring.classes[3].id)
    assert (found.waived, found.note) == ("enrol-age", "assists the teacher")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": " "}, "name-missing"),
        ({"closes": date(2026, 11, 1)}, "ends-before-start"),
        ({"most": 0}, "round-most-none"),
        ({"offering_ids": ()}, "round-without-classes"),
        ({"groups": ("nobody",)}, "group-unknown"),
        ({}, "class-of-another-round"),
        ({"code": "2026A-R1"}, "code-taken"),
    ],
)
def test_a_round_that_cannot_be_is_refused(values: dict[str, object], code: str, spring: Round) -> None:
    with pytest.raises(Refused, match=code):
        spring.plan(**values)


def test_choices_that_cannot_be_are_refused(office: Office, make: Maker, spring: Round) -> None:
    ann, elsewhere = make.new_resident("Ann"), make.new_offering(capacity=3)
    with pytest.raises(Refused, match="choice-twice"):
        spring.hand_in(ann, 0, 0)
    with pytest.raises(Refused, match="choice-not-in-round"):
        office.write(hand_in, HandIn(spring.id, ann.id, (elsewhere.id,)), actor="Li Na")
    office.write(enrol, Enrol(ann.id, spring.classes[0].id, "before"), actor="Li Na")
    with pytest.raises(Refused, match="choice-enrolled"):
        spring.hand_in(ann, 0)
    spring.plan(id=spring.id, opens=date(2026, 11, 1), closes=date(2026, 11, 22))
    with pytest.raises(Refused, match="choices-not-now"):
        spring.hand_in(ann, 1)
    assert spring.hand_in(ann, 1, reason="form came by post") == "Ann"
    with pytest.raises(Refused, match="class-was-chosen"):
        spring.plan(id=spring.id, offering_ids=(spring.classes[0].id,))
    with pytest.raises(Refused, match="round-has-choices"):
        office.write(remove_round, spring.id, actor="Li Na")


def test_what_was_looked_at_is_what_is_accepted(office: Office, make: Maker, spring: Round) -> None:
    ann = make.new_resident("Ann")
    with pytest.raises(Refused, match="round-without-choices"):
        spring.accept()
    spring.hand_in(ann, 0)
    looked_at = spring.try_out().digest
    spring.hand_in(make.new_resident("Bob"), 0)
    with pytest.raises(Refused, match="allocation-changed"):
        spring.accept(looked_at)
    spring.plan(id=spring.id, closes=date(2026, 11, 24))
    with pytest.raises(Refused, match="round-still-open"):
        spring.accept()
    spring.plan(id=spring.id)
    spring.accept()
    for attempt in (spring.accept, lambda: spring.hand_in(ann, 1), lambda: spring.plan(id=spring.id)):
        with pytest.raises(Refused, match="round-allocated"):
            attempt()


def test_a_seed_is_drawn_once_and_stays(spring: Round, make: Maker) -> None:
    other = make.new_offering(capacity=1)
    drawn = spring.plan(offering_ids=(other.id,), seed="")
    (before,) = spring.office.read(rounds, drawn)
    spring.plan(id=drawn, offering_ids=(other.id,), seed="", title="Renamed")
    (after,) = spring.office.read(rounds, drawn)
    assert len(before.seed) == 14
    assert (after.seed, after.title) == (before.seed, "Renamed")


def test_choices_of_a_record_that_goes_move_to_the_one_that_stays(office: Office, make: Maker, spring: Round) -> None:
    kept, gone = people(make, ("张小明", "张小名"))
    spring.hand_in(gone, 1)
    office.write(merge_residents, MergeResidents(kept.id, gone.id), actor="Li Na")
    assert [(one.card, one.offering_ids) for one in office.read(handed_in, spring.id)] == [
        (kept.card, (spring.classes[1].id,))
    ]
    spring.accept()
    assert [one.status for one in office.read(learners, spring.classes[1].id)] == [EnrolmentStatus.ENROLLED]


def test_the_check_finds_an_allocation_that_was_tampered_with(office: Office, make: Maker, spring: Round) -> None:
    for one in people(make, "ABC"):
        spring.hand_in(one, 0)
    spring.accept()
    assert [one.code for one in office.read(check_centre) if one.code == "check-allocation"] == []

    def cheat(session: Session, _request: None) -> None:
        row = session.scalars(select(Allocation)).one()
        placed, waiting = dict(row.outcome["placed"]), list(row.outcome["waiting"]["CHOIR"])
        (winner,) = placed
        row.outcome = {**row.outcome, "placed": {waiting[0]: ["CHOIR"]}, "waiting": {"CHOIR": [winner, waiting[1]]}}

    office.write(cheat, None, actor="x")
    assert [one.facts["round"] for one in office.read(check_centre) if one.code == "check-allocation"] == [
        "Spring round"
    ]
