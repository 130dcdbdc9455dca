"""Pinyin of names, by the phrase dictionary of pypinyin with the readings that surnames have."""

from functools import lru_cache

from commedu_desktop.domain.pinyin import COMPOUND_SURNAMES, SURNAMES, surname_length
from commedu_desktop.domain.search import folded

_DOTS = ".·•・,，"


def pinyin_of(name: str) -> str:
    """Syllables in lower case with spaces, `zhang xiao ming`, `lü bu`; a name in letters stays: `john smith`."""
    if name.isascii():
        return " ".join(folded(name).split())
    family = surname_length(name)
    surname, given = name[:family], name[family:]
    read = COMPOUND_SURNAMES.get(surname) or SURNAMES.get(surname) or _read(surname)
    return " ".join([*read.split(), *_read(given).split()])


@lru_cache(8_192)
def _read(text: str) -> str:
    from pypinyin import Style, lazy_pinyin

    read = " ".join(lazy_pinyin(text, style=Style.NORMAL, v_to_u=True, errors=lambda rest: rest))
    return " ".join(word for part in read.split() if (word := part.casefold().strip(_DOTS)))
