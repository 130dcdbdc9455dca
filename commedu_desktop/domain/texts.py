"""Texts that no database keeps: halves of characters, as a window may hand them over, and the null character."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")

_BROKEN = re.compile("[\x00\ud800-\udfff]")
_MANY = 1_000
"""Longer lists come from files, whose cells are read with care anyway."""


def whole(value: T) -> T:
    """The same request, list or text without such characters; what has none is handed back as it is."""
    made: Any = _whole(value)
    return value if made is None else made


def _whole(value: Any) -> Any:
    """What to put in its place; None where nothing has to change."""
    if isinstance(value, str):
        return _BROKEN.sub("", value) if _BROKEN.search(value) else None
    if isinstance(value, tuple) and len(value) <= _MANY:
        return tuple(map(whole, value)) if any(_whole(one) is not None for one in value) else None
    if isinstance(value, dict) and len(value) <= _MANY:
        changed = {key: made for key, one in value.items() if (made := _whole(one)) is not None}
        return value | changed if changed else None
    if is_dataclass(value) and not isinstance(value, type):
        told = {one.name: made for one in fields(value) if (made := _whole(getattr(value, one.name))) is not None}
        return replace(value, **told) if told else None
    return None
