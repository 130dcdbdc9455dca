"""Courses, rooms and teachers: codes of their own, changes by field, and going out of use."""

from datetime import date, datetime

import pytest

from commedu_desktop.domain.errors import Refused
from commedu_desktop.sentences import sentence
from commedu_desktop.services.courses import ChangeCourse, NewCourse, add_course, change_course, course, courses
from commedu_desktop.services.office import Office
from commedu_desktop.services.teachers import (
    ChangeTeacher,
    NewTeacher,
    add_teacher,
    archive_teacher,
    change_teacher,
    remove_teacher,
    teacher_classes,
    teachers,
)
from commedu_desktop.services.venues import (
    ChangeVenue,
    NewVenue,
    add_venue,
    archive_venue,
    change_venue,
    remove_venue,
    venues,
)
from tests.makers import Maker

NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


def test_a_course_is_added_and_changed_field_by_field(office: Office, make: Maker) -> None:
    older = make.new_group("older")
    request = NewCourse("S01", "Smartphones", make.category.id, hours=16, group_ids=(older.id,))
    key = office.write(add_course, request, actor="Li Na")
    office.write(change_course, ChangeCourse(key, {"title": "Smartphones 手机", "age_from": 60}), actor="Li Na")
    row = office.read(course, key)
    assert (row.title, row.hours, row.age_from, row.group_ids) == ("Smartphones 手机", 16, 60, (older.id,))
    office.write(change_course, ChangeCourse(key, {"group_ids": ()}), actor="Li Na")
    assert office.read(course, key).group_ids == ()
    office.undo(actor="Li Na")
    assert office.read(course, key).group_ids == (older.id,)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "C001"}, "code-taken"),
        ({"code": ""}, "code-missing"),
        ({"title": " "}, "name-missing"),
        ({"age_from": 60, "age_to": 6}, "ages-backwards"),
    ],
)
def test_a_course_that_makes_no_sense_is_refused(
    office: Office, make: Maker, change: dict[str, object], code: str
) -> None:
    assert make.course.code == "C001"
    with pytest.raises(Refused, match=code):
        office.write(add_course, NewCourse(**{"code": "S01", "title": "Sewing"} | change), actor="Li Na")  # type: ignore[arg-type]
    assert [row.code for row in office.read(courses)] == ["C001"]


def test_a_room_with_lessons_to_come_is_neither_deleted_nor_archived(office: Office, make: Maker) -> None:
    make.new_lesson(make.new_offering(), datetime(2026, 11, 24, 10))
    with pytest.raises(Refused) as refusal:
        office.write(archive_venue, make.venue.id, actor="Li Na")
    assert "1 planned lesson, on 24 Nov 2026, 10:00" in sentence(refusal.value)
    with pytest.raises(Refused, match="in-use"):
        office.write(remove_venue, make.venue.id, actor="Li Na")


def test_a_room_whose_lessons_are_over_is_archived_and_leaves_the_lists(office: Office, make: Maker) -> None:
    make.new_lesson(make.new_offering(), datetime(2026, 11, 20, 10))
    office.write(archive_venue, make.venue.id, actor="Li Na")
    assert office.read(venues) == ()
    assert [room.name for room in office.read(venues, archived=True)] == ["Room 101"]


def test_a_hall_cannot_be_a_part_of_its_own_part(office: Office, make: Maker) -> None:
    hall = office.write(add_venue, NewVenue("H", "Hall", make.branch.id), actor="Li Na")
    half = office.write(add_venue, NewVenue("H1", "East half", make.branch.id, part_of_id=hall), actor="Li Na")
    with pytest.raises(Refused, match="part-of-itself"):
        office.write(change_venue, ChangeVenue(hall, {"part_of_id": half}), actor="Li Na")
    office.write(remove_venue, half, actor="Li Na")
    assert [room.code for room in office.read(venues)] == ["H"]


def test_a_teacher_is_found_by_pinyin_and_kept_while_needed(office: Office, make: Maker) -> None:
    key = office.write(add_teacher, NewTeacher("T09", "陈伟", make.branch.id, available="周一 9:00-12:00"), actor="x")
    (row,) = office.read(teachers)
    assert (row.pinyin, row.available) == ("chen wei", "周一 9:00-12:00")
    with pytest.raises(Refused, match="times-not-understood"):
        office.write(change_teacher, ChangeTeacher(key, {"available": "mostly"}), actor="x")
    make.new_lesson(make.new_offering(teacher_id=key, title="Choir"), datetime(2026, 11, 24, 10))
    with pytest.raises(Refused, match="still-planned"):
        office.write(archive_teacher, key, actor="x")
    with pytest.raises(Refused, match="in-use"):
        office.write(remove_teacher, key, actor="x")


def test_the_roster_shows_the_load_of_the_month_without_cancelled_lessons(office: Office, make: Maker) -> None:
    choir = make.new_offering(title="Choir")
    for day in (2, 9, 30):
        make.new_lesson(choir, datetime(2026, 11, day, 10))
    make.new_lesson(choir, datetime(2026, 12, 7, 10))
    make.new_lesson(choir, datetime(2026, 11, 16, 10), status="cancelled")
    (row,) = office.read(teachers, first=NOVEMBER[0], last=NOVEMBER[1])
    assert (row.lessons, row.minutes) == (3, 270)
    (taught,) = office.read(teacher_classes, make.teacher.id, datetime(2026, 11, 23, 9))
    assert (taught.title, taught.lessons, taught.next_lesson) == ("Choir", 4, datetime(2026, 11, 30, 10))
