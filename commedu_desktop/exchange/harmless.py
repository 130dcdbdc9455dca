"""Cells that a spreadsheet program would run as a formula are marked, and read back as they were."""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_MARKED = re.compile(r"'+[=+\-@\t\r]")


def harmless(text: str) -> str:
    """`=1+1` -> `'=1+1`. One more apostrophe where the text already begins like a marked one."""
    return f"'{text}" if _RISKY.match(text) else text


def as_it_was(text: str) -> str:
    """The text before `harmless`."""
    return text[1:] if _MARKED.match(text) else text
