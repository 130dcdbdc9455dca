"""Four hundred places among nine hundred people: choices by spreadsheet, one run, and the same again from its seed."""

import json
import random
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.test_console import Desk, desk  # noqa: F401 - the fixture

PEOPLE, CLASSES, PLACES = 900, 20, 20
SEED = "K7Q2-M4XP-9TRA"


@pytest.fixture
def choices(desk: Desk) -> dict[str, list[str]]:  # noqa: F811 - the fixture above
    """Card -> classes, the dearest first, handed in by spreadsheet; the popular ones by many."""
    chance = random.Random(42)
    codes = [f"K{number:02}" for number in range(1, CLASSES + 1)]
    names = "".join(f"B01-{number:06},居民{number:03},19{50 + number % 40}-03-08\n" for number in range(1, PEOPLE + 1))
    desk.run("import", "residents", desk.file("people.csv", "卡号,姓名,出生日期\n" + names))
    desk.run("import", "terms", desk.file("terms.csv", "学期,开始日期,结束日期\n2027A,2027-03-01,2027-07-01\n"))
    courses = "".join(f"{code},课程{code}\n" for code in codes)
    desk.run("import", "courses", desk.file("courses.csv", "课程编号,课程名称\n" + courses))
    classes = "".join(f"{code},{code},2027A,{PLACES}\n" for code in codes)
    desk.run("import", "offerings", desk.file("classes.csv", "班级编号,课程,学期,人数上限\n" + classes))
    days = ("--from", "2026-11-01", "--to", "2026-11-10")
    desk.run("choices", "open", "--title", "2027春季", "--term", "2027A", *days, "--code", "R1", "--seed", SEED, *codes)
    wanted = {}
    for number in range(1, PEOPLE + 1):
        pool = sorted(codes, key=lambda code: chance.random() ** (1 + codes.index(code) / 16))
        wanted[f"B01-{number:06}"] = pool[: chance.randint(2, 4)]
    rows = "".join(f"R1,{card},{','.join([*codes_, '', '', ''][:4])}\n" for card, codes_ in wanted.items())
    heads = "报名批次,卡号,第一志愿,第二志愿,第三志愿,第四志愿\n"
    desk.run("import", "choices", desk.file("choices.csv", heads + rows))
    return wanted


def test_four_hundred_places_among_nine_hundred_people_are_given_fairly_and_repeated_from_the_printed_seed(
    desk: Desk,  # noqa: F811 - the fixture above
    choices: dict[str, list[str]],
    tmp_path: Path,
) -> None:
    trial: list[dict[str, Any]] = json.loads(desk.run("choices", "run", "R1", "--format", "json"))
    accepted = json.loads(desk.run("choices", "run", "R1", "--accept", "--format", "json"))
    assert accepted == trial
    assert [row["card"] for row in accepted] == sorted(choices)

    placed = Counter(row["placed"] for row in accepted if row["placed"])
    assert sum(placed.values()) == CLASSES * PLACES == 400
    lots = {row["card"]: row["lot"] for row in accepted}
    worst = {code: max(row["lot"] for row in accepted if row["placed"] == code) for code in placed}
    for row in accepted:
        wanted = choices[row["card"]]
        passed = wanted[: wanted.index(row["placed"])] if row["placed"] else wanted
        assert all(worst[code] < row["lot"] for code in passed), "somebody with a worse lot has a place"
        assert bool(row["waiting"]) == (not row["placed"])
    assert sorted(lots.values()) == list(range(1, PEOPLE + 1))

    desk.run("choices", "result", "R1", "-o", str(tmp_path / "board.pdf"))
    board = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "board.pdf", "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    assert SEED in board
    assert all(row["card"] in board for row in accepted)
    assert "居民" not in board, "card numbers, not names"

    desk.run("choices", "keep", "R1", "-o", str(tmp_path / "run.json"))
    assert "The same result again." in desk.run("choices", "repeat", "R1")
    assert "The same result again." in desk.run("choices", "repeat", str(tmp_path / "run.json"))
    assert "居民" not in (tmp_path / "run.json").read_text(encoding="utf-8")
    kept = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    (tmp_path / "other.json").write_text(json.dumps(kept | {"seed": "other"}), encoding="utf-8")
    told = desk.run("choices", "repeat", str(tmp_path / "other.json"), code=1)
    assert "Another result" in told or told == ""

    desk.run("undo")
    assert all(not line["allocated"] for line in json.loads(desk.run("choices", "rounds", "--format", "json")))
    assert json.loads(desk.run("choices", "run", "R1", "--format", "json")) == trial
