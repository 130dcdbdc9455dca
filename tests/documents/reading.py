"""Reads a PDF back with poppler, as a stranger's computer would."""

import subprocess
from pathlib import Path


def _poppler(tool: str, pdf: bytes, folder: Path, *options: str) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    command = [tool, *options, str(path), *(["-"] if tool == "pdftotext" else [])]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr
    return done.stdout.decode("utf-8")


def text_of(pdf: bytes, folder: Path, *options: str) -> str:
    """The text of all pages, without spaces and line ends: what was set in several lines is one text again."""
    return "".join(_poppler("pdftotext", pdf, folder, *options).split())


def fonts_of(pdf: bytes, folder: Path) -> list[list[str]]:
    """Name, type …, embedded, subset, unicode of each font."""
    return [line.split() for line in _poppler("pdffonts", pdf, folder).splitlines()[2:]]


def all_embedded(pdf: bytes, folder: Path) -> bool:
    fonts = fonts_of(pdf, folder)
    return bool(fonts) and all(font[-5:-2] == ["yes", "yes", "yes"] for font in fonts)
