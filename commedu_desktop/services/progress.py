"""How a long verb tells how far it is, and hears that it shall stop."""

from collections.abc import Callable
from typing import Protocol

from sqlalchemy.orm import Session

from commedu_desktop.store.pen import Pen


class Progress(Protocol):
    """Called with rows done and rows in all (0: not known yet). Raises Cancelled when the user pressed Cancel."""

    def __call__(self, done: int, total: int) -> None: ...


def silent(done: int, total: int) -> None:
    """Nobody is watching."""


class Steps:
    """A work of a few steps, some of them long: `again` asks in the middle of one whether to go on."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0
        self.again()

    def again(self) -> None:
        """Raises: Cancelled."""
        self._progress(self._done, self._total)

    def next(self) -> None:
        """One step more is done. Raises: Cancelled."""
        self._done += 1
        self.again()


def give_way(session: Session) -> None:
    """Between two rows of a long write: whoever waits to write something short goes first. What is written by then is
    kept as a part of this write; undo takes all parts back together, and so does a failure later on.
    """
    way: Callable[[Session], None] | None = session.info.get("give_way")
    if way is not None:
        way(session)


def somebody_waits(session: Session) -> bool:
    """Whether another write waits for this one to end."""
    pen: Pen | None = session.info.get("pen")
    return pen is not None and pen.wanted


def progress_of(session: Session) -> Progress:
    """Whom the write that is under way reports to."""
    progress: Progress = session.info.get("progress", silent)
    return progress
