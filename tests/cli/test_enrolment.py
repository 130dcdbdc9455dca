"""Waiting lists, ranked choices and the next term from the console."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commedu_desktop.cli import main


def days(number: int) -> str:
    """So many days from today."""
    return (datetime.now(UTC).date() + timedelta(days=number)).isoformat()


class Console:
    """`commedu` on a centre with a class of one place: Ann is in, Bob waits."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.run("new", "--name", "Wuzhong Road")
        self.take("terms", "code,starts,ends", f"T1,{days(-90)},{days(90)}", f"T2,{days(120)},{days(240)}")
        self.take("courses", "code,title,requires", "C1,Choir,", "C2,Choir II,C1")
        self.take("offerings", "code,course,term,capacity,starts,ends", f"K1,C1,T1,1,{days(-90)},{days(90)}")
        self.take("residents", "card,name", "B01-000001,Ann", "B01-000002,Bob")
        self.take("enrolments", "offering,card", "K1,B01-000001", "K1,B01-000002")

    def take(self, kind: str, *lines: str) -> None:
        path = self.folder.parent / f"{kind}.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        self.run("import", kind, str(path))

    def run(self, *words: str, code: int = 0) -> str:
        got = main(["--data", str(self.folder), "--lang", "en", *words])
        said = self._capsys.readouterr()
        assert got == code, said.out + said.err
        return said.out if code == 0 else said.err

    def rows(self, *words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.run(*words, "--format", "json"))
        return found


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    return Console(tmp_path / "centre", capsys)


def test_the_waiting_list_says_why_each_stands_there_and_is_called_from_paper(console: Console, tmp_path: Path) -> None:
    (bob,) = console.rows("waiting", "list", "K1")
    assert (bob["place"], bob["card"], bob["name"]) == (1, "B01-000002", "Bob")
    assert bob["why"].startswith("asked ")
    assert "all 1 places are taken" in console.run("waiting", "confirm", "K1", "B01-000002", code=1)
    assert "Ann is not on" in console.run("waiting", "confirm", "K1", "B01-000001", code=1).replace("B01-000001", "Ann")
    assert console.run("waiting", "settle") == ""
    console.run("waiting", "calls", "K1", "-o", str(tmp_path / "calls.pdf"))
    assert (tmp_path / "calls.pdf").read_bytes().startswith(b"%PDF")


def test_a_class_goes_on_with_its_learners_and_comes_back_with_one_undo(console: Console) -> None:
    assert console.run("roll-on", "K1", "--term", "T2", "--dry-run") == "K1: –; Ann\n"
    told = console.run("roll-on", "K1", "--term", "T2", "--times", "Mon 09:00-10:30")
    assert "1 enrolled" in told.splitlines()[0]
    assert "already (C1-T2-1)" in console.run("roll-on", "K1", "--term", "T2", code=1)
    assert "Choose a later term" in console.run("roll-on", "K1", "--term", "T1", code=1)
    console.run("undo")
    assert "1 enrolled" in console.run("roll-on", "K1", "--term", "T2", "--learners", "all")


def test_a_round_from_the_console(console: Console, tmp_path: Path) -> None:
    console.take("offerings", "code,course,term,capacity", "R1,C1,T2,1", "R2,C2,T2,1")
    span = ("--from", days(-1), "--to", days(5))
    made = console.run("choices", "open", "--title", "Round", "--term", "T2", *span, "--seed", "S", "R1", "R2")
    assert made == "T2-R1  S\n"
    assert console.run("choices", "hand-in", "T2-R1", "B01-000001", "R1") == "Ann\n"
    refused = console.run("choices", "hand-in", "T2-R1", "B01-000002", "R2", code=1)
    assert "Choir II requires a completed Choir" in refused
    console.run("choices", "hand-in", "T2-R1", "B01-000002", "R2", "R1", "--reason", "sang elsewhere")
    assert [(row["card"], row["choices"]) for row in console.rows("choices", "list", "T2-R1")] == [
        ("B01-000001", "R1"), ("B01-000002", "R2; R1"),
    ]  # fmt: skip
    placed = {row["card"]: row["placed"] for row in console.rows("choices", "run", "T2-R1")}
    assert placed == {"B01-000001": "R1", "B01-000002": "R2"}
    assert "can be handed in until" in console.run("choices", "run", "T2-R1", "--accept", code=1)
    assert "have not been given yet" in console.run("choices", "repeat", "T2-R1", code=1)
    assert "no run of an allocation" in console.run("choices", "repeat", str(_written(tmp_path, "[1]")), code=1)
    console.run("choices", "rules", "T2-R1", "-o", str(tmp_path / "rules.pdf"))
    assert (tmp_path / "rules.pdf").read_bytes().startswith(b"%PDF")
    assert "There is no round" in console.run("choices", "run", "nothing", code=1)


def _written(folder: Path, text: str) -> Path:
    path = folder / "kept.json"
    path.write_text(text, encoding="utf-8")
    return path
