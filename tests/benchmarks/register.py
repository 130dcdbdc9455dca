"""The Residents page among 200,000 people and among 2,000: opened, and typed in until the rows are painted."""

import os
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy.orm import Session

from commedu_desktop.domain.ids import new_id
from commedu_desktop.services.office import Office
from commedu_desktop.store.database import Database
from commedu_desktop.store.search import rebuild
from commedu_desktop.store.tables import Branch, Resident
from tests.benchmarks.result import Result, percentile

if TYPE_CHECKING:
    from commedu_desktop.ui.desk import Desk
    from commedu_desktop.ui.pages.residents import ResidentsPage

FEW, MANY, RUNS = 2_000, 200_000, 9
FRAME = 16.0
"""Milliseconds."""
SURNAMES = (
    ("王", "wang"),
    ("李", "li"),
    ("张", "zhang"),
    ("刘", "liu"),
    ("陈", "chen"),
    ("赵", "zhao"),
    ("周", "zhou"),
)
GIVEN = (
    *(("小", "xiao"), ("明", "ming"), ("丽", "li"), ("华", "hua"), ("国", "guo"), ("强", "qiang"), ("芳", "fang")),
    *(("敏", "min"), ("静", "jing"), ("秀", "xiu"), ("兰", "lan"), ("桂", "gui"), ("英", "ying")),
)
TYPED = ("zxm", "zhang", "wang xi", "13800", "4312", "李", "小明", "li na", "b01-0001", "1956", "liu gui", "陈国强")


def centre(folder: Path, count: int) -> Office:
    office = Office(Database.create(folder / f"{count}.db"), clock=lambda: datetime(2026, 11, 23, 1, tzinfo=UTC))
    office.write(_fill, count, actor="benchmark")
    return office


def _fill(session: Session, count: int) -> None:
    branch, chance = Branch(code="B01", name="Centre"), Random(1)
    session.add(branch)
    session.flush()
    rows = [_row(number, branch, chance) for number in range(1, count + 1)]
    session.execute(insert(Resident), rows)
    rebuild(session)


def _row(number: int, branch: Branch, chance: Random) -> dict[str, object]:
    parts = [chance.choice(SURNAMES), *(chance.choice(GIVEN) for _ in range(chance.choice((1, 2, 2))))]
    return {
        "id": new_id(),
        "card": f"B01-{number:06}",
        "name": "".join(character for character, _ in parts),
        "pinyin": " ".join(syllable for _, syllable in parts),
        "born": date(1936, 1, 1) + timedelta(days=chance.randrange(29_000)),
        "phone": f"13{chance.randrange(10**9):09}",
        "branch_id": branch.id,
        "joined": date(2026, 9, 1),
        "extra": {},
    }


def _milliseconds(work: Callable[[], object]) -> float:
    """Of this process alone, whatever else the computer does."""
    begun = process_time()
    work()
    return 1000 * (process_time() - begun)


def run() -> list[Result]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        few, many = (centre(Path(folder), count) for count in (FEW, MANY))
        return _measured(few, many, Path(folder))


def _measured(few: Office, many: Office, folder: Path) -> list[Result]:
    from PySide6.QtWidgets import QApplication

    from commedu_desktop.ui.desk import Desk
    from commedu_desktop.ui.jobs import Jobs
    from commedu_desktop.ui.settings import Settings
    from commedu_desktop.ui.theme import Look

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    look, jobs = Look(application, "light"), Jobs()
    desks = [Desk(office, "benchmark", look, Settings(folder), jobs) for office in (many, few)]
    opened = [[_milliseconds(partial(_open, desk)) for desk in desks] for _ in range(RUNS)][1:]
    keys = percentile(_keys(desks[0]), 0.99)
    jobs.close()
    large, small = (median(pair[at] for pair in opened) for at in (0, 1))
    return [
        Result("register opened at 200,000 ÷ at 2,000", large, small, "ms", 1.5),
        Result("key → rows painted at 200,000, 99th percentile ÷ one frame", keys, FRAME, "ms", 1.0),
    ]


def _page(desk: "Desk") -> "ResidentsPage":
    from commedu_desktop.ui.pages.residents import ResidentsPage

    page = ResidentsPage(desk)
    page.resize(1158, 820)
    page.show()
    page.grab()
    return page


def _open(desk: "Desk") -> None:
    page = _page(desk)
    page.hide()
    page.deleteLater()


def _keys(desk: "Desk") -> list[float]:
    page = _page(desk)

    def press(typed: str) -> None:
        page.search.setText(typed)
        page.search.finish()
        page.table.viewport().grab()

    times = [
        _milliseconds(partial(press, typed[:length]))
        for _ in range(3)
        for typed in TYPED
        for length in range(1, len(typed) + 1)
    ]
    page.hide()
    page.deleteLater()
    return times
