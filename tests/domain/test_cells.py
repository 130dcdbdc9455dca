"""What a cell says is read as meant, or refused with a sentence; nothing is guessed in silence."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.cells import (
    Cell,
    as_date,
    as_decimal,
    as_hundredths,
    as_text,
    as_time,
    as_whole,
    as_yes,
    several,
)
from commedu_desktop.domain.choices import as_choice, choice_word
from commedu_desktop.domain.columns import COLUMNS, fields_by_heading, plain_heading
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.residents import Sex

DAY = date(2026, 11, 3)


def refused(read: Callable[[Any], Any], cell: Cell) -> str:
    with pytest.raises(Refused) as caught:
        read(cell)
    return caught.value.code


@pytest.mark.parametrize(
    "written",
    ["2026-11-03", "2026-11-3", "2026/11/03", "2026/11/3", "2026.11.3", "2026年11月3日", "2026年11月03日",
     "2026年11月3号",      "20261103", "２０２６－１１－０３", " 2026 / 11 / 3 ", "2026-11-03 00:00:00",
     "2026-11-03T09:30", "2026年11月3日 星期二",
     "3 Nov 2026", "Nov 3, 2026", "Tue 3 Nov 2026", "3 November 2026", "46329", 46329, 46329.0, DAY,
     datetime(2026, 11, 3, 9)],
)  # fmt: skip
def test_every_way_of_writing_a_date_is_the_same_day(written: Cell) -> None:
    assert as_date(written) == DAY


@pytest.mark.parametrize(
    "written", ["2026-13-01", "2026-02-30", "03/11/2026", "26-11-3", "昨天", "1956", "1956年3月", "12345678", 7]
)
def test_what_is_no_whole_date_is_refused(written: Cell) -> None:
    assert refused(as_date, written) == "not-a-date"


@given(st.dates(date(1900, 1, 1), date(2150, 1, 1)))
def test_dates_come_back_from_every_common_format(day: date) -> None:
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"):
        assert as_date(day.strftime(form)) == day


def test_a_long_number_that_a_spreadsheet_has_rounded_is_refused() -> None:
    assert refused(as_text, 320102195602031019.0) == "number-lost-digits"
    assert refused(as_text, "3.20102E+17") == "number-lost-digits"
    assert as_text(13800004312.0) == "13800004312"
    assert as_text("320102195602031019") == "320102195602031019"


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (" 王芳\u3000", "王芳"), ("a\0b\x07", "ab"), ("一\r\n二", "一\n二"),
     (1.5, "1.5"), (True, "TRUE"), (DAY, "2026-11-03"),
     (datetime(2026, 11, 3), "2026-11-03"), (time(8, 30), "08:30")],
)  # fmt: skip
def test_texts_are_cleaned_of_what_nobody_typed(cell: Cell, text: str) -> None:
    assert as_text(cell) == text


def test_endless_and_unreadable_texts_are_refused() -> None:
    assert refused(as_text, "长" * 5000) == "cell-too-long"
    assert refused(as_text, "王\ufffd") == "cell-unreadable"


@pytest.mark.parametrize(
    "written",
    ["8:30", "08:30", "8：30", "8点30分", "8时30", "上午8:30", "08:30:00", time(8, 30), 8.5 / 24, timedelta(hours=8.5)],
)
def test_every_way_of_writing_a_time_is_the_same_minute(written: Cell) -> None:
    assert as_time(written) == time(8, 30)


def test_afternoons_are_understood() -> None:
    assert [as_time(text) for text in ("下午2:30", "2:30 PM", "14:30", "12:00 am")] == [time(14, 30)] * 3 + [time(0)]
    assert refused(as_time, "25:00") == refused(as_time, "早上") == "not-a-time"


def test_numbers_and_money() -> None:
    assert (as_whole("30人"), as_whole(30.0), as_whole("1,200"), as_whole("")) == (30, 30, 1200, None)
    assert (as_hundredths("¥12.50"), as_hundredths("12元"), as_hundredths(0.5)) == (1250, 1200, 50)
    assert refused(as_whole, "3.5") == refused(as_whole, "-1") == "not-whole"
    assert refused(as_hundredths, "1.234") == "too-fine"
    assert refused(as_decimal, "三") == "not-a-number"


def test_words_for_yes_and_no() -> None:
    assert [as_yes(text) for text in ("是", "Yes", "√", "否", "NO", "")] == [True, True, True, False, False, None]
    assert refused(as_yes, "也许") == "not-yes-or-no"


@given(st.sampled_from([*Sex, *Mark]), st.sampled_from(["en", "zh_CN"]))
def test_the_word_written_for_a_value_is_understood_again(value: Sex | Mark, language: str) -> None:
    assert as_choice(type(value), choice_word(value, language)) is value


def test_an_unknown_word_is_refused_with_those_known() -> None:
    assert refused(lambda cell: as_choice(Sex, cell), "不详") == "not-a-choice"


def test_a_cell_with_several_things_is_split() -> None:
    assert several("老年人；妇女、流动人口; 老年人 ") == ("老年人", "妇女", "流动人口")


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_column_is_recognised_by_both_its_headings(kind: str) -> None:
    known = fields_by_heading(kind)
    for column in COLUMNS[kind]:
        assert known[plain_heading(column.field.upper())] == column.field
        assert known[plain_heading(f"{column.chinese} （必填）*")] == column.field
