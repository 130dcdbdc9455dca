"""Periods are whole months, and each knows the one before."""

from datetime import date

import pytest

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.periods import parse_period


@pytest.mark.parametrize(
    ("text", "first", "last", "before"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2025"),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30), "2025-H2"),
        ("2026-h2", date(2026, 7, 1), date(2026, 12, 31), "2026-H1"),
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30), "2026-10"),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), "2026-11"),
        ("2026-01", date(2026, 1, 1), date(2026, 1, 31), "2025-12"),
        (" 2028-2 ", date(2028, 2, 1), date(2028, 2, 29), "2028-01"),
    ],
)
def test_a_period_has_its_days_and_the_one_before(text: str, first: date, last: date, before: str) -> None:
    period = parse_period(text)
    assert (period.first, period.last, str(period.before)) == (first, last, before)
    assert parse_period(str(period)) == period


@pytest.mark.parametrize("text", ["", "26", "2026-13", "2026-00", "2026-H3", "0000", "9999", "2026-11-23", "二〇二六"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="period-unknown"):
        parse_period(text)
