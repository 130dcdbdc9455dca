"""The office before it is there: the first page is seen while the database layer still loads."""

from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from commedu_desktop.domain.errors import StoreTrouble
    from commedu_desktop.services.office import Office


class OfficeToCome:
    """Stands for the office until `come`: whoever asks it waits the rest of the start, a fraction of a second."""

    def __init__(self) -> None:
        self._settled = Event()
        self._office: Office | None = None
        self._trouble: StoreTrouble | None = None

    def come(self, office: "Office") -> None:
        self._office = office
        self._settled.set()

    def fail(self, trouble: "StoreTrouble") -> None:
        """There will be none: whoever asks is told why."""
        self._trouble = trouble
        self._settled.set()

    def wall_clock(self) -> datetime:
        """As the office's: the window's centre has this computer's clock."""
        return datetime.now()

    def __getattr__(self, name: str) -> Any:
        self._settled.wait()
        if self._trouble is not None:
            raise self._trouble
        return getattr(self._office, name)
