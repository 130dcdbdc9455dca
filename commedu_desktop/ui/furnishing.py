"""What the frame gets once the database is open: toasts, the progress strip, the More menu, where signals go."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import StoreTrouble
from commedu_desktop.i18n import _
from commedu_desktop.sentences import sentence
from commedu_desktop.ui.backups import Keeper
from commedu_desktop.ui.menu import MoreMenu
from commedu_desktop.ui.progress import ProgressStrip
from commedu_desktop.ui.widgets.dialogs import Tell
from commedu_desktop.ui.widgets.messages import Toast

if TYPE_CHECKING:
    from commedu_desktop.ui.desk import Desk
    from commedu_desktop.ui.main_window import MainWindow


def furnish(window: "MainWindow", desk: "Desk") -> None:
    toast = Toast(desk.look, window.stack)
    toast.undone.connect(window.undo)
    window.right.addWidget(ProgressStrip(desk.look, desk.jobs))
    window.rail.more.clicked.connect(MoreMenu(window, desk).pop_up)
    window.keeper = Keeper(desk, window.rail)
    Wiring(window, desk, toast)


class Wiring(QWidget):
    """Lives as long as what it connects, so that a rebuilt window is not told twice."""

    def __init__(self, window: "MainWindow", desk: "Desk", toast: Toast) -> None:
        super().__init__(window.centralWidget())
        self.hide()
        self._window, self._desk, self._toast = window, desk, toast
        desk.toasted.connect(self._say)
        desk.going.connect(self._go)
        desk.previewing.connect(self._preview)
        desk.asking.connect(window.answer)
        desk.jobs.refused.connect(desk.refuse)
        desk.jobs.troubled.connect(self._trouble)

    def _say(self, text: str, state: str, undo: bool) -> None:
        self._toast.say(text, state, undo=undo)

    def _go(self, key: str, where: object) -> None:
        self._window.show_page(key, where if isinstance(where, dict) else None)

    def _preview(self, pdf: bytes, title: str) -> None:
        from commedu_desktop.ui.preview import PreviewDialog

        PreviewDialog(self._desk, pdf, title, self._window).open()

    def _trouble(self, trouble: StoreTrouble) -> None:
        if self._window.desk is self._desk:
            Tell(self._desk.look, self._window, _("The database is in trouble"), sentence(trouble)).open()
