"""Equipment as people write it: what a course needs, what a room has."""

import re
from unicodedata import normalize

_BETWEEN = re.compile(r"[,;、。/\n]+")


def equipment_items(text: str) -> tuple[str, ...]:
    """`Projector、 piano;Piano` gives `Projector`, `piano`: each once, as it was first written."""
    found: dict[str, str] = {}
    for part in _BETWEEN.split(normalize("NFKC", text)):
        item = " ".join(part.split())
        if item:
            found.setdefault(item.casefold(), item)
    return tuple(found.values())


def missing_equipment(needed: str, there: str) -> tuple[str, ...]:
    """What of `needed` is not among `there`, whatever the letter case and width."""
    has = {item.casefold() for item in equipment_items(there)}
    return tuple(item for item in equipment_items(needed) if item.casefold() not in has)
