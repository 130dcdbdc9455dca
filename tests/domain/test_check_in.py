"""What scanners send, and which of several lessons somebody has come for."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.check_in import Due, Outcome, Window, decide, scanned_card

WINDOW = Window(early_minutes=60, late_minutes=10)
MONDAY = datetime(2026, 11, 23)


def due(title: str, starts: str, ends: str, **values: object) -> Due:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(f"2026-11-23 {text}")

    return Due(uuid4(), title, at(starts), at(ends), "101", **values)  # type: ignore[arg-type]


def answer(now: str, *dues: Due) -> tuple[str, str]:
    decision = decide(dues, datetime.fromisoformat(f"2026-11-23 {now}"), WINDOW)
    return decision.code, decision.due.title if decision.due else ""


@pytest.mark.parametrize(
    "sent",
    [
        "B01-004312",
        "b01-004312\r\n",
        "  B01-004312\t",
        "Ｂ０１－００４３１２",
        "B01-004312B01-004312",
        "b01-004312b01-004312\n",
    ],
)
def test_noise_of_the_scanner_is_taken_away(sent: str) -> None:
    assert scanned_card(sent) == "B01-004312"


WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


@given(st.from_regex(r"[A-Z][0-9]{2}-[0-9]{6}", fullmatch=True), st.data())
def test_every_card_survives_every_kind_of_noise_at_once(card: str, data: st.DataObject) -> None:
    sent = "".join(data.draw(st.sampled_from([one, one.lower(), one.translate(WIDE)])) for one in card)
    spaces = st.text(" \t\r\n\u3000", max_size=3)
    times = data.draw(st.integers(1, 2))
    assert scanned_card((data.draw(spaces) + sent + data.draw(spaces)) * times) == card


@pytest.mark.parametrize(
    ("now", "code"),
    [
        ("07:59", "check-in-too-early"),
        ("08:00", "checked-in-early"),
        ("09:00", "checked-in"),
        ("09:09", "checked-in"),
        ("09:10", "checked-in-late"),
        ("10:29", "checked-in-late"),
        ("10:30", "check-in-over"),
    ],
)
def test_the_hour_decides(now: str, code: str) -> None:
    assert answer(now, due("Choir", "09:00", "10:30")) == (code, "Choir")


def test_of_two_lessons_the_one_whose_start_is_nearer_is_meant() -> None:
    pair = due("Choir", "09:00", "10:30"), due("Dance", "10:30", "12:00")
    assert answer("09:05", *pair)[1] == "Choir"
    assert answer("10:20", *pair)[1] == "Dance"


def test_a_second_scan_within_minutes_is_the_same_visit() -> None:
    marked = due("Choir", "09:00", "09:45", mark=Mark.LATE, marked_at=datetime(2026, 11, 23, 9, 22))
    following = due("Dance", "09:45", "10:30")
    assert answer("09:23", marked, following) == ("checked-in-before", "Choir")
    assert answer("09:40", marked, following) == ("checked-in-early", "Dance")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"waiting": True}, "check-in-waiting"),
        ({"cancelled": True}, "check-in-cancelled"),
        ({"closed": True}, "check-in-closed"),
        ({"closed": True, "mark": Mark.PRESENT}, "checked-in-before"),
        ({"mark": Mark.EXCUSED}, "checked-in"),
        ({"mark": Mark.ABSENT}, "checked-in"),
    ],
)
def test_each_trouble_has_its_own_answer(values: dict[str, object], code: str) -> None:
    assert answer("09:01", due("Choir", "09:00", "10:30", **values))[0] == code


def test_who_scans_on_the_way_out_is_told_that_they_were_in() -> None:
    was_there = due("Choir", "09:00", "10:30", mark=Mark.PRESENT, marked_at=datetime(2026, 11, 23, 8, 55))
    assert answer("10:35", was_there) == ("checked-in-before", "Choir")
    assert answer("10:35", was_there, due("Dance", "14:00", "15:30")) == ("check-in-too-early", "Dance")


def test_without_a_lesson_there_is_something_to_look_at() -> None:
    assert answer("09:00") == ("check-in-no-lesson", "")


@given(
    st.lists(
        st.builds(
            lambda start, length, waiting, cancelled: Due(
                uuid4(), "x", MONDAY + timedelta(minutes=start), MONDAY + timedelta(minutes=start + length), "",
                cancelled=cancelled, waiting=waiting,
            ),
            st.integers(0, 1_500), st.integers(15, 300), st.booleans(), st.booleans(),
        ),
        max_size=5,
    ),
    st.integers(0, 1_439),
)  # fmt: skip
def test_nobody_is_marked_in_a_lesson_that_is_not_theirs_or_not_open(dues: list[Due], minute: int) -> None:
    now = MONDAY + timedelta(minutes=minute)
    decision = decide(dues, now, WINDOW)
    if decision.outcome is Outcome.IN:
        assert decision.due is not None
        assert (decision.due.waiting, decision.due.cancelled) == (False, False)
        assert decision.due.starts - timedelta(minutes=60) <= now < decision.due.ends
        assert (decision.mark is Mark.LATE) == (now >= decision.due.starts + timedelta(minutes=10))
