"""Start-up, both sides in one run: a bare PySide6 window, the same with SQLAlchemy's ORM, and this program.

    python -m tests.benchmarks.startup [--data FOLDER] [-n RUNS]

Prints medians from process start to the mapped window (and for the program also to Today with its rows: the window's
title names the centre once the first page has been painted) and the two ratios that README.md promises. Starts its own
Xvfb. Bytecode is compiled by the warm-up run into a temporary folder, so PYTHONDONTWRITEBYTECODE does not matter.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.large_demo import copied, large_demo
from tests.benchmarks.result import Result

ROOT = Path(__file__).parents[2]
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow, QLabel
app = QApplication(sys.argv)
window = QMainWindow()
window.setWindowTitle("bare-window")
window.setCentralWidget(QLabel("hello"))
window.resize(1200, 800)
window.show()
app.exec()
"""
BARE_ORM = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, Session
class Base(DeclarativeBase): pass
class Row(Base):
    __tablename__ = "row"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
engine = sa.create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
session.add(Row(name="x"))
session.commit()
session.scalars(sa.select(Row)).all()
app = QApplication(sys.argv)
window = QMainWindow()
window.setWindowTitle("bare-orm")
window.setCentralWidget(QTableWidget(50, 8))
window.resize(1200, 800)
window.show()
app.exec()
"""
PATIENCE = 60.0


@contextmanager
def display() -> Iterator[str]:
    """An X server of our own; yields its DISPLAY."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as said:
        try:
            yield f":{said.readline().strip()}"
        finally:
            server.terminate()
            server.wait()


def pss(pid: int) -> float:
    """Proportional set size in MiB."""
    found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def start(command: list[str], titles: list[str], environment: dict[str, str]) -> tuple[list[float], float]:
    """Seconds from the start until a visible window bears each title, and the memory then."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)
    try:
        moments = [wait_for(title, begun, environment, process) for title in titles]
        time.sleep(1)
        return moments, pss(process.pid)
    finally:
        process.terminate()
        process.wait()


def wait_for(title: str, begun: float, environment: dict[str, str], process: "subprocess.Popen[bytes]") -> float:
    search = ["xdotool", "search", "--onlyvisible", "--name", title]
    while time.perf_counter() - begun < PATIENCE:
        if subprocess.run(search, env=environment, capture_output=True, check=False).stdout.strip():
            return time.perf_counter() - begun
        if process.poll() is not None:
            sys.exit(f"{title}: the program ended with {process.returncode}")
        time.sleep(0.005)
    sys.exit(f"{title}: no window within {PATIENCE:.0f} s")


Taken = dict[str, list[tuple[list[float], float]]]


def measure(runs: int, data: Path, environment: dict[str, str]) -> Taken:
    """The three programs in turn, `runs` times after a first run that only warms up."""
    program = [sys.executable, "-m", "commedu_desktop", "--data", str(data), "--lang", "en"]
    sides = {
        "bare window": ([sys.executable, "-c", BARE], ["^bare-window$"]),
        "bare window + ORM": ([sys.executable, "-c", BARE_ORM], ["^bare-orm$"]),
        "CommEdu Desktop": (program, ["CommEdu Desktop$", " · CommEdu Desktop$"]),
    }
    taken: Taken = {name: [] for name in sides}
    for number in range(runs + 1):
        for name, (command, titles) in sides.items():
            result = start(command, titles, environment)
            if number:
                taken[name].append(result)
    return taken


def medians_of(taken: Taken) -> dict[str, list[float]]:
    return {
        name: [statistics.median(column) for column in zip(*(m for m, _ in runs), strict=True)]
        for name, runs in taken.items()
    }


def report(taken: Taken) -> None:
    medians = medians_of(taken)
    memory = {name: statistics.median(size for _, size in runs) for name, runs in taken.items()}
    for name, moments in medians.items():
        print(f"{name:20s} " + "  ".join(f"{moment:6.3f} s" for moment in moments) + f"  PSS {memory[name]:5.0f} MiB")
    bare, orm = medians["bare window"][0], medians["bare window + ORM"][0]
    window, today = medians["CommEdu Desktop"]
    print(f"window painted ÷ bare window       {window / bare:5.2f}  (at most 1.8)")
    print(f"Today painted ÷ bare window + ORM  {today / orm:5.2f}  (at most 1.2)")


@contextmanager
def place() -> Iterator[dict[str, str]]:
    """An environment with a display, and bytecode compiled as set-up does it."""
    scratch = Path(tempfile.mkdtemp(prefix="commedu-startup-"))
    try:
        with display() as number:
            environment = {**os.environ, "DISPLAY": number, "PYTHONPYCACHEPREFIX": str(scratch / "bytecode")}
            environment |= {"QT_QPA_PLATFORM": "xcb", "PYTHONDONTWRITEBYTECODE": "", "PYTHONPATH": str(ROOT)}
            yield environment
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def run() -> list[Result]:
    """Start to window and start to Today, on the large demonstration."""
    folder = copied(large_demo())
    try:
        with place() as environment:
            medians = medians_of(measure(7, folder, environment))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    window, today = medians["CommEdu Desktop"]
    bare, orm = medians["bare window"][0], medians["bare window + ORM"][0]
    return [
        Result("process start → window painted", window, bare, "s", 1.8),
        Result("process start → Today with its rows, 200,000 residents", today, orm, "s", 1.2),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a centre's folder; otherwise the large demonstration is made")
    parser.add_argument("-n", type=int, default=7)
    given = parser.parse_args()
    with place() as environment:
        report(measure(given.n, given.data or copied(large_demo()), environment))


if __name__ == "__main__":
    main()
