"""Runs the welcome: makes the centre on the worker and hands it over."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from commedu_desktop.domain.errors import Refused, StoreTrouble
from commedu_desktop.i18n import _
from commedu_desktop.sentences import sentence
from commedu_desktop.services.centre import NewCentre, create_centre, regions
from commedu_desktop.services.demo import create_demo
from commedu_desktop.ui.backups import BackupsDialog
from commedu_desktop.ui.jobs import Job, Jobs
from commedu_desktop.ui.welcome import DEMO, Welcome

if TYPE_CHECKING:
    from commedu_desktop.ui.main_window import MainWindow


class FirstStart(QObject):
    """`made(how)` once the centre is there; `restoring(path)` when a backup shall become it."""

    made = Signal(str)
    restoring = Signal(object)

    def __init__(self, window: "MainWindow", folder: Path, jobs: Jobs, actor: str) -> None:
        super().__init__(window)
        self._window, self._folder, self._jobs, self._actor = window, folder, jobs, actor
        jobs.troubled.connect(self._troubled)
        self.show()

    def show(self) -> None:
        """The welcome, in the language that is spoken now, with what was typed before."""
        before = getattr(self, "welcome", None)
        self.welcome = Welcome(self._window.look, regions(), NewCentre)
        if before is not None:
            self.welcome.name.value = before.name.value
        self.welcome.spoken.connect(self._window.language_chosen)
        self.welcome.begun.connect(self._begin)
        self.welcome.restoring.connect(self._restore)
        self._window.show_alone(self.welcome)

    def _restore(self) -> None:
        dialog = BackupsDialog(self._window.look, self._folder, self._window)
        dialog.chosen.connect(self.restoring)
        dialog.open()

    def _begin(self, request: NewCentre, how: str) -> None:
        self.welcome.wait()
        folder, actor = self._folder, self._actor

        def work(_progress: object) -> None:
            (create_demo if how == DEMO else create_centre)(folder, request, actor=actor).database.close()

        self._jobs.submit(
            Job(
                work,
                _("Making the centre"),
                done=lambda _none: self.made.emit(how),
                refused=self._explain,
            )
        )

    def _explain(self, refusal: Refused) -> None:
        self.welcome.explain(sentence(refusal))

    def _troubled(self, trouble: StoreTrouble) -> None:
        self.welcome.explain(sentence(trouble))
