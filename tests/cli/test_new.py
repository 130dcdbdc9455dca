"""`commedu new`, and what every command does with trouble."""

from pathlib import Path

import pytest

from commedu_desktop.cli import main
from commedu_desktop.services.centre import open_centre
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.search import find_ids
from tests.postgresql import Server


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


def test_a_shared_database_holds_a_centre_too(
    server: Server, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    url = server.url(server.new_database())
    console = ["--db", url, "--lang", "en", "--data", str(tmp_path)]
    assert main([*console, "new", "--name", "五中路社区教育中心"]) == 0
    file = tmp_path / "people.csv"
    file.write_text("姓名,电话\n张小明,13800004312\n", encoding="utf-8")
    assert main([*console, "import", "residents", str(file)]) == 0
    capsys.readouterr()
    assert main([*console, "search", "zxm"]) == 0
    assert "张小明" in capsys.readouterr().out
    assert main([*console, "backup"]) == 1
    assert "pg_dump" in capsys.readouterr().err
    assert main([*console, "new", "--name", "again"]) == 3
    assert main(["--db", "mysql://here/centre", "--lang", "en", "search", "zxm"]) == 3
