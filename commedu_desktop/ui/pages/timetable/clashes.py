"""The list of all clashes from today to the end of the term."""

from collections.abc import Hashable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commedu_desktop.domain.clashes import ClashKind
from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences.conflicts import clash_shown
from commedu_desktop.services.conflicts import Clash
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.messages import EmptyPage

KINDS = {
    ClashKind.VENUE: N_("Room"),
    ClashKind.TEACHER: N_("Teacher"),
    ClashKind.RESIDENT: N_("Residents"),
    ClashKind.CAPACITY: N_("Room too small"),
    ClashKind.TRAVEL: N_("Way between branches"),
    ClashKind.CLOSURE: N_("Day without lessons"),
    ClashKind.EQUIPMENT: N_("Equipment"),
    ClashKind.AVAILABILITY: N_("Teacher away"),
    ClashKind.LIMIT: N_("Hours limit"),
}
SERIOUS = (ClashKind.VENUE, ClashKind.TEACHER)


class ClashesDialog(QDialog):
    """Enter or a double click shows the lesson on the timetable."""

    chosen = Signal(object, object)

    def __init__(self, desk: Desk, parent: QWidget, found: Sequence[Clash]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Clashes"))
        self.setModal(True)
        self._found = found
        columns = (
            Column(N_("Kind"), lambda clash: _(KINDS[clash.kind]), 170, kind="pill", state=_state),
            Column(N_("What"), _said, 300, stretch=1, tip=_said),
        )
        model = LazyModel(columns, lambda _sort, _descending: range(len(found)), self._rows)
        self.table = LazyTable(desk.look, model, _("Clashes"))
        self.table.reload()
        self.table.opened.connect(self._show)
        close = Button(desk.look, _("Close"), shortcut="Esc")
        close.clicked.connect(self.reject)
        said = _("From today to the end of the term. Enter shows the lesson on the timetable.")
        nothing = EmptyPage(
            desk.look, "circle-check", _("No clashes"), _("Every lesson to come has its room and teacher to itself.")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.addWidget(words(_("Clashes"), "large"))
        layout.addWidget(words(said, "muted", wrap=True))
        layout.addWidget(self.table if found else nothing, 1)
        layout.addLayout(row(1, close))
        self.resize(desk.look.px(760), desk.look.px(520))

    def _rows(self, ids: Sequence[Hashable]) -> Mapping[Hashable, Clash]:
        return {number: self._found[number] for number in ids if isinstance(number, int)}

    def _show(self, number: int) -> None:
        lesson = self._found[number].lessons[0]
        self.accept()
        self.chosen.emit(lesson.id, lesson.starts.date())


def _state(clash: Clash) -> str:
    return "bad" if clash.kind in SERIOUS else "warn"


def _said(clash: Clash) -> str:
    return clash_shown(clash.kind, clash.lessons, clash.who, clash.why)
