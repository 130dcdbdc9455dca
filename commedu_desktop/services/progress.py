"""How a long verb tells how far it is, and hears that it shall stop."""

from typing import Protocol

from sqlalchemy.orm import Session


class Progress(Protocol):
    """Called with rows done and rows in all (0: not known yet). Raises Cancelled when the user pressed Cancel."""

    def __call__(self, done: int, total: int) -> None: ...


def silent(done: int, total: int) -> None:
    """Nobody is watching."""


def progress_of(session: Session) -> Progress:
    """Whom the write that is under way reports to."""
    progress: Progress = session.info.get("progress", silent)
    return progress
