"""First step: what is in the list, and which file it is. A file can be dropped here."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.sentences.kinds import KINDS, kind_word
from commedu_desktop.services.imports import TAKERS
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.basics import column, row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.fields import ChoiceField
from commedu_desktop.ui.widgets.messages import Picture

ENDINGS = "*.xlsx *.xls *.xlsm *.et *.ods *.csv *.tsv *.txt"


class DropZone(QFrame):
    """A dashed field that takes a file."""

    dropped = Signal(Path)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.button = Button(desk.look, _("Choose a file…"), icon="upload", kind="primary", shortcut="Ctrl+O")
        hint = words(_("Excel, WPS, OpenDocument or CSV. The file itself is not changed."), "muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        title = words(_("Drop the list here"), "large")
        picture = Picture(desk.look, "file-spreadsheet", "accent", 48)
        layout = column(1, row(1, picture, 1), row(1, title, 1), row(1, self.button, 1), hint, 1, gap=14)
        layout.setContentsMargins(24, 24, 24, 24)
        self.setLayout(layout)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(Path(event.mimeData().urls()[0].toLocalFile()))


class FileStep(QWidget):
    """Emits the file that was chosen or dropped."""

    chosen = Signal(Path)

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__()
        self._desk = desk
        choices = [(one, kind_word(one)) for one in KINDS if one in TAKERS]
        self.kind = ChoiceField(_("What is in the list"), choices, kind)
        self.kind.setMaximumWidth(desk.look.px(320))
        self.zone = DropZone(desk)
        self.zone.dropped.connect(self.chosen)
        self.zone.button.clicked.connect(self.choose)
        layout = column(row(self.kind, 1), self.zone, gap=16)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def choose(self) -> None:
        kinds = f"{_('Tables')} ({ENDINGS});;{_('All files')} (*)"
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a list"), self._desk.settings.now.save_folder, kinds)
        if name:
            self.chosen.emit(Path(name))
