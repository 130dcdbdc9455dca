"""Numbers and dates as formal Chinese paper writes them."""

from datetime import date

_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


def chinese_number(number: int) -> str:
    """0 to 9999 in words: 32 is 三十二, 105 is 一百零五. Others stay in digits."""
    if not 0 <= number <= 9999:
        return str(number)
    if number == 0:
        return "零"
    words, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + _UNITS[place]
            gap = False
        else:
            gap = True
    return words[1:] if words.startswith("一十") else words


def chinese_date(day: date) -> str:
    """二〇二六年七月三日."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"
