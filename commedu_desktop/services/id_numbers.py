"""Identity numbers: is it one, and what does it say. The check digit comes from python-stdnum."""

from datetime import date

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.residents import IdNumberFacts, Sex, is_chinese_id_number, is_id_number, kept_id_number


def read_id_number(typed: str) -> IdNumberFacts | None:
    """Birth date and sex of an 18-digit Chinese number (GB 11643); None for passports, permits and old numbers.

    Raises: Refused id-number-digit (with `expected`), id-number-date, id-number-length, id-number-form.
    """
    number = kept_id_number(typed)
    if not is_id_number(number):
        raise Refused("id-number-form", number=number)
    if not is_chinese_id_number(number):
        if number.isdecimal() and len(number) in (16, 17, 18, 19, 20):
            raise Refused("id-number-length", length=len(number))
        return None
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise Refused("id-number-date", date=number[6:14]) from None
    expected = check_digit(number)
    if expected != number[-1]:
        raise Refused("id-number-digit", last=number[-1], expected=expected)
    return IdNumberFacts(born, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def is_valid(id_number: str) -> bool:
    """Whether it is an 18-digit Chinese number whose check digit is right: no slip of one digit leaves it so."""
    return is_chinese_id_number(id_number) and check_digit(id_number) == id_number[-1]


def check_digit(number: str) -> str:
    """What the last of 18 digits must be, 0–9 or X."""
    from stdnum.cn import ric

    return str(ric.calc_check_digit(number))
