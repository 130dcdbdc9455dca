"""Each kind of clash is refused, asked about or only listed, as the centre sets; what was confirmed is kept."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from commedu_desktop.domain.availability import Absence
from commedu_desktop.domain.clashes import ClashKind, Policy
from commedu_desktop.domain.errors import Refused, Unconfirmed
from commedu_desktop.sentences import sentence
from commedu_desktop.services.clash_ways import ConfirmClash, WayKind, confirm_clash, ways_out
from commedu_desktop.services.conflicts import clashes
from commedu_desktop.services.lessons import (
    CancelLesson,
    MoveLesson,
    NewLesson,
    ScheduleLessons,
    cancel_lesson,
    move_lesson,
    schedule_lessons,
)
from commedu_desktop.services.moves import move_trouble
from commedu_desktop.services.offerings import PlanOffering
from commedu_desktop.services.office import Office
from commedu_desktop.services.plan_previews import preview_plan
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.services.teachers import ChangeTeacher, change_teacher
from commedu_desktop.store.tables import Branch, Lesson, Offering, Teacher
from tests.makers import Maker

TEN = datetime(2026, 11, 24, 10)
NOON = TEN + timedelta(hours=2)
WEEK = date(2026, 11, 23), date(2026, 11, 29)


def plan(office: Office, offering: Offering, starts: datetime = TEN, **more: Any) -> Lesson:
    request = ScheduleLessons(offering.id, (NewLesson(starts, starts + timedelta(minutes=90)),), **more)
    (key,) = office.write(schedule_lessons, request, actor="Li Na")
    with office.database.reading() as session:
        return session.get_one(Lesson, key)


def projector(make: Maker) -> Offering:
    """Needs what its room does not have."""
    make.office.write(_need, make.course.id, actor="maker")
    return make.new_offering(title="Film")


def _need(session: Any, course_id: Any) -> None:
    from commedu_desktop.store.tables import Course

    session.get_one(Course, course_id).equipment = "Projector, piano"


def crowded(make: Maker) -> Offering:
    return make.new_offering(title="Choir", capacity=31)


def closed(make: Maker) -> Offering:
    from commedu_desktop.store.tables import TermClosure

    make.add(TermClosure(term_id=make.term.id, starts=TEN.date(), ends=TEN.date(), reason="Sports day"))
    return make.new_offering(title="Chess")


def unavailable(make: Maker) -> Offering:
    return make.new_offering(teacher_id=make.new_teacher(code="T77", name="Li Na", available="Mon 08:00-12:00").id)


def away(make: Maker) -> Offering:
    teacher = make.new_teacher(code="T77", name="Li Na")
    absence = Absence(TEN.date(), TEN.date() + timedelta(days=3), "training")
    make.office.write(change_teacher, ChangeTeacher(teacher.id, {"absences": (absence,)}), actor="maker")
    return make.new_offering(teacher_id=teacher.id)


def limited(make: Maker) -> Offering:
    return make.new_offering(teacher_id=make.new_teacher(code="T77", name="Li Na", week_limit=1).id)


def travelling(make: Maker) -> Offering:
    other = make.add(Branch(code="B02", name="East"))
    far = make.new_venue(name="Far room", branch_id=other.id)
    make.new_lesson(make.new_offering(title="Opera", venue_id=far.id), TEN - timedelta(minutes=100))
    return make.new_offering(title="Choir")


def shared(make: Maker) -> Offering:
    choir = make.new_offering(title="Choir")
    opera = make.new_offering(title="Opera", teacher_id=None, venue_id=make.new_venue().id)
    person = make.new_resident("张小明")
    for one in (choir, opera):
        make.enrol(one, person)
    make.new_lesson(opera, TEN + timedelta(minutes=30))
    return choir


CASES = {
    ClashKind.EQUIPMENT: (projector, "Room 101 lacks what the course needs: Projector and piano."),
    ClashKind.CAPACITY: (crowded, "Room 101 holds 30; the class needs 31."),
    ClashKind.CLOSURE: (closed, "Chess would lie on Tue 24 Nov 2026, a day without lessons (Sports day)."),
    ClashKind.AVAILABILITY: (unavailable, "Li Na is not available Tue 24 Nov 10:00–11:30."),
    ClashKind.LIMIT: (limited, "Li Na would teach 2 hours in the week of Tue 24 Nov 2026, and takes on 1 a week"),
    ClashKind.TRAVEL: (travelling, "王丽华 comes from Opera or goes there (Tue 24 Nov 08:20–09:50, Far room)"),
    ClashKind.RESIDENT: (shared, "张小明: enrolled in Opera at that time, Tue 24 Nov 10:30–12:00."),
}


@pytest.mark.parametrize("kind", CASES)
def test_what_is_asked_about_is_said_confirmed_once_and_kept(office: Office, make: Maker, kind: ClashKind) -> None:
    prepare, said = CASES[kind]
    offering = prepare(make)
    with pytest.raises(Unconfirmed) as question:
        plan(office, offering)
    assert question.value.kinds == {kind}
    assert sentence(question.value).startswith(said)
    lesson = plan(office, offering, confirm=frozenset({kind}))
    assert office.read(clashes, *WEEK) == []
    (kept,) = office.read(clashes, *WEEK, confirmed_too=True)
    assert (kept.kind, kept.confirmed_by) == (kind, "Li Na")
    assert lesson.id in {one.id for one in kept.lessons}
    office.undo(actor="Li Na")
    assert office.read(clashes, *WEEK, confirmed_too=True) == []
    office.redo(actor="Li Na")
    assert [one.confirmed_by for one in office.read(clashes, *WEEK, confirmed_too=True)] == ["Li Na"]


@pytest.mark.parametrize("kind", CASES)
def test_a_centre_may_refuse_a_kind_or_only_list_it(office: Office, make: Maker, kind: ClashKind) -> None:
    offering = CASES[kind][0](make)
    office.write(change_settings, ChangeSettings({f"clash_{kind}": Policy.REFUSE}), actor="Li Na")
    with pytest.raises(Refused) as refusal:
        plan(office, offering, confirm=frozenset(ClashKind))
    assert not isinstance(refusal.value, Unconfirmed)
    office.write(change_settings, ChangeSettings({f"clash_{kind}": Policy.LIST}), actor="Li Na")
    plan(office, offering)
    assert [(one.kind, one.confirmed_by) for one in office.read(clashes, *WEEK)] == [(kind, "")]


def test_a_confirmation_ends_when_the_lesson_moves_into_it_again_elsewhere(office: Office, make: Maker) -> None:
    lesson = plan(office, unavailable(make), confirm=frozenset({ClashKind.AVAILABILITY}))
    later = MoveLesson(lesson.id, NOON, NOON + timedelta(hours=1), lesson.venue_id, lesson.teacher_id)
    with pytest.raises(Unconfirmed, match="teacher-unavailable"):
        office.write(move_lesson, later, actor="Li Na")
    monday = replace(
        later, starts=later.starts - timedelta(days=1, hours=3), ends=later.ends - timedelta(days=1, hours=3)
    )
    office.write(move_lesson, monday, actor="Li Na")
    assert office.read(clashes, *WEEK, confirmed_too=True) == []
    office.undo(actor="Li Na")
    assert [one.confirmed_by for one in office.read(clashes, *WEEK, confirmed_too=True)] == ["Li Na"]


def test_a_limit_is_asked_about_only_when_it_gets_worse(office: Office, make: Maker) -> None:
    offering = make.new_offering(teacher_id=make.new_teacher(code="T77", week_limit=4).id)
    first = plan(office, offering)
    plan(office, offering, TEN + timedelta(days=1))
    with pytest.raises(Unconfirmed, match="over-limit"):
        plan(office, offering, TEN + timedelta(days=2))
    office.write(_lower, offering.teacher_id, actor="Li Na")
    place = first.venue_id, first.teacher_id
    office.write(move_lesson, MoveLesson(first.id, NOON, NOON + timedelta(minutes=90), *place), actor="Li Na")
    with pytest.raises(Unconfirmed, match="over-limit"):
        office.write(move_lesson, MoveLesson(first.id, NOON, NOON + timedelta(minutes=95), *place), actor="Li Na")
    assert [(one.kind, one.why) for one in office.read(clashes, *WEEK)] == [(ClashKind.LIMIT, "week 4/2")]


def _lower(session: Any, teacher_id: Any) -> None:
    session.get_one(Teacher, teacher_id).week_limit = 2


def test_several_questions_are_asked_at_once(office: Office, make: Maker) -> None:
    offering = make.new_offering(capacity=31, teacher_id=make.new_teacher(code="T77", available="Mon 08:00-12:00").id)
    with pytest.raises(Unconfirmed) as question:
        plan(office, offering)
    assert question.value.kinds == {ClashKind.CAPACITY, ClashKind.AVAILABILITY}
    assert [one.code for one in question.value.further] == ["teacher-unavailable"]


def test_undo_does_not_bring_back_a_clash_that_nobody_confirmed(office: Office, make: Maker) -> None:
    offering = unavailable(make)
    lesson = plan(office, offering, TEN - timedelta(days=1))
    place = lesson.venue_id, lesson.teacher_id
    office.write(cancel_lesson, CancelLesson(lesson.id, "ill"), actor="Li Na")
    gone = ChangeTeacher(place[1] or lesson.id, {"absences": (Absence(WEEK[0], WEEK[0], "course"),)})
    office.write(change_teacher, gone, actor="Li Na")
    with office.database.reading() as session:
        from commedu_desktop.services.history import last_writes

        cancelled = next(one for one in last_writes(session, 5) if one.verb == "cancel_lesson")
    with pytest.raises(Refused, match="teacher-unavailable"):
        office.undo(actor="Li Na", write_id=cancelled.id)


def test_the_preview_of_a_plan_tells_every_trouble_and_names_rooms_that_would_do(office: Office, make: Maker) -> None:
    offering = projector(make)
    good = make.new_venue(name="Film room", equipment="piano; PROJECTOR", capacity=40)
    request = PlanOffering(
        make.course.id, make.term.id, "Tue 10:00-11:30", venue_id=offering.venue_id, capacity=35, starts=TEN.date()
    )
    plan = office.read(preview_plan, request)
    assert {one.code for one in plan.troubles} == {"room-too-small", "equipment-missing"}
    assert plan.free_rooms == ((good.id, "Film room"),)


def test_every_clash_has_ways_out_that_leave_none_behind(office: Office, make: Maker) -> None:
    choir = make.new_offering(title="Choir", capacity=20)
    chess = make.new_offering(title="Chess", capacity=20, teacher_id=make.new_teacher(code="T77", name="Li Na").id)
    make.new_teacher(code="T78", name="Idle")
    make.new_venue(name="Small", capacity=10)
    good = make.new_venue(name="Good", capacity=25)
    for one in (choir, chess):
        make.new_lesson(one, TEN)
    (clash,) = office.read(clashes, *WEEK)
    assert clash.found is not None
    ways = office.read(ways_out, clash.found, TEN - timedelta(days=1))
    assert (ways[0].kind, ways[0].request.venue_id) == (WayKind.ROOM, good.id)
    assert {way.kind for way in ways} == {WayKind.ROOM, WayKind.TIME}
    assert [office.read(move_trouble, way.request) for way in ways] == [None] * len(ways)
    office.write(move_lesson, ways[-1].request, actor="Li Na")
    assert office.read(clashes, *WEEK) == []
    assert office.read(ways_out, clash.found, TEN + timedelta(hours=1)) == []


def test_a_listed_clash_can_be_left_so(office: Office, make: Maker) -> None:
    make.new_lesson(unavailable(make), TEN)
    (clash,) = office.read(clashes, *WEEK)
    assert clash.found is not None
    office.write(confirm_clash, ConfirmClash(clash.found), actor="Wang")
    assert office.read(clashes, *WEEK) == []
    assert [one.confirmed_by for one in office.read(clashes, *WEEK, confirmed_too=True)] == ["Wang"]
    office.undo(actor="Wang")
    assert len(office.read(clashes, *WEEK)) == 1
