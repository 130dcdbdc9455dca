"""`python -m tests.benchmarks [NAME…]`: run the benchmarks and print one table.

A benchmark is a module of this folder with `run() -> Result | list[Result]`. Both sides of each comparison run here and
now, in turn, on the same machine: compare the ratios, not the times.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

from tests.benchmarks.result import Result, table

FOLDER = Path(__file__).parent
HELPERS = {"__main__", "__init__", "result", "large_demo"}


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in HELPERS)


def run(name: str) -> list[Result]:
    module = import_module(f"tests.benchmarks.{name}")
    if not hasattr(module, "run"):
        return []
    found: Result | list[Result] = module.run()
    return found if isinstance(found, list) else [found]


def main(wanted: list[str]) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    results: list[Result] = []
    for name in wanted or names():
        print(f"{name} …", file=sys.stderr, flush=True)
        results += run(name)
    print(table(results))
    return int(any(result.ratio > result.at_most for result in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
