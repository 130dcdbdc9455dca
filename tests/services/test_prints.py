"""What was printed is listed and printed again byte for byte, in the room that it may take."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.prints import FOLDER, KeepPrint, Printed, keep_print, kept_pdf, print_by_id, prints

ROOM = 10_000
NOON = datetime(2026, 11, 23, 12)


def keep(folder: Path, content: bytes, minutes: int = 0, room: int = ROOM, **changed: object) -> Printed:
    values = {
        "pdf": content,
        "title": "Class list",
        "at": NOON + timedelta(minutes=minutes),
        "actor": "Zhang Min",
        "pages": 1,
        "copies": 2,
        "where": "Office printer",
    }
    return keep_print(folder, KeepPrint(**{**values, **changed}), room)  # type: ignore[arg-type]  # values of a test


def test_what_was_printed_is_found_and_printed_again_byte_for_byte(tmp_path: Path) -> None:
    keep(tmp_path, b"%PDF one")
    keep(tmp_path, b"%PDF two", 5, title="Poster", where="A3 printer")
    assert [one.title for one in prints(tmp_path)] == ["Poster", "Class list"]
    for typed in ("office", "zhang", "2026-11-23", "CLASS"):
        assert "Class list" in [one.title for one in prints(tmp_path, typed)]
    (poster,) = prints(tmp_path, "a3")
    assert (poster.copies, poster.pages, kept_pdf(tmp_path, poster)) == (2, 1, b"%PDF two")
    assert print_by_id(tmp_path, poster.id) == poster


def test_the_same_paper_printed_twice_takes_its_room_once(tmp_path: Path) -> None:
    keep(tmp_path, b"x" * 2000)
    keep(tmp_path, b"x" * 2000)
    assert len(prints(tmp_path)) == 2
    assert len(list((tmp_path / FOLDER).glob("*.pdf"))) == 1


def test_the_oldest_papers_go_when_the_room_is_full_and_their_entries_say_so(tmp_path: Path) -> None:
    for number in range(8):
        keep(tmp_path, bytes([number]) * 2000, number)
    keep(tmp_path, bytes([4]) * 2000, 9)
    kept = [one.file != "" for one in prints(tmp_path)]
    assert kept == [True] * 6 + [False] * 3
    with pytest.raises(Refused, match="print-not-kept"):
        kept_pdf(tmp_path, prints(tmp_path)[-1])


def test_a_giant_paper_drives_no_other_out(tmp_path: Path) -> None:
    keep(tmp_path, b"small")
    giant = keep(tmp_path, b"g" * (ROOM // 2), 1)
    assert [one.file != "" for one in prints(tmp_path)] == [False, True]
    assert giant.size == ROOM // 2
    assert not keep(tmp_path, b"paper", 2, room=0).file


def test_a_paper_that_is_made_anew_keeps_its_recipe_and_no_file(tmp_path: Path) -> None:
    recipe = {"page": "certificates", "where": {"certificate_ids": ["00"]}}
    keep(tmp_path, b"%PDF", recipe=recipe)
    (one,) = prints(tmp_path)
    assert (one.recipe, one.file) == (recipe, "")


def test_broken_and_foreign_entries_are_passed_over_and_a_changed_paper_is_refused(tmp_path: Path) -> None:
    one = keep(tmp_path, b"%PDF one")
    for name, content in (("0.json", b"{"), ("1.json", b"[]"), ("2.json", b'{"id": 1}'), ("3.json", b"\xff\xfe")):
        (tmp_path / FOLDER / name).write_bytes(content)
    assert prints(tmp_path) == [one]
    (tmp_path / FOLDER / one.file).write_bytes(b"%PDF evil")
    with pytest.raises(Refused, match="print-changed"):
        kept_pdf(tmp_path, one)
    with pytest.raises(Refused, match="print-unknown"):
        print_by_id(tmp_path, "../../centre")
