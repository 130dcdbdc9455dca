"""The search: times first with rooms only counted, rooms after, then steps that free a part and keep the rest."""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import cached_property
from random import Random
from time import monotonic

from commedu_desktop.domain.arrange import Desire, Problem, Proposal
from commedu_desktop.domain.arrange_cost import broken, costs, total
from commedu_desktop.services.arrange.model import Free, Index, Model
from commedu_desktop.services.arrange.neighbourhoods import Neighbourhood, Neighbourhoods
from commedu_desktop.services.arrange.rooming import HOT, WARM, with_steadier_rooms
from commedu_desktop.services.arrange.rules import build
from commedu_desktop.services.arrange.seating import bare, nothing_placed, seated_simply, unseated
from commedu_desktop.services.arrange.watch import Effort, Watch

ROOMING_SECONDS, SHORT_ROOMING_SECONDS, STEADY_SECONDS, STEP_SECONDS = 10.0, 0.5, 1.0, 12.0
STEP_EFFORT = 4.0
"""Of a step, in the solver's own measure, about seconds of an idle processor: a busy computer takes longer, no less."""
TRIES_A_LESSON = 5_000
"""Changes of room that are tried for each lesson."""
JOINT_SHARE = 0.75
"""From this part of the time on, steps move times and rooms together."""
SHOWN_EVERY = 0.25
"""Seconds between two proposals that are shown while the whole model is solved."""
TIMES_IDLE_STEPS = 25
"""Steps with times alone without a gain, after which rooms come in."""
IDLE_STEPS = 60
"""Steps without a gain after which the search goes on to the next phase, or ends, unless it is patient."""


@dataclass(frozen=True)
class Solved:
    """What one run of the solver gave; None when it found nothing in its time."""

    proposal: Proposal | None
    bound: int
    finished: bool


