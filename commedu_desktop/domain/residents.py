"""Residents: the people on the register, and how what is typed about them is kept and shown."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    FEMALE = "F"
    MALE = "M"


NAME_LONGEST = 200
SHORT_LONGEST = 100
"""Characters of a phone, card or ID number field."""
TEXT_LONGEST = 10_000
"""Characters of an address or note."""
OLDEST = 130
"""Years; a birth date before that is a slip of the pen."""
_MOBILE = re.compile(r"(?:\+?86|0086)?(1\d{10})")
_LETTERS_AND_DIGITS = re.compile(r"[0-9A-Z()/-]+")


@dataclass(frozen=True)
class IdNumberFacts:
    """What a Chinese identity number says about its bearer."""

    born: date
    sex: Sex


def one_line(text: str) -> str:
    """The text as it is kept in a field of one line: composed, without control characters, single spaces."""
    return " ".join(_printable(text).split())


def many_lines(text: str) -> str:
    """The text as it is kept in a field of several lines."""
    return "\n".join(" ".join(_printable(line).split()) for line in text.splitlines()).strip()


def _printable(text: str) -> str:
    """Without control characters, halves of characters and code points that mean nothing; joiners stay."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if (kind := unicodedata.category(c)) == "Cc" else "" if kind == "Cs" else c for c in composed)


def visible(text: str) -> bool:
    """Whether anything of the text can be seen."""
    return any(unicodedata.category(c)[0] in "LNPS" and c not in "\u115f\u1160\u3164\uffa0" for c in text)


def kept_phone(typed: str) -> str:
    """A mobile number as 11 digits; other numbers half width with the marks that were typed."""
    plain = one_line(unicodedata.normalize("NFKC", typed))
    mobile = _MOBILE.fullmatch(re.sub(r"[\s().-]", "", plain))
    return mobile[1] if mobile else plain


def is_phone(kept: str) -> bool:
    """At least three digits: 110, 021-5555 1234 ext. 801, 13800004312 (son)."""
    return sum(c.isdigit() for c in kept) >= 3


def shown_phone(phone: str) -> str:
    """`138 0000 4312`; other numbers as they are kept."""
    if _MOBILE.fullmatch(phone) and len(phone) == 11:
        return f"{phone[:3]} {phone[3:7]} {phone[7:]}"
    return phone


def masked_phone(phone: str) -> str:
    """`138 **** 4312`: enough to recognise one's own."""
    digits = [at for at, c in enumerate(phone) if c.isdigit()]
    hidden = set(digits[3:-4] if len(digits) > 7 else digits[:-2])
    masked = "".join("*" if at in hidden else c for at, c in enumerate(phone))
    return f"{masked[:3]} {masked[3:7]} {masked[7:]}" if shown_phone(phone) != phone else masked


def kept_id_number(typed: str) -> str:
    """Half width, capital letters, without spaces."""
    return re.sub(r"\s", "", one_line(unicodedata.normalize("NFKC", typed))).upper()


def is_id_number(kept: str) -> bool:
    """Letters, digits and the marks of passports and permits."""
    return bool(_LETTERS_AND_DIGITS.fullmatch(kept)) and len(kept) <= SHORT_LONGEST


def is_chinese_id_number(kept: str) -> bool:
    """Whether it has the form of the identity card: 17 digits and a last digit or X."""
    return re.fullmatch(r"\d{17}[\dX]", kept) is not None


def masked_id_number(id_number: str) -> str:
    """`310104********4312`."""
    if len(id_number) <= 8:
        return "*" * len(id_number)
    shown = 6 if len(id_number) > 12 else 2
    return id_number[:shown] + "*" * (len(id_number) - shown - 4) + id_number[-4:]


def kept_card(typed: str) -> str:
    """A card number as a scanner would send it: half width, capital letters, no spaces."""
    return re.sub(r"\s", "", one_line(unicodedata.normalize("NFKC", typed))).upper()
