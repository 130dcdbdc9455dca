"""Words in the user's language: `_` and friends, and which language is spoken.

The window and the console call `use` once and again when the user changes the language. A paper may speak
another language than the screen: `with speaking("zh_CN"):` holds for the present thread or task only.
"""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from commedu_desktop.han import Chinese
from commedu_desktop.resources import bundled

DOMAIN = "commedu_desktop"
LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
PSEUDO = "qps"
"""Pseudo-locale: every translated text is bracketed, accented and a third longer; what stays plain was forgotten."""

_ACCENTS = str.maketrans("aeiouAEIOUcnsyzCNSYZ", "áéíóúÁÉÍÓÚçñšýžÇÑŠÝŽ")


class _Pseudo(gettext.NullTranslations):
    def _dress(self, text: str) -> str:
        plain = text.split("{")
        dressed = [plain[0].translate(_ACCENTS)]
        for part in plain[1:]:
            name, brace, rest = part.partition("}")
            dressed.append(name + brace + rest.translate(_ACCENTS))
        return "[" + "{".join(dressed) + "·" * (len(text) // 3) + "]"

    def gettext(self, message: str) -> str:
        return self._dress(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._dress(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - the base class has it
        return self._dress(message)


@lru_cache
def _translations(language: str) -> gettext.NullTranslations:
    if language == PSEUDO:
        return _Pseudo()
    return gettext.translation(DOMAIN, bundled("i18n"), [language], fallback=True)


class _Speech:
    language = "en"


_everywhere = _Speech()
_here: ContextVar[str | None] = ContextVar("language", default=None)


def use(language: str) -> None:
    """Speak `language` (a key of LANGUAGES, or PSEUDO) from now on, in every thread."""
    _everywhere.language = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` within this block and this thread only."""
    token = _here.set(language)
    try:
        yield
    finally:
        _here.reset(token)


def language() -> str:
    """The tag that is spoken here and now."""
    return _here.get() or _everywhere.language


def locale() -> str:
    """The tag to give to Babel: the pseudo-locale counts and dates as English does."""
    return "en" if language() == PSEUDO else language()


def day_locale() -> str:
    """The tag for Babel's own patterns of dates: the day before the month, and 24 hours, in English too."""
    return "en_GB" if locale() == "en" else locale()


def _(message: str) -> str:
    return _to_be_filled(_translations(language()).gettext(message))


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name
    """Mark a constant for translation; `_` translates it when it is shown."""
    return message


def ngettext(singular: str, plural: str, count: int) -> str:
    return _to_be_filled(_translations(language()).ngettext(singular, plural, count))


def pgettext(context: str, message: str) -> str:
    return _to_be_filled(_translations(language()).pgettext(context, message))


def _to_be_filled(text: str) -> str:
    """Where something is put in, Chinese is set by its own rules."""
    return Chinese(text) if "{" in text and language() == "zh_CN" else text


def system_tag() -> str | None:
    """What the environment says the user speaks; the window asks Qt, which also knows Windows and macOS."""
    found = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((tag for tag in found if tag), None)


def matching(tag: str | None) -> str:
    """The language of LANGUAGES nearest to a system tag such as `zh-Hans-CN` or `en_GB.UTF-8`."""
    if tag == PSEUDO:
        return PSEUDO
    return "zh_CN" if (tag or "").replace("-", "_").lower().startswith("zh") else "en"


def money(minor: int | Fraction, currency: str) -> str:
    """An amount in minor units as people write it, `¥120.00`: nobody here takes the yuan for the yen."""
    from babel.numbers import format_currency, get_currency_precision

    amount = Decimal(minor.numerator) / minor.denominator
    shown = format_currency(amount.scaleb(-get_currency_precision(currency)), currency, locale=locale())
    return str(shown).replace("CN¥", "¥")
