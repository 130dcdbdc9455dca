"""What stands on a sign-in sheet, what its code says, and what ink in its boxes means."""

from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.sheet_marks import Ink, Judged, judge
from commedu_desktop.domain.sheets import (
    CORNER,
    CORNER_BITS,
    CORNERS,
    MOST_LESSONS,
    PAGE,
    SheetCode,
    code_of,
    code_text,
    layout_for,
    most_rows,
    pages_of,
    salt_for,
    tag,
)


def a_code(people: int = 40, lessons: int = 1) -> SheetCode:
    ids = [uuid4() for _ in range(people)]
    rows = layout_for(people, lessons).rows
    tags = tuple(tag(one, 7) for one in ids)
    return SheetCode(tag(uuid4()), tag(uuid4()), tuple(tag(uuid4()) for _ in range(lessons)), 1, 2, rows, 7, tags)


@given(st.integers(0, 44), st.integers(1, MOST_LESSONS))
def test_a_code_reads_back_what_was_printed(people: int, lessons: int) -> None:
    code = a_code(min(people, most_rows(lessons)), lessons)
    assert code_of(code_text(code)) == code


@given(st.integers(5, 60), st.characters(codec="ascii"))
def test_a_code_with_a_wrong_letter_is_refused_and_never_read_otherwise(place: int, letter: str) -> None:
    text = code_text(a_code())
    spoiled = text[:place] + letter + text[place + 1 :]
    if spoiled != text:
        with pytest.raises(Refused) as refusal:
            code_of(spoiled)
        assert refusal.value.code == "sheet-code-damaged"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://example.org", "sheet-foreign-code"),
        ("CEL1:00ff", "sheet-foreign-code"),
        ("CES2:ABC", "sheet-newer"),
        ("CES1:", "sheet-code-damaged"),
        ("CES1:ABC", "sheet-code-damaged"),
    ],
)
def test_other_codes_are_named(text: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        code_of(text)
    assert refusal.value.code == code


@given(st.integers(0, 44), st.integers(1, MOST_LESSONS))
def test_boxes_lie_inside_the_page_apart_from_each_other_and_from_the_corner_marks(people: int, lessons: int) -> None:
    layout = layout_for(min(people, most_rows(lessons)), lessons)
    boxes = list(layout.every_box())
    assert len(boxes) == layout.rows * lessons * 3
    assert all(box.left > 5 and box.left + box.width < PAGE[0] - 5 for box in boxes)
    lowest = max(box.top + box.height for box in boxes)
    assert lowest < CORNERS[2][1] - 2
    in_a_row = sorted(layout.boxes(0, 0) + layout.boxes(0, lessons - 1))
    assert all(b.left - a.left - a.width > 1.5 or b == a for a, b in pairwise(in_a_row))


def test_every_person_stands_on_one_page_and_free_lines_remain() -> None:
    for people in (0, 1, 22, 40, 41, 44, 90):
        pages = pages_of(people, 1, 4)
        assert [at for page in pages for at in page] == list(range(people))
        assert len(pages) * most_rows(1) >= people + 4


def test_the_corner_marks_are_the_first_four_of_the_public_dictionary() -> None:
    import cv2

    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    assert CORNER / 6 > 1.3
    for number, bits in enumerate(CORNER_BITS):
        drawn = cv2.aruco.generateImageMarker(dictionary, number, 6)[1:-1, 1:-1] > 0
        assert [[int(cell) for cell in f"{line:04b}"] for line in bits] == drawn.astype(int).tolist()


def test_people_whose_tags_would_be_equal_get_another_salt() -> None:
    people = [UUID(int=number) for number in range(6_000)]
    salt = salt_for(people)
    assert len({tag(one, salt) for one in people}) == len(people)


def judged(*amounts: float, usual: float = 0.1, full: float = 0.2) -> Judged:
    return judge([Ink(amount, 1.0 if amount > 0.4 else full) for amount in amounts], usual)


def test_one_ticked_box_is_its_mark_and_no_tick_is_nothing() -> None:
    assert judged(0.1, 0, 0) == Judged(Mark.PRESENT, sure=True)
    assert judged(0, 0.1, 0.001) == Judged(Mark.LATE, sure=True)
    assert judged(0, 0, 0.1) == Judged(Mark.EXCUSED, sure=True)
    assert judged(0.001, 0, 0) == Judged(None, sure=True)


def test_two_ticks_a_faint_one_and_a_stain_are_doubtful() -> None:
    assert not judged(0.1, 0.1, 0).sure
    assert judged(0.009, 0, 0) == Judged(None, sure=False)
    assert not judged(0.015, 0, 0, usual=0.4).sure
    assert not judged(0.1, 0.02, 0).sure


def test_a_blacked_out_box_points_at_the_other_one_but_is_asked_about() -> None:
    assert judged(0.7, 0.1, 0) == Judged(Mark.LATE, sure=False)
    assert judged(0.7, 0.02, 0) == Judged(Mark.PRESENT, sure=False)
