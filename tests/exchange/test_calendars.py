"""Lessons as calendars that telephones read."""

from datetime import datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop.exchange.calendars import Event, write_calendar

KEY = UUID(int=7)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120)


def lines(data: bytes) -> list[str]:
    """Unfolded, as RFC 5545 says."""
    return data.decode().replace("\r\n ", "").split("\r\n")


@given(title=TEXTS, place=TEXTS)
def test_any_text_is_folded_to_75_bytes_and_reads_back(title: str, place: str) -> None:
    data = write_calendar(
        [Event(KEY, title, datetime(2026, 11, 23, 8, 30), datetime(2026, 11, 23, 10), place)], "五中路"
    )
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    [summary] = [line.removeprefix("SUMMARY:") for line in lines(data) if line.startswith("SUMMARY:")]
    marked = summary.replace("\\\\", "\0").replace("\\;", ";").replace("\\,", ",").replace("\0", "\\")
    assert marked == title


def test_times_are_the_wall_clock_and_cancelled_lessons_say_so() -> None:
    starts, ends = datetime(2026, 11, 23, 23, 0), datetime(2026, 11, 24, 0, 30)
    told = lines(write_calendar([Event(KEY, "书法", starts, ends, cancelled=True)], "五中路"))
    assert {"DTSTART:20261123T230000", "DTEND:20261124T003000", "STATUS:CANCELLED"} <= set(told)
    assert (told[0], told[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
