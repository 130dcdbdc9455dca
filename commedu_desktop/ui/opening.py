"""Opening and closing a centre for the window: safely, and with a word when something was not as it should be."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from commedu_desktop.domain.errors import StoreTrouble
from commedu_desktop.i18n import _
from commedu_desktop.sentences import sentence
from commedu_desktop.sentences.opening import opening_report
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.jobs import Job
from commedu_desktop.ui.offered_places import pass_on_soon
from commedu_desktop.ui.theme import Look
from commedu_desktop.ui.widgets.basics import row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import Fitting, Tell

if TYPE_CHECKING:
    from commedu_desktop.services.office import Office
    from commedu_desktop.services.progress import Progress
    from commedu_desktop.ui.main_window import MainWindow


@dataclass(frozen=True)
class Opening:
    """An open centre, its name, how to close it, and what is to be said about its last end."""

    office: "Office"
    centre: str
    close: Callable[[], None]
    told: tuple[str, ...] = ()


def open_for_window(folder: Path, actor: str) -> Opening:
    """Raises: StoreTrouble."""
    from commedu_desktop.services.opening import open_safely
    from commedu_desktop.services.settings import centre_settings

    opened = open_safely(folder, actor=actor)
    name = opened.office.read(centre_settings).name
    return Opening(opened.office, name, opened.close, tuple(opening_report(opened.report)))


def open_shared(url: str) -> Opening:
    """A centre on a server. Raises: StoreTrouble."""
    from commedu_desktop.services.centre import open_shared_centre
    from commedu_desktop.services.settings import centre_settings

    office = open_shared_centre(url)
    return Opening(office, office.read(centre_settings).name, office.database.close)


def tell(desk: Desk, opening: Opening, window: "MainWindow") -> None:
    """Say once what the opening found, and a little later which offered places ran out meanwhile."""
    pass_on_soon(window)
    if opening.told:
        Tell(desk.look, window, _("Since the last time"), "\n\n".join(opening.told)).open()


def replace_by(backup: Path, folder: Path, opening: Opening | None) -> None:
    """On the worker: close the centre and put a backup in its place. Raises: StoreTrouble."""
    from commedu_desktop.services.backup import restore

    if opening is not None:
        opening.close()
    restore(folder, backup, now=datetime.now())


def back_up_last(desk: Desk, folder: Path, then: Callable[[], object]) -> None:
    """The backup at closing; the window closes also when it fails, for the centre itself is safe."""
    from commedu_desktop.services.backup import back_up

    def work(progress: "Progress") -> None:
        try:
            back_up(desk.office, folder, progress=progress)
        except StoreTrouble as trouble:
            failed.append(trouble)

    def done(_none: object) -> None:
        parent = QApplication.activeWindow()
        if failed:
            dialog = Tell(desk.look, parent, _("The backup at closing failed"), sentence(failed[0]))
            dialog.finished.connect(lambda _code: then())
            dialog.open()
        else:
            then()

    failed: list[StoreTrouble] = []
    desk.jobs.submit(Job(work, _("Backing up before closing"), done=done, cancelled=lambda: done(None)))


class CannotOpen(Fitting):
    """The centre is in trouble: what happened, and the ways out. The window stays."""

    again = Signal()
    restoring = Signal(object)

    def __init__(self, look: Look, folder: Path, trouble: StoreTrouble, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._folder = look, folder
        self.setWindowTitle(_("The centre cannot be opened"))
        self.setModal(True)
        self.sentence = words(sentence(trouble), wrap=True, selectable=True)
        self.sentence.setMinimumWidth(look.px(440))
        self.again_button = Button(look, _("Try again"), icon="refresh-cw", kind="primary")
        self.restore_button = Button(look, _("Restore a backup…"), icon="database-backup")
        self.quit_button = Button(look, _("Close the program"))
        self.again_button.clicked.connect(self._again)
        self.restore_button.clicked.connect(self._restore)
        self.quit_button.clicked.connect(QApplication.quit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(words(_("The centre cannot be opened"), "large", wrap=True))
        layout.addWidget(self.sentence)
        layout.addSpacing(8)
        layout.addLayout(row(self.quit_button, 1, self.restore_button, self.again_button))

    def _again(self) -> None:
        self.accept()
        self.again.emit()

    def _restore(self) -> None:
        from commedu_desktop.ui.backups import BackupsDialog

        dialog = BackupsDialog(self._look, self._folder, self)
        dialog.chosen.connect(self._take)
        dialog.open()

    def _take(self, backup: Path) -> None:
        self.accept()
        self.restoring.emit(backup)
