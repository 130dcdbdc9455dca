"""What stands in a cell of a spreadsheet, read as a text, a date, a time, a number, money or a yes."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from unicodedata import category, normalize

from commedu_desktop.domain.errors import Refused

Cell = str | int | float | bool | date | datetime | time | timedelta | None

LONGEST = 4_000
"""Characters of a cell; longer ones come from a missing quotation mark or from the wrong file."""
EXACT = 10**15
"""From here on a spreadsheet has rounded a number: it keeps 15 digits."""

_POWER = re.compile(r"[+-]?[1-9](?:\.\d+)?E\+\d{2,3}", re.IGNORECASE)
_DATE = re.compile(
    r"(\d{4})\s*(?:[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})|年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?)"
    r"(?:\s*(?:[T ]\s*|星期.|周.|\(.{1,3}\)).*)?"
)
_SOLID_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WRITTEN_DATE = re.compile(
    r"(?:[a-z]{3,9}\.?,? )?(?:(\d{1,2}) ([a-z]{3,9})|([a-z]{3,9}) (\d{1,2}))\.?,? (\d{4})", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SERIALS = range(10_000, 80_000)
"""Days since 1899-12-30 that a date column may hold as bare numbers: 1927 to 2119."""
_FIRST_DAY = date(1899, 12, 30)
_TIME = re.compile(r"(上午|下午|晚上)?\s*(\d{1,2})[:时点](\d{2})?(?::\d{2})?分?\s*(am|pm)?", re.IGNORECASE)
_NUMBER = re.compile(r"(?:[¥￥$])?\s*([+-]?[\d,]*\.?\d+)\s*(?:人|元|岁|课时|学时|分|年|座|次)?")
_YES = {"yes", "y", "true", "1", "是", "√", "✓", "✔", "有", "对", "免", "x"}
_NO = {"no", "n", "false", "0", "否", "×", "✗", "无", "不", "-"}


def clean(text: str) -> str:
    """Text without invisible control characters and outer blanks; line breaks inside stay."""
    if text.isprintable():
        return text.strip()
    kept = (
        c if c in "\n\t" or (category(c) not in ("Cc", "Cs") and c not in "\ufffe\uffff") else ""
        for c in text.replace("\r\n", "\n").replace("\r", "\n")
    )
    return "".join(kept).strip().strip("\ufeff")


def as_text(cell: Cell) -> str:
    """The cell as people read it; numbers without a needless `.0`.

    Raises: Refused cell-too-long, cell-unreadable, number-lost-digits.
    """
    if isinstance(cell, str):
        return _checked(clean(cell))
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (int, float)):
        return _number_text(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if (cell.hour or cell.minute) else cell.date().isoformat()
    return cell.isoformat("minutes") if isinstance(cell, time) else str(cell)


def _checked(text: str) -> str:
    if len(text) > LONGEST:
        raise Refused("cell-too-long", start=text[:20], length=len(text), longest=LONGEST)
    if "\ufffd" in text:
        raise Refused("cell-unreadable", text=text[:40])
    if _POWER.fullmatch(text):
        raise Refused("number-lost-digits", text=text)
    return text


def _number_text(number: float) -> str:
    if abs(number) >= EXACT:
        raise Refused("number-lost-digits", text=f"{number:.0f}" if abs(number) < 10**20 else str(number))
    return str(int(number)) if number == int(number) else repr(number)


def as_date(cell: Cell) -> date | None:
    """A date from a date cell or from any way of writing it year first; None when blank. Raises: Refused not-a-date."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = normalize("NFKC", as_text(cell))
    if not text:
        return None
    found = _date_parts(text)
    try:
        if found is not None:
            return date(*found)
        return _FIRST_DAY + timedelta(_serial(text))
    except ValueError:
        raise Refused("not-a-date", text=text) from None


def _date_parts(text: str) -> tuple[int, int, int] | None:
    if found := _DATE.fullmatch(text):
        year, *rest = [int(part) for part in found.groups() if part]
        return year, rest[0], rest[1]
    if found := _SOLID_DATE.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _WRITTEN_DATE.fullmatch(text):
        month = _MONTHS.index((found[2] or found[3])[:3].lower()) + 1
        return int(found[5]), month, int(found[1] or found[4])
    return None


def _serial(text: str) -> int:
    number = int(text.split(".")[0]) if text.replace(".", "", 1).isdecimal() else 0
    if number not in _SERIALS:
        raise ValueError(text)
    return number


def as_time(cell: Cell) -> time | None:
    """A time of day, to the minute; None when blank. Raises: Refused not-a-time."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, (float, timedelta)) and not isinstance(cell, bool):
        return _time_of_day(cell)
    text = normalize("NFKC", as_text(cell))
    if not text:
        return None
    found = _TIME.fullmatch(text)
    try:
        return _clock(found)
    except (ValueError, TypeError):
        raise Refused("not-a-time", text=text) from None


def _clock(found: re.Match[str] | None) -> time:
    if found is None:
        raise ValueError
    hour, minute = int(found[2]), int(found[3] or 0)
    afternoon = found[1] in ("下午", "晚上") or (found[4] or "").lower() == "pm"
    if afternoon and hour < 12:
        hour += 12
    if (found[4] or "").lower() == "am" and hour == 12:
        hour = 0
    return time(hour % 24 if hour == 24 else hour, minute)


def _time_of_day(cell: float | timedelta) -> time:
    minutes = round(cell * 1440) if isinstance(cell, float) else round(cell.total_seconds() / 60)
    if not 0 <= minutes <= 1440:
        raise Refused("not-a-time", text=str(cell))
    return time(minutes // 60 % 24, minutes % 60)


def as_decimal(cell: Cell) -> Decimal | None:
    """A number, also with thousands separators, currency sign or unit; None when blank.

    Raises: Refused not-a-number.
    """
    text = normalize("NFKC", as_text(cell))
    if not text:
        return None
    found = _NUMBER.fullmatch(text)
    try:
        return Decimal((found[1] if found else "?").replace(",", ""))
    except InvalidOperation:
        raise Refused("not-a-number", text=text) from None


def as_whole(cell: Cell) -> int | None:
    """A whole number, 0 or more; None when blank. Raises: Refused not-a-number, not-whole."""
    number = as_decimal(cell)
    if number is None:
        return None
    if number != int(number) or number < 0:
        raise Refused("not-whole", text=as_text(cell))
    return int(number)


def as_hundredths(cell: Cell) -> int | None:
    """Credits in hundredths; None when blank. Raises: Refused not-a-number, too-fine."""
    return as_minor(cell, 2)


def as_minor(cell: Cell, decimals: int) -> int | None:
    """Money in the smallest units of a currency that has so many decimals; None when blank.

    Raises: Refused not-a-number, too-fine.
    """
    number = as_decimal(cell)
    if number is None:
        return None
    minor = number.scaleb(decimals)
    if minor != int(minor) or number < 0:
        raise Refused("too-fine", text=as_text(cell), digits=decimals)
    return int(minor)


def as_yes(cell: Cell) -> bool | None:
    """Yes or no in both languages; None when blank. Raises: Refused not-yes-or-no."""
    text = normalize("NFKC", as_text(cell)).casefold()
    if not text:
        return None
    if text in _YES or text in _NO:
        return text in _YES
    raise Refused("not-yes-or-no", text=text)


def several(cell: Cell) -> tuple[str, ...]:
    """The parts of a cell that names several things, split on `;` `；` `、` `,` `，` and line breaks."""
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[;；、,，\n]", as_text(cell)) if part.strip()))
