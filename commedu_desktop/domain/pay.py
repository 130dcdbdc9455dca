"""What a lesson earns its teacher."""

from fractions import Fraction


def lesson_pay(minutes: int, rate: int, academic_hour: int, part: int = 100) -> Fraction:
    """Exact, in minor units: `rate` for an academic hour (so many minutes), `part` per cent of it."""
    return Fraction(minutes * rate * part, academic_hour * 100)


def rounded(amount: Fraction) -> int:
    """Whole minor units, halves up."""
    return int((amount * 2 + 1) // 2)
