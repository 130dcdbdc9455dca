"""One round at work: who handed in what, how sought after each class is, and the run."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.i18n import N_, _, locale, ngettext
from commedu_desktop.sentences import shown
from commedu_desktop.services.clock import wall_time
from commedu_desktop.services.ranked_choices import HandedIn, RoundClass, RoundRow, classes_of_round, handed_in, rounds
from commedu_desktop.services.residents import find_residents
from commedu_desktop.ui.choices.hand_in import HandInDialog
from commedu_desktop.ui.choices.run import RunDialog
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.papers import open_paper
from commedu_desktop.ui.widgets.basics import Card, row, words
from commedu_desktop.ui.widgets.buttons import Button, connect_verbs
from commedu_desktop.ui.widgets.dialogs import room_for
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.search_field import SearchField

FOUND = 20


@dataclass(frozen=True)
class Line:
    """Someone who handed in, or someone found who has not yet."""

    resident_id: UUID
    name: str
    pinyin: str
    card: str
    handed_in: HandedIn | None


class RoundDialog(QDialog):
    """Nothing typed: everybody who handed in. Typing finds people, Enter takes or changes their choices."""

    changing = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, round_id: UUID) -> None:
        super().__init__(parent)
        self.desk, self.round_id = desk, round_id
        self.setModal(True)
        self.round: RoundRow | None = None
        self._lines: dict[UUID, Line] = {}
        self._classes: dict[Hashable, RoundClass] = {}
        self.title, self.about = words("", "large", wrap=True), words("", "muted", wrap=True)
        self.search = SearchField(desk.look, _("Hand in: name, pinyin, card or telephone"))
        self.table = LazyTable(desk.look, self._people_model(), _("People and their choices"))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.wanted = LazyTable(desk.look, self._class_model(), _("Classes of the round"))
        self.hand_in_button = Button(desk.look, _("Choices…"), kind="primary", shortcut="Enter")
        self.run_button = Button(desk.look, _("Give the places…"), icon="list-checks", shortcut="Ctrl+R")
        self.rules_button = Button(desk.look, _("Rules"), icon="printer", shortcut="Ctrl+P")
        self.change_button = Button(desk.look, _("Edit round"), icon="pencil", shortcut="F2")
        self.leave_button = Button(desk.look, _("Close"), shortcut="Esc")
        self._lay_out()
        self._connect()
        desk.changed.connect(self.read)
        self.read()
        self.search.setFocus()

    def read(self) -> None:
        """Read again what stands here, and stay where one was."""
        found = self.desk.read(rounds, self.round_id)
        if not found:
            return
        (self.round,) = found
        self._classes = {one.offering_id: one for one in self.desk.read(classes_of_round, self.round_id)}
        people = self.desk.read(handed_in, self.round_id)
        known = {one.resident_id: Line(one.resident_id, one.name, one.pinyin, one.card, one) for one in people}
        typed = self.search.text().strip()
        if typed:
            matches = self.desk.read(find_residents, typed, FOUND)
            self._lines = {
                one.id: known.get(one.id) or Line(one.id, one.name, one.pinyin, one.card, None) for one in matches
            }
        else:
            self._lines = known
        for table in (self.table, self.wanted):
            table.reload()
        if self.table.chosen_id is None:
            self.table.choose(None)
        self._tell(self.round)

    def hand_in(self) -> None:
        key = self.table.chosen_id
        line = self._lines.get(key) if isinstance(key, UUID) else None
        if line is not None and self.round is not None and self.round.allocated_at is None:
            dialog = HandInDialog(self.desk, self, self.round, line.resident_id, line.name)
            dialog.accepted.connect(self._settle)
            dialog.open()

    def run(self) -> None:
        RunDialog(self.desk, self, self.round_id).open()

    def print_rules(self) -> None:
        from commedu_desktop.services.allocation_papers import rules_pdf

        read = self.desk.read
        open_paper(self.desk, lambda: read(rules_pdf, self.round_id, locale()), self.title.text())

    def change(self) -> None:
        if self.round is not None and self.round.allocated_at is None:
            self.changing.emit(self.round)

    def _settle(self) -> None:
        self.search.clear()
        self.search.finish()
        self.search.setFocus()

    def _tell(self, one: RoundRow) -> None:
        self.setWindowTitle(one.title)
        self.title.setText(one.title)
        people = ngettext("{count} person handed in choices", "{count} people handed in choices", one.people)
        days = _("{opens} to {closes}").format(opens=shown(one.opens), closes=shown(one.closes))
        parts = [one.term, days, people.format(count=one.people)]
        if one.allocated_at is not None:
            parts.append(_("places given {at}").format(at=shown(wall_time(one.allocated_at))))
        self.about.setText(" · ".join(parts))
        for button in (self.hand_in_button, self.change_button):
            button.setVisible(one.allocated_at is None)
        self.run_button.setText(_("Result…") if one.allocated_at else _("Give the places…"))

    def _lay_out(self) -> None:
        people, classes = Card(margin=8), Card(margin=8)
        people.body.addWidget(self.table)
        classes.body.addWidget(self.wanted)
        both = row(gap=12)
        both.addWidget(people, 3)
        both.addWidget(classes, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        for part in (self.title, self.about, self.search):
            layout.addWidget(part)
        layout.addLayout(both, 1)
        buttons = (self.change_button, self.rules_button, self.leave_button, self.run_button, self.hand_in_button)
        layout.addLayout(Flow(*buttons, end=True))
        wanted = QSize(self.desk.look.px(980), self.desk.look.px(640))
        self.resize(wanted.boundedTo(room_for(self)))

    def _connect(self) -> None:
        self.search.searched.connect(lambda _text: self.read())
        self.search.moved.connect(self.table.move)
        self.search.entered.connect(lambda _text: self.hand_in())
        self.table.opened.connect(lambda _key: self.hand_in())
        verbs = (
            (self.hand_in_button, self.hand_in, ("Ctrl+Return", "Ctrl+Enter")),
            (self.run_button, self.run, ("Ctrl+R",)),
            (self.rules_button, self.print_rules, ("Ctrl+P",)),
            (self.change_button, self.change, ("F2",)),
        )
        connect_verbs(self, *verbs)
        self.leave_button.clicked.connect(self.reject)

    def _people_model(self) -> LazyModel:
        columns = (
            Column(N_("Name"), lambda one: f"{one.name}  {shown_pinyin(one.name, one.pinyin)}", 150, stretch=1),
            Column(N_("Card"), lambda one: one.card, 105, kind="muted", spare=1),
            Column(N_("Their choices"), self._choices, 200, stretch=2, tip=self._choices),
        )
        return LazyModel(columns, lambda _sort, _descending: list(self._lines), self._people)

    def _class_model(self) -> LazyModel:
        columns = (
            Column(N_("Class"), lambda one: one.title, 90, stretch=1, kind="strong", tip=lambda one: one.code),
            Column(N_("Places"), lambda one: str(one.free or 0), 60, kind="number"),
            Column(N_("First choice"), lambda one: str(one.first), 100, kind="number"),
            Column(N_("In all"), lambda one: str(one.chosen), 65, kind="number", spare=1),
        )
        return LazyModel(columns, lambda _sort, _descending: list(self._classes), self._some_classes)

    def _choices(self, line: Line) -> str:
        if line.handed_in is None:
            return _("nothing handed in yet")
        titles = [self._classes[key].title for key in line.handed_in.offering_ids if key in self._classes]
        return "  ".join(f"{rank}. {title}" for rank, title in enumerate(titles, 1))

    def _people(self, ids: Sequence[Any]) -> Mapping[Any, Line]:
        return {key: self._lines[key] for key in ids}

    def _some_classes(self, ids: Sequence[Hashable]) -> Mapping[Hashable, RoundClass]:
        return {key: self._classes[key] for key in ids}
