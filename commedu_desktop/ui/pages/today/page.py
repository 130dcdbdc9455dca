"""Today: the day's figures, rooms and lessons, who is in, and what needs a look."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from babel.dates import format_date
from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from commedu_desktop.domain.lesson_states import LessonState
from commedu_desktop.domain.today import LOW_PERCENT, Moment, Today, Training, moment_of
from commedu_desktop.i18n import N_, _, day_locale, locale, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.ui.actions import Action
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.page import Page, Stop
from commedu_desktop.ui.pages.today import lists
from commedu_desktop.ui.pages.today.concerns import ConcernsCard
from commedu_desktop.ui.pages.today.timeline import COLOURS, Timeline
from commedu_desktop.ui.widgets.basics import Card, FigureCard, column, words
from commedu_desktop.ui.widgets.dialogs import scrolled
from commedu_desktop.ui.widgets.flow import Even
from commedu_desktop.ui.widgets.messages import PageHeader

MINUTE, SETTLED, FIRST_LOOK = 60_000, 4_000, 1_000
"""Milliseconds: how often the clock moves on, how long after a write what needs a look is counted again, and how long
after the start it is counted first."""
WORDS = {
    Moment.RUNNING: N_("running"),
    Moment.LATER: N_("later"),
    Moment.OVER: N_("to be closed"),
    Moment.CLOSED: N_("closed"),
    Moment.CANCELLED: N_("cancelled"),
}
_ROWS_SHOWN = 9
_SIDE_BY_SIDE = 1040


class TodayPage(Page):
    """Opens first. What is quick is read at once, the rest is counted by the worker while the page is seen."""

    ACTIONS = (
        Action("desk", N_("Front desk"), "go_to_front_desk", "Ctrl+N", "concierge-bell", "primary"),
        Action("timetable", N_("Timetable"), "go_to_timetable", "Ctrl+T", "calendar-days"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.today: Today | None = None
        self.training: Training | None = None
        self.header = PageHeader(_("Today"), self.button("timetable"), self.button("desk"))
        self.figures = self._make_figures()
        self.timeline = Timeline(self.look)
        self.timeline.opened.connect(self._open_lesson)
        self.table = self._make_table()
        self.concerns = ConcernsCard(desk, self)
        self._lay_out()
        self._minute = QTimer(self, interval=MINUTE)
        self._minute.timeout.connect(self._tick)
        self._minute.start()
        self._settled = QTimer(self, interval=SETTLED, singleShot=True)
        self._settled.timeout.connect(self._count)

    def refresh(self) -> None:
        today = self.desk.take_first_look() or self._read()
        self.today = today
        self.header.say(subtitle=_subtitle(today))
        self._say_figures(today)
        self.rooms.setVisible(bool(today.lessons))
        self.timeline.show_day(today)
        self.table.reload()
        self._fit_table()
        self._nothing.setVisible(not today.lessons)
        self.table.setVisible(bool(today.lessons))
        self._settled.start(SETTLED if self.training else FIRST_LOOK)

    def _read(self) -> Today:
        from commedu_desktop.services.today import today

        return self.desk.read(today, self.desk.wall_clock())

    def go_to_front_desk(self) -> None:
        self.desk.go("front-desk")

    def go_to_timetable(self) -> None:
        self.desk.go("timetable", day=self.desk.wall_clock().date())

    def tour_stops(self) -> Iterator[Stop]:
        yield "counted", self._count
        yield "in-now", self.show_present
        yield "low-classes", self.show_low

    def show_present(self) -> QWidget | None:
        from commedu_desktop.services.today import present_today

        present = self.desk.read(present_today, self.desk.wall_clock().date())
        return lists.show_present(self.desk, self, present, _("Checked in today"))

    def show_low(self) -> QWidget | None:
        return lists.show_low(self.desk, self, self.today.low, LOW_PERCENT) if self.today else None

    def show_month(self) -> None:
        """The rows behind this month's attendances are the report's."""
        if self.today:
            self.desk.go("reports", period=str(self.today.month))

    def show_training(self) -> None:
        self.desk.go("reports", period=str(self.desk.wall_clock().year))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.look.px(_SIDE_BY_SIDE)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._upper.setDirection(direction)
        self.concerns.setMinimumWidth(self.look.px(300) if wide else 0)
        self.concerns.setMaximumWidth(self.look.px(300) if wide else 16_777_215)

    def _make_figures(self) -> dict[str, FigureCard]:
        cards = {
            "came": FigureCard(_("checked in today")),
            "month": FigureCard(_("attendances this month")),
            "training": FigureCard(_("training rate")),
            "low": FigureCard(_("classes under {percent}% attendance").format(percent=LOW_PERCENT)),
        }
        for key, answer in {
            "came": self.show_present,
            "month": self.show_month,
            "training": self.show_training,
            "low": self.show_low,
        }.items():
            cards[key].clicked.connect(answer)
        return cards

    def _make_table(self) -> LazyTable:
        columns = (
            Column(N_("Time"), lambda lesson: f"{lesson.starts:%H:%M}–{lesson.ends:%H:%M}", 120),
            Column(N_("Class"), lambda lesson: lesson.title, 170, stretch=2, kind="strong"),
            Column(N_("Teacher"), lambda lesson: lesson.teacher or "—", 90, stretch=1),
            Column(N_("Room"), lambda lesson: lesson.venue or "—", 90, stretch=1),
            Column(
                N_("Present"),
                _present,
                150,
                kind="bar",
                share=_share,
                state=lambda lesson: COLOURS[self._moment(lesson)],
            ),
            Column(
                N_("State"),
                lambda lesson: _(WORDS[self._moment(lesson)]),
                120,
                kind="pill",
                state=lambda lesson: COLOURS[self._moment(lesson)],
            ),
        )
        model = LazyModel(columns, lambda _sort, _down: [one.id for one in self._lessons()], self._rows)
        table = LazyTable(self.look, model, _("Lessons today"))
        table.opened.connect(self._open_lesson)
        return table

    def _lay_out(self) -> None:
        self.rooms = Card()
        self.rooms.body.addWidget(words(_("Rooms today"), "heading"))
        self.rooms.body.addWidget(self.timeline)
        self._nothing = words(
            _("No lessons today. Plan classes under Courses, or look at the timetable."), "muted", wrap=True
        )
        lessons = Card(margin=8)
        lessons.body.addWidget(self.table)
        lessons.body.addWidget(self._nothing)
        self._upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._upper.setSpacing(16)
        self.rooms.body.addStretch(1)
        self.concerns.body.addStretch(1)
        self._upper.addWidget(self.rooms, 1)
        self._upper.addWidget(self.concerns)
        inside = QWidget()
        cards = QWidget()
        cards.setLayout(Even(*self.figures.values(), gap=16))
        body = column(cards, self._upper, lessons, 1, gap=16)
        body.setContentsMargins(28, 0, 28, 20)
        inside.setLayout(body)
        area = scrolled(inside)
        layout = column(self.header, area, gap=16)
        self.header.setContentsMargins(28, 20, 28, 0)
        self.setLayout(layout)

    def _fit_table(self) -> None:
        """As high as its lessons, up to nine; more scroll inside."""
        lines = min(max(1, len(self._lessons())), _ROWS_SHOWN)
        self.table.setFixedHeight(self.look.px(38) + lines * self.look.px(42) + 6)

    def _lessons(self) -> tuple[LessonState, ...]:
        return self.today.lessons if self.today else ()

    def _rows(self, ids: Sequence[Hashable]) -> Mapping[Hashable, LessonState]:
        return {lesson.id: lesson for lesson in self._lessons()}

    def _moment(self, lesson: LessonState) -> Moment:
        return moment_of(lesson, self.today.now if self.today else datetime.min)

    def _say_figures(self, today: Today) -> None:
        cards = self.figures
        on_time = today.came * 10 >= today.due * 8
        pill = (_("on time"), "good") if on_time else (_("fewer than usual"), "warn")
        cards["came"].say(f"{shown(today.came)} / {shown(today.expected)}", *(pill if today.due else ("", "neutral")))
        month = format_date(today.month.before.first, "LLLL", locale=locale())
        before = f"{month} {shown(today.attendances_before)}" if today.attendances_before else ""
        cards["month"].say(shown(today.attendances), before, "neutral")
        low = len(today.low)
        cards["low"].say(shown(low), *((_("look"), "bad") if low else (_("good"), "good")))
        self._say_training()

    def _say_training(self) -> None:
        known = self.training
        if known is None:
            return
        card = self.figures["training"]
        if known.rate is None:
            card.say(shown(known.persons), _("no population"), "neutral", _("persons this year"))
        else:
            people = ngettext("{n} person", "{n} persons", known.persons).format(n=shown(known.persons))
            caption = _("training rate of {population} people").format(population=shown(known.population))
            card.say(shown(known.rate), people, "info", caption)

    def _count(self) -> None:
        """Only while it is seen: a check-in on another page does not wait for it."""
        if not self.isVisible():
            self._stale = True
            return
        from commedu_desktop.services.today import training

        now = self.desk.wall_clock()
        desk = self.desk
        desk.work(lambda _progress: desk.office.read(training, now), done=self._trained, title=_("Counting"))
        self.concerns.ask()

    def _trained(self, found: Training) -> None:
        self.training = found
        self._say_training()

    def _tick(self) -> None:
        if self.isVisible():
            self.refresh_now()

    def _open_lesson(self, lesson_id: UUID) -> None:
        self.desk.go("attendance", lesson_id=lesson_id)


def _subtitle(today: Today) -> str:
    count = len(today.standing)
    lessons = ngettext("{n} lesson", "{n} lessons", count).format(n=count)
    people = ngettext("{n} person expected", "{n} people expected", today.expected).format(n=shown(today.expected))
    inside = ngettext("{n} is in now", "{n} are in now", today.in_now).format(n=shown(today.in_now))
    return " · ".join([format_date(today.now, "full", locale=day_locale()), lessons, people, inside])


def _present(lesson: LessonState) -> str:
    if lesson.heads:
        return f"{lesson.attended}/{lesson.expected} +{lesson.heads}"
    return f"{lesson.attended}/{lesson.expected}"


def _share(lesson: LessonState) -> float:
    return lesson.attended / lesson.expected if lesson.expected else 0
