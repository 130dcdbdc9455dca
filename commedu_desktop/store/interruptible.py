"""Long reads that can be stopped while the database still counts."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Cancelled

_STEPS = 20_000
"""Of SQLite's virtual machine between two looks: a millisecond or two."""
_SECONDS = 0.03
"""Between two looks while a server counts."""


@contextmanager
def interruptible(session: Session, alive: Callable[[], None]) -> Iterator[None]:
    """Reads within end soon after `alive` raises Cancelled, in the middle of a statement too. Raises: Cancelled."""
    watch = _Watch(alive)
    bare: Any = session.connection().connection.driver_connection
    watching = _in_file(bare, watch) if isinstance(bare, sqlite3.Connection) else _on_server(bare, watch)
    try:
        with watching:
            yield
    except (DBAPIError, sqlite3.Error):
        if not watch.cancelled:
            raise
        raise Cancelled from None


class _Watch:
    def __init__(self, alive: Callable[[], None]) -> None:
        self._alive = alive
        self.cancelled = False

    def stopped(self) -> bool:
        try:
            self._alive()
        except Cancelled:
            self.cancelled = True
        return self.cancelled


@contextmanager
def _in_file(bare: sqlite3.Connection, watch: _Watch) -> Iterator[None]:
    bare.set_progress_handler(watch.stopped, _STEPS)
    try:
        yield
    finally:
        bare.set_progress_handler(None, 0)


@contextmanager
def _on_server(bare: Any, watch: _Watch) -> Iterator[None]:
    ended = Event()

    def look() -> None:
        while not ended.wait(_SECONDS):
            if watch.stopped():
                bare.cancel()

    thread = Thread(target=look, name="watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
