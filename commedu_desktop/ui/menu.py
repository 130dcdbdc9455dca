"""The More menu: undo and redo by name, history and backup, appearance, language, help."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from commedu_desktop.i18n import LANGUAGES, N_, _, language
from commedu_desktop.ui.theme import MODES, TEXT_SIZES

if TYPE_CHECKING:
    from commedu_desktop.ui.desk import Desk
    from commedu_desktop.ui.main_window import MainWindow

THEMES = {"system": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}


class MoreMenu(QObject):
    """Made anew each time it opens, so that its words are true."""

    def __init__(self, window: "MainWindow", desk: "Desk") -> None:
        super().__init__(window.centralWidget())
        self._window, self._desk = window, desk

    def pop_up(self) -> None:
        menu = self.make()
        button = self._window.rail.more
        menu.popup(button.mapToGlobal(QPoint(button.width() + 4, button.height() - menu.sizeHint().height())))

    def make(self) -> QMenu:
        window = self._window
        menu = QMenu(window)
        undo, redo = self._desk.next_undo(), self._desk.next_redo()
        window.act["undo"].setText(_("Undo {what}").format(what=undo) if undo else _("Undo"))
        window.act["redo"].setText(_("Redo {what}").format(what=redo) if redo else _("Redo"))
        menu.addActions([window.act["undo"], window.act["redo"], window.act["history"]])
        menu.addSeparator()
        menu.addMenu(self._data(menu))
        menu.addSeparator()
        menu.addActions([window.act["find"], window.act["print"], window.act["prints"], window.act["reload"]])
        menu.addSeparator()
        menu.addMenu(self._appearance(menu))
        self._choices(menu.addMenu("Language · 语言"), LANGUAGES, language(), "language")
        menu.addSeparator()
        menu.addActions([window.act["help"], window.act["quit"]])
        return menu

    def _data(self, menu: QMenu) -> QMenu:
        """In menus of their own, so that all of it fits the smallest window at the largest text."""
        data = QMenu(_("Data"), menu)
        data.setIcon(self._window.look.icon("database-backup"))
        data.addActions([self._window.act[key] for key in ("backup", "restore", "check")])
        data.addSeparator()
        data.addAction(self._window.look.icon("upload"), _("Import a list…"), self._import)
        return data

    def _appearance(self, menu: QMenu) -> QMenu:
        look, looks = self._window.look, QMenu(_("Appearance"), menu)
        self._choices(looks, {mode: _(THEMES[mode]) for mode in MODES}, look.mode, "theme")
        looks.addSection(_("Text size"))
        self._choices(looks, {str(size): f"{size}%" for size in TEXT_SIZES}, str(look.text_size), "size")
        return looks

    def _import(self) -> None:
        from commedu_desktop.ui.pages.imports import open_import

        open_import(self._desk, self._window)

    def _choices(self, menu: QMenu, choices: dict[str, str], present: str, kind: str) -> None:
        group = QActionGroup(menu)
        for value, text in choices.items():
            action = QAction(text, group, checkable=True, checked=value == present)
            action.triggered.connect(lambda _checked=False, value=value: self._take(kind, value))
            menu.addAction(action)

    def _take(self, kind: str, value: str) -> None:
        if kind == "theme":
            self._window.set_theme(value)
        elif kind == "size":
            self._window.set_text_size(int(value))
        else:
            self._window.language_chosen.emit(value)
