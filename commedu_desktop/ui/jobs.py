"""Everything that takes time runs here, on two worker threads, with the answers on the GUI thread.

One works off what may take long, one job after the other; the other is for what somebody stands and waits for, so that
a check-in is not behind an import or a backup.

A busy cursor comes after 300 ms, `lingering` (the window then shows progress and Cancel) after 600 ms.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Thread
from types import MethodType
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication

from commedu_desktop.domain.errors import Cancelled, Refused, StoreTrouble, Unconfirmed

if TYPE_CHECKING:
    from commedu_desktop.services.progress import Progress

BUSY_AFTER, PROGRESS_AFTER = 300, 600
"""Milliseconds."""

GONE = "already deleted"
"""What PySide says of a widget that Qt has deleted."""

Answer = Callable[[Any], None]
Work = Callable[["Progress"], Any]


@dataclass
class Job:
    """One piece of work. `work` gets a Progress; what it returns goes to `done`, what it refuses to `refused`."""

    work: Work
    title: str = ""
    done: Answer | None = None
    refused: Callable[[Refused], None] | None = None
    cancelled: Callable[[], None] | None = None
    asked: Callable[[Unconfirmed], None] | None = None
    """Gets a refusal that may be confirmed, in the place of `refused`."""
    urgent: bool = False
    """Somebody stands and waits: not behind what takes long."""
    position: tuple[int, int] = (0, 0)
    """Rows done and rows in all; (0, 0) while unknown."""
    stopping: bool = False
    result: Any = None
    error: BaseException | None = field(default=None, repr=False)

    def progress(self, done: int, total: int) -> None:
        """Called on the worker. Raises: Cancelled."""
        self.position = (done, total)
        if self.stopping:
            raise Cancelled

    def run(self) -> None:
        self.error = None
        try:
            self.result = self.work(self.progress)
        except BaseException as error:
            self.error = error


class Worker:
    """One thread and what waits in front of it; `again` says whether a job that has run is run once more."""

    def __init__(self, name: str, did: Answer, again: Callable[[Job], bool]) -> None:
        self.queue: SimpleQueue[Job | None] = SimpleQueue()
        self._did, self._again = did, again
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (job := self.queue.get()) is not None:
            job.run()
            while self._again(job):
                job.run()
            self._did(job)


class Jobs(QObject):
    """The queues in front of the workers. `close` waits for what has begun."""

    finished = Signal(object)
    """Any job, after its answer was given."""
    lingering = Signal(object)
    """A job that takes longer than PROGRESS_AFTER."""
    refused, troubled, crashed = Signal(object), Signal(object), Signal(object)
    """Refused that no one took; StoreTrouble; any other exception."""
    _ran = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Job] = []
        self._workers: dict[bool, Worker] = {}
        self._busy_since = 0.0
        self._cursor_shown = False
        self._watch = QTimer(self, interval=50)
        self._watch.timeout.connect(self._look)
        self._shown: Job | None = None
        self._ran.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @property
    def current(self) -> Job | None:
        """The job that runs or is next."""
        return self._waiting[0] if self._waiting else None

    def submit(self, job: Job) -> Job:
        if job.urgent not in self._workers:
            self._workers[job.urgent] = Worker("urgent" if job.urgent else "worker", self._did, self._is_locked_out)
        if not self._waiting:
            self._begin_watch()
        self._waiting.append(job)
        self._workers[job.urgent].queue.put(job)
        return job

    def cancel(self, job: Job) -> None:
        """The job's next progress report ends it; its transaction is rolled back."""
        job.stopping = True

    def close(self) -> None:
        """Let what has begun or waits come to its end."""
        for worker in self._workers.values():
            worker.close()
        self._workers.clear()
        self._end_watch()

    def _did(self, job: Job) -> None:
        """On a worker."""
        if shiboken6.isValid(self):
            self._ran.emit(job)

    def _is_locked_out(self, job: Job) -> bool:
        """On a worker: a long write of our own has the database, and what is urgent waits for it to come through."""
        locked = isinstance(job.error, StoreTrouble) and job.error.code == "locked"
        return job.urgent and locked and not all(one.urgent for one in list(self._waiting))

    def _begin_watch(self) -> None:
        self._busy_since = time.monotonic()
        self._watch.start()

    def _end_watch(self) -> None:
        self._watch.stop()
        self._shown = None
        if self._cursor_shown:
            QGuiApplication.restoreOverrideCursor()
            self._cursor_shown = False

    def _look(self) -> None:
        passed = (time.monotonic() - self._busy_since) * 1000
        if passed > BUSY_AFTER and not self._cursor_shown:
            QGuiApplication.setOverrideCursor(QCursor(Qt.CursorShape.BusyCursor))
            self._cursor_shown = True
        if passed > PROGRESS_AFTER and self.current is not self._shown:
            self._shown = self.current
            self.lingering.emit(self.current)

    def _answer(self, job: Job) -> None:
        was_watched = self.current is job
        self._waiting.remove(job)
        if was_watched:
            self._end_watch()
            if self._waiting:
                self._begin_watch()
        try:
            self._give(job)
        finally:
            self.finished.emit(job)

    def refuse(self, job: Job, refusal: Refused) -> None:
        """Tell who asked, or the window when they have gone."""
        if alive(job.refused):
            tell(job.refused, refusal)
        else:
            self.refused.emit(refusal)

    def _give(self, job: Job) -> None:
        match job.error:
            case None:
                tell(job.done, job.result)
            case Unconfirmed() as question if job.asked is not None:
                job.asked(question)
            case Refused() as refusal:
                self.refuse(job, refusal)
            case Cancelled():
                if job.cancelled is not None and alive(job.cancelled):
                    job.cancelled()
            case StoreTrouble() as trouble:
                self.troubled.emit(trouble)
            case error:
                self.crashed.emit(error)


def alive(answer: Callable[..., Any] | None) -> bool:
    """Whether an answer can still be given: the page it belongs to may be gone."""
    if answer is None:
        return False
    owner = answer.__self__ if isinstance(answer, MethodType) else None
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def tell(answer: Answer | None, value: Any) -> None:
    """Give an answer, unless what it would be shown in has gone meanwhile."""
    if answer is None or not alive(answer):
        return
    try:
        answer(value)
    except RuntimeError as error:
        if GONE not in str(error):
            raise
