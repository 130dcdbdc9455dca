"""Actions are declared as rows; a test rejects two with one shortcut in the same place."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.theme import Look


@dataclass(frozen=True)
class Action:
    """One thing a page or the window can do.

    `text` is marked with N_; `handler` names a method without arguments; `shortcut` as QKeySequence reads it
    ("Ctrl+E", "F2", "Return"); `icon` is a file of resources/icons; `kind` is "primary", "danger" or empty.
    """

    key: str
    text: str
    handler: str
    shortcut: str = ""
    icon: str = ""
    kind: str = ""


def bind(owner: QWidget, actions: Iterable[Action], look: Look) -> dict[str, QAction]:
    """Make the actions work while `owner` is in sight; returns them by key."""
    return {action.key: _bind(owner, action, look) for action in actions}


class TintedAction(QAction):
    """An action whose icon follows the theme."""

    def __init__(self, text: str, owner: QWidget, look: Look, icon: str) -> None:
        super().__init__(text, owner)
        self._look, self._icon_name = look, icon
        look.changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        if self._icon_name:
            self.setIcon(self._look.icon(self._icon_name, "muted"))


def _bind(owner: QWidget, row: Action, look: Look) -> QAction:
    action = TintedAction(_(row.text), owner, look, row.icon)
    action.setObjectName(row.key)
    action.setProperty("icon_name", row.icon)
    action.setProperty("kind", row.kind)
    if row.shortcut:
        action.setShortcuts(sequences(row.shortcut))
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.triggered.connect(getattr(owner, row.handler))
    owner.addAction(action)
    return action


def sequences(shortcut: str) -> list[QKeySequence]:
    """Enter on the number pad is as good as Enter."""
    both = [shortcut, shortcut.replace("Return", "Enter")] if "Return" in shortcut else [shortcut]
    return [QKeySequence(one) for one in both]


def shown_shortcut(action: QAction) -> str:
    """As it stands on a button: "Ctrl+E"; Return is written Enter."""
    text = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    for name in (QCoreApplication.translate("QShortcut", "Return"), "Return"):
        text = text.replace(name, "Enter")
    return text


def clashes(*groups: Iterable[Action]) -> list[str]:
    """Shortcuts that two of these actions have, when all are in sight together."""
    seen: dict[str, str] = {}
    wrong = []
    for action in (action for group in groups for action in group if action.shortcut):
        shortcut = QKeySequence(action.shortcut).toString()
        if shortcut in seen:
            wrong.append(f"{shortcut}: {seen[shortcut]} and {action.key}")
        seen[shortcut] = action.key
    return wrong
