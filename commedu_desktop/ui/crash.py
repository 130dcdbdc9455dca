"""What happens when the program itself is wrong: log file, and a dialog with a report that can be copied."""

import platform
import sys
import traceback
from pathlib import Path

from PySide6.QtCore import QSize, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from commedu_desktop import __version__
from commedu_desktop.i18n import _
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import room_for


def report(error: BaseException) -> str:
    """All that whoever mends it needs; no data of the centre beyond what the error itself names."""
    lines = [
        f"CommEdu Desktop {__version__}",
        f"Python {sys.version.split()[0]}, Qt {qVersion()}, {platform.platform()}",
        "",
        *(line.rstrip() for line in traceback.format_exception(error)),
    ]
    return "\n".join(lines)


class CrashDialog(QDialog):
    """Says that what was saved is safe, shows the report, and lets the work go on."""

    def __init__(self, look: Look, error: BaseException, log: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong"))
        self.text = report(error)
        self.shown = QPlainTextEdit(self.text)
        self.shown.setReadOnly(True)
        self.shown.setAccessibleName(_("Report"))
        self.copy_button = Button(look, _("Copy report"), icon="copy")
        self.go_on_button = Button(look, _("Go on working"), kind="primary", shortcut="Esc")
        self.quit_button = Button(look, _("Close the program"))
        self.copy_button.clicked.connect(self._copy)
        self.go_on_button.clicked.connect(self.accept)
        self.quit_button.clicked.connect(QGuiApplication.quit)
        said = _(
            "This is a fault in the program, not in what you did. Everything saved so far is safe. "
            "Please send the report below to whoever looks after the program; it also stands in {log}."
        ).format(log=log)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(words(_("Something went wrong"), "large"))
        layout.addWidget(words(said, wrap=True))
        layout.addWidget(self.shown, 1)
        layout.addLayout(row(self.copy_button, 1, self.quit_button, self.go_on_button))
        self.resize(QSize(look.px(680), look.px(460)).boundedTo(room_for(self)))
        self.go_on_button.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self.copy_button.setText(_("Copied"))
