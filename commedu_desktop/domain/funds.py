"""Funds: income by its four sources and spending, and what the government gives for each head."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from commedu_desktop.domain.errors import Refused


class FundKind(StrEnum):
    INCOME = "income"
    SPENDING = "spending"


class FundSource(StrEnum):
    """The government, society and the unit each give a little, and the individual takes a little."""

    GOVERNMENT = "government"
    SOCIETY = "society"
    UNIT = "unit"
    INDIVIDUAL = "individual"


@dataclass(frozen=True)
class FundLine:
    """What came from, or was spent of, one source; `amount` in minor units."""

    kind: FundKind
    source: FundSource
    amount: int
    entries: int = 1


@dataclass(frozen=True)
class Funds:
    """Of one period and the branches of a report."""

    currency: str
    lines: tuple[FundLine, ...] = ()
    population: int | None = None

    def amount(self, kind: FundKind, source: FundSource | None = None) -> int:
        """Minor units; of all sources unless one is named."""
        return sum(line.amount for line in self.lines if line.kind is kind and source in (None, line.source))

    @property
    def income(self) -> int:
        return self.amount(FundKind.INCOME)

    @property
    def spending(self) -> int:
        return self.amount(FundKind.SPENDING)

    @property
    def per_head(self) -> Fraction | None:
        """Government income ÷ resident population, in minor units; None without a population."""
        if not self.population:
            return None
        return Fraction(self.amount(FundKind.INCOME, FundSource.GOVERNMENT), self.population)


def check_fund(on: date, amount: int, purpose: str, today: date) -> None:
    """Raises: Refused fund-amount, fund-purpose, fund-in-future."""
    if not 1 <= amount <= 10**13:
        raise Refused("fund-amount")
    if not purpose:
        raise Refused("fund-purpose")
    if on > today:
        raise Refused("fund-in-future", today=today)


def summed(lines: Iterable[tuple[FundKind, FundSource, int]]) -> tuple[FundLine, ...]:
    """Entries added up by kind and source, in the order in which returns list them."""
    sums: dict[tuple[FundKind, FundSource], list[int]] = {}
    for kind, source, amount in lines:
        sums.setdefault((kind, source), []).append(amount)
    return tuple(
        FundLine(kind, source, sum(sums[kind, source]), len(sums[kind, source]))
        for kind in FundKind
        for source in FundSource
        if (kind, source) in sums
    )
