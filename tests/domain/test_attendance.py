"""The figures of attendance, exactly as they are defined."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop.domain.ages import age_on, band_labels, band_of
from commedu_desktop.domain.attendance import Mark, absences_running, arrival, attendance_rate, completes

P, L, E, A = Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT


@pytest.mark.parametrize(
    ("marks", "rate"),
    [
        ([], Fraction(0)),
        ([E, E], Fraction(0)),
        ([P, L, E, None], Fraction(1)),
        ([P, A, E, A], Fraction(1, 3)),
    ],
)
def test_excused_lessons_and_blanks_count_on_neither_side(marks: list[Mark | None], rate: Fraction) -> None:
    assert attendance_rate(marks) == rate


@given(st.lists(st.sampled_from([P, L, E, A, None])))
def test_an_excuse_never_changes_the_rate(marks: list[Mark | None]) -> None:
    assert attendance_rate([*marks, E]) == attendance_rate(marks)
    assert 0 <= attendance_rate(marks) <= 1


def test_the_threshold_itself_completes_and_nothing_attended_never_does() -> None:
    assert completes(Fraction(7, 10), 70)
    assert not completes(Fraction(69, 100), 70)
    assert not completes(Fraction(0), 0)


@pytest.mark.parametrize(
    ("marks", "running"),
    [([A, A, A], 3), ([A, E, A, None, A], 3), ([A, A, P], 0), ([P, A, A], 2), ([], 0), ([None, E], 0)],
)
def test_absences_run_until_somebody_comes_and_excuses_do_not_break_them(
    marks: list[Mark | None], running: int
) -> None:
    assert absences_running(marks) == running


def test_who_comes_after_the_grace_is_late_with_the_minutes() -> None:
    assert [arrival(minutes, 10) for minutes in (-20, 9, 10, 45)] == [(P, None), (P, None), (L, 10), (L, 45)]


def test_ages_and_their_bands() -> None:
    firsts = (7, 18, 36, 60, 70)
    assert band_labels(firsts) == ("0-6", "7-17", "18-35", "36-59", "60-69", "70+")
    assert [band_of(age, firsts) for age in (0, 6, 7, 35, 69, 70, 104, None)] == [
        "0-6", "0-6", "7-17", "18-35", "60-69", "70+", "70+", "",
    ]  # fmt: skip
    assert [age_on(date(2000, 2, 29), date(2026, 2, 28)), age_on(date(2000, 2, 29), date(2026, 3, 1))] == [25, 26]
