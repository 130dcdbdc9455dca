"""`commedu populations`, `targets`, `settings` and `returns`: what belongs to a year, from the console."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from commedu_desktop.cli import main
from commedu_desktop.domain.attendance import Mark
from commedu_desktop.services.centre import FILE
from commedu_desktop.services.office import Office
from commedu_desktop.store.database import Database
from commedu_desktop.store.tables import AttendanceMark
from tests.makers import Maker
from tests.offices import WRITES_BEGIN

Console = Callable[..., Any]


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """Runs a command on a centre with one lesson in October; gives its rows (with `--format json`) or its words."""
    office = Office(Database.create(tmp_path / FILE))
    make = Maker(office)
    offering = make.new_offering(title="Choir")
    lesson = make.new_lesson(offering, datetime(2026, 10, 12, 9))
    ann = make.new_resident("Ann", pinyin="ann")
    make.add(AttendanceMark(lesson_id=lesson.id, resident_id=ann.id, mark=Mark.PRESENT, at=WRITES_BEGIN))
    make.new_group("elders")
    office.database.close()

    def run(*words: str, code: int = 0) -> Any:
        assert main(["--data", str(tmp_path), "--lang", "en", *words]) == code
        said = capsys.readouterr()
        if code:
            return said.err
        return json.loads(said.out) if "json" in words else said.out.strip()

    return run


def test_populations_are_entered_taken_out_and_taken_over(console: Console) -> None:
    rows = ("populations", "list", "--format", "json", "--year")
    console("populations", "set", "B01", "400", "--year", "2025")
    console("populations", "set", "B01", "90", "--group", "elders", "--year", "2025")
    assert "400" in console("populations", "set", "B01", "500", "--group", "elders", "--year", "2025", code=1)
    assert "B99" in console("populations", "set", "B99", "5", "--year", "2025", code=1)
    assert console("populations", "copy", "--year", "2026") == "2"
    console("populations", "set", "B01", "--group", "elders", "--year", "2026")
    assert [(one["branch"], one["group"], one["number"]) for one in console(*rows, "2025")] == [
        ("B01", "", 400),
        ("B01", "elders", 90),
    ]
    assert [(one["group"], one["number"]) for one in console(*rows, "2026")] == [("", 400)]
    (ann,) = console("report", "--rows", "training-rate", "--period", "2026", "--format", "json")
    assert ann["name"] == "Ann"
    (place,) = console("report", "--rows", "population", "--period", "2026", "--format", "json")
    assert (place["code"], place["number"], place["persons"]) == ("B01", 400, 1)


def test_targets_are_set_changed_and_taken_out(console: Console) -> None:
    rows = ("targets", "list", "--year", "2026", "--format", "json")
    console("targets", "set", "Learners", "--measure", "persons", "--aim", "7000", "--year", "2026")
    console("targets", "set", "Rate", "--measure", "training-rate/group/elders", "--aim", "50", "--year", "2026")
    console("targets", "set", "Transfers", "--aim", "600", "--year", "2026")
    console("targets", "set", "Transfers", "--reached", "12", "--year", "2026")
    assert [tuple(one.values()) for one in console(*rows)] == [
        ("Learners", "", "persons", 7000, None),
        ("Rate", "", "training-rate/group/elders", 50, None),
        ("Transfers", "", "by-hand", 600, 12),
    ]
    assert "from 1 to 100" in console("targets", "set", "Rate", "--aim", "101", "--year", "2026", code=1)
    assert "money" in console("targets", "set", "x", "--measure", "money", "--aim", "1", "--year", "2026", code=1)
    console("targets", "remove", "Learners", "--year", "2026")
    assert "Learners" in console("targets", "remove", "Learners", "--year", "2026", code=1)
    console("undo")
    assert len(console(*rows)) == 3


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("age_bands", "10, 20,60", "10,20,60"),
        ("threshold", "80", 80),
        ("day_begins", "07:30", "07:30"),
        ("leads", "Li Na，Wang", "Li Na,Wang"),
        ("group_discounts", "elders=50", "elders=50"),
        ("clash_travel", "list", "list"),
    ],
)
def test_settings_are_changed(console: Console, name: str, value: str, kept: object) -> None:
    console("settings", "set", name, value)
    settings = {one["name"]: one["value"] for one in console("settings", "list", "--format", "json")}
    assert settings[name] == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("colour", "red"),
        ("threshold", "many"),
        ("threshold", "101"),
        ("age_bands", "60,20"),
        ("day_begins", "25:00"),
        ("clash_travel", "never"),
        ("language", "tlh"),
        ("region", "XX"),
        ("name", " "),
        ("group_discounts", "elders"),
        ("pay_expert", "-1"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(console: Console, name: str, value: str) -> None:
    assert console("settings", "set", "--", name, value, code=1).strip().endswith(".")


def test_a_setting_holds_in_one_year_only_where_it_may(console: Console) -> None:
    console("settings", "set", "academic_hour", "60", "--year", "2026")
    (hours,) = console("report", "--rows", "hours", "--period", "2026-10", "--format", "json")
    assert hours["amount"] == 1.5
    assert "every year" in console("settings", "set", "currency", "EUR", "--year", "2026", code=1)


def test_a_month_is_submitted_and_what_changes_since_is_listed(console: Console) -> None:
    october = ("--period", "2026-10")
    console("populations", "set", "B01", "400", "--year", "2026")
    assert "October 2026" in console("returns", "changes", *october, code=1)
    assert console("returns", "submit", *october) == "1"
    assert "1" in console("returns", "submit", *october, "--reason", "again", code=1)
    assert console("returns", "changes", *october, "--format", "json") == []
    console("populations", "set", "B01", "500", "--year", "2026")
    assert console("returns", "changes", *october, "--format", "json") == [
        {
            "table": "By branch",
            "figure": "Population",
            "line": "Wuzhong Road Centre",
            "submitted": "400",
            "now": "500",
            "rows": "population/branch/B01",
        }
    ]
    assert console("returns", "submit", *october, "--reason", "census") == "2"
    versions = console("returns", "list", *october, "--format", "json")
    assert [(one["version"], one["persons"], one["reason"]) for one in versions] == [(1, 1, ""), (2, 1, "census")]
