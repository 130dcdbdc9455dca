"""Backups in the window: made in the background, listed, restored."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from commedu_desktop.i18n import _
from commedu_desktop.sentences import shown
from commedu_desktop.services.backup_list import Backup, backup_due_in, backups, last_backup
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import Ask

if TYPE_CHECKING:
    from commedu_desktop.ui.rail import Rail

LATER = 20_000
"""Milliseconds after the start: the morning's first check-ins come before the backup."""
EACH_HOUR = 3_600_000


class Keeper(QObject):
    """Makes a backup each day in the background, and says in the rail when the last one was."""

    def __init__(self, desk: Desk, rail: "Rail") -> None:
        super().__init__(rail)
        self._desk, self._rail = desk, rail
        self._timer = QTimer(self, singleShot=True, interval=LATER)
        self._timer.timeout.connect(self._look)
        if desk.folder is not None:
            self._timer.start()
            self.say()

    def say(self) -> None:
        """When the last verified backup was."""
        if self._desk.folder is None:
            return
        found, today = last_backup(self._desk.folder), self._desk.wall_clock().date()
        if found is None:
            self._rail.say_backup(_("No backup yet"), "warn")
        else:
            state = "good" if found.at.date() >= today - timedelta(days=1) else "warn"
            self._rail.say_backup(_("Backup {when}").format(when=_when(found, today)), state)

    def now(self) -> None:
        """Back up at once, and say where it is."""
        self._begin(self._told)

    def _look(self) -> None:
        folder = self._desk.folder
        if folder is not None and backup_due_in(folder, self._desk.wall_clock()):
            self._begin(lambda _backup: self.say())
        self._timer.start(EACH_HOUR)

    def _begin(self, done: Any) -> None:
        folder, desk = self._desk.folder, self._desk
        if folder is not None:
            from commedu_desktop.services.backup import back_up

            desk.work(
                lambda progress: back_up(desk.office, folder, progress=progress), done=done, title=_("Backing up")
            )

    def _told(self, backup: Backup) -> None:
        self.say()
        self._desk.toast(_("Backed up and read back: {path}").format(path=backup.path.name))


def _when(backup: Backup, today: date) -> str:
    return shown(backup.at.time()) if backup.at.date() == today else shown(backup.at.date())


class BackupsDialog(QDialog):
    """The verified backups, newest first; `chosen(path)` when one is to be restored."""

    chosen = Signal(object)

    def __init__(self, look: Look, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setWindowTitle(_("Restore a backup"))
        self.backups = backups(folder)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Backups"))
        for backup in self.backups:
            size = _("{size} MB").format(size=shown(max(backup.size // 1_000_000, 1)))
            self.list.addItem(QListWidgetItem(look.icon("database-backup", "muted"), f"{shown(backup.at)}   {size}"))
        self.list.setCurrentRow(0)
        said = _(
            "The centre becomes what it was at that moment. The present file is kept aside, so this can be reversed."
        )
        self.restore_button = Button(look, _("Restore"), kind="danger", icon="history")
        self.restore_button.setEnabled(bool(self.backups))
        self.other_button = Button(look, _("From a file…"), icon="upload")
        close = Button(look, _("Close"), shortcut="Esc")
        self.restore_button.clicked.connect(self._restore)
        self.list.itemActivated.connect(self._restore)
        self.other_button.clicked.connect(self._other)
        close.clicked.connect(self.reject)
        none = words(_("There is no backup in this folder yet."), "muted", wrap=True)
        none.setVisible(not self.backups)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        for part in (words(_("Restore a backup"), "large"), words(said, "muted", wrap=True), none):
            layout.addWidget(part)
        layout.addWidget(self.list, 1)
        layout.addLayout(row(self.other_button, 1, close, self.restore_button))
        self.resize(look.px(560), look.px(440))

    def _restore(self, *_item: Any) -> None:
        if self.backups:
            backup = self.backups[self.list.currentRow()]
            self._ask(backup.path, shown(backup.at))

    def _other(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose a backup"), "", _("Backups (*.db)"))
        if path:
            self._ask(Path(path), Path(path).name)

    def _ask(self, path: Path, what: str) -> None:
        sentence = _(
            "What was entered since {what} will not be in the centre any more. The present file is kept beside it."
        ).format(what=what)
        ask = Ask(self._look, self, _("Restore this backup?"), sentence, _("Restore"), danger=True)
        ask.accepted.connect(lambda: self._take(path))
        ask.open()

    def _take(self, path: Path) -> None:
        self.accept()
        self.chosen.emit(path)
