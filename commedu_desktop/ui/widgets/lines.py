"""A list that is edited in place: a line of fields for each entry, one button to add, one to take away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import column, row, words
from commedu_desktop.ui.widgets.buttons import Button, IconButton
from commedu_desktop.ui.widgets.fields import Field
from commedu_desktop.ui.widgets.flow import Even


@dataclass(eq=False)
class Line:
    """The fields of one entry, and the frame they stand in."""

    fields: tuple[Field, ...]
    frame: QWidget


class Lines(QWidget):
    """`make` gives the fields of an empty entry; `edited` comes after each change."""

    edited = Signal()

    def __init__(self, look: Look, title: str, add: str, make: Callable[[], Sequence[Field]]) -> None:
        super().__init__()
        self._look, self._make = look, make
        self.lines: list[Line] = []
        self._inside = column(gap=8)
        self.add_button = Button(look, add, icon="plus")
        self.add_button.clicked.connect(self._add_by_hand)
        self.setLayout(column(words(title, "label"), self._inside, row(self.add_button, 1), gap=8))

    def add_line(self) -> tuple[Field, ...]:
        """One more entry, to be filled in."""
        fields = tuple(self._make())
        frame = QFrame()
        leave = IconButton(self._look, "trash-2", _("Take away"))
        inner = row(gap=8)
        inner.addLayout(Even(*fields, gap=8), 1)
        for field in fields:
            field.edited.connect(self.edited)
        inner.addWidget(leave)
        frame.setLayout(inner)
        line = Line(fields, frame)
        leave.clicked.connect(lambda: self._take_away(line))
        self.lines.append(line)
        self._inside.addWidget(frame)
        return fields

    def _add_by_hand(self) -> None:
        self.add_line()[0].setFocus()
        self.edited.emit()

    def _take_away(self, line: Line) -> None:
        self.lines.remove(line)
        self._inside.removeWidget(line.frame)
        line.frame.deleteLater()
        self.add_button.setFocus()
        self.edited.emit()
