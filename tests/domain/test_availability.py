"""When a teacher can, and what equipment is missing."""

from datetime import date, datetime, timedelta

import pytest

from commedu_desktop.domain.availability import Absence, Availability, read_times
from commedu_desktop.domain.equipment import equipment_items, missing_equipment
from commedu_desktop.domain.lessons import Slot

MONDAY = datetime(2026, 11, 23)


def at(start: float, hours: float, day: int = 0) -> Slot:
    starts = MONDAY + timedelta(days=day, hours=start)
    return Slot(starts, starts + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("times", "slot", "can"),
    [
        ("", at(3, 5), True),
        ("Mon 08:30-10:30", at(8.5, 2), True),
        ("Mon 08:30-10:30", at(8.5, 2.25), False),
        ("Mon 08:30-10:30", at(8.5, 2, day=1), False),
        ("Mon 08:00-10:00; Mon 10:00-12:00", at(9, 2), True),
        ("Mon 22:00-02:00", at(23, 2), True),
        ("Sun 22:00-02:00", at(0, 2), True),
        ("Mon 22:00-00:00; Tue 00:00-02:00", at(23, 2), True),
        ("some time or other", at(3, 1), True),
    ],
)
def test_a_lesson_lies_within_the_weekly_times(times: str, slot: Slot, can: bool) -> None:
    assert Availability(read_times(times)).allows(slot) is can


def test_days_off_count_whatever_the_weekly_times_say() -> None:
    off = Absence(date(2026, 11, 24), date(2026, 11, 25), "course")
    teacher = Availability(read_times("Mon-Sun 08:00-20:00"), (off,))
    assert [teacher.allows(at(9, 1, day)) for day in range(4)] == [True, False, False, True]
    assert teacher.absence(at(23, 2)) == off
    assert teacher.absence(at(22, 2)) is None


def test_equipment_is_read_as_people_write_it() -> None:
    assert equipment_items("投影仪、 Piano；piano，\nWhite  board") == ("投影仪", "Piano", "White board")
    assert missing_equipment("Projector, ｐｉａｎｏ、 oven", "projector; Piano") == ("oven",)
