"""For the tour: what the frame itself can show."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import StoreTrouble
from commedu_desktop.i18n import _, language
from commedu_desktop.sentences import sentence
from commedu_desktop.services.centre import NewCentre, regions
from commedu_desktop.services.timetable_papers import timetable_pdf
from commedu_desktop.ui.backups import BackupsDialog
from commedu_desktop.ui.check import CheckDialog
from commedu_desktop.ui.crash import CrashDialog
from commedu_desktop.ui.everything import FindAnything
from commedu_desktop.ui.help import HelpPanel
from commedu_desktop.ui.history import HistoryDialog
from commedu_desktop.ui.menu import MoreMenu
from commedu_desktop.ui.preview import PreviewDialog
from commedu_desktop.ui.prints import PrintsDialog
from commedu_desktop.ui.welcome import Welcome
from commedu_desktop.ui.widgets.dialogs import Ask, Tell

if TYPE_CHECKING:
    from commedu_desktop.ui.main_window import MainWindow

Prepare = Callable[[], QWidget]


def frame_stops(window: "MainWindow") -> Iterator[tuple[str, Prepare]]:
    """Name and what makes it; the widget is closed by whoever looked."""
    yield "welcome", lambda: _welcome(window)
    yield "find-anything", lambda: _find(window)
    yield "more", lambda: _more(window)
    yield "history", lambda: _dialog(HistoryDialog, window)
    yield "printed-before", lambda: _dialog(PrintsDialog, window)
    yield "preview", lambda: _preview(window)
    yield "restore", lambda: _restore(window)
    yield "restore-sure", lambda: _restore_sure(window)
    yield "check", lambda: _dialog(CheckDialog, window)
    yield "help", lambda: _help(window)
    yield "trouble", lambda: _trouble(window)
    yield "crash", lambda: _crash(window)


def _welcome(window: "MainWindow") -> QWidget:
    welcome = Welcome(window.look, regions(), NewCentre)
    welcome.resize(window.size())
    welcome.show()
    return welcome


def _find(window: "MainWindow") -> QWidget:
    assert window.desk is not None
    box = FindAnything(window, window.desk)
    box.begin()
    return box


def _more(window: "MainWindow") -> QWidget:
    assert window.desk is not None
    menu = MoreMenu(window, window.desk).make()
    menu.popup(window.pos())
    return menu


def _dialog(kind: type[HistoryDialog] | type[CheckDialog] | type[PrintsDialog], window: "MainWindow") -> QWidget:
    assert window.desk is not None
    dialog = kind(window.desk, window)
    dialog.open()
    return dialog


def _preview(window: "MainWindow") -> QWidget:
    assert window.desk is not None
    pdf = window.desk.read(timetable_pdf, window.desk.wall_clock().date(), language=language())
    dialog = PreviewDialog(window.desk, pdf, _("Timetable"), window)
    dialog.open()
    return dialog


def _restore(window: "MainWindow") -> BackupsDialog:
    assert window.desk is not None
    assert window.desk.folder is not None
    dialog = BackupsDialog(window.look, window.desk.folder, window)
    dialog.open()
    return dialog


def _restore_sure(window: "MainWindow") -> QWidget:
    dialog = _restore(window)
    dialog.restore_button.click()
    ask = dialog.findChild(Ask)
    assert ask is not None
    ask.finished.connect(dialog.reject)
    return ask


def _help(window: "MainWindow") -> QWidget:
    panel = HelpPanel(window, window.look)
    panel.show_for(window.page_key)
    return panel


def _trouble(window: "MainWindow") -> QWidget:
    trouble = StoreTrouble("full", path=str(Path("centre.db")))
    dialog = Tell(window.look, window, _("The database is in trouble"), sentence(trouble))
    dialog.open()
    return dialog


def _crash(window: "MainWindow") -> QWidget:
    dialog = CrashDialog(window.look, ZeroDivisionError(_("an example")), Path("logs/commedu.log"), window)
    dialog.open()
    return dialog
