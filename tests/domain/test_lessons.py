"""Which dates a series of lessons has."""

from datetime import date, datetime, time

from dateutil.rrule import WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop.domain.lessons import Closed, SeriesRule, Skipped, Slot, series
from commedu_desktop.domain.weekly_times import WeeklyTime, parse_weekly_times

days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def rule(times: str, first: date, last: date, **more: int | bool) -> SeriesRule:
    return SeriesRule(parse_weekly_times(times), first, last, **more)  # type: ignore[arg-type]


@given(
    st.sets(st.integers(0, 6), min_size=1),
    days,
    st.integers(0, 120),
    st.sampled_from([1, 2, 3]),
    st.none() | st.integers(1, 20),
)
def test_a_series_has_the_dates_that_dateutil_gives(
    weekdays: set[int], first: date, length: int, every: int, lessons: int | None
) -> None:
    last = date.fromordinal(first.toordinal() + length)
    times = tuple(WeeklyTime(day, time(9), time(10, 30)) for day in sorted(weekdays))
    start = datetime.combine(first, time(9))
    expected = list(
        rrule(
            WEEKLY,
            interval=every,
            byweekday=sorted(weekdays),
            wkst=0,
            dtstart=start,
            until=datetime.combine(last, time(9)),
        )
    )[:lessons]
    found = series(SeriesRule(times, first, last, every, lessons))
    assert [slot.starts for slot in found.slots] == expected


def test_closed_days_are_left_out_and_named_and_do_not_count_as_lessons() -> None:
    closed = Closed({date(2026, 10, 1): "National Day", date(2026, 10, 8): ""}, {})
    found = series(rule("Thu 15:00-17:00", date(2026, 9, 24), date(2026, 12, 31), lessons=3), closed)
    assert [slot.starts.date() for slot in found.slots] == [date(2026, 9, 24), date(2026, 10, 15), date(2026, 10, 22)]
    assert found.skipped == (Skipped(date(2026, 10, 1), "National Day"), Skipped(date(2026, 10, 8), ""))


def test_a_lesson_on_a_day_off_can_move_to_the_working_day_that_makes_up_for_it() -> None:
    closed = Closed({date(2026, 10, 7): "National Day"}, {date(2026, 10, 7): date(2026, 10, 10)})
    span = date(2026, 9, 28), date(2026, 10, 14)
    moved = series(rule("Wed 09:00-10:30", *span, make_up=True), closed)
    assert [slot.starts.date() for slot in moved.slots] == [date(2026, 9, 30), date(2026, 10, 10), date(2026, 10, 14)]
    assert moved.skipped == ()
    assert [one.day for one in series(rule("Wed 09:00-10:30", *span), closed).skipped] == [date(2026, 10, 7)]


def test_a_lesson_across_midnight_belongs_to_the_evening_it_starts() -> None:
    found = series(rule("Thu 23:00-01:00", date(2026, 12, 31), date(2026, 12, 31)))
    assert found.slots == (Slot(datetime(2026, 12, 31, 23), datetime(2027, 1, 1, 1)),)


def test_a_lesson_that_ends_when_another_starts_does_not_overlap_it() -> None:
    morning = Slot(datetime(2026, 11, 23, 8), datetime(2026, 11, 23, 10))
    assert not morning.overlaps(Slot(datetime(2026, 11, 23, 10), datetime(2026, 11, 23, 11)))
    assert morning.overlaps(Slot(datetime(2026, 11, 23, 9, 59), datetime(2026, 11, 23, 11)))
