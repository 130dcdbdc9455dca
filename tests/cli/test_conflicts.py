"""`commedu conflicts`."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from commedu_desktop.cli import main
from commedu_desktop.services.office import Office
from commedu_desktop.store.tables import Branch
from tests.makers import Maker

TEN = datetime(2026, 11, 23, 10)


@pytest.fixture
def crossed(make: Maker) -> None:
    """One clash of each kind, without the verbs that would refuse them."""
    annex = make.add(Branch(code="B02", name="Annex", parent_id=make.branch.id))
    far = make.new_venue(code="A1", name="Annex 1", branch_id=annex.id, capacity=1)
    choir, chess = make.new_offering(code="CHOIR", title="Choir"), make.new_offering(code="CHESS", title="Chess")
    dance = make.new_offering(code="DANCE", title="Dance", venue_id=far.id)
    make.new_lesson(choir, TEN)
    make.new_lesson(chess, TEN + timedelta(minutes=60))
    make.new_lesson(dance, TEN + timedelta(minutes=160))
    make.new_lesson(choir, datetime(2027, 1, 1, 10))
    for name in ("张小明", "李红"):
        resident = make.new_resident(name)
        make.enrol(choir, resident)
        make.enrol(dance, resident)
        if name == "李红":
            make.enrol(chess, resident)


@pytest.mark.usefixtures("crossed")
def test_every_kind_of_clash_is_listed_with_who_and_where(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--data", str(tmp_path), "--lang", "en", "conflicts", "--from", "2026-11-01", "--to", "2027-01-31"]
    assert main([*arguments, "--format", "json"]) == 0
    found = {(one["kind"], one["who"], one["where"]): one["lessons"] for one in json.loads(capsys.readouterr().out)}
    assert set(found) == {
        ("venue", "", "Room 101"),
        ("teacher", "王丽华", "Room 101"),
        ("resident", "李红", "Room 101"),
        ("travel", "王丽华", "Room 101 / Annex 1"),
        ("capacity", "", "Annex 1"),
        ("closure", "", "Room 101"),
    }
    choir = {"offering": "CHOIR", "date": "2026-11-23", "start": "10:00", "end": "11:30", "venue": "101"}
    assert found["venue", "", "Room 101"][0] == choir
    assert found["closure", "", "Room 101"][0] == choir | {"date": "2027-01-01"}

    assert main(arguments) == 0
    shown = capsys.readouterr().out
    assert "Choir (Mon 23 Nov 10:00–11:30) and Chess (Mon 23 Nov 11:00–12:30) are both in Room 101." in shown
    assert "New Year's Day" in shown


def test_no_clash_says_so(make: Maker, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make.new_lesson(make.new_offering(), TEN)
    assert main(["--data", str(tmp_path), "--lang", "en", "conflicts", "--from", "2026-11-01"]) == 0
    assert capsys.readouterr().out == "No clashes.\n"


def test_a_date_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    assert main(["--data", str(tmp_path), "conflicts", "--from", "someday"]) == 2
