"""Moving lessons about on the page: what is free and what is in the way on the way, the write, and the way out."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from commedu_desktop.domain.clash_rules import Found
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import Slot
from commedu_desktop.i18n import _
from commedu_desktop.sentences import sentence
from commedu_desktop.sentences.conflicts import clash_shown
from commedu_desktop.sentences.weekly_times import span_shown
from commedu_desktop.services.conflicts import why_shown
from commedu_desktop.services.lessons import MoveLesson, NewLesson, ScheduleLessons, move_lesson, schedule_lessons
from commedu_desktop.services.moves import Advice, advice, free_places
from commedu_desktop.services.timetable import TimetableLesson
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.timetable.drag import Drag, Trouble
from commedu_desktop.ui.pages.timetable.grid import WeekGrid
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.messages import Banner


class Moving:
    """Between the grid and the services; says refusals in the banner, with the nearest free place beside them."""

    def __init__(self, desk: Desk, grid: WeekGrid) -> None:
        self.desk, self.grid = desk, grid
        self.way_button = Button(desk.look, "", icon="arrow-right")
        self.way_button.clicked.connect(self._take_way_out)
        self.banner = Banner(desk.look, self.way_button)
        self._way_out: tuple[TimetableLesson, Slot] | None = None
        self._advice: Advice | None = None
        grid.adviser = self
        grid.moved.connect(self.move_to)
        grid.copied.connect(self.copy_to)

    def move_to(self, lesson: TimetableLesson, slot: Slot, place: dict[str, UUID | None]) -> None:
        """Move a lesson where it was dropped; a refusal stands above the week with the next free place."""
        self.banner.hide()
        request = MoveLesson(lesson.id, slot.starts, slot.ends, lesson.venue_id, lesson.teacher_id)
        self.desk.write(
            move_lesson,
            replace(request, **place),  # type: ignore[arg-type]
            refused=lambda refusal: self._explain(lesson, slot, refusal),
            toast=_("{title} moved to {when}").format(title=lesson.title, when=span_shown(slot.starts, slot.ends)),
        )

    def copy_to(self, lesson: TimetableLesson, slot: Slot, place: dict[str, UUID | None]) -> None:
        """Another lesson of the same class where it was dropped with Ctrl held."""
        self.banner.hide()
        new = NewLesson(slot.starts, slot.ends, lesson.venue_id, lesson.teacher_id)
        self.desk.write(
            schedule_lessons,
            ScheduleLessons(lesson.offering_id, (replace(new, **place),)),  # type: ignore[arg-type]
            refused=lambda refusal: self._explain(lesson, slot, refusal),
            toast=_("Lesson of {title} added").format(title=lesson.title),
        )

    def begin(self, drag: Drag) -> None:
        """A lesson begins its way: everything that may get in its way is read once."""
        days, places = self.grid.days(), self.grid.places()
        first, last = days[0], days[-1]
        self._advice = self.desk.read(advice, drag.lesson.id, first, last, places)
        if drag.resize:
            return
        if places:
            around = (self._advice.at(**place) for place in places)
            drag.free = tuple((slot, at) for at, one in enumerate(around) for slot in one.free(first, last))
        else:
            drag.free = tuple((slot, (slot.starts.date() - first).days) for slot in self._advice.free(first, last))

    def trouble(self, drag: Drag, slot: Slot, column: int) -> Trouble:
        """Who and where, before the drop."""
        places = self.grid.places()
        place = places[column] if places and not drag.resize else {}
        if self._advice is None:
            return Trouble()
        there = self._advice.at(**place)
        found = there.trouble(slot)
        if found is None:
            return Trouble()
        names = {name.removesuffix("_id"): self.grid.caption(column) for name in place}
        return Trouble(_said(there, found, names), there.refused(found))

    def _explain(self, lesson: TimetableLesson, slot: Slot, refusal: Refused) -> None:
        self.grid.choose(lesson.id)
        nearest = self._nearest(lesson, slot)
        self._way_out = (lesson, nearest) if nearest else None
        self.way_button.setVisible(nearest is not None)
        if nearest is not None:
            when = span_shown(nearest.starts, nearest.ends)
            self.way_button.setText(_("{when} is free").format(when=when))
        said = _("{title} stays where it was. {why}").format(title=lesson.title, why=sentence(refusal))
        self.banner.say(said, "bad")

    def _nearest(self, lesson: TimetableLesson, slot: Slot) -> Slot | None:
        monday = _monday(slot.starts.date())
        found = self.desk.read(free_places, lesson.id, monday, monday + timedelta(days=6), slot.starts.time())
        others = [one for one in found if one.starts != lesson.starts]
        return min(others, key=lambda one: abs(one.starts - slot.starts), default=None)

    def _take_way_out(self) -> None:
        if self._way_out is not None:
            self.move_to(*self._way_out, {})


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _said(there: Advice, found: Found, names: dict[str, Any]) -> str:
    """The clash in one sentence, with the lesson already at its new place."""
    own = there.booking.lesson_id
    facts = [
        replace(
            there.facts[one.lesson_id],
            starts=one.slot.starts,
            ends=one.slot.ends,
            **(names if one.lesson_id == own else {}),
        )
        for one in found.bookings
        if one.lesson_id in there.facts
    ]
    who = next((one.teacher for one in facts if one.id == own), "")
    return clash_shown(found.kind, facts, who, why_shown(found, there.academic_hour))
