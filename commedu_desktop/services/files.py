"""Files that are whole or not there."""

import contextlib
import os
from pathlib import Path

from commedu_desktop.domain.errors import StoreTrouble

_FULL = {28, 122}
"""ENOSPC, EDQUOT."""


def write_atomically(path: Path, content: bytes) -> None:
    """Temporary file beside it, flush to disk, rename. Raises: StoreTrouble cannot-write, full."""
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        if error.errno in _FULL:
            raise StoreTrouble("full", path=str(path)) from error
        raise StoreTrouble("cannot-write", path=str(path)) from error
