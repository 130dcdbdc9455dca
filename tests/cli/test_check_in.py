"""`commedu check-in` and `commedu close-lessons`: one answer a card, at once."""

import io
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from commedu_desktop.cli import main
from commedu_desktop.services.attendance import class_grid
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


def test_of_many_scans_none_is_lost_and_none_doubled(
    centre: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same with 10,000 scans is tests/benchmarks/scans.py."""
    make = Maker(centre)
    now = datetime.now().replace(second=0, microsecond=0)
    choir = make.new_offering(title="Choir", capacity=0, ends=now.date() + timedelta(days=30))
    make.new_lesson(choir, now + timedelta(minutes=20))
    cards = [f"B01-{number:06}" for number in range(1, 61)]
    for card in cards:
        make.enrol(choir, make.new_resident(f"Learner {card}", card=card), enrolled_on=now.date())
    scanned = [card for card in cards for _ in range(3 if card.endswith("7") else 1)] + ["B01-777777"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\r\n".join(card.lower() for card in scanned)))
    assert run(tmp_path, "check-in", "-") == 1
    answers = Counter(line.split("\t")[0] for line in capsys.readouterr().out.splitlines())
    assert answers == {"in": 60, "already": 12, "refused": 1}
    rows = centre.read(class_grid, choir.id).rows
    assert sum(mark is not None for row in rows for mark in row.marks) == 60


def test_a_scanner_at_a_door_sends_people_to_their_own(
    centre: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make = Maker(centre)
    lesson_now(make, minutes_ago=-1)
    make.new_venue(code="HALL", name="Hall")
    assert run(tmp_path, "check-in", "--venue", "HALL", "B01-000001") == 0
    assert run(tmp_path, "check-in", "--venue", "101", "B01-000001") == 0
    assert run(tmp_path, "check-in", "--venue", "999", "B01-000001") == 1
    said = capsys.readouterr()
    assert [line.split("\t")[0] for line in said.out.splitlines()] == ["look", "in"]
    assert "not here (Hall)" in said.out
