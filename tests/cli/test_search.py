"""`commedu search`."""

import json
from pathlib import Path

import pytest

from commedu_desktop.cli import main
from commedu_desktop.services.centre import NewCentre, create_centre
from commedu_desktop.services.residents import RegisterResident, register_resident


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    office = create_centre(tmp_path, NewCentre("Wuzhong Road Centre", language="en"), actor="Li Na")
    for name, phone in (("张小明", "13800004312"), ("李娜", "13911112222")):
        office.write(register_resident, RegisterResident(name, phone=phone), actor="Li Na")
    office.database.close()
    return tmp_path


def test_a_resident_is_found_from_the_console(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(folder), "search", "zxm", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["name"], found["pinyin"], found["phone"]) == ("张小明", "Zhang Xiaoming", "138 0000 4312")
    assert found["card"] == "B01-000001"


def test_nobody_is_found_in_silence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(folder), "search", '" OR *']) == 0
    assert capsys.readouterr().out == ""
