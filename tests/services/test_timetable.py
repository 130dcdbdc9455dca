"""The week as it is shown."""

from datetime import date, datetime, timedelta

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.services.office import Office
from commedu_desktop.services.timetable import Only, count_between, day_board, lessons_between, week
from tests.makers import Maker

MONDAY = date(2026, 11, 23)
TEN = datetime(2026, 11, 23, 10)


def test_a_week_has_its_lessons_with_places_and_its_number_in_the_term(office: Office, make: Maker) -> None:
    choir = make.new_offering(title="Choir", capacity=20)
    make.new_lesson(choir, TEN)
    make.new_lesson(choir, TEN + timedelta(days=7))
    for status in (EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED, EnrolmentStatus.WAITING):
        make.enrol(choir, make.new_resident(), status=status)
    shown = office.read(week, MONDAY + timedelta(days=3))
    (lesson,) = shown.lessons
    assert (shown.monday, shown.number, shown.term and shown.term.code) == (MONDAY, 13, "2026A")
    assert (lesson.title, lesson.venue, lesson.teacher) == ("Choir", "Room 101", "王丽华")
    assert (lesson.enrolled, lesson.capacity, lesson.category) == (2, 20, "arts")


def test_a_week_with_a_holiday_names_its_closed_days_and_working_weekends(office: Office, make: Maker) -> None:
    assert make.term.code == "2026A"
    golden = office.read(week, date(2026, 10, 7))
    assert dict(golden.closed) == {date(2026, 10, day): "National Day" for day in (5, 6, 7)}
    assert golden.working_weekends == (date(2026, 10, 10),)
    assert office.read(week, date(2027, 3, 1)).number is None


def test_a_lesson_across_midnight_is_shown_on_both_days(office: Office, make: Maker) -> None:
    late = make.new_lesson(make.new_offering(), datetime(2026, 11, 22, 23), minutes=120)
    assert [one.id for one in office.read(lessons_between, MONDAY, MONDAY)] == [late.id]
    assert office.read(lessons_between, MONDAY + timedelta(days=1), MONDAY + timedelta(days=1)) == ()


def test_only_the_lessons_of_a_room_a_teacher_a_branch_or_a_category(office: Office, make: Maker) -> None:
    other = make.new_offering(title="Chess", venue_id=make.new_venue().id, teacher_id=make.new_teacher().id)
    choir = make.new_offering(title="Choir")
    for offering in (choir, other):
        make.new_lesson(offering, TEN)
    for only in (Only(venue_id=make.venue.id), Only(teacher_id=make.teacher.id), Only(offering_id=choir.id)):
        assert [one.title for one in office.read(lessons_between, MONDAY, MONDAY, only)] == ["Choir"]
        assert office.read(count_between, MONDAY, MONDAY, only) == 1
    for only in (Only(branch_id=make.branch.id), Only(category_id=make.category.id)):
        assert office.read(count_between, MONDAY, MONDAY, only) == 2


def test_one_day_has_a_column_for_each_room_teacher_or_category(office: Office, make: Maker) -> None:
    late = make.new_offering(title="Choir", venue_id=None)
    make.new_lesson(make.new_offering(title="Chess"), TEN)
    make.new_lesson(late, TEN)
    make.new_venue(name="Empty room")
    rooms = office.read(day_board, MONDAY, "venue_id", "no room")
    assert [one.caption for one in rooms.columns] == ["Room 101", "Empty room", "no room"]
    assert {one.title for one in rooms.lessons} == {"Chess", "Choir"}
    assert [one.caption for one in office.read(day_board, MONDAY, "teacher_id").columns] == ["王丽华"]
    assert [one.caption for one in office.read(day_board, MONDAY, "category").columns] == ["Arts"]
    assert [one.key for one in office.read(day_board, MONDAY, "branch_id").columns] == [make.branch.id]
