"""The chosen teacher: how to reach them, when they can, what they teach and how much this month."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.availability import Absence
from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.sentences.weekly_times import day_shown, times_shown
from commedu_desktop.services.fee_words import amount_shown
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.teachers import TeacherClass, TeacherRow, teacher_classes
from commedu_desktop.services.teachers_at_work import RunsOut, absences, papers_running_out
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.pages.teachers.form import KINDS
from commedu_desktop.ui.widgets.basics import Pill, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import Drawer

AWAY_SHOWN = 3


def _next(one: TeacherClass) -> str:
    return f"{day_shown(one.next_lesson.date())} {one.next_lesson:%H:%M}" if one.next_lesson else _("ended")


COLUMNS = (
    Column(N_("Class"), lambda one: one.title, 120, stretch=1, tip=lambda one: times_shown(one.times)),
    Column(N_("Next lesson"), _next, 150, kind="muted"),
)


class TeacherPanel(Drawer):
    """Enter on a class opens it."""

    def __init__(self, desk: Desk, *buttons: QWidget) -> None:
        super().__init__(desk.look, 380)
        self._desk = desk
        self._row: TeacherRow | None = None
        self._classes: dict[Hashable, TeacherClass] = {}
        self.name, self.about = words("", "large", wrap=True), words("", "muted", wrap=True)
        self.kind = Pill()
        self.facts = words("", wrap=True, selectable=True)
        self.due = words("", "refusal", wrap=True)
        self.load = words("", "strong", wrap=True)
        self.table = LazyTable(desk.look, LazyModel(COLUMNS, self._ids, self._some), _("Classes of the teacher"))
        self.table.setMinimumHeight(desk.look.px(150))
        self.table.opened.connect(lambda key: desk.go("courses", offering_id=key))
        timetable = Button(desk.look, _("Timetable"), icon="calendar-days")
        timetable.clicked.connect(self._to_timetable)
        for part in (self.name, self.about):
            self.body.addWidget(part)
        self.body.addLayout(row(self.kind, 1))
        self.body.addWidget(self.facts)
        self.body.addWidget(self.due)
        self.body.addWidget(self.load)
        self.body.addWidget(self.table)
        for button in buttons:
            self.foot.addWidget(button)
        self.foot.addWidget(timetable)
        self.setFocusProxy(self.table)

    def say(self, chosen: TeacherRow | None, hours: str) -> None:
        self._row = chosen
        if chosen is None:
            return
        self.name.setText(chosen.name)
        self.about.setText(" · ".join(part for part in (chosen.code, chosen.branch, chosen.organisation) if part))
        self.kind.say(_(KINDS[chosen.kind]), "neutral")
        settings = self._desk.read(centre_settings)
        today = self._desk.wall_clock().date()
        off = self._desk.read(absences, chosen.id).get(chosen.id, ())
        coming = [_away(one) for one in off if one.ends >= today][:AWAY_SHOWN]
        self.facts.setText("\n".join([*_facts(chosen, settings.currency), *coming]))
        due = self._desk.read(papers_running_out, today + timedelta(days=settings.papers_warned_days))
        said = [paper_shown(one, today) for one in due if one.teacher_id == chosen.id]
        self.due.setText("\n".join(said))
        self.due.setVisible(bool(said))
        self.load.setText(_load(chosen, hours))
        now = self._desk.wall_clock()
        self._classes = {one.offering_id: one for one in self._desk.read(teacher_classes, chosen.id, now)}
        self.table.reload()

    def _ids(self, _sort: str, _descending: bool) -> Sequence[Hashable]:
        return list(self._classes)

    def _some(self, ids: Sequence[Hashable]) -> Mapping[Hashable, TeacherClass]:
        return {key: self._classes[key] for key in ids if key in self._classes}

    def _to_timetable(self) -> None:
        if self._row is not None:
            self._desk.go("timetable", teacher_id=self._row.id)


def _away(one: Absence) -> str:
    days = day_shown(one.starts) if one.starts == one.ends else f"{day_shown(one.starts)} – {day_shown(one.ends)}"
    return (
        _("Away {days} ({reason})").format(days=days, reason=one.reason)
        if one.reason
        else _("Away {days}").format(days=days)
    )


def paper_shown(one: RunsOut, today: date) -> str:
    """Teaching certificate ran out on Mon 2 Nov 2026; … runs out on …."""
    telling = _("{title} ran out on {day}.") if one.ends < today else _("{title} runs out on {day}.")
    return telling.format(title=one.title, day=shown(one.ends))


def _limits(chosen: TeacherRow) -> str:
    parts = []
    if chosen.day_limit:
        parts.append(_("{count} hours a day").format(count=chosen.day_limit))
    if chosen.week_limit:
        parts.append(_("{count} hours a week").format(count=chosen.week_limit))
    return _("At most {limits}").format(limits=shown(parts)) if parts else ""


def _load(chosen: TeacherRow, hours: str) -> str:
    """This month: 12 lessons, 24 hours."""
    if not chosen.lessons:
        return _("No lessons this month")
    said = ngettext(
        "This month: {count} lesson, {hours} hours", "This month: {count} lessons, {hours} hours", chosen.lessons
    )
    return said.format(count=chosen.lessons, hours=hours)


def _facts(chosen: TeacherRow, currency: str) -> list[str]:
    pay = amount_shown(chosen.pay, currency) if chosen.pay else ""
    lines = [
        chosen.phone,
        chosen.skills,
        _("Available: {times}").format(times=times_shown(chosen.available)) if chosen.available else "",
        _limits(chosen),
        _("{pay} an hour").format(pay=pay) if pay else "",
        chosen.note,
    ]
    return [line for line in lines if line]
