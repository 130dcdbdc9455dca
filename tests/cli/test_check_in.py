"""`commedu check-in` and `commedu close-lessons`: one answer a card, at once."""

import io
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from commedu_desktop.cli import main
from commedu_desktop.services.office import Office
from commedu_desktop.store.database import Database
from tests.makers import Maker


@pytest.fixture
def centre(tmp_path: Path) -> Office:
    return Office(Database.create(tmp_path / "centre.db"))


def lesson_now(make: Maker, *, minutes_ago: int) -> None:
    choir = make.new_offering(title="Choir", ends=datetime.now().date() + timedelta(days=30))
    starts = datetime.now().replace(second=0, microsecond=0) - timedelta(minutes=minutes_ago)
    make.new_lesson(choir, starts)
    make.enrol(choir, make.new_resident("张小明", card="B01-000001"), enrolled_on=starts.date())
    make.enrol(choir, make.new_resident("李雷", card="B01-000002"), enrolled_on=starts.date())


def run(folder: Path, *arguments: str) -> int:
    return main(["--data", str(folder), "--lang", "en", *arguments])


def test_cards_from_standard_input_are_answered_line_by_line(
    centre: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson_now(Maker(centre), minutes_ago=-1)
    monkeypatch.setattr("sys.stdin", io.StringIO("b01-000001\r\n\nB01-000001\nB01-999999\n"))
    assert run(tmp_path, "check-in", "-") == 1
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [line[:2] for line in lines] == [["in", "张小明"], ["already", "张小明"], ["refused", "B01-999999"]]
    assert lines[0][2].startswith("Choir · Room 101 · ")


def test_closing_says_how_many_lessons_and_absences(
    centre: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson_now(Maker(centre), minutes_ago=100)
    assert run(tmp_path, "close-lessons") == 0
    assert run(tmp_path, "close-lessons", "--until", "2020-01-01") == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 lesson closed · 2 people absent", "0 lessons closed · 0 people absent",
    ]  # fmt: skip
