"""The chosen class: what, when, where, with whom, its places and its lessons."""

from collections.abc import Hashable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.offerings import OfferingStatus
from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences.weekly_times import span_shown, times_shown
from commedu_desktop.services.offerings import OfferingLesson, OfferingRow, offering_lessons
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.pages.courses import wording
from commedu_desktop.ui.widgets.basics import Bar, Pill, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import Drawer


def _tip(lesson: OfferingLesson) -> str:
    return " · ".join(part for part in (lesson.venue, lesson.teacher, lesson.reason) if part)


COLUMNS = (
    Column(N_("Lesson"), lambda one: span_shown(one.starts, one.ends), 190, stretch=1, tip=_tip),
    Column(
        "",
        lambda one: _(wording.LESSONS[one.status][0]),
        100,
        kind="pill",
        state=lambda one: wording.LESSONS[one.status][1],
    ),
)


class OfferingPanel(Drawer):
    """Beside the list; `cancelling` when the class shall not go on."""

    cancelling = Signal()

    def __init__(self, desk: Desk, change: QWidget) -> None:
        super().__init__(desk.look, 380)
        self._desk = desk
        self._row: OfferingRow | None = None
        self._lessons: dict[Hashable, OfferingLesson] = {}
        self.title, self.about = words("", "large", wrap=True), words("", "muted", wrap=True)
        self.state, self.kind = Pill(), Pill()
        self.facts = words("", wrap=True, selectable=True)
        self.places, self.bar = words("", "strong"), Bar(desk.look)
        self.count = words("", "label")
        self.table = LazyTable(desk.look, LazyModel(COLUMNS, self._ids, self._some), _("Lessons of the class"))
        self.table.horizontalHeader().hide()
        self.table.setMinimumHeight(desk.look.px(160))
        self.table.opened.connect(self._to_lesson)
        self._fill(desk)
        self.foot.addWidget(change)
        self.cancel_button = Button(desk.look, _("Cancel class…"), icon="circle-x", kind="danger")
        self.cancel_button.clicked.connect(self.cancelling)
        self.foot.addWidget(self.cancel_button)
        self.setFocusProxy(self.table)

    def _fill(self, desk: Desk) -> None:
        self.timetable = Button(desk.look, _("Timetable"), icon="calendar-days", kind="quiet")
        self.timetable.clicked.connect(self._to_timetable)
        self.body.addWidget(self.title)
        self.body.addWidget(self.about)
        self.body.addLayout(row(self.kind, self.state, 1))
        self.body.addWidget(self.facts)
        self.body.addLayout(row(self.places, self.bar))
        self.body.addLayout(row(self.count, 1, self.timetable))
        self.body.addWidget(self.table, 1)

    def say(self, chosen: OfferingRow | None) -> None:
        self._row = chosen
        if chosen is None:
            return
        self.title.setText(chosen.title)
        category = wording.named(chosen.category_names)
        self.about.setText(" · ".join(part for part in (chosen.code, chosen.course, category) if part))
        self.kind.say(_(wording.KINDS[chosen.kind]), "neutral")
        self.state.say(*wording.state(chosen))
        self.facts.setText("\n".join(_facts(chosen, self._desk.read(centre_settings).currency)))
        self.places.setText(wording.places(chosen))
        self.bar.setVisible(bool(chosen.capacity))
        full = chosen.capacity and chosen.enrolled >= chosen.capacity
        self.bar.say(wording.share(chosen), "warn" if full else "accent")
        lessons = ngettext("{count} lesson, {held} held", "{count} lessons, {held} held", chosen.lessons)
        self.count.setText(lessons.format(count=chosen.lessons, held=chosen.held))
        self.cancel_button.setEnabled(chosen.status is OfferingStatus.OPEN)
        self._lessons = {one.id: one for one in self._desk.read(offering_lessons, chosen.id)}
        self.table.reload()
        self._to_next()

    def _to_next(self) -> None:
        """The list begins at the next lesson."""
        now = self._desk.wall_clock()
        coming = [key for key, one in self._lessons.items() if one.ends > now]
        if coming:
            self.table.choose(coming[0])
            self.table.scrollTo(self.table.currentIndex(), LazyTable.ScrollHint.PositionAtCenter)

    def _ids(self, _sort: str, _descending: bool) -> Sequence[Hashable]:
        return list(self._lessons)

    def _some(self, ids: Sequence[Hashable]) -> Mapping[Hashable, OfferingLesson]:
        return {key: self._lessons[key] for key in ids if key in self._lessons}

    def _to_lesson(self, lesson_id: Hashable) -> None:
        lesson = self._lessons[lesson_id]
        self._desk.go("timetable", day=lesson.starts.date(), lesson_id=lesson.id)

    def _to_timetable(self) -> None:
        if self.table.chosen_id is not None:
            self._to_lesson(self.table.chosen_id)


def _facts(chosen: OfferingRow, currency: str) -> list[str]:
    """One line each: times, room, teacher, fee, waiting list."""
    waiting = ngettext("{count} on the waiting list", "{count} on the waiting list", chosen.waiting)
    lines = [
        times_shown(chosen.times),
        " · ".join(part for part in (chosen.venue, chosen.branch) if part),
        chosen.teacher or _("no teacher yet"),
        wording.money(chosen.fee, currency),
        _("open to walk-ins") if chosen.walk_in else "",
        waiting.format(count=chosen.waiting) if chosen.waiting else "",
        chosen.note,
    ]
    return [line for line in lines if line]
