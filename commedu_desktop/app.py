"""Puts the house together: the window first, the database while it is seen, then the page."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from commedu_desktop import i18n
from commedu_desktop.domain.errors import StoreTrouble
from commedu_desktop.ui.jobs import Job, Jobs
from commedu_desktop.ui.main_window import MainWindow
from commedu_desktop.ui.only_one import OnlyOne
from commedu_desktop.ui.pages import PAGES
from commedu_desktop.ui.settings import Settings
from commedu_desktop.ui.theme import Look

if TYPE_CHECKING:
    from commedu_desktop.services.office import Office
    from commedu_desktop.ui.desk import Desk

CENTRE = "centre.db"


class Program(QObject):
    """One window on the centre in `folder`."""

    def __init__(self, application: QApplication, folder: Path, language: str = "", actor: str = "") -> None:
        super().__init__(application)
        self.application, self.folder = application, folder
        self.settings = Settings(folder)
        self.actor = actor or self.settings.now.actor or _who()
        i18n.use(i18n.matching(language or self.settings.now.language or i18n.system_tag()))
        self.look = Look(application, self.settings.now.theme, self.settings.now.text_size)
        self.jobs = Jobs(self)
        self.desk: Desk | None = None
        self.window = MainWindow(self.look, self.settings)
        self.window.language_chosen.connect(self.speak)
        self.window.closing.connect(self._closing)
        self.window.painted.connect(self._after_first_paint)
        self.jobs.crashed.connect(self.crashed)
        sys.excepthook = lambda _kind, error, _trace: self.crashed(error)

    def show(self) -> None:
        self.window.show()

    def speak(self, language: str) -> None:
        """Change the language of everything, at once."""
        self.settings.change(language=language)
        i18n.use(language)
        self._translate_qt()
        self.window.rebuild()

    def crashed(self, error: BaseException) -> None:
        from commedu_desktop.ui.crash import CrashDialog
        from commedu_desktop.ui.logs import write_down

        if isinstance(error, KeyboardInterrupt):
            self.application.quit()
            return
        log = write_down(self.folder, error)
        CrashDialog(self.look, error, log, self.window).open()

    def open(self) -> None:
        """Open the centre, or welcome whoever starts for the first time."""
        if (self.folder / CENTRE).exists():
            self.jobs.submit(Job(lambda _progress: _open(self.folder), done=self._opened))
        else:
            self._welcome()

    def _after_first_paint(self) -> None:
        from commedu_desktop.ui.logs import begin_log

        self.open()
        begin_log(self.folder)
        self._translate_qt()
        self.jobs.troubled.connect(self._trouble)

    def _opened(self, opened: "tuple[Office, str]") -> None:
        from commedu_desktop.ui.desk import Desk

        office, centre = opened
        self.desk = Desk(office, self.actor, self.look, self.settings, self.jobs)
        self.window.attach(self.desk, centre)

    def _welcome(self) -> None:
        """Nothing is here yet."""

    def _trouble(self, trouble: StoreTrouble) -> None:
        """Before there is a desk, nobody else says it."""
        if self.desk is None:
            from commedu_desktop.sentences import sentence
            from commedu_desktop.ui.widgets.dialogs import Tell

            Tell(self.look, self.window, i18n._("The centre cannot be opened"), sentence(trouble)).open()

    def _translate_qt(self) -> None:
        from commedu_desktop.ui.qt_words import translate

        translate(self.application, i18n.language())

    def _closing(self) -> None:
        self.jobs.close()
        if self.desk is not None:
            self.desk.office.database.close()


def _who() -> str:
    from getpass import getuser

    return getuser()


def _open(folder: Path) -> "tuple[Office, str]":
    """On the worker: the database, and what the first page needs, so that the window never waits for an import."""
    from importlib import import_module

    from commedu_desktop.services.centre import open_centre
    from commedu_desktop.services.settings import centre_settings

    office = open_centre(folder)
    name = office.read(centre_settings).name
    import_module("commedu_desktop.ui.furnishing")
    if PAGES:
        import_module(f"commedu_desktop.ui.pages.{PAGES[0].file}")
    return office, name


def data_folder(given: str | None) -> Path:
    """Where the centre lies: the folder given, or the platform's place for a user's data."""
    if given:
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("CommEdu", appauthor=False)


def run(data: str | None = None, language: str = "", actor: str = "") -> int:
    """Open the window on a folder; a second start only raises the first one's window."""
    folder = data_folder(data)
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("CommEdu Desktop")
    only = OnlyOne(folder, application)
    if not only.is_first():
        return 0
    program = Program(application, folder, language, actor)
    only.raised.connect(program.window.come_forward)
    QTimer.singleShot(0, program.show)
    return application.exec()


def main(arguments: Sequence[str] | None = None) -> int:
    from argparse import ArgumentParser
    from os import environ

    parser = ArgumentParser("commedu-desktop", description="The office of a community education centre.")
    parser.add_argument("--data", metavar="FOLDER", default=environ.get("COMMEDU_DATA"))
    parser.add_argument("--lang", metavar="TAG", default=environ.get("COMMEDU_LANG", ""))
    parser.add_argument("--as", dest="actor", metavar="USER", default="")
    given = parser.parse_args(arguments)
    return run(given.data, given.lang, given.actor)
