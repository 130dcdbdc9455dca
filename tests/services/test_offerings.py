"""Planning an offering makes its lessons, or says what stands in the way."""

from datetime import date, datetime
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from commedu_desktop import i18n
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.sentences import sentence
from commedu_desktop.services.offerings import (
    CancelOffering,
    ChangeOffering,
    PlanOffering,
    cancel_offering,
    change_offering,
    offering,
    offering_lessons,
    offerings,
    plan_offering,
)
from commedu_desktop.services.office import Office
from commedu_desktop.services.plan_previews import preview_plan
from commedu_desktop.services.terms import Closure, PlanTerm, plan_term
from commedu_desktop.store.tables import Lesson
from tests.makers import TERM_END, TERM_START, Maker


@pytest.fixture
def choir(make: Maker) -> PlanOffering:
    """Mondays in Room 101 with 王丽华, the whole term."""
    return PlanOffering(
        make.course.id,
        make.term.id,
        "周一 10:00-11:30",
        title="Choir",
        venue_id=make.venue.id,
        teacher_id=make.teacher.id,
    )


def with_(request: PlanOffering, **changes: object) -> PlanOffering:
    return PlanOffering(**vars(request) | changes)


def refusal_of(office: Office, request: PlanOffering) -> Refused:
    with pytest.raises(Refused) as caught:
        office.write(plan_offering, request, actor="Li Na")
    return caught.value


def test_an_offering_gets_all_its_lessons_without_closed_days(office: Office, make: Maker, choir: PlanOffering) -> None:
    sports = Closure(date(2026, 11, 9), date(2026, 11, 9), "Sports day")
    office.write(plan_term, PlanTerm("2026A", TERM_START, TERM_END, closures=(sports,), id=make.term.id), actor="x")
    planned = office.write(plan_offering, choir, actor="Li Na")
    starts = [lesson.starts for lesson in office.read(offering_lessons, planned.offering_id)]
    assert starts[0] == datetime(2026, 9, 7, 10)
    assert {datetime(2026, 10, 5, 10), datetime(2026, 11, 9, 10)}.isdisjoint(starts)
    assert [(one.day, one.reason) for one in planned.skipped] == [
        (date(2026, 10, 5), "National Day"),
        (date(2026, 11, 9), "Sports day"),
    ]
    assert planned.lessons == len(starts) == 17
    row = office.read(offering, planned.offering_id)
    assert (row.code, row.times, row.branch, row.lessons) == (
        "C001-2026A-1",
        "Mon 10:00-11:30",
        "Wuzhong Road Centre",
        17,
    )


def test_a_preview_shows_what_planning_makes_and_writes_nothing(office: Office, choir: PlanOffering) -> None:
    shown = office.read(preview_plan, choir)
    assert office.read(offerings) == ()
    planned = office.write(plan_offering, choir, actor="Li Na")
    lessons = office.read(offering_lessons, planned.offering_id)
    assert [(slot.starts, slot.ends) for slot in shown.slots] == [(one.starts, one.ends) for one in lessons]
    assert shown.skipped == planned.skipped


def test_a_room_that_is_taken_is_refused_with_who_where_when_and_a_free_room(
    office: Office, make: Maker, choir: PlanOffering
) -> None:
    make.new_venue(code="203", name="Room 203")
    make.new_venue(code="204", name="Cupboard", capacity=5)
    office.write(plan_offering, choir, actor="Li Na")
    chess = with_(
        choir,
        title="Chess",
        times="Mon 11:00-12:00",
        teacher_id=None,
        starts=date(2026, 11, 23),
        ends=date(2026, 11, 23),
        capacity=20,
    )
    refusal = refusal_of(office, chess)
    assert sentence(refusal) == "Room 101 is taken Mon 23 Nov 10:00–11:30 by Choir. Room 203 is free."
    i18n.use("zh_CN")
    assert "Choir" in sentence(refusal)
    assert "11月23日周一 10:00–11:30" in sentence(refusal)
    assert [row.title for row in office.read(offerings)] == ["Choir"]


def test_a_teacher_who_teaches_is_refused_with_who_is_free(office: Office, make: Maker, choir: PlanOffering) -> None:
    other = make.new_venue(name="Room 203")
    make.new_teacher(name="Li Na", available="Tue 08:00-12:00")
    make.new_teacher(name="Chen Wei", available="周一 9:00-12:00")
    office.write(plan_offering, choir, actor="Li Na")
    chess = with_(choir, title="Chess", times="Mon 11:00-12:00", venue_id=other.id, starts=date(2026, 12, 1))
    said = sentence(refusal_of(office, chess))
    assert said == (
        "王丽华 teaches Choir Mon 7 Dec 10:00–11:30 in Room 101. The same goes for 5 more lessons. Chen Wei is free."
    )


