"""Who watches an arrangement grow, and may stop it: the best so far stays."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock
from time import monotonic
from typing import TYPE_CHECKING

from commedu_desktop.domain.arrange import Problem, Proposal
from commedu_desktop.domain.arrange_cost import total

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver


@dataclass(frozen=True)
class Found:
    """The best proposal so far, what it costs, and what no proposal can go below."""

    proposal: Proposal
    cost: int
    bound: int
    seconds: float

    @property
    def proven(self) -> bool:
        """Whether there is none better."""
        return self.cost <= self.bound


@dataclass(frozen=True)
class Effort:
    """How long and with how many threads; `whole` is the part of the time given to the whole model at the start."""

    seconds: float = 60.0
    workers: int = 2
    seed: int = 1
    whole: float = 0.3
    patient: bool = False
    """Go on to the end of the time even when nothing has improved for long."""


class Watch:
    """Asked and told from several threads."""

    def __init__(self) -> None:
        self.found: Found | None = None
        self.history: list[tuple[float, int]] = []
        """Seconds and cost of each improvement."""
        self._stopping = Event()
        self._lock = Lock()
        self._solvers: set[CpSolver] = set()
        self._began = monotonic()
        self._bound = 0
        self._asked: Callable[[], bool] = lambda: False

    @property
    def stopping(self) -> bool:
        if not self._stopping.is_set() and self._asked():
            self.stop()
        return self._stopping.is_set()

    def heed(self, asked: Callable[[], bool]) -> None:
        """Also stop when this says so."""
        self._asked = asked

    @property
    def seconds(self) -> float:
        return monotonic() - self._began

    def stop(self) -> None:
        """End the search within a moment."""
        self._stopping.set()
        with self._lock:
            for solver in self._solvers:
                solver.stop_search()

    def begin(self, solver: "CpSolver") -> None:
        with self._lock:
            self._solvers.add(solver)

    def end(self, solver: "CpSolver") -> None:
        with self._lock:
            self._solvers.discard(solver)

    def raise_bound(self, bound: int) -> None:
        """No proposal costs less than this."""
        with self._lock:
            self._bound = max(self._bound, bound)
            if self.found is not None:
                self.found = Found(self.found.proposal, self.found.cost, self._bound, self.found.seconds)

    def offer(self, problem: Problem, proposal: Proposal) -> bool:
        """A proposal with all its rooms; kept when it is the best."""
        cost = total(problem, proposal)
        with self._lock:
            if self.found is not None and cost >= self.found.cost:
                return False
            self.found = Found(proposal, cost, self._bound, self.seconds)
            self.history.append((self.seconds, cost))
            return True
