"""Weekly times are read as people write them, and written in one form."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop import i18n
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.weekly_times import WeeklyTime, canonical, parse_weekly_times
from commedu_desktop.sentences.weekly_times import times_shown

USUAL = "Mon 08:30-10:30; Thu 15:00-17:00"
WRITTEN = [
    ("Mon 08:30-10:30; Thu 15:00-17:00", USUAL),
    ("周一 08:30-10:30；周四 15:00-17:00", USUAL),
    ("星期四15：00—17：00，星期一8：30～10：30", USUAL),
    ("礼拜一 8:30–10:30\n礼拜四 15:00 - 17:00", USUAL),
    ("周一上午8:30-10:30、周四下午3:00-5:00", USUAL),
    ("周一8点30分至10点30分；周四下午3点到5点", USUAL),
    ("Monday 8.30 - 10.30 and Thursday 3-5 pm", USUAL),
    ("thurs. 15:00-17:00, MON 08:30-10:30; Mon 08:30-10:30", USUAL),
    ("每周一、三、五 9:00-10:30", "Mon 09:00-10:30; Wed 09:00-10:30; Fri 09:00-10:30"),
    ("周一三五 9:00-10:30", "Mon 09:00-10:30; Wed 09:00-10:30; Fri 09:00-10:30"),
    ("Mon, Wed 9:00-10:30; Sun 9-10", "Mon 09:00-10:30; Wed 09:00-10:30; Sun 09:00-10:00"),
    ("周六至周一 19:00-20:00", "Mon 19:00-20:00; Sat 19:00-20:00; Sun 19:00-20:00"),
    ("Mon-Wed 14:00-15:00", "Mon 14:00-15:00; Tue 14:00-15:00; Wed 14:00-15:00"),
    ("Tue 08:30-10:00, 14:00-15:30", "Tue 08:30-10:00; Tue 14:00-15:30"),
    ("星期天 22:00-01:30", "Sun 22:00-01:30"),
    ("Sat 10 am-2 pm", "Sat 10:00-14:00"),
    ("Sat 20:00-24:00", "Sat 20:00-00:00"),
    ("  ", ""),
]
NONSENSE = ["Mon", "8:30-10:30", "Mon 25:00-26:00", "Mon 8:61-9:00", "whenever", "周八 8:30-9:30", "Mon 08:30", "Mon-"]

a_time = st.builds(time, st.integers(0, 23), st.integers(0, 59))
weekly_times = st.builds(WeeklyTime, st.integers(0, 6), a_time, a_time)


@pytest.mark.parametrize(("written", "meant"), WRITTEN)
def test_times_are_understood(written: str, meant: str) -> None:
    assert canonical(parse_weekly_times(written)) == meant


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_is_refused_with_the_part_that_makes_no_sense(nonsense: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_weekly_times(nonsense)
    assert refusal.value.code == "times-not-understood"
    assert refusal.value.facts["part"]


@given(st.sets(weekly_times, max_size=6))
def test_the_canonical_form_and_what_is_shown_read_back_unchanged(times: set[WeeklyTime]) -> None:
    assert set(parse_weekly_times(canonical(times))) == times
    for spoken in ("en", "zh_CN"):
        with i18n.speaking(spoken):
            assert set(parse_weekly_times(times_shown(canonical(times)))) == times


def test_times_are_shown_in_the_language_spoken() -> None:
    assert times_shown(USUAL) == "Mon 08:30–10:30; Thu 15:00–17:00"
    i18n.use("zh_CN")
    assert times_shown(USUAL) == "周一 08:30–10:30；周四 15:00–17:00"
    assert times_shown("by arrangement") == "by arrangement"


def test_an_end_at_or_before_the_start_is_the_next_day() -> None:
    (late,) = parse_weekly_times("Fri 22:30-00:30")
    assert late.minutes == 120
    (all_day,) = parse_weekly_times("Fri 09:00-09:00")
    assert all_day.minutes == 24 * 60
