"""Money: whole minor units of a currency, the notes and coins it is counted in, and amounts in Chinese capitals."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Money:
    """An amount in minor units (fen, cents) of an ISO 4217 currency; `sentences.shown` writes it."""

    minor: int
    currency: str


_PIECES = {
    "CNY": (100_00, 50_00, 20_00, 10_00, 5_00, 1_00, 50, 10),
    "EUR": (200_00, 100_00, 50_00, 20_00, 10_00, 5_00, 2_00, 1_00, 50, 20, 10, 5, 2, 1),
    "USD": (100_00, 50_00, 20_00, 10_00, 5_00, 1_00, 25, 10, 5, 1),
    "JPY": (10_000, 5_000, 1_000, 500, 100, 50, 10, 5, 1),
}
_ANY = (1000_00, 500_00, 200_00, 100_00, 50_00, 20_00, 10_00, 5_00, 2_00, 1_00, 50, 20, 10, 5, 1)


def pieces(currency: str) -> tuple[int, ...]:
    """Values of the notes and coins in use, the largest first."""
    return _PIECES.get(currency, _ANY)


def worth(counted: Mapping[int, int]) -> int:
    """What notes and coins come to: value -> how many."""
    return sum(value * number for value, number in counted.items())


_LEFT_OUT = str.maketrans("", "", ",， \u00a0")
_SIGNS = re.compile(r"^(CN)?[¥￥€$]|[元圆€]$|^[A-Z]{3}|[A-Z]{3}$")

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def capital_amount(fen: int) -> str:
    """Yuan in the capitals that receipts carry: 107,000.53 is 壹拾万柒仟元伍角叁分, 16,409.02 …元零贰分.

    Source: 支付结算办法, annex 1 (正确填写票据和结算凭证的基本规定). Amounts up to 9,999 万亿 yuan.
    """
    sign, fen = ("负" if fen < 0 else ""), abs(fen)
    yuan, cents = divmod(fen, 100)
    jiao, rest = divmod(cents, 10)
    told = f"{_capital_number(yuan)}元" if yuan or not cents else ""
    if not cents:
        return f"{sign}{told}整"
    if jiao:
        told += f"{_DIGITS[jiao]}角"
    elif told:
        told += "零"
    return sign + told + (f"{_DIGITS[rest]}分" if rest else "整")


def _capital_number(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    told = ""
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        gap = told and (group < 1_000 or groups[at + 1] == 0)
        if group:
            told += (_DIGITS[0] if gap and not told.endswith(_DIGITS[0]) else "") + _capital_group(group) + _GROUPS[at]
    return told


def _capital_group(group: int) -> str:
    told, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit == 0:
            gap = bool(told)
            continue
        told += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return told


def read_amount(typed: str, decimals: int) -> int | None:
    """Minor units behind an amount as people type it: `50`, `50.5`, `¥1,050.00`, `５０元`; None when it is none."""
    plain = unicodedata.normalize("NFKC", typed).translate(_LEFT_OUT).strip()
    plain = _SIGNS.sub("", plain)
    whole, _dot, part = plain.partition(".")
    if not (whole + part).isdecimal() or not (whole + part).isascii() or len(part) > decimals or len(whole) > 9:
        return None
    return int((whole or "0") + part.ljust(decimals, "0"))
