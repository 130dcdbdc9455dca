"""The credit bank by branch: which branch's residents were granted the most, and what was redeemed."""

from collections.abc import Sequence
from fractions import Fraction

from commedu_desktop.domain.report_lists import BranchCredits
from commedu_desktop.i18n import _
from commedu_desktop.services.report_tables import Column, ReportTable, Value


def credits_table(found: Sequence[BranchCredits]) -> ReportTable:
    """The branches in the order of what was granted."""
    columns = (
        Column("rank", _("Rank"), "text"),
        Column("code", _("Code"), "text"),
        Column("branch", _("Branch"), "text"),
        Column("people", _("Residents with credits"), adds=True),
        Column("granted", _("Credits granted"), "decimal", adds=True),
        Column("each", _("Credits each"), "decimal"),
        Column("redeemed", _("Credits redeemed"), "decimal", adds=True),
    )
    rows = tuple(_row(_rank(found, one), one) for one in found)
    people, granted, redeemed = (sum(getattr(one, name) for one in found) for name in ("people", "granted", "redeemed"))
    total = ("", "", _("Total"), people, Fraction(granted, 100), _each(granted, people), Fraction(redeemed, 100))
    note = _("Residents count at the branch on whose register they are, wherever they learned.")
    return ReportTable("credits", _("Credit bank by branch"), columns, rows, total, (note,))


def _rank(found: Sequence[BranchCredits], one: BranchCredits) -> int:
    """Branches with equal credits share a rank."""
    return 1 + sum(other.granted > one.granted for other in found)


def _row(rank: int, one: BranchCredits) -> tuple[Value, ...]:
    granted, redeemed = Fraction(one.granted, 100), Fraction(one.redeemed, 100)
    return str(rank), one.code, one.name, one.people, granted, _each(one.granted, one.people), redeemed


def _each(hundredths: int, people: int) -> Fraction | None:
    return Fraction(hundredths, 100 * people) if people else None
