"""What every page is: made on the first visit, read anew when it comes into sight or something was written."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QWidget

from commedu_desktop.ui.actions import Action, bind
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.widgets.buttons import Button

Stop = tuple[str, Callable[[], QWidget | None]]
"""For the tour: a telling name, and what brings it into sight; returns the dialog to take, or None for the page."""


class Page(QWidget):
    """Subclasses build themselves in `__init__` and show what they read in `refresh`."""

    ACTIONS: tuple[Action, ...] = ()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.look = desk, desk.look
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.act: dict[str, QAction] = bind(self, self.ACTIONS, self.look)
        self._stale = True
        desk.changed.connect(self._changed)

    def refresh(self) -> None:
        """Read and show; called when the page comes into sight and after every write while it is."""

    def open(self, **where: Any) -> None:
        """Show one thing: `desk.go("residents", resident_id=…)`."""

    def find_in_page(self) -> None:
        """Ctrl+F: go to the field that finds in this page."""

    def print_page(self) -> None:
        """Ctrl+P: preview what is in sight."""

    def tour_stops(self) -> Iterator[Stop]:
        """What there is to see beside the page as it opens."""
        return iter(())

    def button(self, key: str, kind: str | None = None) -> Button:
        """A button for one of the page's ACTIONS."""
        return Button.of(self.look, self.act[key], kind)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh_now()

    def refresh_now(self) -> None:
        self._stale = False
        self.refresh()

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh_now()
