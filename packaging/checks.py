"""`start.py test`: every check runs, also after one has failed, and the tests come last."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import debian
from place import PYTHON, ROOT, libraries_allow

WITHOUT_QT = ["-p", "no:pytest-qt", "-o", "addopts=--strict-markers -ra --import-mode=importlib"]
WITHOUT_QT += ["-W", "ignore::pytest.PytestConfigWarning"]
"""pytest-qt loads Qt at once; without it its settings in pyproject.toml are unknown, which must not stop the rest."""


def run_checks(arguments: list[str]) -> int:
    """Exit code 0 when all steps passed. `arguments` go to pytest; without any, all tests run on two processes."""
    lacks = lacking()
    tests = ["pytest", *(WITHOUT_QT if "qt" in lacks else []), *(arguments or ["-n", "2"])]
    steps = [
        ("Rules (ruff check)", ["ruff", "check", "."]),
        ("Layout (ruff format)", ["ruff", "format", "--check", "."]),
        ("Types (mypy)", ["mypy"]),
        ("Tests (pytest)", tests),
    ]
    failed = [name for name, command in steps if not passes(name, command, lacks)]
    if lacks:
        print(f"NOT EVERYTHING RAN: this computer lacks {' and '.join(lacks)}; the tests left out are named above.")
    if failed:
        print(f"FAILED: {', '.join(failed)}")
    return 1 if failed else 0


def passes(name: str, command: list[str], lacks: list[str]) -> bool:
    print(f"\n== {name}", flush=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "COMMEDU_TESTS_WITHOUT": " ".join(lacks)}
    return subprocess.run([str(PYTHON), "-m", *command], cwd=ROOT, env=environment, check=False).returncode == 0


def lacking() -> list[str]:
    """What the tests need and this computer has not, nor could install: keys of TELLTALES in tests/conftest.py."""
    found = {"qt": libraries_allow(window=False), "pdftotext": has_pdftotext(), "postgresql": has_postgresql()}
    return [name for name, there in found.items() if not there]


def has_pdftotext() -> bool:
    """Tests read printed papers back with poppler's pdftotext, which knows nothing of the library that wrote them."""
    if shutil.which("pdftotext") or (debian.install(["poppler-utils"], "pdftotext") and shutil.which("pdftotext")):
        return True
    how = debian.command(["poppler-utils"]) if sys.platform.startswith("linux") else "install poppler"
    print(f"pdftotext is missing; tests that read PDF files back with it are left out. To have it:\n  {how}")
    return False


def has_postgresql() -> bool:
    """Tests of the shared database start a PostgreSQL server of their own, in a temporary folder."""
    if postgresql_is_there() or (debian.install(["postgresql"], "PostgreSQL") and postgresql_is_there()):
        return True
    how = debian.command(["postgresql"]) if sys.platform.startswith("linux") else "install PostgreSQL"
    print(f"PostgreSQL is missing; tests of a shared database are left out. To have it:\n  {how}")
    return False


def postgresql_is_there() -> bool:
    """Debian keeps `initdb` off the path."""
    return shutil.which("initdb") is not None or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
