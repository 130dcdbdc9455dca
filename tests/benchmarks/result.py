"""What a benchmark gives back, and the table that the README shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One line: the same work by us and by a floor, measured in one run."""

    work: str
    ours: float
    floor: float
    unit: str
    at_most: float

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    def cells(self) -> tuple[str, ...]:
        return (
            self.work,
            f"{self.ours:.3g} {self.unit}",
            f"{self.floor:.3g} {self.unit}",
            f"{self.ratio:.2f}",
            f"{self.at_most:g}",
        )


HEADS = ("Work", "Ours", "Floor", "Ratio", "At most")


def table(results: Iterable[Result]) -> str:
    """A Markdown table."""
    lines = [HEADS, ("---", "---:", "---:", "---:", "---:"), *(result.cells() for result in results)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def percentile(sample: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of the sample does not exceed."""
    ordered = sorted(sample)
    return ordered[min(round(share * len(ordered)), len(ordered) - 1)]