class Search:
    """One run over one problem; the best is in `watch.found`."""

    def __init__(self, problem: Problem, effort: Effort, watch: Watch) -> None:
        self.problem, self.effort, self.watch = problem, effort, watch
        self.index = Index.of(problem)
        self._shown_at = 0.0
        self.random = Random(effort.seed)

    def run(self, start: Proposal | None = None) -> None:
        """From nothing, or from what was found before: the end is never worse than the start."""
        self.watch.offer(self.problem, nothing_placed(self.problem))
        if start is not None:
            self.watch.offer(self.problem, start)
        times = self._whole(start or nothing_placed(self.problem))
        self._offer(times)
        if not self._over():
            self._improve_times(times)
        if not self._over():
            self._improve_all()

    def _over(self, until: float = 1.0) -> bool:
        found = self.watch.found
        ended = self.watch.stopping or self.watch.seconds >= until * self.effort.seconds
        return ended or (found is not None and found.proven)

    def _whole(self, present: Proposal) -> Proposal:
        """The whole model, rooms counted; what is found is given rooms now and then and shown.

        Until everything is placed that can be, classes may be left out; from then on none may, which is easier to
        prove: no proposal that leaves out another class costs less.
        """
        budget, nothing = self.effort.whole * self.effort.seconds, nothing_placed(self.problem)
        if not self._all_placed(present):
            model = build(self.problem, self.index, nothing)
            if any(present.placed):
                model.hint(present)
            solved = self._solve(model, budget, self.effort.workers, self._show_until_all_placed)
            present = solved.proposal or present
            self.watch.raise_bound(solved.bound)
        if self._all_placed(present) and not self._over():
            model = build(self.problem, self.index, nothing, strict=True)
            model.hint(present)
            left = budget - self.watch.seconds
            solved = self._solve(model, left, self.effort.workers, self._show)
            present = solved.proposal or present
            self.watch.raise_bound(min(solved.bound, self._left_out + self.problem.unplaced_cost))
        return present

    @cached_property
    def _impossible(self) -> frozenset[int]:
        """Activities to which too few times are open, whatever the others do."""
        activities = enumerate(self.problem.activities)
        return frozenset(number for number, one in activities if len(one.open_choices) < one.lessons)

    @property
    def _left_out(self) -> int:
        return self.problem.unplaced_cost * sum(self.problem.activities[number].lessons for number in self._impossible)

    def _all_placed(self, proposal: Proposal) -> bool:
        return self._impossible.issuperset(proposal.unplaced)

    def _show_until_all_placed(self, times: Proposal) -> bool:
        self._show(times)
        return self._all_placed(times)

    def _show(self, times: Proposal) -> bool:
        """Every now and then: the solver waits meanwhile. Never asks it to end."""
        if self.watch.seconds >= self._shown_at + SHOWN_EVERY:
            self._shown_at = self.watch.seconds
            self.watch.offer(self.problem, seated_simply(self.problem, times))
        return False

    def _offer(self, times: Proposal, seconds: float = ROOMING_SECONDS) -> None:
        """Give rooms to times, keep the whole when it is the best."""
        self.watch.offer(self.problem, self._seated(times, seconds))

    def _seated(self, times: Proposal, seconds: float) -> Proposal:
        simple = seated_simply(self.problem, times)
        if len(simple.unplaced) > len(times.unplaced):
            simple = self._seated_by_solver(times, simple)
        return self.steadied(simple, self.random.randrange(1 << 30), seconds)

    def _seated_by_solver(self, times: Proposal, simple: Proposal) -> Proposal:
        held = [{one.choice for one in lessons} for lessons in times.placed]
        model = build(self.problem, self.index, times, lambda number, choice: choice in held[number], rooms=True)
        model.hint(simple)
        return self._solve(model, ROOMING_SECONDS, self.effort.workers).proposal or simple

    def steadied(self, seated: Proposal, seed: int, seconds: float, start: float = HOT) -> Proposal:
        """With rooms that cost less, if they cost anything."""
        found = costs(self.problem, seated)
        if not found.get(Desire.ROOMS) and not found.get(Desire.SEATS):
            return seated
        left = max(0.05, min(seconds, self.effort.seconds - self.watch.seconds))
        tries = TRIES_A_LESSON * sum(map(len, seated.placed))
        return with_steadier_rooms(self.problem, seated, Random(seed), left, tries, start)

    def steady_step(self, present: Proposal, seed: int) -> Solved:
        """A step of the walk that changes rooms alone."""
        return Solved(self.steadied(present, seed, STEADY_SECONDS, WARM), 0, True)

    def _improve_times(self, times: Proposal) -> None:
        """Steps without rooms, several at once; rooms are given now and then."""
        walk = Walk(self, times, rooms=False)
        while not self._over(JOINT_SHARE) and walk.idle < TIMES_IDLE_STEPS:
            if walk.step():
                self._offer(walk.best, SHORT_ROOMING_SECONDS)
        walk.end()
        if not self.watch.stopping:
            self._offer(walk.best)

    def _improve_all(self) -> None:
        found = self.watch.found
        assert found is not None
        walk = Walk(self, found.proposal, rooms=True)
        while not self._over() and (self.effort.patient or not walk.tired):
            if walk.step():
                self.watch.offer(self.problem, walk.best)
        walk.end()

    def solve_part(self, present: Proposal, free: Free, *, rooms: bool, seed: int, seconds: float) -> Solved:
        """The best within a neighbourhood, at least as good as the present."""
        model = build(self.problem, self.index, present, free, rooms=rooms)
        model.keep_below(self.cost_of(present, rooms=rooms))
        if seed % 2:
            model.hint(present)
        return self._solve(model, seconds, 1, seed=seed)

    def cost_of(self, proposal: Proposal, *, rooms: bool) -> int:
        """The cost; of times alone with the fewest people without a seat."""
        if rooms:
            return total(self.problem, proposal)
        return total(self.problem, bare(proposal)) + unseated(self.problem, proposal)

    def _solve(
        self,
        model: Model,
        seconds: float,
        workers: int,
        show: Callable[[Proposal], bool] | None = None,
        seed: int | None = None,
    ) -> Solved:
        from ortools.sat.python import cp_model

        class Told(cp_model.CpSolverSolutionCallback):
            def on_solution_callback(self) -> None:
                if show is not None and show(model.proposal(lambda held: int(self.value(held)))):
                    self.stop_search()

        left = self.effort.seconds - self.watch.seconds
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.1, min(seconds, left))
        if seed is not None:
            solver.parameters.max_deterministic_time = STEP_EFFORT
        solver.parameters.num_workers = workers
        solver.parameters.random_seed = self.effort.seed if seed is None else seed
        if self.watch.stopping:
            return Solved(None, 0, False)
        self.watch.begin(solver)
        try:
            status = solver.solve(model.cp, Told() if show is not None else None)
        finally:
            self.watch.end(solver)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Solved(None, 0, status == cp_model.INFEASIBLE)
        proposal = model.proposal(lambda held: int(solver.value(held)))
        return Solved(proposal, round(solver.best_objective_bound), status == cp_model.OPTIMAL)


