"""The timetable on paper, and as a file that other calendars read."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.office import Office
from commedu_desktop.services.timetable import Only
from commedu_desktop.services.timetable_papers import calendar_file, class_timetable_pdf, day_pdf, timetable_pdf
from tests.documents.reading import text_of
from tests.makers import Maker

MONDAY = date(2026, 11, 23)
TEN = datetime(2026, 11, 23, 10)


def test_one_day_and_the_classes_of_a_term_are_printed(office: Office, make: Maker, tmp_path: Path) -> None:
    make.new_lesson(make.new_offering(title="Choir", times="Mon 10:00-11:30"), TEN)
    chess = make.new_offering(title="Chess", times="Thu 15:00-17:00", teacher_id=make.new_teacher().id)
    day = text_of(office.read(day_pdf, MONDAY, "venue_id", "en"), tmp_path)
    assert "Choir" in day
    assert "Room101" in day
    assert "Chess" not in day
    for size in ("A4", "A3"):
        board = text_of(office.read(class_timetable_pdf, make.term.id, language="en", size=size), tmp_path)
        assert {"Choir", "Chess"} <= {word for word in ("Choir", "Chess") if word in board}
        assert "15:00–17:00" in board
    only = Only(teacher_id=chess.teacher_id)
    assert "Choir" not in text_of(office.read(class_timetable_pdf, make.term.id, only, "en"), tmp_path)
    with pytest.raises(Refused, match="no-class-has-times"):
        office.read(class_timetable_pdf, make.term.id, Only(venue_id=make.new_venue().id), "en")


@pytest.mark.parametrize("size", ["A4", "A3"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_lesson_is_lost_however_many_lie_side_by_side(
    office: Office, make: Maker, tmp_path: Path, language: str, size: str
) -> None:
    """Forty at once on Monday, a quarter of an hour, one across midnight; a title with its number stands in full."""
    crowd = [f"Calligraphy for beginners {number:02} 书法" for number in range(40)]
    for title in crowd:
        make.new_lesson(make.new_offering(title=title, venue_id=None), TEN)
    short = "Standing timetable of a short lesson whose title is very much longer than the lesson itself 短课"
    make.new_lesson(make.new_offering(title=short), TEN + timedelta(days=1), minutes=15)
    make.new_lesson(make.new_offering(title="Night"), TEN.replace(day=25, hour=23), minutes=120)
    make.new_lesson(make.new_offering(title="Gone"), TEN + timedelta(days=3), status=LessonStatus.CANCELLED)
    text = text_of(office.read(timetable_pdf, MONDAY, language=language, size=size), tmp_path, "-raw")
    assert [title for title in (*crowd, short, "Night", "Gone") if "".join(title.split()) not in text] == []
    assert text.count("Night") >= 2
    monday = text_of(office.read(day_pdf, MONDAY, "teacher_id", language, size), tmp_path, "-raw")
    assert [title for title in crowd if "".join(title.split()) not in monday] == []
    assert "Night" not in monday


@pytest.mark.parametrize("size", ["A4", "A3"])
def test_an_ordinary_week_stands_in_its_blocks(office: Office, make: Maker, tmp_path: Path, size: str) -> None:
    """Nothing is repeated below the grid while it fits; the filter's name stands in the title."""
    for day, title in enumerate(("Choir", "Chess", "书法", "Yoga", "Tai chi")):
        for hour in (9, 14):
            make.new_lesson(make.new_offering(title=title), TEN.replace(hour=hour) + timedelta(days=day))
    only = Only(category_id=make.category.id)
    text = text_of(office.read(timetable_pdf, MONDAY, only, "en", size), tmp_path, "-raw")
    assert [text.count(title) for title in ("Choir", "Chess", "书法", "Yoga", "Taichi")] == [2] * 5
    assert "Lessonsforwhich" not in text
    assert make.category.names["en"].replace(" ", "") in text


def test_another_program_reads_the_calendar_file_back(office: Office, make: Maker) -> None:
    choir = make.new_offering(
        title="Choir; songs, and a title that is so long that its line has to be folded 合唱团" * 2
    )
    late = make.new_lesson(choir, TEN.replace(hour=23), minutes=120)
    gone = make.new_lesson(choir, TEN + timedelta(days=7), status=LessonStatus.CANCELLED, reason="ill")
    calendar = Calendar.from_ical(office.read(calendar_file, MONDAY, MONDAY + timedelta(days=14)))
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {str(late.id), str(gone.id)}
    event = events[str(late.id)]
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (late.starts, late.ends)
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (choir.title, "Room 101")
    assert str(events[str(gone.id)]["STATUS"]) == "CANCELLED"
