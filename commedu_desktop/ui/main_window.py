"""The frame: rail, pages, toasts, progress. It stands before the database is open and is filled by `attach`."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from commedu_desktop.i18n import N_, _
from commedu_desktop.ui.actions import Action, bind
from commedu_desktop.ui.pages import PAGES, PageRow
from commedu_desktop.ui.rail import Rail
from commedu_desktop.ui.settings import Settings
from commedu_desktop.ui.theme import MODES, TEXT_SIZES, Look

if TYPE_CHECKING:
    from commedu_desktop.ui.backups import Keeper
    from commedu_desktop.ui.desk import Desk
    from commedu_desktop.ui.page import Page

ACTIONS = (
    Action("find-anything", N_("Find anything"), "find_anything", "Ctrl+K", "search"),
    Action("undo", N_("Undo"), "undo", "Ctrl+Z", "undo-2"),
    Action("redo", N_("Redo"), "redo", "Ctrl+Shift+Z", "redo-2"),
    Action("print", N_("Print what is in sight"), "print_page", "Ctrl+P", "printer"),
    Action("prints", N_("Printed before…"), "printed_before", "Ctrl+Shift+P", "printer"),
    Action("find", N_("Find in this page"), "find_in_page", "Ctrl+F", "search"),
    Action("help", N_("Help for this page"), "help", "F1", "circle-help"),
    Action("larger", N_("Larger text"), "larger", "Ctrl++", "zoom-in"),
    Action("smaller", N_("Smaller text"), "smaller", "Ctrl+-", "zoom-out"),
    Action("theme", N_("Light, dark or as the system"), "next_theme", "Ctrl+Shift+L", "moon"),
    Action("reload", N_("Read again"), "reload", "F5", "refresh-cw"),
    Action("history", N_("History…"), "history", "Ctrl+Shift+H", "history"),
    Action("check", N_("Check the data…"), "check", "", "badge-check"),
    Action("backup", N_("Back up now"), "back_up", "Ctrl+B", "database-backup"),
    Action("restore", N_("Restore a backup…"), "restore", "", "archive"),
    Action("quit", N_("Quit"), "close", "Ctrl+Q", "log-out"),
)
FIRST = PAGES[0].key
SMALLEST = (1024, 700)


class MainWindow(QMainWindow):
    """One per program. `language_chosen` and `closing` are answered by `app`."""

    language_chosen = Signal(str)
    closing = Signal()
    restoring = Signal(object)
    """The path of a backup that shall become the centre."""
    painted = Signal()
    """Once: the frame is on the screen."""

    def __init__(self, look: Look, settings: Settings) -> None:
        super().__init__()
        self.look, self.settings = look, settings
        self.desk: Desk | None = None
        self.pages: dict[str, Page] = {}
        self.page_key = ""
        self._was_painted = False
        self.keeper: Keeper | None = None
        self.hold: Callable[[], bool] | None = None
        """Asked before the window closes: True keeps it open, until `app` closes it again."""
        self.setWindowTitle("CommEdu Desktop")
        self.setMinimumSize(*SMALLEST)
        self.resize(1366, 820)
        if settings.now.geometry:
            self.restoreGeometry(QByteArray.fromHex(settings.now.geometry.encode()))
        self.act: dict[str, QAction] = bind(self, ACTIONS, look)
        self._build()

    def attach(self, desk: "Desk", centre: str) -> None:
        """The database is open: show the page."""
        from commedu_desktop.ui.furnishing import furnish

        self.desk = desk
        self.settings.change(centre=centre)
        self.rail.say(centre, desk.actor)
        self.rail.setEnabled(True)
        self.rail.show()
        furnish(self, desk)
        self.show_page(self.page_key or FIRST)
        QTimer.singleShot(0, lambda: self.setWindowTitle(f"{centre} · CommEdu Desktop"))

    def show_page(self, key: str, where: dict[str, Any] | None = None) -> None:
        """Bring a page into sight, making it on the first visit; `where` goes to its `open`."""
        if self.desk is None:
            return
        if key not in self.pages:
            self.pages[key] = _make(_row(key), self.desk)
            self.stack.addWidget(self.pages[key])
        self.page_key = key
        self.rail.choose(key)
        self.stack.setCurrentWidget(self.pages[key])
        if where:
            self.pages[key].open(**where)

    def detach(self) -> None:
        """The database is about to be another one."""
        self.desk = self.keeper = None
        self.rebuild()

    def show_alone(self, widget: QWidget) -> None:
        """Show something in place of the pages, without the rail: the welcome."""
        self.rail.hide()
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)

    @property
    def page(self) -> "Page | None":
        return self.pages.get(self.page_key)

    def rebuild(self) -> None:
        """Everything anew, in the language that is spoken now; the same page stays in sight."""
        QApplication.setFont(self.look.font())
        self.pages.clear()
        for action in self.actions():
            self.removeAction(action)
            action.deleteLater()
        self.act = bind(self, ACTIONS, self.look)
        self._build()
        if self.desk is not None:
            self.attach(self.desk, self.settings.now.centre)

    def find_anything(self) -> None:
        if self.desk is not None:
            from commedu_desktop.ui.everything import FindAnything

            FindAnything(self, self.desk).begin()

    def undo(self) -> None:
        if self.desk is not None:
            self.desk.undo()

    def redo(self) -> None:
        if self.desk is not None:
            self.desk.redo()

    def print_page(self) -> None:
        if self.page is not None:
            self.page.print_page()

    def find_in_page(self) -> None:
        if self.page is not None:
            self.page.find_in_page()

    def reload(self) -> None:
        if self.page is not None:
            self.page.refresh_now()

    def help(self) -> None:
        from commedu_desktop.ui.help import HelpPanel

        if self.desk is not None:
            HelpPanel(self, self.look).show_for(self.page_key)

    def history(self) -> None:
        from commedu_desktop.ui.history import HistoryDialog

        if self.desk is not None:
            HistoryDialog(self.desk, self).open()

    def printed_before(self) -> None:
        from commedu_desktop.ui.prints import PrintsDialog

        if self.desk is not None:
            PrintsDialog(self.desk, self).open()

    def check(self) -> None:
        from commedu_desktop.ui.check import CheckDialog

        if self.desk is not None and self.desk.folder_or_refuse():
            CheckDialog(self.desk, self).open()

    def back_up(self) -> None:
        if self.desk is not None and self.keeper is not None and self.desk.folder_or_refuse():
            self.keeper.now()

    def restore(self) -> None:
        """Choose a backup; `app` answers `restoring`."""
        from commedu_desktop.ui.backups import BackupsDialog

        if self.desk is not None and (folder := self.desk.folder_or_refuse()):
            dialog = BackupsDialog(self.look, folder, self)
            dialog.chosen.connect(self.restoring)
            dialog.open()

    def answer(self, asked: str) -> None:
        """What a page cannot do itself (`Desk.asking`)."""
        match asked.split():
            case ["backup"]:
                self.back_up()
            case ["restore"]:
                self.restore()
            case ["theme", mode]:
                self.set_theme(mode)
            case ["size", size]:
                self.set_text_size(int(size))
            case ["language", tag]:
                self.language_chosen.emit(tag)

    def larger(self) -> None:
        self._text_size(1)

    def smaller(self) -> None:
        self._text_size(-1)

    def set_text_size(self, size: int) -> None:
        self.settings.change(text_size=size)
        self.look.set(text_size=size)

    def set_theme(self, mode: str) -> None:
        self.settings.change(theme=mode)
        self.look.set(mode=mode)

    def next_theme(self) -> None:
        self.set_theme(MODES[(MODES.index(self.look.mode) + 1) % len(MODES)])

    def come_forward(self) -> None:
        """Another start asked for this window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.hold is not None and self.hold():
            event.ignore()
            return
        self.settings.change(geometry=bytes(self.saveGeometry().toHex().data()).decode())
        self.closing.emit()
        super().closeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Clicking empty ground takes the focus from a field, so that single-key shortcuts work again."""
        if event.type() == QEvent.Type.MouseButtonPress and (focused := QApplication.focusWidget()) is not None:
            focused.clearFocus()
        return super().event(event)

    def _text_size(self, step: int) -> None:
        at = TEXT_SIZES.index(self.look.text_size) + step
        if 0 <= at < len(TEXT_SIZES):
            self.set_text_size(TEXT_SIZES[at])

    def _build(self) -> None:
        self.rail = Rail(self.look, PAGES)
        self.rail.say(self.settings.now.centre)
        self.rail.setEnabled(False)
        self.rail.chosen.connect(self.show_page)
        self.rail.searching.connect(self.find_anything)
        for button, key in ((self.rail.undo, "undo"), (self.rail.redo, "redo"), (self.rail.help, "help")):
            button.clicked.connect(self.act[key].trigger)
        self.rail.choose(self.page_key or FIRST)
        for page in PAGES:
            action = QAction(_(page.title), self, shortcut=QKeySequence(page.shortcut))
            action.triggered.connect(lambda _checked=False, key=page.key: self.show_page(key))
            self.addAction(action)
        self.stack = QStackedWidget()
        self.stack.addWidget(_ground())
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        self.right = right
        whole = QWidget()
        layout = QHBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(right, 1)
        self.setCentralWidget(whole)


def _ground() -> QFrame:
    """What is seen at the right before the first page is there."""
    frame = QFrame()
    frame.setObjectName("page")
    frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return frame


def _row(key: str) -> PageRow:
    return next(page for page in PAGES if page.key == key)


def _make(row: PageRow, desk: "Desk") -> "Page":
    module = import_module(f"commedu_desktop.ui.pages.{row.file}")
    page: Page = getattr(module, row.target.split(":")[1])(desk)
    return page