class Walk:
    """Steps from proposal to proposal, as many at once as there are threads; equal ones are taken, too."""

    def __init__(self, search: Search, start: Proposal, *, rooms: bool) -> None:
        self.search, self.rooms = search, rooms
        self.best = self.present = start
        self.cost = search.cost_of(start, rooms=rooms)
        self.idle = 0
        self._choose = Neighbourhoods(search.problem, search.random, rooms=rooms)
        self._pool = ThreadPoolExecutor(search.effort.workers)
        self._running: dict[Future[tuple[Solved, float]], Neighbourhood] = {}

    @property
    def tired(self) -> bool:
        return self.idle >= IDLE_STEPS and not self.search.effort.patient

    def step(self) -> bool:
        """Wait for the next result; whether it is better than the best."""
        while len(self._running) < self.search.effort.workers:
            self._start()
        done, _running = wait(self._running, timeout=1.0, return_when=FIRST_COMPLETED)
        better = False
        for future in done:
            better |= self._take(self._running.pop(future), *future.result())
        return better

    def _start(self) -> None:
        choice = self._choose.next(self.present)
        seed = self.search.random.randrange(1 << 30)
        future = self._pool.submit(self._work, choice, seed)
        self._running[future] = choice

    def _work(self, choice: Neighbourhood, seed: int) -> tuple[Solved, float]:
        """On a thread of the pool; how long it took, too."""
        began = monotonic()
        if choice.kind == "rooms":
            solved = self.search.steady_step(choice.start, seed)
        else:
            solved = self.search.solve_part(
                choice.start, choice.free, rooms=self.rooms, seed=seed, seconds=STEP_SECONDS
            )
        return solved, monotonic() - began

    def _take(self, choice: Neighbourhood, solved: Solved, seconds: float) -> bool:
        """Go there when it is better, or equal and nothing has changed meanwhile; whether it was better."""
        before = self.cost
        self._go(choice, solved)
        better = self.cost < before
        self._choose.learn(choice, finished=solved.finished, better=better, seconds=seconds)
        self.idle = 0 if better else self.idle + 1
        return better

    def _go(self, choice: Neighbourhood, solved: Solved) -> None:
        if solved.proposal is None:
            return
        fresh = choice.start is self.present
        found = solved.proposal if fresh else self._joined(choice, solved.proposal)
        cost = self.search.cost_of(found, rooms=self.rooms)
        if cost < self.cost:
            self.cost, self.best, self.present = cost, found, found
        elif cost == self.cost and fresh:
            self.present = found

    def _joined(self, choice: Neighbourhood, solved: Proposal) -> Proposal:
        """With what other threads found meanwhile, where both can be had; a result is whole by itself, too."""
        merged = choice.merged(self.present, solved)
        return merged if self.rooms and not broken(self.search.problem, merged) else solved

    def end(self) -> None:
        for future in self._running:
            future.cancel()
        self._pool.shutdown(wait=True)
