"""Puts the house together: the window first, the database while it is seen, then the page."""

import gc
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from commedu_desktop import i18n
from commedu_desktop.domain.errors import StoreTrouble
from commedu_desktop.ui.jobs import Job, Jobs
from commedu_desktop.ui.main_window import MainWindow
from commedu_desktop.ui.office_to_come import shared_opener
from commedu_desktop.ui.only_one import OnlyOne
from commedu_desktop.ui.pages import PAGES
from commedu_desktop.ui.settings import Settings, login_name
from commedu_desktop.ui.theme import Look

if TYPE_CHECKING:
    from commedu_desktop.domain.today import Today
    from commedu_desktop.services.first_look import FirstLook
    from commedu_desktop.services.office import Office
    from commedu_desktop.ui.desk import Desk
    from commedu_desktop.ui.first_start import FirstStart
    from commedu_desktop.ui.office_to_come import OfficeToCome
    from commedu_desktop.ui.opening import Opening

CENTRE = "centre.db"
SEEN_AFTER, SETTLED_AFTER = 20, 1_500
"""Milliseconds after the first page: when it is on the screen, and when the start is over."""


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
        opener: "Callable[[Path, str], Opening] | None" = None,
        *,
        shared: bool = False,
    ) -> None:
        """`shared`: the centre is a database on a server; the folder holds this computer's settings and log only."""
        super().__init__(application)
        self._shared = shared
        self._opener = opener or _open
        self.application, self.folder = application, folder
        self.settings = Settings(folder)
        self.actor = actor or self.settings.now.actor or login_name()
        i18n.use(i18n.matching(language or self.settings.now.language or i18n.system_tag()))
        self.look = Look(application, self.settings.now.theme, self.settings.now.text_size)
        self.jobs = Jobs(self)
        self.desk: Desk | None = None
        self.first_start: FirstStart | None = None
        self.opening: Opening | None = None
        self._to_come: OfficeToCome | None = None
        self._unsafe = False
        self.window = MainWindow(self.look, self.settings)
        self.window.language_chosen.connect(self.speak)
        self.window.closing.connect(self._closing)
        self.window.restoring.connect(self.restore)
        self.window.hold = self._hold
        self.window.painted.connect(self._after_first_paint)
        self.jobs.crashed.connect(self.crashed)
        sys.excepthook = lambda _kind, error, _trace: self.crashed(error)

    def show(self) -> None:
        self.window.show()

    def failing(self, answer: "Callable[[BaseException], None]") -> None:
        """Whatever goes wrong goes to `answer` instead of a dialog: for the tour."""
        sys.excepthook = lambda _kind, error, _trace: answer(error)
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
        if self._opener is not _open:
            self._open_office()
        elif (self.folder / CENTRE).exists():
            self.jobs.submit(Job(lambda _progress: self._look(), done=self._looked))
        else:
            self._welcome()

    def _look(self) -> "FirstLook | None":
        from commedu_desktop.ui.office_to_come import look_first

        return look_first(self.folder / CENTRE)

    def _looked(self, found: "FirstLook | None") -> None:
        """Show the first page from a bare look into the file; the office comes while it is seen."""
        if found is None or self.window.page_key not in ("", PAGES[0].key):
            self._open_office()
            return
        from commedu_desktop.ui.office_to_come import OfficeToCome

        self._to_come = OfficeToCome(self._opening_of)
        self._sit_down(cast("Office", self._to_come), found.centre, found.today)
        QTimer.singleShot(SEEN_AFTER, self._open_office)

    def _open_office(self) -> None:
        opening = self._to_come.opening if self._to_come else self._opening_of
        self.jobs.submit(Job(lambda _progress: opening(), done=self._opened))

    def _opening_of(self) -> "Opening":
        return self._opener(self.folder, self.actor)

    def _sit_down(self, office: "Office", centre: str, today: "Today | None" = None) -> None:
        from commedu_desktop.ui.desk import Desk

        self.desk = Desk(
            office, self.actor, self.look, self.settings, self.jobs, None if self._shared else self.folder, today
        )
        self.desk.changed.connect(self._wrote)
        self.window.attach(self.desk, centre)

    def _after_first_paint(self) -> None:
        from commedu_desktop.ui.logs import begin_log

        self.open()
        begin_log(self.folder)
        self._translate_qt()
        self.jobs.troubled.connect(self._trouble)

    def _opened(self, opening: "Opening") -> None:
        from commedu_desktop.ui.opening import tell

        self.opening = opening
        if self.desk is not None and self._to_come is not None:
            self.desk.office, self._to_come = opening.office, None
        else:
            self._sit_down(opening.office, opening.centre)
        tell(cast("Desk", self.desk), opening, self.window)
        QTimer.singleShot(SETTLED_AFTER, self._settle)
        self.ready.emit()

    def restore(self, backup: Path) -> None:
        """Make a backup the centre and open it; when that fails, the present centre opens again."""
        from commedu_desktop.ui.opening import replace_by

        opening, self.desk, self.first_start, self.opening = self.opening, None, None, None
        self.window.detach()
        self.jobs.submit(
            Job(
                lambda _progress: replace_by(backup, self.folder, opening),
                i18n._("Restoring"),
                done=lambda _none: self.open(),
            )
        )

    def _wrote(self) -> None:
        self._unsafe = True

    def _hold(self) -> bool:
        """What was written in this run is backed up before the window closes."""
        if self.desk is None or self._shared or not self._unsafe:
            return False
        from commedu_desktop.ui.opening import back_up_last

        self._unsafe = False
        self.window.setEnabled(False)
        back_up_last(self.desk, self.folder, self.window.close)
        return True

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
        self.first_start.restoring.connect(self.restore)

    def _made(self, how: str) -> None:
        self.first_start = None
        if how == "import":
            self.window.page_key = "residents"
            self.ready.connect(self._import, Qt.ConnectionType.SingleShotConnection)
        self.open()

    def _import(self) -> None:
        """The way that the welcome offers for lists: the assistant, over the page where the people will be."""
        from commedu_desktop.ui.pages.imports import open_import

        if self.desk is not None:
            open_import(self.desk, self.window)

    def _trouble(self, trouble: StoreTrouble) -> None:
        """Before there is an office, nobody else says it."""
        if self._to_come is not None:
            self.desk = self._to_come = None
            self.window.detach()
        if self.desk is None and self.first_start is None:
            from commedu_desktop.ui.opening import CannotOpen

            dialog = CannotOpen(self.look, self.folder, trouble, self.window)
            dialog.restore_button.setHidden(self._shared)
            dialog.again.connect(self.open)
            dialog.restoring.connect(self.restore)
            dialog.open()

    def _translate_qt(self) -> None:
        from commedu_desktop.ui.qt_words import translate

        translate(self.application, i18n.language())

    def _closing(self) -> None:
        self.jobs.close()
        if self.opening is not None:
            self.opening.close()


