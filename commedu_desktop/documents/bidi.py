"""Texts in which both directions meet: the order in which their parts stand on the line.

The rules of the Unicode Bidirectional Algorithm (UAX 9) that names and titles need: numbers inside right-to-left text,
neutrals between two texts of one direction. All papers are in English or Chinese: a line reads from right to left only
where it holds nothing else, so that one which begins with a name in Arabic stays in order. Explicit embeddings are left
out on purpose: a name must not be able to turn the rest of a page around.
"""

from itertools import groupby
from unicodedata import bidirectional

_STRONG = {"L": "L", "R": "R", "AL": "R"}
_NUMBERS = {"EN", "AN"}


def visual_order(text: str) -> list[tuple[str, bool]]:
    """Parts of one line from left to right, each with whether it reads from right to left."""
    kinds = [bidirectional(character) or "L" for character in text]
    base = _base_level(kinds)
    levels = [_level(kind, base) for kind in _resolved(kinds, base)]
    parts: list[tuple[str, int]] = []
    start = 0
    for level, group in groupby(levels):
        length = len(list(group))
        parts.append((text[start : start + length], level))
        start += length
    for level in range(max(levels, default=0), 0, -1):
        parts = _turned(parts, level)
    return [(part, level % 2 == 1) for part, level in parts]


def _base_level(kinds: list[str]) -> int:
    strong = [_STRONG[kind] for kind in kinds if kind in _STRONG]
    return 1 if strong and "L" not in strong else 0


def _level(kind: str, base: int) -> int:
    if base == 0:
        return {"L": 0, "R": 1}.get(kind, 2)
    return {"R": 1}.get(kind, 2)


def _resolved(kinds: list[str], base: int) -> list[str]:
    """Each character as L, R or a number inside right-to-left text."""
    edge = "R" if base else "L"
    strong, result = edge, list[str]()
    for kind in kinds:
        if kind in _STRONG:
            strong = _STRONG[kind]
            result.append(strong)
        elif kind in _NUMBERS:
            result.append("L" if strong == "L" and kind == "EN" else "N")
        elif kind == "NSM" and result:
            result.append(result[-1])
        else:
            result.append("")
    return _without_neutrals(result, edge)


def _without_neutrals(kinds: list[str], edge: str) -> list[str]:
    start = 0
    for kind, group in groupby(list(kinds)):
        end = start + len(list(group))
        if kind == "":
            before = _side(kinds[start - 1]) if start else edge
            after = _side(kinds[end]) if end < len(kinds) else edge
            inner = "N" if _inside_number(kinds, start, end) else (before if before == after else edge)
            kinds[start:end] = [inner] * (end - start)
        start = end
    return kinds


def _side(kind: str) -> str:
    return "R" if kind == "N" else kind


def _inside_number(kinds: list[str], start: int, end: int) -> bool:
    """One separator between two digits, as in 12:30."""
    return start > 0 and end < len(kinds) and end - start == 1 and kinds[start - 1] == kinds[end] == "N"


def _turned(parts: list[tuple[str, int]], level: int) -> list[tuple[str, int]]:
    turned: list[tuple[str, int]] = []
    for inside, group in groupby(parts, key=lambda part: part[1] >= level):
        members = list(group)
        turned += reversed(members) if inside else members
    return turned
