"""Which encoding a text file is in: Unicode with or without its mark, GB 18030, Big5, and what else is found."""

import codecs

from commedu_desktop.domain.errors import Refused

ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be", "cp1252")
"""What the user may choose from."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_SIMPLIFIED = "姓名性别出生日期身份证号电话地址备注学员班级课程教师校区"
_TRADITIONAL = "姓名性別出生日期身分證號電話地址備註學員班級課程教師校區"


def guess_encoding(data: bytes) -> str:
    """The encoding most likely meant, by its Python name."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    wide = _utf16_without_mark(data[:_SAMPLE])
    if wide:
        return wide
    if _decodes(data, "utf-8"):
        return "utf-8"
    return _chinese(data) or _other(data)


def decode(data: bytes, encoding: str) -> str:
    """The text; bytes that do not fit become U+FFFD, so that only their rows are refused.

    Raises: Refused unknown-encoding.
    """
    try:
        text = data.decode(encoding, errors="replace")
    except LookupError:
        raise Refused("unknown-encoding", encoding=encoding, known=list(ENCODINGS)) from None
    return text.removeprefix("\ufeff")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _utf16_without_mark(sample: bytes) -> str:
    """Little or big endian, told by where the zero bytes of commas, digits and line ends stand."""
    pairs = len(sample) // 2
    if pairs < 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for name, here, there in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if here * 50 > pairs and there * 10 <= here and not {"\n", "\r"}.isdisjoint(sample.decode(name, "replace")):
            return name
    return ""


def _chinese(data: bytes) -> str:
    scores = {name: _likeness(data, name) for name in ("gb18030", "big5") if _decodes(data, name)}
    best = max(scores, key=lambda name: scores[name], default="")
    return best if best and scores[best] > 0 else ""


def _likeness(data: bytes, encoding: str) -> float:
    """Share of the characters beyond ASCII that are everyday ones in this encoding; headings count three times."""
    text = data[:_SAMPLE].decode(encoding, "ignore")
    beyond = [character for character in text if character > "\x7f"]
    frequent = _SIMPLIFIED if encoding == "gb18030" else _TRADITIONAL
    points = sum(3 if character in frequent else _everyday(character, encoding) for character in beyond)
    return points / max(1, len(beyond))


def _everyday(character: str, encoding: str) -> float:
    """1 for the first level of GB 2312 or Big5 and for their punctuation, less for what few people write."""
    raw = character.encode(encoding, "ignore")
    lead = raw[0] if len(raw) == 2 else 0
    if encoding == "big5":
        return 1.0 if 0xA4 <= lead <= 0xC6 or lead == 0xA1 else 0.2
    if len(raw) == 2 and raw[1] < 0xA1:
        return 0.0
    return 1.0 if 0xB0 <= lead <= 0xD7 or lead in (0xA1, 0xA3) else 0.4


def _other(data: bytes) -> str:
    """What charset-normalizer makes of it; GB 18030 when nothing fits, as most files here are in it."""
    from charset_normalizer import from_bytes

    if _mostly_chinese_bytes(data[:_SAMPLE]):
        return "gb18030"
    found = from_bytes(data[:_SAMPLE]).best()
    return found.encoding if found is not None else "gb18030"


def _mostly_chinese_bytes(sample: bytes) -> bool:
    """A GB 18030 text with a few broken bytes is still one."""
    text = sample.decode("gb18030", "replace")
    beyond = [character for character in text if character > "\x7f"]
    good = sum("\u4e00" <= character <= "\u9fff" for character in beyond)
    return good * 10 > len(beyond) * 8
