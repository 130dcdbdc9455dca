"""The credit bank: amounts as people type them."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction

MOST = 1_000_000
"""Nobody has more credits than that; what is typed above it is a slip."""


def read_credits(text: str) -> Fraction | None:
    """`2`, `0.5`, `0,5`: above 0, at most MOST, two decimals at most; None where it is something else."""
    try:
        number = Decimal(text.strip().replace(",", ".").replace("\uff0e", "."))
    except InvalidOperation:
        return None
    if not number.is_finite() or not 0 < number <= MOST:
        return None
    hundredths = number * 100
    return Fraction(number) if hundredths == int(hundredths) else None
