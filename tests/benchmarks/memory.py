"""Memory (PSS) with the large demonstration open on Residents, against a bare window with SQLAlchemy's ORM."""

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.large_demo import copied, large_demo
from tests.benchmarks.result import Result
from tests.benchmarks.startup import BARE_ORM, place, pss, wait_for

ROOT = Path(__file__).parents[2]
SETTLED = 3.0
"""Seconds after the page was asked for: rows read and painted, start-up work over."""


def run() -> Result:
    folder = copied(large_demo())
    try:
        with place() as environment:
            bare = [sys.executable, "-c", BARE_ORM]
            program = [sys.executable, "-m", "commedu_desktop", "--data", str(folder), "--lang", "en"]
            for _first_compiles_bytecode in range(2):
                floor = held(bare, "^bare-orm$", environment, key="")
                ours = held(program, " · CommEdu Desktop$", environment, key="ctrl+3")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Result("memory (PSS), 200,000 residents open on Residents", ours, floor, "MiB", 1.4)


def held(command: list[str], title: str, environment: dict[str, str], key: str) -> float:
    """MiB once the window is there, `key` has been pressed in it, and it has come to rest."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)
    try:
        wait_for(title, begun, environment, process)
        if key:
            press(title, key, environment)
        time.sleep(SETTLED)
        return pss(process.pid)
    finally:
        process.terminate()
        process.wait()


def press(title: str, key: str, environment: dict[str, str]) -> None:
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", title],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )
    window = re.findall(r"\d+", found.stdout)[0]
    for command in (["windowfocus", "--sync", window], ["key", "--window", window, key]):
        subprocess.run(["xdotool", *command], env=environment, check=True)
