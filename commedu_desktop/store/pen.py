"""Who may write: one at a time in this process, so that a long write can see that another waits, and give way to it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_PATIENCE = 2.0
"""Seconds that a long write lets others go first, at most, before it takes its next turn."""


class Pen:
    """Held while a transaction writes."""

    def __init__(self) -> None:
        self._lock, self._counting = Lock(), Lock()
        self._waiting = 0

    @property
    def wanted(self) -> bool:
        """Whether somebody else waits to write."""
        return self._waiting > 0

    @contextmanager
    def held(self) -> Iterator[None]:
        self._take()
        try:
            yield
        finally:
            self._lock.release()

    def pass_on(self) -> None:
        """Let those go first who wait, and take it again."""
        self._lock.release()
        until = time.monotonic() + _PATIENCE
        while self.wanted and time.monotonic() < until:
            time.sleep(0.001)
        self._take()

    def _take(self) -> None:
        if self._lock.acquire(blocking=False):
            return
        with self._counting:
            self._waiting += 1
        try:
            self._lock.acquire()
        finally:
            with self._counting:
                self._waiting -= 1
