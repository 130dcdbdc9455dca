"""The list of all clashes from today to the end of the term, each with its ways out."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from commedu_desktop.domain.clashes import ClashKind, Policy
from commedu_desktop.i18n import N_, _, ngettext
from commedu_desktop.sentences.conflicts import clash_shown
from commedu_desktop.sentences.weekly_times import span_shown
from commedu_desktop.services.clash_ways import ConfirmClash, Way, WayKind, confirm_clash, ways_out
from commedu_desktop.services.conflicts import Clash, clashes
from commedu_desktop.services.lessons import move_lesson
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.lazy_table import Column, LazyModel, LazyTable
from commedu_desktop.ui.widgets.basics import Card, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import room_for
from commedu_desktop.ui.widgets.fields import CheckField
from commedu_desktop.ui.widgets.flow import Flow
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
ICONS = {WayKind.ROOM: "door-open", WayKind.TEACHER: "graduation-cap", WayKind.TIME: "clock"}


class ClashesDialog(QDialog):
    """Enter on a clash goes to its ways out, Enter there takes one; a double click shows the lesson."""

    chosen = Signal(object, object)
    counted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, span: tuple[date, date], found: Sequence[Clash]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Clashes"))
        self.setModal(True)
        self.desk, self._span, self._found = desk, span, list(found)
        self._settings = desk.read(centre_settings)
        columns = (
            Column(N_("Kind"), lambda clash: _(KINDS[clash.kind]), 130, kind="pill", state=self._state),
            Column(N_("What"), _said, 300, stretch=1, tip=_said),
            Column(N_("Confirmed"), lambda clash: clash.confirmed_by, 110, kind="muted"),
        )
        model = LazyModel(columns, lambda _sort, _descending: range(len(self._found)), self._rows)
        self.table = LazyTable(desk.look, model, _("Clashes"))
        self.table.opened.connect(self._to_ways)
        self.table.chosen.connect(self._show_ways)
        self.confirmed = CheckField(_("Also show what was confirmed"))
        self.confirmed.edited.connect(self.read)
        self.confirmed.edited.connect(self._show_who)
        self.heading = words("", "muted", wrap=True)
        self._build()
        self._show_who()
        desk.changed.connect(self.read)
        self._say()
        self.read()
        self.resize(QSize(desk.look.px(820), desk.look.px(620)).boundedTo(room_for(self)))

    def _build(self) -> None:
        look = self.desk.look
        close = Button(look, _("Close"), shortcut="Esc")
        close.clicked.connect(self.reject)
        said = _("Every lesson to come has its room and teacher to itself.")
        nothing = EmptyPage(look, "circle-check", _("No clashes"), said)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(nothing)
        self.stack.setMinimumHeight(look.px(104))
        self.detail = Card(gap=10)
        self.what = words("", "strong", wrap=True)
        self.none = words(_("There is no move that leaves no clash. Change it on the timetable."), "muted", wrap=True)
        self.ways = QWidget()
        self.flow = Flow(gap=8)
        self.ways.setLayout(self.flow)
        for part in (self.what, self.none, self.ways):
            self.detail.body.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.addWidget(words(_("Clashes"), "large"))
        layout.addWidget(self.heading)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.detail)
        layout.addLayout(row(self.confirmed, 1, close))

    def _show_who(self) -> None:
        """Who confirmed has a column only where confirmed ones are listed: the sentence needs the room."""
        self.table.leave_out(() if self.confirmed.value else (len(self.table.rows.columns) - 1,))

    def read(self) -> None:
        """Count again, on the worker, after something was changed."""
        first, last = self._span
        too = self.confirmed.value
        self.desk.work(
            lambda _progress: self.desk.office.read(clashes, first, last, confirmed_too=too), done=self._counted
        )

    def _counted(self, found: list[Clash]) -> None:
        self._found = found
        self._say()
        self.counted.emit([one for one in found if not one.confirmed_by])

    def _say(self) -> None:
        at = max(self.table.currentIndex().row(), 0)
        self.table.reload()
        count = len(self._found)
        text = ngettext("{count} clash from {first} to {last}", "{count} clashes from {first} to {last}", count)
        from commedu_desktop.sentences import shown

        self.heading.setText(text.format(count=shown(count), first=shown(self._span[0]), last=shown(self._span[1])))
        self.stack.setCurrentIndex(0 if count else 1)
        self.detail.setVisible(bool(count))
        if count:
            self.table.selectRow(min(at, count - 1))
            self._show_ways(min(at, count - 1))

    def _show_ways(self, number: Hashable | None) -> None:
        while (item := self.flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not isinstance(number, int) or number >= len(self._found):
            return
        clash = self._found[number]
        self.what.setText(_said(clash))
        found = self.desk.read(ways_out, clash.found, self.desk.wall_clock()) if clash.found else []
        self.none.setVisible(not found)
        for way in found:
            self._button(way_shown(way), ICONS[way.kind], lambda _c=False, way=way: self._take(way))
        if not clash.confirmed_by and self._settings.policy(clash.kind) is not Policy.REFUSE:
            self._button(_("Leave it so"), "check", lambda _c=False: self._confirm(clash))
        self._button(_("Show on the timetable"), "calendar-days", lambda _c=False: self._show(clash))

    def _button(self, text: str, icon: str, pressed: object) -> None:
        button = Button(self.desk.look, text, icon=icon)
        button.clicked.connect(pressed)
        button.setAutoDefault(True)
        self.flow.addWidget(button)

    def _to_ways(self, _number: Hashable) -> None:
        item = self.flow.itemAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self, way: Way) -> None:
        said = _("{title} moved").format(title=way.title)
        self.desk.write(move_lesson, way.request, toast=said, refused=self.desk.refuse)
        self.table.setFocus()

    def _confirm(self, clash: Clash) -> None:
        if clash.found is not None:
            self.desk.write(confirm_clash, ConfirmClash(clash.found), toast=_("It stays so, and leaves the list."))
        self.table.setFocus()

    def _rows(self, ids: Sequence[Hashable]) -> Mapping[Hashable, Clash]:
        return {number: self._found[number] for number in ids if isinstance(number, int)}

    def _show(self, clash: Clash) -> None:
        lesson = clash.lessons[-1]
        self.accept()
        self.chosen.emit(lesson.id, lesson.starts.date())

    def _state(self, clash: Clash) -> str:
        if clash.confirmed_by:
            return "neutral"
        return "bad" if self._settings.policy(clash.kind) is Policy.REFUSE else "warn"


def _said(clash: Clash) -> str:
    return clash_shown(clash.kind, clash.lessons, clash.who, clash.why)


def way_shown(way: Way) -> str:
    """Choir to Room 203; Choir by Li Na; Choir to Tue 24 Nov 11:30–13:00."""
    telling = {
        WayKind.ROOM: _("{title}: into {name}"),
        WayKind.TEACHER: _("{title}: {name} teaches"),
        WayKind.TIME: _("{title}: {when}"),
    }[way.kind]
    return telling.format(title=way.title, name=way.name, when=span_shown(way.slot.starts, way.slot.ends))
