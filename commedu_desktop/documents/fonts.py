"""The bundled faces: what each of them can draw, which others help out, and the characters that none of them has."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from commedu_desktop.resources import bundled


class Face(Enum):
    """A face by the name of its file: Song and Kai are the Chinese printer's faces for honour and for names."""

    SANS = "NotoSansSC-Regular"
    BOLD = "NotoSansSC-SemiBold"
    SONG = "NotoSerifSC-Regular"
    TITLE = "NotoSerifSC-Bold"
    KAI = "LXGWWenKai-Regular"
    NASKH = "NotoNaskhArabic-Regular"
    TIBETAN = "NotoSerifTibetan-Regular"
    MONGOLIAN = "NotoSansMongolian-Regular"
    YI = "NotoSansYi-Regular"
    HEBREW = "NotoSerifHebrew-Regular"
    EMOJI = "NotoEmoji-Regular"

    __hash__ = object.__hash__


_SCRIPTS = (Face.NASKH, Face.TIBETAN, Face.MONGOLIAN, Face.YI, Face.HEBREW, Face.EMOJI)
_HELPERS = {
    Face.SANS: (Face.KAI, Face.SONG),
    Face.BOLD: (Face.SANS, Face.KAI, Face.SONG),
    Face.SONG: (Face.KAI, Face.SANS),
    Face.TITLE: (Face.SONG, Face.KAI, Face.SANS),
    Face.KAI: (Face.SONG, Face.SANS),
}
HELPERS = {face: (*_HELPERS.get(face, (Face.SONG, Face.KAI, Face.SANS)), *_SCRIPTS) for face in Face}
"""Who draws the characters that a face lacks, in this order."""

_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
"""Joiners, marks of direction and selectors of variants: they have no shape of their own."""
_SPACES = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")


@dataclass(frozen=True)
class MissingCharacter:
    """A character that no bundled face has, and in whose name or which text it stands."""

    character: str
    code: str
    whose: tuple[str, ...]


@lru_cache
def opened(face: Face) -> Any:
    """The uharfbuzz font of a face, mapped from its file once; 1,000 units to the em."""
    import uharfbuzz

    path = bundled("resources") / "fonts" / f"{face.value}.ttf"
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))


@lru_cache
def coverage(face: Face) -> frozenset[str]:
    """The characters that a face can draw."""
    return frozenset(map(chr, opened(face).face.unicodes))


def face_for(character: str, face: Face) -> Face | None:
    """The face itself or its first helper that has the character."""
    return next((one for one in (face, *HELPERS[face]) if character in coverage(one)), None)


def one_line(text: str) -> str:
    """Line ends and tabulators become spaces; what has no shape is left out."""
    return _INVISIBLE.sub("", _SPACES.sub(" ", text))


def code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def missing_characters(texts: Iterable[tuple[str, str]]) -> list[MissingCharacter]:
    """What could not be printed in (whose, text) pairs, in order of first appearance; empty when all is well."""
    drawn = frozenset().union(*map(coverage, Face))
    found: dict[str, dict[str, None]] = {}
    for whose, text in texts:
        absent = set(one_line(text)) - drawn
        for character in sorted(absent, key=text.find):
            found.setdefault(character, {})[whose] = None
    return [MissingCharacter(character, code_point(character), tuple(whose)) for character, whose in found.items()]
