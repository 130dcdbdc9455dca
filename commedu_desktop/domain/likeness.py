"""How alike two people on the register are: what each part says for and against their being one.

Pure arithmetic over similarities that `services.duplicates` measures; weights tuned on the public FEBRL sets 1–3.
"""

from dataclasses import dataclass, fields

AT_LEAST = 0.9
"""Pairs that score as much are worth asking about."""
SAME = 0.8
"""From here on a part is said to agree."""
_NEARLY = 0.6
"""Two parts must agree at least as much."""
_WEIGHTS = {"name": 2.6, "born": 2.3, "id_number": 3.2, "phone": 2.6, "address": 3.4}
_NEITHER = {"name": 0.55, "born": 0.3, "id_number": 0.3, "phone": 0.3, "address": 0.5}
"""A similarity that speaks neither for nor against."""


@dataclass(frozen=True)
class Likeness:
    """Similarities from 0 to 1; None where one of the two does not say."""

    name: float | None = None
    born: float | None = None
    id_number: float | None = None
    phone: float | None = None
    address: float | None = None

    def known(self) -> dict[str, float]:
        pairs = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: value for name, value in pairs if value is not None}

    @property
    def agrees(self) -> tuple[str, ...]:
        """The parts that agree."""
        return tuple(name for name, value in self.known().items() if value >= SAME)


def score(likeness: Likeness) -> float:
    """0 to 1. Who has only a birth date, only a name or only the home in common stays below AT_LEAST."""
    known = likeness.known()
    weight = sum(_WEIGHTS[name] for name in known)
    if not weight:
        return 0.0
    balance = sum(_WEIGHTS[name] * _says(name, value) for name, value in known.items()) / weight
    family = likeness.agrees == ("address",) and likeness.born == 0
    if not likeness.agrees or family or sum(value >= _NEARLY for value in known.values()) < 2:
        balance = min(balance, -0.01)
    return AT_LEAST + (1 - AT_LEAST) * balance if balance >= 0 else AT_LEAST * (1 + balance)


def _says(name: str, value: float) -> float:
    """-1 against, 1 for."""
    neither = _NEITHER[name]
    return (value - neither) / (1 - neither) if value >= neither else (value - neither) / neither
