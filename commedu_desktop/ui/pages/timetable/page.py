"""The page: a week by room, teacher, branch or category, what stands in the way, and the clashes of the term."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from babel.dates import format_date
from PySide6.QtCore import QTimer

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import Slot
from commedu_desktop.i18n import N_, _, locale, ngettext
from commedu_desktop.sentences import sentence
from commedu_desktop.sentences.weekly_times import span_shown
from commedu_desktop.services.conflicts import Clash, clashes
from commedu_desktop.services.lessons import NewLesson, ScheduleLessons, move_lesson, schedule_lessons
from commedu_desktop.services.moves import free_places, move_trouble
from commedu_desktop.services.timetable import EVERYTHING, Only, TimetableLesson, Week, count_between, week
from commedu_desktop.ui.actions import Action
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.page import Page, Stop
from commedu_desktop.ui.pages.timetable.clashes import ClashesDialog
from commedu_desktop.ui.pages.timetable.dialogs import CancelDialog, LessonDialog, NewLessonDialog, moved
from commedu_desktop.ui.pages.timetable.drag import Advice
from commedu_desktop.ui.pages.timetable.grid import WeekGrid
from commedu_desktop.ui.pages.timetable.whose import Whose
from commedu_desktop.ui.widgets.basics import Card, row, words
from commedu_desktop.ui.widgets.buttons import Button, IconButton
from commedu_desktop.ui.widgets.messages import Banner, PageHeader, page_column

MANY = 200
"""Lessons in a week from which the page begins with one room: all of them side by side could not be read."""

COUNTING_WAITS = 500
"""Milliseconds after the page was read until the clashes of the term are counted: the week comes first."""


class TimetablePage(Page):
    ACTIONS = (
        Action("new", N_("New lesson"), "new_lesson", "N", "plus", "primary"),
        Action("clashes", N_("Clashes"), "show_clashes", "C", "triangle-alert"),
        Action("today", N_("This week"), "this_week", "T"),
        Action("before", N_("Week before"), "week_before", "PgUp"),
        Action("after", N_("Week after"), "week_after", "PgDown"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.day = desk.wall_clock().date()
        self.shown: Week | None = None
        self._clashes: list[Clash] = []
        self._way_out: tuple[TimetableLesson, Slot] | None = None
        self.header = PageHeader(_("Timetable"), self.button("clashes"), self.button("new"))
        self.whose = Whose(desk)
        self.whose.changed.connect(self.show_week)
        self.way_button = Button(desk.look, "", icon="arrow-right")
        self.way_button.clicked.connect(self._take_way_out)
        self.banner = Banner(desk.look, self.way_button)
        self.grid = WeekGrid(desk.look, Advice(self._trouble, self._free), desk.wall_clock)
        self.grid.opened.connect(self.open_lesson)
        self.grid.moved.connect(self.move_to)
        self.grid.copied.connect(self.copy_to)
        self.grid.wanted.connect(self.new_lesson_at)
        self.grid.cancelling.connect(lambda lesson: CancelDialog(self.desk, self, lesson).open())
        hint = _("Arrows choose · Enter opens · Alt+arrows or the mouse move · Ctrl+drag copies · Delete cancels")
        self.hint = words(hint, "small", wrap=True)
        card = Card(margin=10, gap=4)
        card.body.addWidget(self.grid, 1)
        card.body.addWidget(self.hint)
        page_column(self, self.header, self._tools(), self.banner, card).setStretch(3, 1)
        self._counting = QTimer(self, singleShot=True, interval=COUNTING_WAITS)
        self._counting.timeout.connect(self._count_clashes)
        self._begin_with_one_room()

    def _tools(self) -> Any:
        look = self.look
        before = IconButton(look, "chevron-left", _("Week before"), shortcut="PgUp")
        after = IconButton(look, "chevron-right", _("Week after"), shortcut="PgDown")
        before.clicked.connect(self.week_before)
        after.clicked.connect(self.week_after)
        return row(before, self.button("today"), after, self.whose, 1)

    def _begin_with_one_room(self) -> None:
        monday = self.day - timedelta(days=self.day.weekday())
        sunday = monday + timedelta(days=6)
        if self.desk.read(count_between, monday, sunday, at_most=MANY + 1) > MANY:
            self.whose.begin_with_a_room()

    def refresh(self) -> None:
        self.whose.refresh()
        self.show_week()
        self._counting.start()

    def show_week(self) -> None:
        self.shown = self.desk.read(week, self.day, self.whose.only)
        self.header.say(subtitle=_subtitle(self.shown))
        self.grid.say(self.shown)

    def open(self, **where: Any) -> None:
        """`day`: that week; `venue_id` or `teacher_id`: only theirs; `lesson_id`: with the cursor on it."""
        self.day = where.get("day", self.day)
        only = {name: where[name] for name in ("venue_id", "teacher_id") if name in where}
        self.whose.show_only(Only(**only) if only else EVERYTHING)
        self.refresh_now()
        if "lesson_id" in where:
            self.grid.choose(where["lesson_id"])
        self.grid.setFocus()

    def find_in_page(self) -> None:
        self.whose.setFocus()

    def print_page(self) -> None:
        """The week as it is chosen, on one sheet."""
        from commedu_desktop.services.centre_papers import timetable_pdf

        day, only, read = self.day, self.whose.only, self.desk.office.read
        self.desk.work(
            lambda _progress: read(timetable_pdf, day, only, locale()),
            done=lambda pdf: self.desk.preview(pdf, _("Timetable")),
        )

    def this_week(self) -> None:
        self._show_day(self.desk.wall_clock().date())

    def week_before(self) -> None:
        self._show_day(self.day - timedelta(days=7))

    def week_after(self) -> None:
        self._show_day(self.day + timedelta(days=7))

    def _show_day(self, day: date) -> None:
        self.day = day
        self.banner.hide()
        self.show_week()
        self.grid.setFocus()

    def open_lesson(self, lesson: TimetableLesson) -> None:
        LessonDialog(self.desk, self, lesson).open()

    def new_lesson(self) -> None:
        today = self.desk.wall_clock().date()
        monday = self.day - timedelta(days=self.day.weekday())
        day = today if monday <= today < monday + timedelta(days=7) else self.day
        self.new_lesson_at(datetime(day.year, day.month, day.day, 9))

    def new_lesson_at(self, starts: datetime) -> None:
        term = self.shown.term if self.shown else None
        NewLessonDialog(self.desk, self, term.id if term else None, starts).open()

    def move_to(self, lesson: TimetableLesson, slot: Slot) -> None:
        """Move a lesson where it was dropped; a refusal stands above the week with the next free place."""
        self.banner.hide()
        self.desk.write(
            move_lesson,
            moved(lesson, slot.starts, slot.ends),
            refused=lambda refusal: self._explain(lesson, slot, refusal),
            toast=_("{title} moved to {when}").format(title=lesson.title, when=span_shown(slot.starts, slot.ends)),
        )

    def copy_to(self, lesson: TimetableLesson, slot: Slot) -> None:
        """Another lesson of the same class where it was dropped with Ctrl held."""
        self.banner.hide()
        new = NewLesson(slot.starts, slot.ends, lesson.venue_id, lesson.teacher_id)
        self.desk.write(
            schedule_lessons,
            ScheduleLessons(lesson.offering_id, (new,)),
            refused=lambda refusal: self._explain(lesson, slot, refusal),
            toast=_("Lesson of {title} added").format(title=lesson.title),
        )

    def _explain(self, lesson: TimetableLesson, slot: Slot, refusal: Refused) -> None:
        self.grid.choose(lesson.id)
        clash = refusal.code in ("venue-taken", "teacher-busy")
        free = [one for one in self._free(lesson, slot) if one.starts != lesson.starts] if clash else []
        nearest = min(free, key=lambda one: abs(one.starts - slot.starts), default=None)
        self._way_out = (lesson, nearest) if nearest else None
        self.way_button.setVisible(nearest is not None)
        if nearest is not None:
            when = span_shown(nearest.starts, nearest.ends)
            self.way_button.setText(_("{when} is free").format(when=when))
        said = _("{title} stays where it was. {why}").format(title=lesson.title, why=sentence(refusal))
        self.banner.say(said, "bad")

    def _take_way_out(self) -> None:
        if self._way_out is not None:
            self.move_to(*self._way_out)

    def _trouble(self, lesson: TimetableLesson, slot: Slot) -> str:
        refusal = self.desk.read(move_trouble, moved(lesson, slot.starts, slot.ends))
        return sentence(refusal) if refusal else ""

    def _free(self, lesson: TimetableLesson, near: Slot | None = None) -> tuple[Slot, ...]:
        monday = self.day - timedelta(days=self.day.weekday())
        wished = near.starts.time() if near else None
        return tuple(self.desk.read(free_places, lesson.id, monday, monday + timedelta(days=6), wished))

    def show_clashes(self) -> None:
        dialog = ClashesDialog(self.desk, self, self._clashes)
        dialog.chosen.connect(self._show_lesson)
        dialog.open()

    def _show_lesson(self, lesson_id: UUID, day: date) -> None:
        self.open(day=day, lesson_id=lesson_id)

    def _count_clashes(self) -> None:
        """From today to the end of the term, on the worker: the week does not wait for it."""
        shown = self.shown
        if shown is None:
            return
        first = max(self.desk.wall_clock().date(), shown.term.starts) if shown.term else shown.monday
        last = max(shown.term.ends if shown.term else first, first)
        self.desk.work(lambda _progress: self.desk.office.read(clashes, first, last), done=self._say_clashes)

    def _say_clashes(self, found: list[Clash]) -> None:
        self._clashes = found
        count = f"{len(found)}" if found else ""
        self.act["clashes"].setText(f"{_('Clashes')} {count}".strip())

    def tour_stops(self) -> Iterator[Stop]:
        def lesson() -> LessonDialog | None:
            lessons = self.shown.lessons if self.shown else ()
            planned = [one for one in lessons if one.status == "planned"]
            dialog = LessonDialog(self.desk, self, planned[0]) if planned else None
            if dialog is not None:
                dialog.open()
            return dialog

        def new() -> NewLessonDialog:
            term = self.shown.term if self.shown else None
            dialog = NewLessonDialog(self.desk, self, term.id if term else None, self.desk.wall_clock())
            dialog.open()
            return dialog

        yield "lesson", lesson
        yield "new-lesson", new


def _subtitle(shown: Week) -> str:
    """23 – 29 November 2026 · Autumn 2026, week 13 · 29 lessons."""
    first, last = shown.monday, shown.monday + timedelta(days=6)
    if locale() == "en":
        days = f"{format_date(first, 'd MMM', locale='en')} – {format_date(last, 'd MMMM y', locale='en')}"
    else:
        days = f"{format_date(first, 'y年M月d日', locale='zh')}—{format_date(last, 'M月d日', locale='zh')}"
    said = [days]
    if shown.term is not None and shown.number is not None:
        said.append(_("{term}, week {number}").format(term=shown.term.title, number=shown.number))
    count = sum(lesson.status != "cancelled" for lesson in shown.lessons)
    said.append(ngettext("{count} lesson", "{count} lessons", count).format(count=count))
    return " · ".join(said)
