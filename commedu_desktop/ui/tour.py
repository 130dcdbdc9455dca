"""A picture of every page and dialog, in each language and theme; fails loudly when one of them does."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QDialog, QWidget

from commedu_desktop.ui.jobs import Jobs
from commedu_desktop.ui.pages import PAGES
from commedu_desktop.ui.settings import Settings

if TYPE_CHECKING:
    from commedu_desktop.ui.main_window import MainWindow

PAUSE = 90
"""Milliseconds for what comes a moment later: searches while typing, layouts, answers of the worker."""


@dataclass(frozen=True)
class Set:
    """One way to look at everything."""

    language: str
    theme: str
    text_size: int = 100
    size: tuple[int, int] = (1366, 820)

    @property
    def folder(self) -> str:
        larger = f"-{self.text_size}" if self.text_size != 100 else ""
        return f"{self.language}-{self.theme}{larger}"


SETS = (
    Set("en", "light"),
    Set("en", "dark"),
    Set("zh_CN", "light"),
    Set("zh_CN", "dark"),
    Set("en", "light", 150, (1024, 700)),
    Set("zh_CN", "light", 150, (1024, 700)),
)


class Guided(Protocol):
    """What the tour walks through: a program with its window."""

    window: "MainWindow"
    jobs: Jobs
    settings: Settings
    ready: SignalInstance

    def speak(self, language: str) -> None: ...
    def show(self) -> None: ...
    def failing(self, answer: Callable[[BaseException], None]) -> None: ...


Eye = Callable[[Set, str, QWidget], None]
"""Looks at one picture: the set, its name ("03-residents-register"), and the page or dialog."""


class Tour(QObject):
    """Steps from stop to stop on the event loop; `ended` when all is seen."""

    ended = Signal()

    def __init__(self, program: Guided, eye: Eye, sets: Iterable[Set] = SETS, pages: Iterable[str] = ()) -> None:
        super().__init__()
        self._program, self._eye = program, eye
        self._pages = tuple(pages) or tuple(page.key for page in PAGES)
        self._steps = self._walk(tuple(sets))
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _step(self) -> None:
        if self._program.jobs.current is not None:
            return
        try:
            next(self._steps)
        except StopIteration:
            self._timer.stop()
            self.ended.emit()

    def _walk(self, sets: tuple[Set, ...]) -> Iterator[None]:
        """Each `yield` lets the window settle."""
        for one in sets:
            self._program.speak(one.language)
            self._program.window.look.set(one.theme, one.text_size)
            self._program.window.resize(*one.size)
            yield
            for number, key in enumerate(self._pages, 1):
                yield from self._page(one, f"{number:02}-{key}", key)
            yield from self._frame(one)

    def _see(self, one: Set, name: str, seen: QWidget) -> None:
        """What waits to be laid out is laid out first, however busy the computer is."""
        for _nested in range(4):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._eye(one, name, seen)

    def _page(self, one: Set, name: str, key: str) -> Iterator[None]:
        window = self._program.window
        window.show_page(key)
        yield
        self._see(one, name, window)
        page = window.page
        for stop, prepare in page.tour_stops() if page is not None else ():
            seen = prepare()
            yield
            self._see(one, f"{name}-{stop}", seen or window)
            if seen is not None:
                close(seen)
            yield

    def _frame(self, one: Set) -> Iterator[None]:
        """What belongs to no page."""
        from commedu_desktop.ui.frame_stops import frame_stops

        for stop, prepare in frame_stops(self._program.window):
            seen = prepare()
            yield
            self._see(one, f"90-{stop}", seen)
            close(seen)
            yield


def close(seen: QWidget) -> None:
    """Also a form that would ask first."""
    if isinstance(seen, QDialog):
        seen.done(0)
    else:
        seen.close()


def save_to(folder: Path) -> Eye:
    """An eye that keeps a PNG of everything."""

    def eye(one: Set, name: str, seen: QWidget) -> None:
        target = folder / one.folder
        target.mkdir(parents=True, exist_ok=True)
        if not seen.grab().save(str(target / f"{name}.png")):
            raise OSError(f"{target / name}.png cannot be written")

    return eye
