"""Where things lie, and whether set-up is complete. Imports next to nothing: every start passes through here."""

import os
import sys
from pathlib import Path


def python_in_venv(system: str) -> str:
    """Where a virtual environment keeps its Python; `system` as `os.name` has it."""
    return "Scripts/python.exe" if system == "nt" else "bin/python"


ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / python_in_venv(os.name)
REQUIREMENTS = {"run": "requirements.txt", "test": "requirements-test.txt"}
DATA = {"test": "requirements-data.txt"}
"""What brings only data: installed without what it says it needs."""


def stamp(kind: str) -> Path:
    """The file that says set-up is complete; compared byte for byte, which takes no time."""
    return VENV / f"ready-{kind}"


def maker() -> bytes:
    """What the virtual environment depends on beside the requirements: this Python, and where the folder lies."""
    version = " ".join(sys.version.split())
    return f"{version} {ROOT}\n".encode()


def wanted(kind: str) -> bytes:
    files = [table[kind] for table in (REQUIREMENTS, DATA) if kind in table]
    return maker() + b"".join((ROOT / "packaging" / name).read_bytes() for name in files)


def is_ready(kind: str) -> bool:
    try:
        return stamp(kind).read_bytes() == wanted(kind)
    except OSError:
        return False


def libraries_allow(*, window: bool) -> bool:
    """Whether Qt finds the system libraries it needs; once they were all there, they are not looked for again."""
    if not sys.platform.startswith("linux") or stamp("libraries").exists():
        return True
    from linux_libraries import provide

    return provide(window=window)
