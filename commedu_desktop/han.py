"""How Chinese sentences are set: no space between characters, one beside Latin letters and figures, none at marks."""

import re
from string import Formatter

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_MARK = re.compile("[\u2018-\u201d\u2026\u3000-\u303f\uff00-\uffef]")
_WORDY = re.compile(r"[^\W_]|[¥$€£%+−-]")
_FORMATTER = Formatter()


class Chinese(str):
    """A translated sentence: what is put into it is set as Chinese is, whatever it turns out to be.

    "{name} 已签到" becomes "张小明已签到" and "Emily Carter 已签到"; nothing within a value is changed.
    """

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        out, after_value = "", False
        for literal, name, spec, conversion in _FORMATTER.parse(self):
            out = meet(out, literal) if after_value and literal else out + literal
            after_value = name is not None
            if name is not None:
                field = "{" + name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "") + "}"
                out = meet(out, str.format(field, *args, **values))
        return out


def meet(left: str, right: str) -> str:
    """Two pieces of one sentence beside each other, at least one of which was put in.

    A piece such as "2026年11月23日" or "203教室" is set like characters, though it begins with a figure.
    """
    before, after = left.rstrip(" "), right.lstrip(" ")
    if not before or not after:
        return left + right
    gap = _gap(before, after)
    return left + right if gap is None else before + gap + after


def _gap(before: str, after: str) -> str | None:
    """Nothing where the translation decides."""
    last, first = before[-1], after[0]
    if _MARK.match(last) or _MARK.match(first):
        return ""
    if not (_HAN.match(last) or _HAN.match(first)):
        return None
    if (_HAN.match(last) or _tail_is_chinese(before)) and (_HAN.match(first) or _head_is_chinese(after)):
        return ""
    return " " if _WORDY.match(last) and _WORDY.match(first) else None


def _tail_is_chinese(text: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff][\w:/.-]*\Z", text))


def _head_is_chinese(text: str) -> bool:
    return bool(re.match(r"[\w:/.-]*[\u4e00-\u9fff]", text))