def _open(folder: Path, actor: str) -> "Opening":
    """On the worker: the database and everything that stands on it."""
    from commedu_desktop.ui.opening import open_for_window

    return open_for_window(folder, actor)


def data_folder(given: str | None) -> Path:
    """Where the centre lies: the folder given, or the platform's place for a user's data."""
    if given:
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("CommEdu", appauthor=False)


def run(data: str | None = None, language: str = "", actor: str = "", url: str | None = None) -> int:
    """Open the window on a folder, or on a shared database; a second start only raises the first one's window."""
    folder = data_folder(data)
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("CommEdu Desktop")
    only = OnlyOne(folder, application)
    if not only.is_first():
        return 0
    opener = shared_opener(url) if url else None
    program = Program(application, folder, language, actor, opener, shared=bool(url))
    only.raised.connect(program.window.come_forward)
    QTimer.singleShot(0, program.show)
    return application.exec()


def take_tour(folder: Path, pages: Sequence[str] = ()) -> int:
    """Pictures of every page and dialog into `folder`; returns how many. Raises whatever a page raised."""
    from commedu_desktop.ui.touring import take

    return take(folder, pages, Program)


def main(arguments: Sequence[str] | None = None) -> int:
    from argparse import ArgumentParser
    from os import environ

    parser = ArgumentParser("commedu-desktop", description="The office of a community education centre.")
    parser.add_argument("--data", metavar="FOLDER", default=environ.get("COMMEDU_DATA"))
    parser.add_argument("--db", metavar="URL", help="SQLAlchemy URL of a shared database instead of a folder")
    parser.add_argument("--lang", metavar="TAG", default=environ.get("COMMEDU_LANG", ""))
    parser.add_argument("--as", dest="actor", metavar="USER", default="")
    given = parser.parse_args(arguments)
    return run(given.data, given.lang, given.actor, given.db)
