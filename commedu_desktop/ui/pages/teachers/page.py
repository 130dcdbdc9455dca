"""The page: the roster with the month's load, the chosen teacher beside it."""

from calendar import monthrange
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from babel.dates import format_date
from babel.numbers import format_decimal
from PySide6.QtWidgets import QStackedWidget, QWidget

from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.i18n import N_, _, locale, ngettext
from commedu_desktop.services.branches import branches
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.teacher_desk import teacher_named
from commedu_desktop.services.teachers import TeacherRow, searched_words, teachers
from commedu_desktop.ui.actions import Action
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.page import Page, Stop
from commedu_desktop.ui.pages.teachers.away import AwayDialog
from commedu_desktop.ui.pages.teachers.form import KINDS, TeacherDialog
from commedu_desktop.ui.pages.teachers.own import OwnPage
from commedu_desktop.ui.pages.teachers.panel import TeacherPanel
from commedu_desktop.ui.pages.teachers.pay import PayDialog
from commedu_desktop.ui.pages.timetable.cancelled import CancelledDialog
from commedu_desktop.ui.widgets.basics import Card
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.fields import Combo
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.list_and_detail import ListAndDetail
from commedu_desktop.ui.widgets.messages import EmptyPage, PageHeader, page_column
from commedu_desktop.ui.widgets.search_field import SearchField

KIND_STATES = {
    TeacherKind.FULL_TIME: "accent",
    TeacherKind.PART_TIME: "info",
    TeacherKind.VOLUNTEER: "good",
    TeacherKind.EXPERT: "warn",
}


