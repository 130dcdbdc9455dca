"""The lists behind the figures of Today."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QWidget

from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.widgets.rows_dialog import RowsDialog

if TYPE_CHECKING:
    from commedu_desktop.domain.festivals import Festival
    from commedu_desktop.domain.today import LowClass
    from commedu_desktop.services.teachers_at_work import RunsOut
    from commedu_desktop.services.today import ClashLine, LessonState, Missing, Present, WaitingClass

CLASH_WORDS = {
    "venue": N_("room taken twice"),
    "teacher": N_("teacher in two places"),
    "resident": N_("learner in two classes"),
    "capacity": N_("room too small"),
    "travel": N_("no time to travel"),
    "closure": N_("closed day"),
    "equipment": N_("equipment missing"),
    "availability": N_("teacher away"),
    "limit": N_("too many hours"),
}


def _time(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def _dialog(
    desk: Desk,
    parent: QWidget,
    title: str,
    sums: str,
    columns: Sequence[Column],
    rows: Sequence[Any],
    go: Callable[[Any], None],
) -> QDialog:
    dialog = RowsDialog(desk.look, parent, title, sums, columns, rows)
    dialog.opened.connect(go)
    dialog.open()
    return dialog


def show_present(desk: Desk, parent: QWidget, rows: Sequence["Present"], title: str) -> QDialog:
    columns = (
        Column(N_("Name"), lambda row: row.name, 150, stretch=1, kind="strong"),
        Column(N_("Card"), lambda row: row.card, 130, kind="muted"),
        Column(N_("Class"), lambda row: row.title, 200, stretch=2),
        Column(N_("Room"), lambda row: row.venue, 130),
        Column(N_("Time"), lambda row: f"{_time(row.starts)}–{_time(row.ends)}", 120),
    )
    sums = ngettext("{n} person checked in", "{n} people checked in", len(rows)).format(n=len(rows))
    return _dialog(
        desk, parent, title, sums, columns, rows, lambda row: desk.go("residents", resident_id=row.resident_id)
    )


def show_low(desk: Desk, parent: QWidget, rows: Sequence["LowClass"], percent: int) -> QDialog:
    columns = (
        Column(N_("Class"), lambda row: row.title, 240, stretch=1, kind="strong"),
        Column(N_("Code"), lambda row: row.code, 120, kind="muted"),
        Column(N_("Attended"), lambda row: shown(row.attended), 110, kind="number"),
        Column(N_("Absent"), lambda row: shown(row.absent), 110, kind="number"),
        Column(
            N_("Attendance rate"),
            lambda row: shown(row.rate),
            170,
            kind="bar",
            share=lambda row: float(row.rate),
            state=lambda _row: "bad",
        ),
    )
    title = _("Classes under {percent}% attendance").format(percent=percent)
    sums = _("Attended ÷ (attended + absent), excused not counted, lessons of the last twelve months.")
    return _dialog(
        desk, parent, title, sums, columns, rows, lambda row: desk.go("attendance", offering_id=row.offering_id)
    )


def show_unclosed(desk: Desk, parent: QWidget, rows: Sequence["LessonState"]) -> QDialog:
    columns = (
        Column(N_("When"), lambda row: shown(row.starts), 170),
        Column(N_("Class"), lambda row: row.title, 220, stretch=1, kind="strong"),
        Column(N_("Teacher"), lambda row: row.teacher or "", 120),
        Column(N_("Not marked"), lambda row: shown(row.unmarked), 110, kind="number"),
    )
    sums = _("Closing a lesson marks everybody without a mark as absent. Enter opens the lesson.")
    return _dialog(
        desk,
        parent,
        _("Over, but not closed"),
        sums,
        columns,
        rows,
        lambda row: desk.go("attendance", lesson_id=row.id),
    )


def show_missing(desk: Desk, parent: QWidget, rows: Sequence["Missing"]) -> QDialog:
    columns = (
        Column(N_("Name"), lambda row: row.name, 150, stretch=1, kind="strong"),
        Column(N_("Phone"), lambda row: row.phone or "—", 140),
        Column(N_("Class"), lambda row: row.title, 220, stretch=2),
        Column(N_("Absences running"), lambda row: shown(row.times), 150, kind="number"),
    )
    sums = _("Perhaps somebody is ill. A call does good; the number stands beside the name.")
    return _dialog(
        desk,
        parent,
        _("Absent several times running"),
        sums,
        columns,
        rows,
        lambda row: desk.go("residents", resident_id=row.resident_id),
    )


def show_waiting(desk: Desk, parent: QWidget, rows: Sequence["WaitingClass"]) -> QDialog:
    columns = (
        Column(N_("Class"), lambda row: row.title, 240, stretch=1, kind="strong"),
        Column(N_("Code"), lambda row: row.code, 120, kind="muted"),
        Column(N_("Enrolled"), lambda row: f"{row.enrolled} / {row.capacity}", 120, kind="number"),
        Column(N_("Waiting"), lambda row: shown(row.waiting), 110, kind="number"),
        Column(N_("Free places"), lambda row: shown(row.free), 120, kind="number"),
    )
    sums = _("Where a place is free, the first in line can move up; where many wait, a second class may be wanted.")
    return _dialog(
        desk,
        parent,
        _("Classes with people waiting"),
        sums,
        columns,
        rows,
        lambda row: desk.go("courses", offering_id=row.offering_id),
    )


def show_clashes(desk: Desk, parent: QWidget, rows: Sequence["ClashLine"]) -> QDialog:
    columns = (
        Column(N_("When"), lambda row: shown(row.starts), 170),
        Column(N_("Clash"), lambda row: _(CLASH_WORDS.get(row.kind, row.kind)), 170, kind="strong"),
        Column(N_("Lessons"), lambda row: " + ".join(row.titles), 260, stretch=1),
        Column(N_("Who and where"), lambda row: " · ".join(filter(None, [row.who, row.where])), 200, stretch=1),
    )
    sums = _("Move or cancel one of the lessons in the timetable.")
    return _dialog(
        desk,
        parent,
        _("Clashes of the next seven days"),
        sums,
        columns,
        rows,
        lambda row: desk.go("timetable", day=row.starts.date()),
    )


def show_festivals(desk: Desk, parent: QWidget, rows: Sequence["Festival"]) -> QDialog:
    columns = (
        Column(N_("Festival or campaign"), lambda row: row.name, 220, stretch=2, kind="strong"),
        Column(N_("From"), lambda row: shown(row.starts), 170, stretch=1),
        Column(N_("Until"), lambda row: shown(row.ends), 170, stretch=1),
    )
    sums, title = _("Enter opens the calendar, where its notice is written."), _("Near, and without a notice")
    return _dialog(desk, parent, title, sums, columns, rows, lambda _row: desk.go("notices", calendar=True))


def show_papers(desk: Desk, parent: QWidget, rows: Sequence["RunsOut"]) -> QDialog:
    columns = (
        Column(N_("Teacher"), lambda row: row.teacher, 140, stretch=1, kind="strong"),
        Column(N_("Paper"), lambda row: row.title, 260, stretch=2),
        Column(N_("Valid until"), lambda row: shown(row.ends), 170),
    )
    sums = _("Enter opens the teacher; F2 there, under “Papers and pay”, is where the new one is written down.")
    title = _("Papers that run out")
    return _dialog(desk, parent, title, sums, columns, rows, lambda row: desk.go("teachers", teacher_id=row.teacher_id))
