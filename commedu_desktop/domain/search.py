"""What a resident is found by, and how typed text becomes queries of the search index.

The index has one token for each Chinese character and one for each word, phone, card or number. Folding happens here,
so the index may take every non-ASCII character for a letter. A token that begins with WHOLE stands for a whole name,
card, phone or number: what begins with the typed text ranks before what has it in the middle.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

WHOLE = "§"
LONGEST_TOKEN = 48
"""Characters; what is typed beyond that narrows the search no further."""
MOST_WORDS = 12
"""Syllables or words of a name that a search may begin with, and words that a search looks at."""
_SINGLE = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\u2600-\u27bf\U0001f000-\U0001faff\U00020000-\U0003ffff]"
)
"""Written without spaces between words (and pictures): each character is a token."""
_INNER = "'’-.·•・_/+()"
"""Inside a name or a number these join what they stand between: O'Brien, Anne-Marie, 021-5555."""
_TONED = re.compile(r"(?:[a-z]*[aeiouv][a-z]*[1-5])+")
_NUMERIC = re.compile(r"[\d\s\-.()+/]+")
_COUNTRY = re.compile(r"^(?:0086|86)(?=1\d{10}$)")
_PHONE = re.compile(r"\d[\d \-()]{2,}\d")


def folded(text: str) -> str:
    """Half width, lower case, without accents and tones."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFD", plain) if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", bare)


def pieces(text: str) -> list[str]:
    """Words and runs of Chinese in the text, folded; a text of nothing but marks is one word of its own."""
    plain = folded(text)
    if plain.isascii() and plain.isalnum():
        return [plain]
    found = [piece for run in _runs(plain) if (piece := run.strip(_INNER))]
    marks = "".join(_full_width(c) for c in plain if c.isprintable() and not c.isspace())
    return found or ([marks] if marks else [])


def _runs(plain: str) -> Iterator[str]:
    run, single = "", False
    for character in plain:
        now_single = bool(_SINGLE.match(character))
        belongs = now_single or character in _INNER or unicodedata.category(character)[0] in "LNM"
        if run and (not belongs or (now_single != single and character not in _INNER)):
            yield run
            run = ""
        if belongs:
            single = single if run and character in _INNER else now_single
            run += character
    yield run


def _full_width(character: str) -> str:
    """ASCII marks separate tokens, their full-width twins do not."""
    return chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character


def joined(word: str) -> str:
    """The word without the marks inside it."""
    return "".join(c for c in word if c not in _INNER)[:LONGEST_TOKEN]


def is_single(piece: str) -> bool:
    """Whether the piece is a run of characters that are tokens by themselves."""
    return bool(_SINGLE.match(piece[:1]))


def search_words(
    name: str, pinyin: str, phone: str = "", card: str = "", id_number: str = "", born: date | None = None
) -> str:
    """The tokens a resident is found by, separated by spaces."""
    others = [
        *(word for spelling in _spellings(pinyin) for word in _sounds(spelling)),
        *_phone_words(phone),
        *_card_words(card),
        *_number_words(id_number),
        *([born.strftime("%Y%m%d")] if born else []),
    ]
    tokens = [*_name_words(name), *dict.fromkeys(others)]
    return " ".join(token[:LONGEST_TOKEN] for token in tokens if token.strip(WHOLE))


def _name_words(name: str) -> Iterator[str]:
    found = pieces(name)[: MOST_WORDS * 4]
    yield WHOLE + "".join(map(joined, found))
    for piece in found:
        if is_single(piece):
            yield from joined(piece)
        else:
            yield from dict.fromkeys((joined(piece), *re.split(f"[{re.escape(_INNER)}]+", piece)))


def _spellings(pinyin: str) -> Iterator[list[str]]:
    """Syllables with ü written as v, as it is typed, and as u, as it looks."""
    for letter in dict.fromkeys(("v", "u")) if "ü" in pinyin else ("u",):
        yield [joined(piece) for piece in pieces(pinyin.replace("ü", letter))[:MOST_WORDS]]


def _sounds(syllables: list[str]) -> Iterator[str]:
    """Beginnings at any syllable (xiaoming), initials (zxm, zhxm), or the first spelt out beside them (zhangxm)."""
    if not syllables:
        return
    short = "".join(word[:1] for word in syllables)
    yield WHOLE + "".join(syllables)
    yield WHOLE + short
    yield WHOLE + "".join(map(_initial, syllables))
    yield WHOLE + syllables[0] + short[1:]
    yield from ("".join(syllables[at:]) for at in range(1, len(syllables)))
    yield from (short[at:] for at in range(1, len(syllables) - 1))


def _initial(syllable: str) -> str:
    return syllable[:2] if syllable[:2] in {"zh", "ch", "sh"} else syllable[:1]


def _phone_words(phone: str) -> Iterator[str]:
    for found in _PHONE.findall(folded(phone)):
        digits = _COUNTRY.sub("", re.sub(r"\D", "", found))
        yield from (WHOLE + digits, digits[-4:])
        area, _dash, local = found.partition("-")
        if area.startswith("0") and local:
            yield re.sub(r"\D", "", local)
    if not _PHONE.search(folded(phone)):
        yield from (joined(piece) for piece in pieces(phone))


def _card_words(card: str) -> Iterator[str]:
    """`B01-000012` is found by b01000012, b0112, 000012 and 12."""
    whole = "".join(map(joined, pieces(card)))
    yield WHOLE + whole
    prefix, dash, number = folded(card).rpartition("-")
    if dash and number.isdecimal():
        short = number.lstrip("0") or "0"
        yield from (number, WHOLE + short, WHOLE + joined(prefix) + short)


def _number_words(id_number: str) -> Iterator[str]:
    whole = "".join(map(joined, pieces(id_number)))
    if whole:
        yield from (WHOLE + whole, whole[-4:])


def questions(typed: str) -> tuple[str, ...]:
    """FTS5 queries for what was typed, the best first: whole, beginning, all words anywhere, Chinese in any order.

    Nothing that is typed can reach the query language: every token stands in double quotes and holds none.
    """
    words = _typed_words(typed)
    if not words:
        return ()
    key = WHOLE + "".join(words)[:LONGEST_TOKEN]
    asked = [f'"{key}"', f'"{key}"*', anywhere(typed)]
    if any(is_single(word) and len(word) > 1 for word in words):
        asked.append(_all(token for word in words for token in (word if is_single(word) else [word])))
    return tuple(dict.fromkeys(asked))


def anywhere(typed: str) -> str:
    """The FTS5 query for residents that have every typed word, as a beginning or as characters in a row."""
    return _all(" ".join(word) if is_single(word) else word for word in _typed_words(typed))


def _all(phrases: Iterable[str]) -> str:
    return " AND ".join(
        f'"{phrase}"' if is_single(phrase) else f'("{WHOLE}{phrase}"* OR "{phrase}"*)' for phrase in phrases
    )


def _typed_words(typed: str) -> list[str]:
    if _NUMERIC.fullmatch(plain := folded(typed)) and any(c.isdigit() for c in plain):
        return [_COUNTRY.sub("", re.sub(r"\D", "", plain))[:LONGEST_TOKEN]]
    words = [joined(piece) for piece in pieces(typed)[:MOST_WORDS]]
    return [re.sub(r"\d", "", word) if _TONED.fullmatch(word) else word for word in words]
