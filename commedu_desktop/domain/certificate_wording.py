"""The wording of certificates that a centre writes for itself: which fields it may hold, and what is refused."""

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from commedu_desktop.domain.errors import Refused

FIELDS = ("name", "course", "hours", "credits", "attended", "rate", "from", "to", "date", "centre")
"""What the program fills in; each language has names of its own for them besides."""

LONGEST = {"title": 40, "lead": 80, "body": 400, "without_hours": 400, "by_hand": 400, "issuer": 80}
"""Characters of each part that still print large enough to be read from where a frame hangs."""
PARTS = tuple(LONGEST)
_MARKUP = re.compile(r"</?[A-Za-z!][^<>]*>|&[A-Za-z#][A-Za-z0-9]*;")
_OWN = re.compile(r"[^\W\d][\w ]{0,23}")


@dataclass(frozen=True)
class Texts:
    """The parts of one kind in one language. `without_hours` serves courses without hours, `by_hand` what has none."""

    title: str
    lead: str
    body: str
    without_hours: str
    by_hand: str
    issuer: str


def fields_in(text: str) -> Iterator[str]:
    """Names between braces; doubled ones, as mail merge has them, are none. Raises: Refused wording-braces."""
    if "{{" in text or "}}" in text:
        raise Refused("wording-braces", text=text)
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        raise Refused("wording-braces", text=text) from None
    for _before, field, form, conversion in parts:
        if field is not None:
            if not field.strip() or form or conversion:
                raise Refused("wording-braces", text=text)
            yield field.strip()


def check_texts(texts: Texts, known: Iterable[str]) -> None:
    """Raises: Refused wording-empty, wording-too-long, wording-markup, wording-braces, wording-field-unknown.

    Each carries `part`, the one of PARTS that is wrong.
    """
    allowed = list(known)
    for part, most in LONGEST.items():
        text: str = getattr(texts, part)
        if part in ("title", "body") and not text.strip():
            raise Refused("wording-empty", part=part)
        if len(text) > most:
            raise Refused("wording-too-long", part=part, length=len(text), most=most)
        if found := _MARKUP.search(text):
            raise Refused("wording-markup", part=part, found=found.group())
        try:
            strange = next((field for field in fields_in(text) if field not in allowed), "")
        except Refused as wrong:
            raise Refused("wording-braces", part=part, text=text) from wrong
        if strange:
            raise Refused("wording-field-unknown", part=part, field=strange, known=", ".join(allowed))


def check_own_fields(own: Mapping[str, str], taken: Iterable[str]) -> None:
    """Fields that a centre adds. Raises: Refused wording-own-field."""
    theirs = set(taken)
    for name, text in own.items():
        if not _OWN.fullmatch(name) or name in theirs or not text.strip() or "{" in text or "}" in text:
            raise Refused("wording-own-field", name=name)
