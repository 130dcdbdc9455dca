"""Who has a centre open: one small locked file a process, which the system lets go when the process ends, however."""

import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

FOLDER = "open"


@dataclass(frozen=True)
class Abandoned:
    """A process that ended without closing: since when it had the centre open (wall clock), and who was at work."""

    since: datetime
    actor: str


class Opened:
    """This process has the centre open until `close`, or until it is killed."""

    def __init__(self, folder: Path, since: datetime, actor: str) -> None:
        self._path = folder / FOLDER / f"{socket.gethostname()}-{os.getpid()}.json"
        self._file: IO[str] | None = None
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w", encoding="utf-8")
            json.dump({"since": since.isoformat(timespec="seconds"), "actor": actor}, self._file)
            self._file.flush()
            _lock(self._file)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
            with suppress(OSError):
                self._path.unlink(missing_ok=True)


def take_abandoned(folder: Path) -> list[Abandoned]:
    """Those on this computer that ended without closing, oldest first; each is told once only."""
    found = []
    for path in sorted((folder / FOLDER).glob(f"{socket.gethostname()}-*.json")):
        with suppress(OSError, ValueError, KeyError), path.open("r+", encoding="utf-8") as file:
            _lock(file)
            said: dict[str, Any] = json.load(file)
            found.append(Abandoned(datetime.fromisoformat(said["since"]), said["actor"]))
            file.close()
            path.unlink(missing_ok=True)
    return sorted(found, key=lambda one: one.since)


if sys.platform == "win32":

    def _lock(file: IO[str]) -> None:
        """Raises: OSError when another process holds it. A byte far behind the text, so that it can be read."""
        import msvcrt

        file.seek(1_000_000)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)

else:

    def _lock(file: IO[str]) -> None:
        """Raises: OSError when another process holds it."""
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
