"""Amounts in the capitals of Chinese receipts, and drawers full of notes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop import i18n
from commedu_desktop.domain.money import Money, capital_amount, pieces, read_amount, worth
from commedu_desktop.sentences import shown

DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1_000}


def read_back(told: str) -> int:
    """Fen behind capitals, read by the grammar of Chinese numbers and not by the way they are written."""
    sign, told = (-1, told[1:]) if told.startswith("负") else (1, told)
    total = section = digit = fen = 0
    for character in told:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in PLACES:
            section, digit = section + digit * PLACES[character], 0
        elif character in "万亿":
            scale = 10**4 if character == "万" else 10**8
            section, digit = section + digit, 0
            total = (total + section) * scale if character == "亿" else total + section * scale
            section = 0
        elif character == "元":
            total, section, digit = total + section + digit, 0, 0
        elif character in "角分":
            fen, digit = fen + digit * (10 if character == "角" else 1), 0
    return sign * (total * 100 + fen)


@pytest.mark.parametrize(
    ("fen", "told"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (1_05, "壹元零伍分"),
        (10_00, "壹拾元整"),
        (120_00, "壹佰贰拾元整"),
        (1_005_00, "壹仟零伍元整"),
        (1_409_50, "壹仟肆佰零玖元伍角整"),
        (6_007_14, "陆仟零柒元壹角肆分"),
        (16_409_02, "壹万陆仟肆佰零玖元零贰分"),
        (1_680_32, "壹仟陆佰捌拾元叁角贰分"),
        (107_000_53, "壹拾万柒仟元伍角叁分"),
        (100_005_00, "壹拾万零伍元整"),
        (10_000_0005_00, "壹亿零伍元整"),
        (-60_00, "负陆拾元整"),
    ],
)
def test_amounts_are_written_as_the_rules_for_receipts_say(fen: int, told: str) -> None:
    assert capital_amount(fen) == told


@given(st.integers(-99_999_999_99, 99_999_999_99))
def test_capitals_say_every_amount_unmistakably(fen: int) -> None:
    told = capital_amount(fen)
    assert read_back(told) == fen
    assert "零零" not in told


@pytest.mark.parametrize(("currency", "smallest"), [("CNY", 10), ("EUR", 1), ("JPY", 1), ("XAF", 1)])
def test_a_drawer_is_counted_by_note_and_coin(currency: str, smallest: int) -> None:
    known = pieces(currency)
    assert (list(known), known[-1]) == (sorted(known, reverse=True), smallest)
    assert worth({known[0]: 2, smallest: 3}) == 2 * known[0] + 3 * smallest


def test_money_is_shown_in_its_currency_with_as_many_decimals_as_that_has() -> None:
    assert [shown(Money(12_050, code)) for code in ("CNY", "EUR", "JPY")] == ["¥120.50", "€120.50", "¥12,050"]
    i18n.use("zh_CN")
    assert shown(Money(12_050, "CNY")) == "¥120.50"


@pytest.mark.parametrize(
    ("typed", "decimals", "minor"),
    [
        ("50", 2, 50_00), ("50.5", 2, 50_50), ("¥1,050.00", 2, 1_050_00), ("５０元", 2, 50_00), ("CN¥ 12.30", 2, 12_30),
        (".5", 2, 50), ("€3", 2, 3_00), ("120", 0, 120), ("0", 2, 0),
        ("1.234", 2, None), ("1.5", 0, None), ("-5", 2, None), ("", 2, None), ("abc", 2, None), ("1.2.3", 2, None),
        ("¥", 2, None), ("9999999999", 2, None), ("٥", 2, None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_type_them(typed: str, decimals: int, minor: int | None) -> None:
    assert read_amount(typed, decimals) == minor
