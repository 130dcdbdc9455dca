"""Every page opened in a centre of 200,000 residents and in one of 2,000, and typing in the register of both."""

import os
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

from commedu_desktop.services.centre import FILE, NewCentre
from commedu_desktop.services.demo import DEMO_NOW, create_demo
from commedu_desktop.services.office import Office
from commedu_desktop.store.database import Database
from tests.benchmarks.large_demo import large_demo
from tests.benchmarks.result import Result
from tests.offices import CENTRE_ZONE

if TYPE_CHECKING:
    from commedu_desktop.ui.desk import Desk

RUNS = 7
GROWTH = 1.5
COUNTED_LATER = {"reports"}
"""Pages that are there before their figures: how long those take says the benchmark `figures`."""
TYPED = ("zxm", "zhang", "wang xi", "13800", "李", "小明", "li na", "b05-0001", "1956", "陈国强")


def run() -> list[Result]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    medium = Path(tempfile.mkdtemp(prefix="commedu-medium-"))
    request = NewCentre("五中路社区教育中心")
    create_demo(medium, request, actor="demo", size="medium", now=DEMO_NOW, zone=CENTRE_ZONE).database.close()
    try:
        return _measured([_office(large_demo()), _office(medium)], medium)
    finally:
        shutil.rmtree(medium, ignore_errors=True)


def _office(folder: Path) -> Office:
    now = DEMO_NOW.replace(tzinfo=CENTRE_ZONE)
    return Office(Database.open(folder / FILE), clock=lambda: now, zone=CENTRE_ZONE)


def _measured(offices: list[Office], folder: Path) -> list[Result]:
    from PySide6.QtWidgets import QApplication

    from commedu_desktop.ui.desk import Desk
    from commedu_desktop.ui.jobs import Jobs
    from commedu_desktop.ui.pages import PAGES
    from commedu_desktop.ui.settings import Settings
    from commedu_desktop.ui.theme import Look

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    look, jobs = Look(application, "light"), Jobs()
    desks = [Desk(office, "benchmark", look, Settings(folder), jobs, folder) for office in offices]
    results = [_page(row.target, row.key, desks, jobs, application) for row in PAGES]
    results.append(_typing(desks))
    jobs.close()
    return results


def _page(target: str, key: str, desks: "list[Desk]", jobs: Any, application: Any) -> Result:
    file, name = target.split(":")
    kind = getattr(import_module(f"commedu_desktop.ui.pages.{file}"), name)
    waits = key not in COUNTED_LATER
    times = [
        [_opened(partial(_open, kind, desk, jobs, application, waits=waits), jobs, application) for desk in desks]
        for _ in range(RUNS)
    ][1:]
    large, small = (median(pair[at] for pair in times) for at in (0, 1))
    return Result(f"{key} opened at 200,000 residents ÷ at 2,000", large, small, "ms", GROWTH)


def _open(kind: Any, desk: "Desk", jobs: Any, application: Any, *, waits: bool) -> None:
    """Built, shown and painted; if one `waits`, with everything it asked the worker for."""
    page = kind(desk)
    page.resize(1158, 820)
    page.show()
    page.grab()
    if waits:
        _finish(jobs, application)
        page.grab()
    page.hide()
    page.deleteLater()
    application.processEvents()


def _opened(opening: Callable[[], None], jobs: Any, application: Any) -> float:
    """Milliseconds; what the worker was left with ends before the next."""
    found = _milliseconds(opening)
    _finish(jobs, application)
    return found


def _finish(jobs: Any, application: Any) -> None:
    while jobs.current is not None:
        application.processEvents()


def _typing(desks: "list[Desk]") -> Result:
    """Median of all keys, so that one slow word does not stand for all."""
    from commedu_desktop.ui.pages.residents import ResidentsPage

    found = []
    for desk in desks:
        page = ResidentsPage(desk)
        page.resize(1158, 820)
        page.show()
        page.grab()
        texts = [typed[: end + 1] for typed in TYPED for end in range(len(typed))]
        times = [_milliseconds(partial(_key, page, text)) for _ in range(5) for text in texts]
        found.append(median(times))
        page.hide()
        page.deleteLater()
    return Result("key → rows painted at 200,000 ÷ at 2,000, median", found[0], found[1], "ms", GROWTH)


def _key(page: Any, text: str) -> None:
    page.search.setText(text)
    page.search.finish()
    page.table.viewport().grab()


def _milliseconds(work: Callable[[], object]) -> float:
    """Of this process alone, whatever else the computer does."""
    begun = process_time()
    work()
    return 1000 * (process_time() - begun)
