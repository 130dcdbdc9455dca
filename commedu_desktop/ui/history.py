"""Who changed what, and when; one step can be taken back from here."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences import shown, verb_phrase
from commedu_desktop.services.clock import wall_time
from commedu_desktop.services.history import Change, Written, last_writes
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import Card, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.flow import Flow
from commedu_desktop.ui.widgets.search_field import SearchField

MOST = 500
"""Writes that are looked back over."""
CHANGES = 12
_CODES = {
    "present": N_("present"),
    "late": N_("late"),
    "excused": N_("excused"),
    "absent": N_("absent"),
    "enrolled": N_("enrolled"),
    "waiting": N_("waiting"),
    "withdrawn": N_("withdrawn"),
    "completed": N_("completed"),
    "planned": N_("planned"),
    "held": N_("held"),
    "cancelled": N_("cancelled"),
}
"""What marks and states are called; they are kept under these codes in `mark` and `status`."""
_ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d)?)?")


def what(write: Written) -> str:
    return verb_phrase(write.verb, write.subject)


def _state(write: Written) -> str:
    return _("undone") if write.undone else ""


COLUMNS = (
    Column(N_("When"), lambda write: shown(wall_time(write.at)), 190, kind="muted"),
    Column(N_("Who"), lambda write: write.actor, 110),
    Column(N_("What"), what, 260, stretch=1, tip=what),
    Column(N_("State"), _state, 90, kind="pill"),
)


class HistoryDialog(QDialog):
    """The last writes, newest first; what is typed above filters them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._writes: dict[Any, Written] = {}
        look = desk.look
        self.setWindowTitle(_("History"))
        self.search = SearchField(look, _("Who, or what was done"))
        self.table = LazyTable(look, LazyModel(COLUMNS, self._ids, self._rows), _("History"))
        self.details = words("", "muted", wrap=True, selectable=True)
        self.undo_button = Button(look, _("Undo this step"), icon="undo-2", shortcut="Ctrl+Z")
        close = Button(look, _("Close"), shortcut="Esc")
        self.undo_button.clicked.connect(self.undo)
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(self.undo_button.click)
        close.clicked.connect(self.accept)
        self.search.searched.connect(self.table.reload)
        self.search.moved.connect(self.table.move)
        self.table.chosen.connect(self._explain)
        desk.changed.connect(self.refresh)
        card = Card(margin=8)
        card.body.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        for part in (words(_("History"), "large"), self.search):
            layout.addWidget(part)
        layout.addWidget(card, 1)
        layout.addWidget(self.details)
        layout.addLayout(Flow(self.undo_button, close, end=True))
        room = parent.size() if parent else self.sizeHint()
        self.resize(min(look.px(860), room.width() - 40), min(look.px(620), room.height() - 40))
        self.refresh()

    def refresh(self) -> None:
        self._writes = {write.id: write for write in self._desk.read(last_writes, MOST)}
        self.table.reload()
        if self.table.chosen_id is None:
            self.table.choose(None)
        self._explain(self.table.chosen_id)

    def undo(self) -> None:
        """Take the chosen step back, or hear why not."""
        if isinstance(self.table.chosen_id, UUID):
            self._desk.undo(self.table.chosen_id)

    def _ids(self, _sort: str, _descending: bool) -> list[UUID]:
        typed = self.search.text().strip().casefold()
        return [write.id for write in self._writes.values() if typed in f"{write.actor} {what(write)}".casefold()]

    def _rows(self, ids: Sequence[Any]) -> Mapping[Any, Written]:
        return {one: self._writes[one] for one in ids if one in self._writes}

    def _explain(self, chosen: object) -> None:
        write = self._writes.get(chosen)
        self.undo_button.setEnabled(write is not None and write.can_be_undone)
        lines = [text for change in write.changes if (text := _changed(change))] if write else []
        self.details.setText(" · ".join(lines[:CHANGES]))


def _changed(change: Change) -> str:
    """A field before and after; counters, and fields that only point to other rows, say nothing to a reader."""
    if change.table == "counter" or change.field.endswith("id"):
        return ""
    if change.old is None and change.new in (None, "", False, 0):
        return ""
    old = "" if change.old is None else f"{_value(change.field, change.old)} → "
    return f"{old}{'' if change.new is None else _value(change.field, change.new)}".strip()


def _value(field: str, value: Any) -> str:
    if field in ("mark", "status") and value in _CODES:
        return _(_CODES[value])
    if field == "minutes_late" and isinstance(value, int):
        return ngettext("{minutes} minute late", "{minutes} minutes late", value).format(minutes=value)
    return legible(value)


def legible(value: Any) -> str:
    """A kept value as the reader writes it: days and moments are kept in ISO 8601, moments that happened in UTC."""
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        return str(value)
    if len(value) == len("2026-11-23"):
        return shown(date.fromisoformat(value))
    moment = datetime.fromisoformat(value)
    return shown(wall_time(moment) if moment.tzinfo else moment)
