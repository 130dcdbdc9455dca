"""One resident's whole record: every class, every mark, credits and certificates, payments, household, history."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any
from uuid import UUID

from babel.numbers import format_decimal
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from commedu_desktop.domain.attendance import Mark, attendance_rate
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.i18n import N_, _, locale
from commedu_desktop.sentences import shown, verb_phrase
from commedu_desktop.sentences.telling import day_shown
from commedu_desktop.services.residents import ResidentDetail, ResidentRecord, resident_record
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.resident_panel import breakable, narrow

STATES = {
    EnrolmentStatus.ENROLLED: (N_("enrolled"), "accent"),
    EnrolmentStatus.WAITING: (N_("waiting"), "warn"),
    EnrolmentStatus.WITHDRAWN: (N_("withdrawn"), "neutral"),
    EnrolmentStatus.COMPLETED: (N_("completed"), "good"),
}
MARKS = {
    Mark.PRESENT: (N_("present"), "good"),
    Mark.LATE: (N_("late"), "warn"),
    Mark.EXCUSED: (N_("excused"), "info"),
    Mark.ABSENT: (N_("absent"), "bad"),
}


@dataclass(frozen=True)
class Section:
    """A tab: its name, its columns, its rows; `about` stands above them, what can be done below.

    `doing` makes the buttons, given the table of the tab and how to read the tab again.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Any]
    about: str = ""
    doing: "Callable[[LazyTable, Callable[[], None]], QWidget] | None" = None


More = Callable[[Desk, UUID], Section]
"""Another feature's tab: payments for instance."""


class _Tab(QWidget):
    """A section on screen, which can be read again."""

    def __init__(self, desk: Desk, section: Section, again: Callable[[], Section]) -> None:
        super().__init__()
        self._section, self._again = section, again
        model = LazyModel(section.columns, lambda _sort, _down: range(len(self._section.rows)), self._some)
        self.table = LazyTable(desk.look, model, section.title)
        self.about = narrow(words("", "muted"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(self.about)
        layout.addWidget(self.table, 1)
        if section.doing is not None:
            layout.addWidget(section.doing(self.table, self.read))
        self._show()

    def read(self) -> None:
        self._section = self._again()
        self._show()

    def _show(self) -> None:
        told = self._section.about if self._section.rows else _("Nothing yet.")
        self.about.setText(told)
        self.about.setVisible(bool(told))
        self.table.reload()

    def _some(self, ids: Sequence[Any]) -> dict[Any, Any]:
        return {at: self._section.rows[at] for at in ids}


class RecordDialog(QDialog):
    """Tabs, each a table; `visit` brings the id of a household member that was opened."""

    visit = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, one: ResidentDetail, more: Sequence[More] = ()) -> None:
        super().__init__(parent)
        self.setWindowTitle(one.name[:80])
        self.setModal(True)
        record = desk.read(resident_record, one.id, desk.wall_clock().date())
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.windowTitle())
        self.tabs.setDocumentMode(True)
        own = [_classes(record), _marks(record), _credits(record, one.credits)]
        sections: list[Callable[[], Section]] = [partial(_same, section) for section in own]
        sections += [partial(section, desk, one.id) for section in more]
        sections += [partial(_same, section) for section in (_household(one), _history(record))]
        self.tables = [self._add(desk, section) for section in sections]
        self.tables[-2].opened.connect(lambda at: self._visit(one.members[at].id))
        self.close_button = Button(desk.look, _("Close"), shortcut="Esc")
        self.close_button.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(narrow(words(breakable(one.name), "large")))
        layout.addWidget(self.tabs, 1)
        layout.addLayout(row(1, self.close_button))
        look, room = desk.look, parent.window().size()
        self.resize(min(look.px(900), room.width() - 40), min(look.px(600), room.height() - 40))

    def _add(self, desk: Desk, make: Callable[[], Section]) -> LazyTable:
        section = make()
        tab = _Tab(desk, section, make)
        self.tabs.addTab(tab, section.title)
        return tab.table

    def _visit(self, key: UUID) -> None:
        self.accept()
        self.visit.emit(key)


