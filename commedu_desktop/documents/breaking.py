"""Where lines may end, and where they end well: numbers with their unit and words stay whole, also in Chinese.

Chinese is written without spaces, so the words come from a list (`resources/text/zh_CN/words.txt`); what is not on it
may be broken between any two characters.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from commedu_desktop.resources import bundled

_NOT_FIRST = "，。、；：？！”’）》】〉」』…—·%‰℃,.;:?!)]}\ufdd1\ufdd3\ufdd4"
_NOT_LAST = "“‘（《【〈「『([{￥$#\ufdd0\ufdd2"
_NUMBER = "[0-9.〇零一二三四五六七八九十百千两]"
_UNIT = "学时|学分|课时|个月|周年|年|月|日|号楼|号|点|时|分|次|节|期|届|岁|元|周|楼|室|名|人|式|步|幢|栋|弄|层|单元"
_PHONE = "[0-9]{3} [0-9]{4} [0-9]{4}"
_COUNTED = f"{_PHONE}|{_NUMBER}+月{_NUMBER}+[日号]|百分之{_NUMBER}+|第?{_NUMBER}+ ?(?:{_UNIT})"
_WORD = r"[!-\u2e7f\ua000-\uabff\ufb1d-\ufdff\ufe70-\ufefc]+"
_PIECE = re.compile(rf"[{re.escape(_NOT_LAST)}]*(?:{_COUNTED}|{_WORD}|.)\s*", re.DOTALL)
_JOINS_FRONT = re.compile(rf"[{re.escape(_NOT_FIRST)}\u0300-\u036f\u0f71-\u0fbc\u20d0-\u20ff]")
_PAUSES = "，。、；：？！…,.;:?!”》）\ufdd1"
_LONGEST = 5
"""Characters of the longest word that is looked for."""

Measure = tuple[str, float, float]
"""A piece: its text, its width, and its width without the spaces at its end."""
Reached = dict[int, tuple[float, list[int]]]
"""Pieces that are set -> what their lines cost, and the breaks."""
_MID_WORD, _MID_CLAUSE, _AFTER_PAUSE = 0.12, 0.05, 0.0
_CLINGS, _BEGINS = "的了地得们着过等级班日节周月", "与和及或暨"
_LEADS = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "no", "of", "on", "or", "the", "to", "with"])
"""Words that belong to what follows."""


@lru_cache
def _words() -> frozenset[str]:
    path = bundled("resources") / "text" / "zh_CN" / "words.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def pieces(text: str) -> Iterator[str]:
    """What a line may not be broken inside of: words, dates and counted things, each with its punctuation."""
    found = list(_joined(text))
    at = 0
    while at < len(found):
        many = _word_at(found, at)
        yield "".join(found[at : at + many])
        at += many


def _joined(text: str) -> Iterator[str]:
    piece = ""
    for match in _PIECE.finditer(text):
        found = match.group()
        if piece and not (_JOINS_FRONT.match(found) or piece[-1] in _NOT_LAST):
            yield piece
            piece = ""
        piece += found
    if piece:
        yield piece


def _word_at(found: Sequence[str], at: int) -> int:
    """How many pieces from here on are one word; punctuation may stand before and after it."""
    if found[at][-1] < "\u2e80" or len(found[at]) > 2:
        return 1
    word, known = found[at].lstrip(_NOT_LAST), _words()
    best = 1
    for many in range(2, _LONGEST + 1):
        if at + many > len(found) or len(word) != many - 1:
            break
        word += found[at + many - 1]
        if word[:many] in known:
            best = many
        word = word.rstrip() if len(word) == many else word
    return best


def breaks(line: Sequence[Measure], width: float, count: int) -> list[int]:
    """Where `count` lines end best: as even as may be, and rather where a reader pauses. Empty where none fit.

    A break is the number of pieces before it, the last one that of all.
    """
    ends = [0.0, *accumulate(wide for _text, wide, _bare in line)]
    even = max(ends[-1] / count, 1.0)
    reached: Reached = {0: (0.0, [])}
    for _number in range(count - 1):
        nearer: Reached = {}
        for end in range(1, len(line)):
            best = _cheapest(line, ends, reached, end, (0.4 * even, min(width, 1.7 * even), even))
            if best is not None:
                nearer[end] = best[0] + _cost(line, end), best[1]
        reached = nearer
    found = _cheapest(line, ends, reached, len(line), (0.0, width, even))
    return found[1] if found else []


def _cheapest(
    line: Sequence[Measure], ends: list[float], reached: Reached, end: int, allowed: tuple[float, float, float]
) -> tuple[float, list[int]] | None:
    """The best way to end a line here; `allowed` are the least, the most and the wanted width."""
    least, most, even = allowed
    found, full = None, ends[end - 1] + line[end - 1][2]
    for start, (cost, before) in reached.items():
        long = full - ends[start]
        if start < end and least <= long <= most:
            total = cost + ((long - even) / even) ** 2
            if found is None or total < found[0]:
                found = total, [*before, end]
    return found


def _cost(line: Sequence[Measure], end: int) -> float:
    """Of a line that ends here; in squares of the share by which it is longer or shorter than the others."""
    before, after = line[end - 1][0], line[end][0]
    if before.rstrip()[-1:] in _PAUSES:
        return _AFTER_PAUSE
    if after[0] in _CLINGS or before.rstrip()[-1:] in _BEGINS or before.strip().lower() in _LEADS:
        return 2 * _MID_WORD
    return _MID_CLAUSE if before[-1].isspace() or after[0] in _BEGINS or after[0] == "（" else _MID_WORD
