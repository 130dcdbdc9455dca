"""What whoever opens a centre should know."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class OpeningReport:
    """All empty when the last end was a proper one and the file was of the present version.

    `ended_at` is wall-clock time: of the last write of the run that was cut off, or of its start when it wrote nothing.
    `verb` and `subject` name that write.
    """

    ended_at: datetime | None = None
    verb: str = ""
    subject: str = ""
    upgraded_from: str = ""
    backup: Path | None = None
