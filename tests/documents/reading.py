"""Reads a PDF back with poppler, as a stranger's computer would."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from pypdfium2 import PdfDocument

_XHTML = {"x": "http://www.w3.org/1999/xhtml"}


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


class Word(NamedTuple):
    """Where a word stands, in points from the upper left corner of its page."""

    text: str
    left: float
    top: float
    right: float
    foot: float


def left_page(words: list[Word], size: tuple[float, float], margin: float) -> list[Word]:
    """Those that stand, in part, where a printer does not reach."""
    wide, high = size
    return [
        one
        for one in words
        if one.left < margin or one.top < margin or one.right > wide - margin or one.foot > high - margin
    ]


def words_of(pdf: bytes, folder: Path) -> list[Word]:
    """Every word of all pages with its place."""
    return [word for _size, words in pages_of(pdf, folder) for word in words]


def pages_of(pdf: bytes, folder: Path) -> list[tuple[tuple[float, float], list[Word]]]:
    """Each page's width and height with its words."""
    said = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", _poppler("pdftotext", pdf, folder, "-bbox"))
    pages = ElementTree.fromstring(said).iterfind(".//x:page", _XHTML)
    return [((float(page.attrib["width"]), float(page.attrib["height"])), list(_words(page))) for page in pages]


def _words(page: ElementTree.Element) -> Iterator[Word]:
    for word in page.iterfind(".//x:word", _XHTML):
        yield Word(word.text or "", *(float(word.attrib[side]) for side in ("xMin", "yMin", "xMax", "yMax")))


def page_size(pdf: bytes) -> tuple[float, float]:
    """Width and height of the first page in points."""
    document = PdfDocument(pdf)
    size: tuple[float, float] = document.get_page_size(0)
    document.close()
    return size
