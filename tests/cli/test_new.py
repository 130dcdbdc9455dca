"""`commedu new`, and what every command does with trouble."""

from pathlib import Path

import pytest

from commedu_desktop.cli import main
from commedu_desktop.services.centre import open_centre
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.search import find_ids


def test_a_new_centre_has_its_name_and_cannot_be_made_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--data", str(tmp_path), "--lang", "en", "new", "--name", "五中路社区教育中心"]
    assert main(arguments) == 0
    assert capsys.readouterr().out == f"五中路社区教育中心 is ready in {tmp_path}\n"
    assert open_centre(tmp_path).read(centre_settings).name == "五中路社区教育中心"
    assert main(arguments) == 3
    assert "already holds a centre" in capsys.readouterr().err


def test_wrong_usage_is_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new"]) == 2
    assert main(["fly"]) == 2


def test_a_demonstration_centre_is_made_with_one_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path), "--lang", "en", "new", "--demo", "--name", "Wuzhong Road Centre"]) == 0
    office = open_centre(tmp_path)
    assert office.read(centre_settings).language == "en"
    assert len(office.read(find_ids, "王", 50)) > 10
