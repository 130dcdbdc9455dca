"""Where a lesson may go, known before it is dropped."""

from datetime import date, datetime, timedelta

from commedu_desktop.domain.lessons import Slot
from commedu_desktop.services.lessons import MoveLesson, move_lesson
from commedu_desktop.services.moves import free_places, move_trouble
from commedu_desktop.services.office import Office
from commedu_desktop.services.substitutes import substitutes
from tests.makers import Maker

TEN = datetime(2026, 11, 24, 10)


def test_trouble_is_known_before_a_lesson_is_dropped(office: Office, make: Maker) -> None:
    make.new_lesson(make.new_offering(title="Choir"), TEN)
    lesson = make.new_lesson(make.new_offering(title="Chess"), TEN + timedelta(hours=4))
    there = MoveLesson(lesson.id, TEN, TEN + timedelta(hours=1), lesson.venue_id, None)
    trouble = office.read(move_trouble, there)
    assert trouble is not None
    assert (trouble.code, trouble.facts["title"]) == ("venue-taken", "Choir")
    beside = MoveLesson(lesson.id, TEN - timedelta(hours=1), TEN, lesson.venue_id, lesson.teacher_id)
    assert office.read(move_trouble, beside) is None


def test_free_places_are_near_the_usual_time_and_can_really_be_moved_to(office: Office, make: Maker) -> None:
    make.new_lesson(make.new_offering(), TEN + timedelta(days=1))
    lesson = make.new_lesson(make.new_offering(), TEN, minutes=60)
    found = office.read(free_places, lesson.id, date(2026, 11, 23), date(2026, 11, 26))
    assert [slot.starts.time().isoformat("minutes") for slot in found] == ["10:00", "10:00", "09:00", "10:00"]
    for slot in found:
        request = MoveLesson(lesson.id, slot.starts, slot.ends, lesson.venue_id, lesson.teacher_id)
        office.write(move_lesson, request, actor="Li Na")


def test_closed_days_have_no_free_place(office: Office, make: Maker) -> None:
    lesson = make.new_lesson(make.new_offering(), TEN)
    assert office.read(free_places, lesson.id, date(2026, 10, 1), date(2026, 10, 7)) == []
    assert Slot(TEN, TEN + timedelta(minutes=90)) in office.read(free_places, lesson.id, TEN.date(), TEN.date())


def test_substitutes_are_free_then_and_share_the_subject_first(office: Office, make: Maker) -> None:
    plain = make.teacher
    wang = make.new_teacher(name="Wang", skills="calligraphy, painting")
    busy = make.new_teacher(name="Busy", skills="painting")
    idle = make.new_teacher(name="Idle", skills="chess")
    alike = make.new_teacher(name="Alike", skills="painting、dance")
    make.new_teacher(name="Evenings", skills="painting", available="Tue 18:00-21:00")
    lesson = make.new_lesson(make.new_offering(teacher_id=wang.id), TEN)
    make.new_lesson(make.new_offering(teacher_id=busy.id, venue_id=None), TEN)
    found = office.read(substitutes, lesson.id, Slot(lesson.starts, lesson.ends))
    assert [one.teacher_id for one in found] == [wang.id, alike.id, plain.id, idle.id]
