"""What every test stands on: compiled words, no display, English unless a test says otherwise.

Imports nothing of Qt, so that a computer without Qt's system libraries can still run the tests that need none.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import words

from commedu_desktop import i18n
from commedu_desktop.services.office import Office
from tests import undoing
from tests.offices import database, empty_database, make, office, server, shared_database, shared_template

os.environ["QT_QPA_PLATFORM"] = "offscreen"

__all__ = ["database", "empty_database", "make", "office", "server", "shared_database", "shared_template"]

WITHOUT = "COMMEDU_TESTS_WITHOUT"
"""Environment variable that `packaging/start.py test` sets to what the computer lacks: keys of TELLTALES."""
TELLTALES = {
    "qt": re.compile(
        r"^\s*(?:from|import)\s+(?:PySide6|pytestqt|commedu_desktop\.(?:ui|app|__main__))\b"
        r"|^\s*from commedu_desktop import .*\b(?:ui|app)\b|\bqtbot\b|\bqapp\b",
        re.MULTILINE,
    ),
    "pdftotext": re.compile(r"[\"']pdftotext[\"'],"),
    "postgresql": re.compile(r"\b(?:shared_database|server):"),
}
HELPER = re.compile(r"^\s*from tests\.?([\w.]*) import ([\w, ]+)", re.MULTILINE)
TESTS = Path(__file__).parent


def lacking() -> list[str]:
    return os.environ.get(WITHOUT, "").split()


def left_out(path: Path) -> bool:
    """Whether a test file, or a conftest.py above it, needs one of the things that this computer lacks."""
    above = [folder / "conftest.py" for folder in path.parents if TESTS in folder.parents]
    texts = [text for file in (path, *above) for text in texts_behind(file, set())]
    return any(TELLTALES[name].search(text) for name in lacking() for text in texts)


def texts_behind(file: Path, seen: set[Path]) -> Iterator[str]:
    """The text of a file, and of the helpers in this folder that it imports."""
    if file in seen or not file.is_file():
        return
    seen.add(file)
    text = file.read_text(encoding="utf-8")
    yield text
    for helper, names in HELPER.findall(text):
        inside = TESTS.joinpath(*filter(None, helper.split(".")))
        for module in (inside, *(inside / name.strip() for name in names.split(","))):
            yield from texts_behind(module.with_suffix(".py"), seen)


def pytest_configure(config: pytest.Config) -> None:
    words.compile_all()
    if not hasattr(config, "workerinput"):
        os.environ[undoing.FOLDER] = tempfile.mkdtemp(prefix="undone-")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """When everything ran, undo was tried through every verb."""
    config = session.config
    if hasattr(config, "workerinput"):
        return
    tried = undoing.seen()
    shutil.rmtree(os.environ.pop(undoing.FOLDER), ignore_errors=True)
    some = config.option.keyword or config.option.markexpr or config.option.lf or lacking()
    if some or config.args != config.getini("testpaths") or session.testsfailed:
        return
    if never := sorted(undoing.verbs() - tried - set(undoing.NOT_UNDONE)):
        said = f"Undo was never tried through: {', '.join(never)}. A test has to carry each of them out."
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        assert reporter is not None
        reporter.write_line(said, red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    inside = collection_path if collection_path.is_file() else collection_path / "conftest.py"
    return True if lacking() and TESTS in inside.parents and left_out(inside) else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Nothing is left out in silence."""
    for path in sorted(TESTS.rglob("test_*.py")) if lacking() else []:
        if left_out(path):
            needs = ", ".join(lacking())
            terminalreporter.write_line(f"LEFT OUT (this computer lacks {needs}): {path.relative_to(TESTS.parent)}")


@pytest.fixture(autouse=True)
def undo_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Office, "write", undoing.watched(Office.write))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins in English, whatever language the one before it spoke."""
    i18n.use("en")
    yield
    i18n.use("en")
