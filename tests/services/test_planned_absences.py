"""Planned absences fill themselves in, calls are remembered, notes are kept, and all of it can be undone."""

from datetime import date, datetime

import pytest

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.attendance import (
    MarkAttendance,
    class_grid,
    close_lesson,
    fill_blanks_with_present,
    mark_attendance,
)
from commedu_desktop.services.merging import MergeResidents, merge_residents
from commedu_desktop.services.office import Office
from commedu_desktop.services.planned_absences import (
    NoteLesson,
    PlanAbsence,
    WasCalled,
    drop_absence,
    grid_extras,
    lesson_note,
    note_lesson,
    plan_absence,
    planned_absences,
    was_called,
)
from commedu_desktop.store.queries.today import absent_running
from commedu_desktop.store.tables import Lesson, Offering, Resident
from tests.makers import Maker

P, L, E, A = Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT
NOW = datetime(2026, 11, 23, 8, 0)


class Choir:
    def __init__(self, office: Office, make: Maker) -> None:
        self.office, self.make = office, make
        self.offering: Offering = make.new_offering(title="Choir")
        self.people: list[Resident] = [make.new_resident(name, pinyin=name.lower()) for name in ("Ann", "Bob", "Cem")]
        for person in self.people:
            make.enrol(self.offering, person)

    def lesson(self, day: int = 23) -> Lesson:
        return self.make.new_lesson(self.offering, datetime(2026, 11, day, 8, 0))

    def away(self, who: int, first: int, last: int) -> None:
        request = PlanAbsence(self.people[who].id, date(2026, 11, first), date(2026, 11, last), "journey")
        self.office.write(plan_absence, request, actor="Wang")

    def mark(self, lesson: Lesson, who: int, mark: Mark, minutes: int | None = None) -> None:
        request = MarkAttendance(lesson.id, self.people[who].id, mark, minutes)
        self.office.write(mark_attendance, request, actor="Wang")

    def marks(self) -> list[tuple[Mark | None, ...]]:
        return [row.marks for row in self.office.read(class_grid, self.offering.id).rows]


@pytest.fixture
def choir(office: Office, make: Maker) -> Choir:
    return Choir(office, make)


def test_a_planned_absence_is_excused_when_blanks_are_filled_and_when_the_lesson_closes(choir: Choir) -> None:
    first, second = choir.lesson(20), choir.lesson(23)
    choir.away(0, 19, 21)
    choir.away(1, 23, 30)
    assert choir.office.write(fill_blanks_with_present, first.id, actor="Wang") == 2
    choir.mark(second, 2, L)
    assert choir.office.write(close_lesson, second.id, actor="Wang").absent == 1
    assert choir.marks() == [(E, A), (P, E), (P, L)]


def test_who_comes_after_all_is_present(choir: Choir) -> None:
    lesson = choir.lesson()
    choir.away(0, 23, 23)
    choir.mark(lesson, 0, P)
    choir.office.write(close_lesson, lesson.id, actor="Wang")
    assert choir.marks()[0] == (P,)


def test_a_planned_absence_that_was_taken_back_excuses_nobody(choir: Choir) -> None:
    lesson = choir.lesson()
    choir.away(0, 23, 23)
    (kept,) = choir.office.read(planned_absences, choir.people[0].id)
    assert (kept.starts, kept.ends, kept.reason) == (date(2026, 11, 23), date(2026, 11, 23), "journey")
    choir.office.write(drop_absence, kept.id, actor="Wang")
    choir.office.write(close_lesson, lesson.id, actor="Wang")
    assert choir.marks()[0] == (A,)


def test_an_absence_that_ends_before_it_begins_is_refused(choir: Choir) -> None:
    with pytest.raises(Refused, match="absence-ends-first"):
        choir.away(0, 23, 22)


def test_who_was_called_is_not_raised_again_until_a_new_absence(choir: Choir) -> None:
    lessons = [choir.lesson(day) for day in (10, 12, 16)]
    for lesson in lessons:
        choir.mark(lesson, 0, A)
    assert [one.name for one in choir.office.read(absent_running, NOW, 3)] == ["Ann"]
    choir.office.write(was_called, WasCalled(choir.people[0].id, lessons[-1].id), actor="Wang")
    choir.office.write(was_called, WasCalled(choir.people[0].id, lessons[-1].id), actor="Wang")
    assert choir.office.read(absent_running, NOW, 3) == []
    choir.mark(choir.lesson(19), 0, A)
    assert [(one.name, one.times) for one in choir.office.read(absent_running, NOW, 3)] == [("Ann", 4)]


def test_the_grid_knows_minutes_days_away_and_calls(choir: Choir) -> None:
    lesson = choir.lesson()
    choir.mark(lesson, 1, L, 12)
    choir.away(2, 23, 24)
    choir.office.write(was_called, WasCalled(choir.people[0].id, lesson.id), actor="Wang")
    extras = choir.office.read(grid_extras, choir.offering.id)
    assert extras.minutes == {(lesson.id, choir.people[1].id): 12}
    assert extras.away == {choir.people[2].id: ((date(2026, 11, 23), date(2026, 11, 24)),)}
    assert extras.called == {(choir.people[0].id, lesson.id)}


def test_a_merge_moves_planned_absences_and_calls(choir: Choir) -> None:
    lesson, kept, gone = choir.lesson(), choir.people[0], choir.people[1]
    choir.away(1, 23, 24)
    for person in (kept, gone):
        choir.office.write(was_called, WasCalled(person.id, lesson.id), actor="Wang")
    choir.office.write(merge_residents, MergeResidents(kept.id, gone.id), actor="Wang")
    extras = choir.office.read(grid_extras, choir.offering.id)
    assert list(extras.away) == [kept.id]
    assert extras.called == {(kept.id, lesson.id)}
    choir.office.undo(actor="Wang")
    assert list(choir.office.read(grid_extras, choir.offering.id).away) == [gone.id]


def test_a_note_is_kept_with_its_lesson(choir: Choir) -> None:
    lesson = choir.lesson()
    choir.office.write(note_lesson, NoteLesson(lesson.id, " Page 12 is next. "), actor="Wang")
    assert choir.office.read(lesson_note, lesson.id) == "Page 12 is next."
    choir.office.undo(actor="Wang")
    assert choir.office.read(lesson_note, lesson.id) == ""