def test_parts_of_a_hall_are_taken_with_it_and_free_beside_each_other(
    office: Office, make: Maker, choir: PlanOffering
) -> None:
    hall = make.new_venue(name="Hall")
    east, west = (make.new_venue(name=name, part_of_id=hall.id) for name in ("East half", "West half"))
    plain = with_(choir, teacher_id=None)
    office.write(plan_offering, with_(plain, venue_id=east.id), actor="Li Na")
    office.write(plan_offering, with_(plain, venue_id=west.id, title="Dance"), actor="Li Na")
    refusal = refusal_of(office, with_(plain, venue_id=hall.id, title="Lecture", starts=date(2026, 11, 23)))
    assert "Hall cannot be used Mon 23 Nov 10:00–11:30: Choir is in East half" in sentence(refusal)
    assert "Hall" not in refusal.facts["free"]


def test_a_lesson_across_midnight_takes_the_room_until_it_ends(office: Office, choir: PlanOffering) -> None:
    office.write(plan_offering, with_(choir, times="Sun 22:00-01:00", title="Night"), actor="Li Na")
    assert refusal_of(office, with_(choir, times="Mon 00:30-02:00")).facts["title"] == "Night"
    assert office.write(plan_offering, with_(choir, times="Mon 01:00-02:00"), actor="Li Na").lessons == 18


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"times": "whenever"}, "times-not-understood"),
        ({"times": "Mon 8-10; Mon 9-11"}, "times-overlap"),
        ({"starts": date(2026, 12, 1), "ends": date(2026, 11, 1)}, "ends-before-start"),
        ({"starts": date(2026, 8, 1)}, "outside-term"),
        ({"starts": date(2026, 10, 1), "ends": date(2026, 10, 7)}, "no-lesson-days"),
    ],
)
def test_an_impossible_plan_is_refused_and_leaves_nothing(
    office: Office, choir: PlanOffering, change: dict[str, object], code: str
) -> None:
    assert refusal_of(office, with_(choir, **change)).code == code
    assert office.read(offerings) == ()


def test_undo_takes_the_offering_and_its_lessons_back(office: Office, choir: PlanOffering) -> None:
    office.write(plan_offering, choir, actor="Li Na")
    assert office.undo(actor="Li Na") == "Choir"
    assert office.read(offerings) == ()
    assert office.write(plan_offering, choir, actor="Li Na").lessons == 18


def test_another_teacher_takes_over_the_lessons_to_come_only(office: Office, make: Maker, choir: PlanOffering) -> None:
    chen = make.new_teacher(name="Chen Wei")
    planned = office.write(plan_offering, choir, actor="Li Na")
    moved = office.write(change_offering, ChangeOffering(planned.offering_id, {"teacher_id": chen.id}), actor="Li Na")
    lessons = office.read(offering_lessons, planned.offering_id)
    assert moved == 8
    assert {lesson.teacher for lesson in lessons if lesson.starts < datetime(2026, 11, 23, 9)} == {"王丽华"}
    assert {lesson.teacher for lesson in lessons if lesson.starts > datetime(2026, 11, 23, 9)} == {"Chen Wei"}


def test_a_cancelled_offering_frees_its_room_and_teacher_but_keeps_what_was_held(
    office: Office, make: Maker, choir: PlanOffering
) -> None:
    planned = office.write(plan_offering, choir, actor="Li Na")
    first = office.read(offering_lessons, planned.offering_id)[0]
    office.write(mark_held, first.id, actor="x")
    assert office.write(cancel_offering, CancelOffering(planned.offering_id, "Teacher moved away"), actor="Li Na") == 17
    kept = [
        one for one in office.read(offering_lessons, planned.offering_id) if one.status is not LessonStatus.CANCELLED
    ]
    assert [one.id for one in kept] == [first.id]
    again = with_(choir, starts=date(2026, 9, 14))
    assert office.write(plan_offering, again, actor="Li Na").lessons == 17


def mark_held(session: Session, lesson_id: UUID) -> None:
    session.get_one(Lesson, lesson_id).status = LessonStatus.HELD
