"""Who is in a class and who waits for it: enrol, withdraw, give a free place away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.i18n import N_, _, locale, ngettext
from commedu_desktop.sentences import sentence, shown, together
from commedu_desktop.sentences.enrolments import exception_shown, turn_shown
from commedu_desktop.services.clock import wall_time
from commedu_desktop.services.enrolments import (
    Enrol,
    Enrolled,
    Learner,
    Promote,
    Withdraw,
    Withdrawn,
    class_title,
    enrol,
    learners,
    places,
    promote,
    waiting_list,
    withdraw,
)
from commedu_desktop.services.residents import find_residents
from commedu_desktop.services.waiting_list import passed_over
from commedu_desktop.ui.credit_notes import credit_notes
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.papers import open_paper
from commedu_desktop.ui.widgets.basics import Card, words
from commedu_desktop.ui.widgets.buttons import Button, connect_verbs
from commedu_desktop.ui.widgets.dialogs import room_for
from commedu_desktop.ui.widgets.fields import TextField
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.messages import Banner
from commedu_desktop.ui.widgets.search_field import SearchField

FOUND = 20


@dataclass(frozen=True)
class Line:
    """Someone in the list; `learner` is None for people found who are not in the class."""

    resident_id: UUID
    name: str
    pinyin: str
    card: str
    phone: str
    learner: Learner | None


class LearnersDialog(QDialog):
    """Nothing typed: the class and its waiting list in their order. Typing finds people, Enter enrols."""

    def __init__(self, desk: Desk, parent: QWidget, offering_id: UUID) -> None:
        super().__init__(parent)
        self.desk, self.offering_id = desk, offering_id
        self.setModal(True)
        self._lines: dict[UUID, Line] = {}
        self._busy: dict[UUID, str] = {}
        self.title = words(desk.read(class_title, offering_id), "large", wrap=True)
        self.setWindowTitle(self.title.text())
        self.about = words("", "muted", wrap=True)
        self.search = SearchField(desk.look, _("Enrol: name, pinyin, card or telephone"))
        self.banner = Banner(desk.look)
        self.table = LazyTable(desk.look, self._model(), _("Learners"))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.reason = TextField(_("Reason"), hint=_("Kept with the enrolment; needed only for exceptions."))
        self.enrol_button = Button(desk.look, _("Enrol"), kind="primary", shortcut="Enter")
        self.away_button = Button(desk.look, _("Planned absence…"), shortcut="Ctrl+Shift+W")
        self.withdraw_button = Button(desk.look, _("Withdraw"), kind="danger", shortcut="Ctrl+Del")
        self.promote_button = Button(desk.look, _("Give a free place"), shortcut="Ctrl+G")
        self.print_button = Button(desk.look, _("Call list"), icon="phone", shortcut="Ctrl+P")
        self.labels_button = Button(desk.look, _("Labels…"), icon="map-pin")
        self.leave_button = Button(desk.look, _("Close"), shortcut="Esc")
        self._lay_out()
        self._connect()
        desk.changed.connect(self.read)
        self.read()
        self.search.setFocus()

    def read(self) -> None:
        """Read again what stands here, and stay where one was."""
        self._credits = credit_notes(self.desk, self.offering_id)
        self._busy = self.desk.read(passed_over, self.offering_id, self.desk.wall_clock())
        inside = [_line(one) for one in self.desk.read(learners, self.offering_id)]
        inside += [_line(one) for one in self.desk.read(waiting_list, self.offering_id)]
        typed = self.search.text().strip()
        self._lines = {one.resident_id: one for one in (self._found(typed, inside) if typed else inside)}
        self.table.reload()
        if self.table.chosen_id is None:
            self.table.choose(None)
        self._tell()
        self._offer()

    def enrol(self) -> None:
        if (line := self._chosen()) is not None and line.learner is None:
            request = Enrol(line.resident_id, self.offering_id, self.reason.value)
            self.desk.write(enrol, request, done=self._enrolled, refused=self._explain)

    def withdraw(self) -> None:
        if (line := self._chosen()) is not None and line.learner is not None:
            request = Withdraw(line.learner.enrolment_id, self.reason.value)
            self.desk.write(withdraw, request, done=self._withdrawn, refused=self._explain)

    def promote(self) -> None:
        line = self._chosen()
        if line is not None and line.learner is not None and line.learner.status is EnrolmentStatus.WAITING:
            request = Promote(line.learner.enrolment_id, self.reason.value)
            self.desk.write(promote, request, done=self._enrolled, refused=self._explain)

    def print_labels(self) -> None:
        """Labels or envelopes for everyone in sight."""
        from commedu_desktop.ui.addresses import AddressesDialog

        AddressesDialog(self.desk, self, list(self._lines)).open()

    def plan_absence(self) -> None:
        """From when to when somebody will not come."""
        from commedu_desktop.ui.planned_absences import AbsenceDialog

        if (line := self._chosen()) is not None and line.learner is not None:
            AbsenceDialog(self.desk, self, line.resident_id, line.name).open()

    def print_calls(self) -> None:
        """Who is to be called, with telephone numbers."""
        from commedu_desktop.services.waiting_papers import call_list_pdf

        read, now = self.desk.read, self.desk.wall_clock()
        open_paper(self.desk, lambda: read(call_list_pdf, self.offering_id, now, locale()), self.title.text())

    def _lay_out(self) -> None:
        card = Card(margin=8)
        card.body.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        for part in (self.title, self.about, self.search, self.banner, card, self.reason):
            layout.addWidget(part, 1 if part is card else 0)
        tools = (self.away_button, self.labels_button, self.print_button)
        buttons = (*tools, self.leave_button, self.promote_button, self.withdraw_button, self.enrol_button)
        layout.addLayout(Flow(*buttons, end=True))
        wanted = QSize(self.desk.look.px(820), self.desk.look.px(620))
        self.resize(wanted.boundedTo(room_for(self)))

    def _connect(self) -> None:
        self.search.searched.connect(lambda _text: self.read())
        self.search.moved.connect(self.table.move)
        self.search.entered.connect(lambda _text: self.enrol())
        self.table.chosen.connect(lambda _key: self._offer())
        self.table.opened.connect(lambda _key: self.enrol())
        verbs = (
            (self.enrol_button, self.enrol, ("Ctrl+Return", "Ctrl+Enter")),
            (self.withdraw_button, self.withdraw, ("Ctrl+Del",)),
            (self.promote_button, self.promote, ("Ctrl+G",)),
            (self.print_button, self.print_calls, ("Ctrl+P",)),
            (self.away_button, self.plan_absence, ("Ctrl+Shift+W",)),
            (self.labels_button, self.print_labels, ()),
        )
        connect_verbs(self, *verbs)
        self.leave_button.clicked.connect(self.reject)

    def _found(self, typed: str, inside: list[Line]) -> list[Line]:
        known = {one.resident_id: one for one in inside}
        return [
            known.get(one.id) or Line(one.id, one.name, one.pinyin, one.card, one.phone, None)
            for one in self.desk.read(find_residents, typed, FOUND)
        ]

    def _chosen(self) -> Line | None:
        key = self.table.chosen_id
        return self._lines.get(key) if isinstance(key, UUID) else None

    def _offer(self) -> None:
        line = self._chosen()
        learner = line.learner if line is not None else None
        self.enrol_button.setEnabled(line is not None and learner is None)
        self.withdraw_button.setEnabled(learner is not None)
        self.away_button.setEnabled(learner is not None)
        self.promote_button.setEnabled(learner is not None and learner.status is EnrolmentStatus.WAITING)
        offered = learner is not None and learner.held_until is not None
        self.promote_button.setText(_("Confirm the place") if offered else _("Give a free place"))

    def _tell(self) -> None:
        now = self.desk.read(places, self.offering_id)
        if now.free is None:
            told = ngettext("{taken} learner, no limit", "{taken} learners, no limit", now.taken)
        else:
            told = _("{taken} of {capacity} places taken")
        parts = [told.format(taken=now.taken, capacity=now.capacity)]
        if now.waiting:
            parts.append(ngettext("{count} waits", "{count} wait", now.waiting).format(count=now.waiting))
        if now.offered:
            offered = ngettext("{count} place offered", "{count} places offered", now.offered)
            parts.append(offered.format(count=now.offered))
        self.print_button.setVisible(bool(now.waiting or now.offered))
        self.about.setText(" · ".join(parts))

    def _enrolled(self, enrolled: Enrolled) -> None:
        if enrolled.status is EnrolmentStatus.WAITING:
            told = _("{title} is full: {name} is number {place} on the waiting list.")
            self.banner.say(told.format(title=enrolled.title, name=enrolled.name, place=enrolled.place), "warn")
        else:
            told = _("{name} is enrolled in {title}. Ctrl+Z takes it back.")
            said = told.format(title=enrolled.title, name=enrolled.name)
            if enrolled.left:
                left = _("Taken off the waiting list at the same hours: {left}.")
                said = together(said, left.format(left=shown(list(enrolled.left))))
            self.banner.say(said, "good")
        self._settle()

    def _withdrawn(self, left: Withdrawn) -> None:
        told = _("{name} has left {title}.").format(name=left.name, title=left.title)
        if left.moved_up:
            moved = (
                _("The place is now offered to {names}.")
                if left.offered
                else _("{names} moved up from the waiting list.")
            )
            told = together(told, moved.format(names=shown(list(left.moved_up))))
        self.banner.say(told, "good")
        self._settle()

    def _settle(self) -> None:
        self.reason.value = ""
        self.search.clear()
        self.search.finish()
        self.search.setFocus()

    def _explain(self, refusal: Refused) -> None:
        self.banner.say(sentence(refusal), "bad")

    def _model(self) -> LazyModel:
        columns = (
            Column(N_("Name"), lambda one: f"{one.name}  {shown_pinyin(one.name, one.pinyin)}", 150, stretch=2),
            Column(N_("State"), _state, 120, kind="pill", state=_state_colour),
            Column(N_("Card"), lambda one: one.card, 105, kind="muted", spare=2),
            Column(N_("Telephone"), lambda one: one.phone, 115, kind="muted", spare=1),
            Column(N_("Since"), _since, 140, kind="muted", spare=3),
            Column(N_("Credits"), lambda one: self._credits.get(one.resident_id, ""), 150, kind="muted"),
            Column(N_("Turn and note"), self._note, 190, stretch=2, kind="muted", tip=self._note),
        )
        return LazyModel(columns, lambda _sort, _descending: list(self._lines), self._rows)

    def _note(self, line: Line) -> str:
        """Why someone stands here in the waiting list, and what was noted."""
        one = line.learner
        if one is None:
            return ""
        parts = [exception_shown(one.waived, one.note)]
        if one.status is EnrolmentStatus.WAITING:
            parts.insert(0, turn_shown(one.claim, one.lot, _local(one.queued_at), _local(one.held_until)))
            if busy := self._busy.get(one.resident_id):
                parts.insert(1, _("passed over while in {title}").format(title=busy))
        return " · ".join(part for part in parts if part)

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, Line]:
        return {key: self._lines[key] for key in ids}


def _line(one: Learner) -> Line:
    return Line(one.resident_id, one.name, one.pinyin, one.card, one.phone, one)


def _state(line: Line) -> str:
    if line.learner is None:
        return ""
    if line.learner.held_until is not None:
        return _("place offered")
    if line.learner.status is EnrolmentStatus.WAITING:
        return _("waiting · {place}").format(place=line.learner.place)
    return _("completed") if line.learner.status is EnrolmentStatus.COMPLETED else _("enrolled")


def _local(moment: datetime | None) -> datetime | None:
    return None if moment is None else wall_time(moment)


def _state_colour(line: Line) -> str:
    if line.learner and line.learner.held_until is not None:
        return "accent"
    return "warn" if line.learner and line.learner.status is EnrolmentStatus.WAITING else "good"


def _since(line: Line) -> str:
    return shown(line.learner.enrolled_on) if line.learner else ""
