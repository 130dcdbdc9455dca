"""On a computer that lacks something, the tests that need it are left out, and only those."""

from pathlib import Path

import pytest

from tests import conftest

LEFT_OUT = [
    ("from PySide6.QtCore import Qt", "qt", True),
    ("def test_it(qtbot): ...", "qt", True),
    ("from tests.window_helper import shown", "qt", True),
    ("from tests import makers, window_helper", "qt", True),
    ("from tests.papers import reading", "qt pdftotext", True),
    ("from tests.papers import reading", "qt", False),
    ("from commedu_desktop import app", "qt", True),
    ("from commedu_desktop.services import office", "qt", False),
    ("subprocess.run(['pdftotext', file])", "qt", False),
    ("subprocess.run(['pdftotext', file])", "qt pdftotext", True),
    ("from PySide6.QtCore import Qt", "", False),
]


@pytest.mark.parametrize(("text", "lacks", "expected"), LEFT_OUT)
def test_only_tests_that_need_what_is_lacking_are_left_out(
    text: str, lacks: str, expected: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "window_helper.py").write_text("def shown():\n    from PySide6.QtWidgets import QWidget\n")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "reading.py").write_text("def text_of(pdf):\n    return run('pdftotext', pdf)\n")
    (tmp_path / "test_it.py").write_text(text)
    monkeypatch.setattr(conftest, "TESTS", tmp_path)
    monkeypatch.setenv(conftest.WITHOUT, lacks)
    assert conftest.left_out(tmp_path / "test_it.py") is expected
