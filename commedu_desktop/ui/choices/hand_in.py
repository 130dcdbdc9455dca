"""Taking the choices of one resident: Enter ranks the next, a digit gives that rank."""

from collections.abc import Hashable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.enrolments import RULES
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences.weekly_times import times_shown
from commedu_desktop.services.ranked_choices import (
    HandIn,
    RoundClass,
    RoundRow,
    classes_of_round,
    hand_in,
    handed_in,
)
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import words
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import TextField


class HandInDialog(FormDialog):
    """The classes of the round; those chosen stand on top in their order."""

    def __init__(self, desk: Desk, parent: QWidget, chosen: RoundRow, resident_id: UUID, name: str) -> None:
        super().__init__(desk.look, parent, _("Choices of {name}").format(name=name), _("Hand in"))
        self.desk, self._round, self._resident_id, self._name = desk, chosen, resident_id, name
        self._classes: dict[Hashable, RoundClass] = {
            one.offering_id: one for one in desk.read(classes_of_round, chosen.id)
        }
        before = desk.read(handed_in, chosen.id, resident_id)
        self.ranked: list[UUID] = list(before[0].offering_ids) if before else []
        said = _("Enter takes a class as the next choice, or takes it out again; a digit gives it that place.")
        self.form.addWidget(words(said, "muted", wrap=True))
        self.table = LazyTable(desk.look, self._model(), _("Classes of the round"))
        self.table.setMinimumHeight(desk.look.px(220))
        self.table.opened.connect(self.toggle)
        self.table.installEventFilter(self)
        self.form.addWidget(self.table, 1)
        self.reason = TextField(_("Reason for an exception"), hint=_("Kept with the choices."))
        self.reason.hide()
        self.add(self.reason)
        self.resize(desk.look.px(640), desk.look.px(560))
        self.table.reload()
        self.table.choose(None)
        self.table.setFocus()

    def toggle(self, key: Hashable) -> None:
        """Take a class as the next choice, or out of the choices."""
        if isinstance(key, UUID):
            if key in self.ranked:
                self.ranked.remove(key)
            else:
                self.ranked.append(key)
            self._changed(key)

    def rank(self, key: Hashable, place: int) -> None:
        """Give a class a place among the choices, from 1."""
        if isinstance(key, UUID):
            if key in self.ranked:
                self.ranked.remove(key)
            self.ranked.insert(place - 1, key)
            self._changed(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits in the list, which would look for a class of that name."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            digit = event.key() - int(Qt.Key.Key_0)
            key = self.table.chosen_id
            if 1 <= digit <= 9 and key is not None:
                self.rank(key, digit)
                return True
        return super().eventFilter(watched, event)

    def save(self) -> None:
        request = HandIn(self._round.id, self._resident_id, tuple(self.ranked), self.reason.value)
        said = _("Choices of {name} kept") if self.ranked else _("Choices of {name} taken back")
        self.desk.write(
            hand_in,
            request,
            done=lambda _name: self.accept(),
            refused=self._refused,
            toast=said.format(name=self._name),
        )

    def _refused(self, refusal: Refused) -> None:
        self.explain(refusal)
        if refusal.code in (*RULES, "choices-not-now"):
            self.reason.show()
            self.reason.setFocus()

    def _changed(self, key: UUID) -> None:
        self.touch()
        self.table.reload()
        self.table.choose(key)

    def _model(self) -> LazyModel:
        columns = (
            Column(N_("Rank of choice"), self._rank, 115, kind="pill", state=lambda _one: "accent"),
            Column(N_("Class"), lambda one: one.title, 150, stretch=2, kind="strong", tip=lambda one: one.code),
            Column(N_("Time"), lambda one: times_shown(one.times), 150, stretch=2, kind="muted"),
            Column(N_("Places"), lambda one: str(one.free or 0), 70, kind="number"),
            Column(N_("First choice"), lambda one: str(one.first), 85, kind="number", spare=1),
        )
        return LazyModel(columns, self._ids, self._some)

    def _rank(self, one: RoundClass) -> str:
        return str(self.ranked.index(one.offering_id) + 1) if one.offering_id in self.ranked else ""

    def _ids(self, _sort: str, _descending: bool) -> Sequence[Hashable]:
        return [*self.ranked, *(key for key in self._classes if key not in self.ranked)]

    def _some(self, ids: Sequence[Hashable]) -> Mapping[Hashable, RoundClass]:
        return {key: self._classes[key] for key in ids if key in self._classes}
