"""The office before it is there: the first page is seen while the database layer still loads."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from commedu_desktop.ui.pages import PAGES

if TYPE_CHECKING:
    from commedu_desktop.services.first_look import FirstLook
    from commedu_desktop.ui.opening import Opening


def shared_opener(url: str) -> "Callable[[Path, str], Opening]":
    """Opens a centre on a server instead of one in a folder."""

    def opener(_folder: Path, _actor: str) -> "Opening":
        from commedu_desktop.ui.opening import open_shared

        return open_shared(url)

    return opener


def look_first(path: Path) -> "FirstLook | None":
    """On the worker: what is to be seen first, and the code that shows it, so that the window waits for no import."""
    from commedu_desktop.services.first_look import first_look

    found = first_look(path, datetime.now())
    for module in ("desk", "furnishing", f"pages.{PAGES[0].file}"):
        import_module(f"commedu_desktop.ui.{module}")
    return found


class OfficeToCome:
    """Stands for the office until it is open: whoever asks first opens it, whoever asks meanwhile waits for that."""

    def __init__(self, opener: "Callable[[], Opening]") -> None:
        self._open = opener
        self._lock = Lock()
        self._opening: Opening | None = None

    def opening(self) -> "Opening":
        """Opens the centre, once. Raises: StoreTrouble."""
        with self._lock:
            if self._opening is None:
                self._opening = self._open()
            return self._opening

    def wall_clock(self) -> datetime:
        """As the office's: the window's centre has this computer's clock."""
        return datetime.now()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.opening().office, name)
