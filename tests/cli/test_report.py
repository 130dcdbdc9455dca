"""`commedu report`."""

import json
from pathlib import Path

import pytest

from commedu_desktop.cli import main


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("centre")
    asked = ["new", "--name", "Wuzhong Road Centre", "--demo", "--today", "2026-11-23"]
    assert main(["--data", str(folder), "--lang", "en", *asked]) == 0
    return folder


def run(centre: Path, *arguments: str) -> int:
    return main(["--data", str(centre), "--lang", "en", "report", *arguments])


def test_a_report_is_written_to_a_file(centre: Path, tmp_path: Path) -> None:
    target = tmp_path / "november.json"
    assert run(centre, "monthly", "--period", "2026-11", "-o", str(target)) == 0
    branches = next(part for part in json.loads(target.read_text("utf-8"))["sections"] if part["key"] == "branch")
    assert sum(line["attendances"] for line in branches["lines"]) == branches["total"]["attendances"] > 1_000
    assert branches["total"]["persons"] < sum(line["persons"] for line in branches["lines"])


def test_the_rows_behind_a_figure_add_up_to_it(
    centre: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "one.json"
    assert run(centre, "monthly", "--period", "2026-11", "--branch", "B02", "-o", str(target)) == 0
    total = json.loads(target.read_text("utf-8"))["sections"][1]["total"]
    capsys.readouterr()
    for figure in ("persons", "attendances", "lessons", "hours"):
        assert run(centre, "--period", "2026-11", "--branch", "B02", "--rows", figure, "--format", "json") == 0
        rows = json.loads(capsys.readouterr().out)
        assert sum(row["amount"] for row in rows) == pytest.approx(total[figure], abs=0.01)


def test_a_report_is_printed_like_any_paper(centre: Path, tmp_path: Path) -> None:
    target = tmp_path / "annual.pdf"
    options = ["annual", "--period", "2026", "-o", str(target)]
    assert main(["--data", str(centre), "print", "report", *options]) == 0
    assert target.read_bytes().startswith(b"%PDF")


def test_the_list_names_the_reports(centre: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(centre, "--list", "--format", "json") == 0
    names = [row["name"] for row in json.loads(capsys.readouterr().out)]
    expected = ["monthly", "annual", "attendance", "participation", "teachers", "pay", "credits", "targets", "funds"]
    assert names == expected


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["monthly", "--period", "November", "-o", "x.pdf"], 1, "is not a period"),
        (["monthly", "--period", "2026-11", "--branch", "B77", "-o", "x.pdf"], 1, "no branch with the code"),
        (["monthly", "--period", "2026-11", "-o", "x.docx"], 1, "cannot be saved as"),
        (["yearbook", "--period", "2026-11", "-o", "x.pdf"], 1, "no report"),
        (["monthly", "--period", "2026-11"], 2, "-o FILE"),
        (["monthly", "-o", "x.pdf"], 2, "--period"),
    ],
)
def test_what_cannot_be_reported_is_said(
    centre: Path, arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(centre, *arguments) == code
    assert said in capsys.readouterr().err
