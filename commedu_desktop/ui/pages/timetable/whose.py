"""Whose week: everything, or that of a room, a teacher, a branch or a category."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commedu_desktop.i18n import _, language
from commedu_desktop.services.branches import branches
from commedu_desktop.services.courses import categories
from commedu_desktop.services.teachers import teachers
from commedu_desktop.services.timetable import EVERYTHING, Only
from commedu_desktop.services.venues import venues
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import row
from commedu_desktop.ui.widgets.fields import Combo

ALL = "all"


class Whose(QWidget):
    """Two choices side by side; the second is hidden while everything is shown. `changed` when one was made."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._fresh = False
        kinds = [
            (ALL, _("All lessons")),
            ("venue_id", _("By room")),
            ("teacher_id", _("By teacher")),
            ("branch_id", _("By branch")),
            ("category_id", _("By category")),
        ]
        self.kind = Combo(kinds, _("Which lessons"))
        self.which = Combo([], _("Whose lessons"))
        self.which.setMinimumWidth(desk.look.px(150))
        self.which.hide()
        self.kind.chosen.connect(self._kind_chosen)
        self.which.chosen.connect(self.changed)
        self.setLayout(row(self.kind, self.which))
        self.setFocusProxy(self.kind)

    @property
    def only(self) -> Only:
        kind = self.kind.value
        if kind == ALL or self.which.value is None:
            return EVERYTHING
        return Only(**{str(kind): self.which.value})

    @property
    def columns(self) -> str:
        """What the columns of a single day are."""
        kind = str(self.kind.value)
        return {ALL: "venue_id", "category_id": "category"}.get(kind, kind)

    def hide_choice(self, hidden: bool) -> None:
        """On a single day every room or teacher has its column."""
        self.which.setVisible(not hidden and self.kind.value != ALL)

    def refresh(self) -> None:
        """Rooms and teachers may have come or gone."""
        if self.kind.value != ALL and not self._fresh:
            self.which.offer(self._choices())
        self._fresh = False

    def begin_with_a_room(self) -> None:
        self.kind.value = "venue_id"
        self._fill()
        self._fresh = True

    def show_only(self, only: Only) -> None:
        """Choose what is named; keep the choice when nothing is."""
        named = next(((name, value) for name, value in vars(only).items() if value is not None), None)
        if named is not None:
            self.kind.value = named[0]
            self._fill()
            self.which.value = named[1]

    def _kind_chosen(self) -> None:
        self._fill()
        self.changed.emit()

    def _fill(self) -> None:
        self.which.setVisible(self.kind.value != ALL)
        self.which.offer(self._choices())

    def _choices(self) -> list[tuple[UUID, str]]:
        read = self._desk.read
        match self.kind.value:
            case "venue_id":
                return [(one.id, f"{one.name} · {one.branch}") for one in read(venues)]
            case "teacher_id":
                return [(one.id, one.name) for one in read(teachers)]
            case "branch_id":
                return [(one.id, one.name) for one in read(branches)]
            case "category_id":
                return [(one.id, one.names.get(language()) or one.code) for one in read(categories)]
        return []
