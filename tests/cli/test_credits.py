"""`commedu credits`: the bank is shown and redeemed from."""

import json
from pathlib import Path

import pytest

from commedu_desktop.cli import main
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.services.centre import FILE
from commedu_desktop.services.office import Office
from commedu_desktop.store.database import Database
from tests.makers import Maker


def test_credits_are_shown_and_redeemed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = Office(Database.create(tmp_path / FILE))
    make = Maker(office)
    ann = make.new_resident("Ann", pinyin="ann")
    make.enrol(make.new_offering(title="Choir"), ann, status=EnrolmentStatus.COMPLETED)
    office.database.close()
    console = ["--data", str(tmp_path), "--lang", "en", "credits"]
    assert main([*console, "redeem", ann.card, "0.5", "--for", "a kettle"]) == 0
    assert "1.5" in capsys.readouterr().out
    assert main([*console, "show", ann.card, "--format", "json"]) == 0
    lines = json.loads(capsys.readouterr().out)
    assert [(line["what"], line["for"], line["credits"]) for line in lines] == [
        ("redeemed", "a kettle", "-0.5"),
        ("balance", "", "1.5"),
    ]
    for wrong in ("many", "-1", "nan", "1e999999", "0.001", "1.6"):
        assert main([*console, "redeem", "--for", "book", "--", ann.card, wrong]) == 1
        assert "credits" in capsys.readouterr().err
    assert main([*console, "redeem", "--for", "book", "--", "B01-999999", "1"]) == 1
