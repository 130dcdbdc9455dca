"""`commedu attendance scan`: what is said, what is written, and the exit codes."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from PIL import Image

from commedu_desktop.cli import main
from commedu_desktop.services.centre import FILE
from commedu_desktop.services.office import Office
from commedu_desktop.services.sheets import sign_in_pdf
from commedu_desktop.store.database import Database
from tests.makers import Maker
from tests.pens import printed


def test_a_sheet_is_read_shown_and_entered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import cv2

    from commedu_desktop.domain.sheets import layout_for

    office = Office(Database.create(tmp_path / FILE))
    make = Maker(office)
    choir = make.new_offering(title="Choir")
    lesson = make.new_lesson(choir, datetime(2025, 9, 1, 9, 0))
    for number in range(3):
        make.enrol(choir, make.new_resident(f"N{number}", pinyin=f"n{number}"), enrolled_on=date(2024, 1, 1))
    page = printed(office.read(sign_in_pdf, lesson.id, "en"))[0]
    for row, box in ((0, 0), (1, 2)):
        place = layout_for(7, 1).boxes(row, 0)[box]
        ends = [(round((place.left + d) * 200 / 25.4), round((place.top + d) * 200 / 25.4)) for d in (0.7, 3.5)]
        cv2.line(page, ends[0], ends[1], 30, 5)
    Image.fromarray(page).save(tmp_path / "scan.png")
    office.database.close()
    console = ["--data", str(tmp_path), "--lang", "en", "attendance", "scan"]
    assert main([*console, str(tmp_path / "scan.png"), "--format", "json", "--enter", "--close"]) == 0
    out, err = capsys.readouterr()
    rows = json.loads(out)
    assert [(row["name"], row["mark"], row["doubt"]) for row in rows] == [
        ("N0", "present", None), ("N1", "excused", None), ("N2", None, None)
    ]  # fmt: skip
    assert "2 marks entered" in err
    assert main([*console, str(tmp_path / "centre.db")]) == 1
    assert "cannot be read as a picture" in capsys.readouterr().err
