"""One search on the worker, looked at from the window: its best so far, and Stop, which keeps the best."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from commedu_desktop.domain.arrange import Problem
from commedu_desktop.domain.errors import Cancelled
from commedu_desktop.i18n import _
from commedu_desktop.services.arrange import Arrangement, Effort, Outcome, Placement, TermToArrange, Watch, propose
from commedu_desktop.services.progress import Progress
from commedu_desktop.ui.desk import Desk

LEFT_OUT = Problem.unplaced_cost
EVERY = 200
"""Milliseconds between two looks."""


class Hunt(QObject):
    """`looked` every now and then while it runs, `ended` with the outcome."""

    looked = Signal()
    improved = Signal(object)
    ended = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.watch: Watch | None = None
        self.running = False
        self._arrangement: Arrangement | None = None
        self._seen = 0
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._look)

    @property
    def points(self) -> Sequence[tuple[float, int]]:
        """Seconds and cost of each improvement, from the first with everything placed that is placed now."""
        if self.watch is None or not (history := list(self.watch.history)):
            return ()
        return tuple(point for point in history if point[1] - history[-1][1] < LEFT_OUT)

    @property
    def cost(self) -> int | None:
        """What the wishes left open weigh at present; None while classes are left out."""
        points = self.points
        return points[-1][1] if points and points[-1][1] < LEFT_OUT else None

    @property
    def seconds(self) -> float:
        return self.watch.seconds if self.watch is not None else 0.0

    def begin(self, term: TermToArrange, effort: Effort) -> None:
        watch, arrangement = Watch(), Arrangement(term)
        self.watch, self._arrangement, self._seen, self.running = watch, arrangement, 0, True
        self._desk.work(
            lambda progress: propose(arrangement, effort, heeding(watch, progress)),
            done=self._ended,
            title=_("Arranging"),
        )
        self._timer.start()

    def stop(self) -> None:
        if self.watch is not None:
            self.watch.stop()

    def _look(self) -> None:
        watch, arrangement = self.watch, self._arrangement
        if watch is None or arrangement is None:
            return
        if len(watch.history) > self._seen and watch.found is not None:
            self._seen = len(watch.history)
            placed: tuple[Placement, ...] = arrangement.placements(watch.found.proposal)
            self.improved.emit(placed)
        self.looked.emit()

    def _ended(self, outcome: Outcome) -> None:
        self._timer.stop()
        self.running = False
        self.ended.emit(outcome)


def heeding(watch: Watch, progress: Progress) -> Watch:
    """The watch, which also stops when the strip's Cancel is pressed: what was found is kept all the same."""
    watch.heed(_stopping(progress))
    return watch


def _stopping(progress: Progress) -> Callable[[], bool]:
    def asked() -> bool:
        try:
            progress(0, 0)
        except Cancelled:
            return True
        return False

    return asked