def _same(section: Section) -> Section:
    return section


def _day(day: date) -> str:
    return day_shown(day)


def _number(number: Fraction) -> str:
    return str(format_decimal(float(number), "#,##0.##", locale=locale())) if number else ""


def _classes(record: ResidentRecord) -> Section:
    columns = (
        Column(N_("Class"), lambda one: one.title, 190, stretch=2, kind="strong"),
        Column(N_("Term"), lambda one: one.term, 120, stretch=1, kind="muted"),
        Column(N_("State"), lambda one: _(STATES[one.status][0]), 110, kind="pill", state=_state),
        Column(N_("Attended"), _attended, 110),
        Column(N_("Rate"), _rate, 70, kind="number"),
        Column(N_("Since"), lambda one: _day(one.enrolled_on), 136, kind="muted", spare=1),
    )
    return Section(_("Classes"), columns, record.classes)


def _state(one: Any) -> str:
    return STATES[one.status][1]


def _counted(one: Any) -> list[Mark]:
    return [mark for mark, number in one.marks.items() for _each in range(number)]


def _attended(one: Any) -> str:
    marks = _counted(one)
    come = sum(mark.attended for mark in marks)
    return _("{attended} of {held}").format(attended=come, held=len(marks)) if marks else ""


def _rate(one: Any) -> str:
    marks = [mark for mark in _counted(one) if mark is not Mark.EXCUSED]
    return f"{float(attendance_rate(marks)):.0%}" if marks else ""


def _marks(record: ResidentRecord) -> Section:
    columns = (
        Column(N_("Lesson"), lambda one: shown(one.starts), 190, stretch=1),
        Column(N_("Class"), lambda one: one.title, 190, stretch=2, kind="strong"),
        Column(N_("Attendance"), lambda one: _(MARKS[one.mark][0]), 110, kind="pill", state=lambda o: MARKS[o.mark][1]),
    )
    return Section(_("Attendance"), columns, record.marks)


def _credits(record: ResidentRecord, total: Fraction) -> Section:
    """Certificates, and the completed classes that gave credits."""
    given = [(one.title, _number(one.credits), one.term, "") for one in record.classes if one.credits]
    papers = [(one.title, one.number, _day(one.issued_on), "void" if one.void else "") for one in record.certificates]
    columns = (
        Column(N_("For"), lambda one: one[0], 220, stretch=2, kind="strong"),
        Column(N_("Credits · number"), lambda one: one[1], 160, stretch=1),
        Column(N_("When"), lambda one: one[2], 120, stretch=1, kind="muted"),
        Column(N_("State"), lambda one: _("void") if one[3] else "", 90, kind="pill", state=lambda _one: "bad"),
    )
    about = _("{number} credits altogether").format(number=_number(total) or "0")
    return Section(_("Credits and certificates"), columns, (*given, *papers), about)


def _household(one: ResidentDetail) -> Section:
    columns = (
        Column(N_("Name"), lambda member: member.name, 190, stretch=2, kind="strong"),
        Column(N_("Card"), lambda member: member.card, 120, kind="muted"),
        Column(N_("Born"), lambda member: _day(member.born) if member.born else "", 120, stretch=1),
    )
    about = " · ".join(part for part in (one.household, one.address) if part)
    return Section(_("Household"), columns, one.members, about)


def _history(record: ResidentRecord) -> Section:
    columns = (
        Column(N_("When"), lambda one: shown(one.at.astimezone()), 150),
        Column(N_("What"), lambda one: verb_phrase(one.verb, one.subject), 300, stretch=3),
        Column(N_("Who"), lambda one: one.actor, 110, stretch=1, kind="muted"),
    )
    return Section(_("History"), columns, record.history)
