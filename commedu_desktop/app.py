"""Puts the house together: the window first, the database while it is seen, then the page."""

import gc
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

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
    from commedu_desktop.ui.first_start import FirstStart
    from commedu_desktop.ui.tour import Set

CENTRE = "centre.db"
SETTLED_AFTER = 1_500
"""Milliseconds after the first page."""


class Program(QObject):
    """One window on the centre in `folder`."""

    ready = Signal()
    """The first page is in sight."""

    def __init__(
        self,
        application: QApplication,
        folder: Path,
        language: str = "",
        actor: str = "",
        opener: "Callable[[Path], tuple[Office, str]] | None" = None,
    ) -> None:
        super().__init__(application)
        self._opener = opener or _open
        self.application, self.folder = application, folder
        self.settings = Settings(folder)
        self.actor = actor or self.settings.now.actor or _who()
        i18n.use(i18n.matching(language or self.settings.now.language or i18n.system_tag()))
        self.look = Look(application, self.settings.now.theme, self.settings.now.text_size)
        self.jobs = Jobs(self)
        self.desk: Desk | None = None
        self.first_start: FirstStart | None = None
        self.window = MainWindow(self.look, self.settings)
        self.window.language_chosen.connect(self.speak)
        self.window.closing.connect(self._closing)
        self.window.painted.connect(self._after_first_paint)
        self.jobs.crashed.connect(self.crashed)
        sys.excepthook = lambda _kind, error, _trace: self.crashed(error)

    def show(self) -> None:
        self.window.show()

    def failing(self, answer: "Callable[[BaseException], None]") -> None:
        """Whatever goes wrong goes to `answer` instead of a dialog: for the tour."""
        self.jobs.crashed.disconnect(self.crashed)
        for signal in (self.jobs.crashed, self.jobs.troubled, self.jobs.refused):
            signal.connect(answer)

    def speak(self, language: str) -> None:
        """Change the language of everything, at once."""
        self.settings.change(language=language)
        i18n.use(language)
        self._translate_qt()
        self.window.rebuild()
        if self.first_start is not None:
            self.first_start.show()

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
        if self._opener is not _open or (self.folder / CENTRE).exists():
            self.jobs.submit(Job(lambda _progress: self._opener(self.folder), done=self._opened))
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
        QTimer.singleShot(SETTLED_AFTER, self._settle)
        self.ready.emit()

    def _settle(self) -> None:
        """The start is over: the collector works again, and need not look through what the start has made."""
        gc.collect()
        gc.freeze()
        gc.enable()

    def _welcome(self) -> None:
        """Nothing is here yet: ask how to begin. What the welcome needs is imported on the worker."""
        self.window.rail.hide()
        self.jobs.submit(Job(lambda _progress: import_module("commedu_desktop.ui.first_start"), done=self._ask))

    def _ask(self, module: ModuleType) -> None:
        self.first_start = module.FirstStart(self.window, self.folder, self.jobs, self.actor)
        self.first_start.made.connect(self._made)

    def _made(self, office: "Office", centre: str, how: str) -> None:
        self.first_start = None
        self._opened((office, centre))
        if how == "import" and self.desk is not None:
            self.desk.go("imports")

    def _trouble(self, trouble: StoreTrouble) -> None:
        """Before there is a desk, nobody else says it."""
        if self.desk is None and self.first_start is None:
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


def take_tour(folder: Path, pages: Sequence[str] = ()) -> int:
    """Pictures of every page and dialog into `folder`, on the demonstration centre at a fixed time; returns how many.

    Needs no display. Raises whatever a page raised.
    """
    import os
    from tempfile import TemporaryDirectory

    from commedu_desktop.ui.logs import follow_qt
    from commedu_desktop.ui.tour import Tour, save_to

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    follow_qt()
    application = QApplication(sys.argv[:1])
    wrong: list[BaseException] = []
    keep, seen = save_to(folder), list[str]()

    def eye(one: "Set", name: str, widget: QWidget) -> None:
        keep(one, name, widget)
        seen.append(name)

    with TemporaryDirectory(prefix="commedu-tour-", ignore_cleanup_errors=True) as scratch:
        program = demonstration(application, Path(scratch))
        tour = Tour(program, eye, pages=pages)
        tour.ended.connect(application.quit)

        def failed(error: BaseException) -> None:
            wrong.append(error)
            tour.stop()
            application.quit()

        sys.excepthook = lambda _kind, error, _trace: failed(error)
        program.failing(failed)
        program.ready.connect(tour.begin)
        program.show()
        application.exec()
        program.window.close()
    if wrong:
        raise wrong[0]
    return len(seen)


def demonstration(application: QApplication, folder: Path) -> Program:
    """A program on a fresh demonstration centre whose clock stands still."""
    from datetime import UTC

    from commedu_desktop.services.centre import NewCentre
    from commedu_desktop.services.demo import DEMO_NOW, create_demo

    def opener(folder: Path) -> "tuple[Office, str]":
        now = DEMO_NOW.replace(tzinfo=UTC)
        request = NewCentre("吴中路社区学校")
        office = create_demo(folder, request, actor="张敏", now=DEMO_NOW, zone=UTC, clock=lambda: now)
        return office, request.name

    program = Program(application, folder, "en", "张敏", opener)
    program.settings.change(theme="light")
    return program


def main(arguments: Sequence[str] | None = None) -> int:
    from argparse import ArgumentParser
    from os import environ

    parser = ArgumentParser("commedu-desktop", description="The office of a community education centre.")
    parser.add_argument("--data", metavar="FOLDER", default=environ.get("COMMEDU_DATA"))
    parser.add_argument("--lang", metavar="TAG", default=environ.get("COMMEDU_LANG", ""))
    parser.add_argument("--as", dest="actor", metavar="USER", default="")
    given = parser.parse_args(arguments)
    return run(given.data, given.lang, given.actor)
