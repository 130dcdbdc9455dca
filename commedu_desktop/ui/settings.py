"""What this computer remembers of the window: typed options, declared once, kept in the data folder.

What belongs to the centre (name, thresholds) lies in its database instead.
"""

import contextlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

FILE = "window.json"


@dataclass(frozen=True)
class Options:
    """Every option with what it is at first."""

    theme: str = "system"
    text_size: int = 100
    language: str = ""
    """A key of i18n.LANGUAGES; empty: as the system speaks."""
    sound: bool = True
    """At check-in."""
    geometry: str = ""
    """Of the window, as Qt keeps it, in hexadecimal."""
    page: str = "today"
    centre: str = ""
    """Its name at the last start, so that the first picture of the window has it before the database is open."""
    actor: str = ""
    """Who is at work; empty: who is signed in to the computer."""
    desk_branch: str = ""
    """Code of the branch at which this computer stands; empty: the centre itself."""
    desk_room: str = ""
    """Code of the room at whose door this computer stands; empty: it serves the whole house."""
    large_marks: bool = False
    """Attendance: boxes for a finger."""
    save_folder: str = ""
    """Where the last file was saved."""


class Settings:
    """The options as they are now; `change` keeps them at once."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self.now = _read(self._file)

    def change(self, **values: Any) -> None:
        """Keep new values by the names of Options. A folder that cannot be written to keeps them for this start."""
        self.now = replace(self.now, **values)
        with contextlib.suppress(OSError):
            half = self._file.with_suffix(".half")
            half.write_text(json.dumps(asdict(self.now), ensure_ascii=False, indent=1), encoding="utf-8")
            half.replace(self._file)


def _read(file: Path) -> Options:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Options()
    if not isinstance(kept, dict):
        return Options()
    first = asdict(Options())
    known: dict[str, Any] = {name: kept[name] for name in first if type(kept.get(name)) is type(first[name])}
    return Options(**known)


def login_name() -> str:
    """Who is at work, as this computer knows it."""
    from getpass import getuser

    return getuser()