class TeachersPage(Page):
    ACTIONS = (
        Action("new", N_("New teacher"), "new_teacher", "Ctrl+N", "user-plus", "primary"),
        Action("change", N_("Edit teacher"), "change", "F2", "pencil"),
        Action("own", N_("Lessons and marks"), "show_own", "F4", "list-checks"),
        Action("away", N_("Cannot come…"), "report_away", "F8", "phone"),
        Action("pay", N_("Pay sheet"), "show_pay", "F7", "file-spreadsheet"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: dict[Hashable, TeacherRow] = {}
        self._academic_hour = 45
        self.header = PageHeader(_("Teachers"), self.button("pay"), self.button("new"))
        self._mine_shown = False
        self.kind = Combo([(None, _("All kinds")), *((k, _(text)) for k, text in KINDS.items())], _("Kind"))
        self.branch = Combo([], _("Branch"))
        self.search = SearchField(desk.look, _("Name, pinyin, skill, phone"))
        for combo in (self.kind, self.branch):
            combo.chosen.connect(self.reload)
        self.table = LazyTable(desk.look, LazyModel(self._columns(), self._ids, self._some), _("Teachers"))
        self.search.searched.connect(self.reload)
        self.search.moved.connect(self.table.move)
        self.panel = TeacherPanel(desk, self.button("change"), self.button("own"), self.button("away"))
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda _id: self.both.open_detail())
        self.stack = self._stack()
        self.panel.closed.connect(self.both.close_detail)
        self.filters = QWidget()
        self.filters.setLayout(Flow(self.kind, self.branch, self.search, growing=self.search))
        page_column(self, self.header, self.filters, self.stack)

    def _columns(self) -> Sequence[Column]:
        return (
            Column(N_("Teacher"), lambda one: one.name, 120, stretch=1, kind="strong", sort="pinyin"),
            Column(
                N_("Kind"), lambda one: _(KINDS[one.kind]), 110, kind="pill", state=lambda one: KIND_STATES[one.kind]
            ),
            Column(N_("Skills"), lambda one: one.skills, 150, stretch=2, tip=lambda one: one.skills),
            Column(N_("Lessons"), lambda one: str(one.lessons or ""), 80, kind="number", sort="lessons", spare=1),
            Column(N_("Hours"), self.hours, 70, kind="number", sort="minutes"),
            Column(N_("Telephone"), lambda one: one.phone, 130, kind="muted", spare=2),
        )

    def _stack(self) -> QStackedWidget:
        card = Card(margin=8)
        card.body.addWidget(self.table)
        card.setFocusProxy(self.table)
        self.both = ListAndDetail(self.look, card, self.panel)
        begin = Button(self.look, _("New teacher"), icon="user-plus", kind="primary", shortcut="Ctrl+N")
        begin.clicked.connect(self.new_teacher)
        said = _("Full-time and part-time teachers, volunteers and invited experts, with what they can teach and when.")
        stack = QStackedWidget()
        stack.addWidget(self.both)
        stack.addWidget(EmptyPage(self.look, "graduation-cap", _("No teachers yet"), said, [begin]))
        self.own = OwnPage(self.desk)
        self.own.left.connect(self.leave_own)
        stack.addWidget(self.own)
        return stack

    def month(self) -> tuple[date, date]:
        today = self.desk.wall_clock().date()
        return today.replace(day=1), today.replace(day=monthrange(today.year, today.month)[1])

    def hours(self, one: TeacherRow) -> str:
        """Academic hours in the month, to one decimal."""
        return format_decimal(one.minutes / self._academic_hour, "#,##0.#", locale=locale()) if one.minutes else ""

    def refresh(self) -> None:
        known = [(one.id, one.name) for one in self.desk.read(branches)]
        self.branch.offer([(None, _("All branches")), *known])
        self._academic_hour = self.desk.read(centre_settings, self.desk.wall_clock().year).academic_hour
        self.reload()

    def reload(self) -> None:
        """Read the roster and stay on the teacher who was chosen."""
        first, last = self.month()
        everyone = self.desk.read(teachers, first=first, last=last)
        typed = self.search.text().strip().casefold()
        self._rows = {one.id: one for one in everyone if self._asked_for(one, typed)}
        self.table.reload()
        if self.table.chosen_id is None and self._rows:
            self.table.selectRow(0)
        self._show(self.table.chosen_id)
        if self.stack.currentWidget() is self.own and self.own.teacher_id in {one.id for one in everyone}:
            self.own.say(self.own.teacher_id)
        else:
            self.stack.setCurrentIndex(0 if everyone else 1)
            self._show_mine()
        self.header.say(subtitle=self._subtitle(everyone, first))

    def _show_mine(self) -> None:
        """A teacher who is at work comes to their own page first."""
        if not self._mine_shown:
            self._mine_shown = True
            mine = self.desk.read(teacher_named, self.desk.actor)
            if mine is not None:
                self._open_own(mine)

    def show_own(self) -> None:
        if self.chosen is not None:
            self._open_own(self.chosen.id)

    def _open_own(self, teacher_id: UUID) -> None:
        self.own.say(teacher_id)
        self.stack.setCurrentWidget(self.own)
        self.filters.hide()
        self.own.setFocus()

    def leave_own(self) -> None:
        """Back to everybody."""
        self.filters.show()
        self.stack.setCurrentIndex(0)
        self.table.choose(self.own.teacher_id)
        self.table.setFocus()

    def report_away(self) -> None:
        """Days off, substitutes and cancellations in one step; then the notice and the call list."""
        if self.chosen is not None:
            dialog = AwayDialog(self.desk, self, self.chosen)
            dialog.cancelled.connect(self._after_cancelling)
            dialog.open()

    def _after_cancelling(self, lesson_ids: list[UUID]) -> None:
        CancelledDialog(self.desk, self, lesson_ids).open()

    def show_pay(self) -> None:
        dialog = PayDialog(self.desk, self)
        dialog.opened.connect(self._open_own)
        dialog.open()

    def _asked_for(self, one: TeacherRow, typed: str) -> bool:
        kind, branch = self.kind.value, self.branch.value
        found = typed.replace(" ", "") in searched_words(one)
        return found and kind in (None, one.kind) and branch in (None, one.branch_id)

    def _subtitle(self, everyone: Sequence[TeacherRow], first: date) -> str:
        people = ngettext("{count} teacher", "{count} teachers", len(everyone)).format(count=len(everyone))
        pattern = "MMMM y" if locale() == "en" else "y年M月"
        lessons = sum(one.lessons for one in everyone)
        taught = ngettext("{count} lesson", "{count} lessons", lessons).format(count=lessons)
        return f"{people} · {format_date(first, pattern, locale=locale())}: {taught}"

    def _ids(self, sort: str, descending: bool) -> Sequence[Hashable]:
        rows = list(self._rows.values())
        if sort:
            rows.sort(key=lambda one: getattr(one, sort), reverse=descending)
        return [one.id for one in rows]

    def _some(self, ids: Sequence[Hashable]) -> Mapping[Hashable, TeacherRow]:
        return {key: self._rows[key] for key in ids if key in self._rows}

    @property
    def chosen(self) -> TeacherRow | None:
        key = self.table.chosen_id
        return self._rows.get(key) if key is not None else None

    def _show(self, teacher_id: Hashable | None) -> None:
        chosen = self._rows.get(teacher_id) if teacher_id is not None else None
        for key in ("change", "own", "away"):
            self.act[key].setEnabled(chosen is not None)
        self.both.say(chosen is not None)
        self.panel.say(chosen, self.hours(chosen) if chosen else "")

    def open(self, **where: Any) -> None:
        """`teacher_id`: that one."""
        wanted: UUID | None = where.get("teacher_id")
        self._mine_shown = True
        self.leave_own()
        self.kind.value = self.branch.value = None
        self.search.clear()
        self.refresh_now()
        self.table.choose(wanted)

    def find_in_page(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def print_page(self) -> None:
        """The roster on paper."""
        from commedu_desktop.services.centre_papers import teacher_roster_pdf

        read = self.desk.office.read
        self.desk.work(
            lambda _progress: read(teacher_roster_pdf, language=locale()),
            done=lambda pdf: self.desk.preview(pdf, _("Teachers")),
        )

    def new_teacher(self) -> None:
        TeacherDialog(self.desk, self, None).open()

    def change(self) -> None:
        if self.chosen is not None:
            TeacherDialog(self.desk, self, self.chosen).open()

    def tour_stops(self) -> Iterator[Stop]:
        def shown(row: TeacherRow | None) -> QWidget:
            dialog = TeacherDialog(self.desk, self, row)
            dialog.open()
            return dialog

        def times() -> QWidget:
            dialog = TeacherDialog(self.desk, self, self.chosen)
            dialog.tabs.setCurrentIndex(1)
            dialog.open()
            return dialog

        def papers() -> QWidget:
            dialog = TeacherDialog(self.desk, self, self.chosen)
            dialog.tabs.setCurrentIndex(2)
            dialog.open()
            return dialog

        def away() -> QWidget | None:
            dialog = AwayDialog(self.desk, self, self.chosen) if self.chosen else None
            if dialog is not None:
                dialog.last.value = self.desk.wall_clock().date() + timedelta(days=3)
                dialog.show_lessons()
                dialog.open()
            return dialog

        def sheet() -> QWidget:
            dialog = PayDialog(self.desk, self)
            dialog.open()
            return dialog

        def own() -> None:
            self.show_own()

        yield "teacher", lambda: shown(self.chosen)
        yield "times", times
        yield "papers", papers
        yield "away", away
        yield "pay", sheet
        yield "own", own
