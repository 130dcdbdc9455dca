"""Turns codes and facts into sentences in the language that is spoken."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from fractions import Fraction
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from commedu_desktop import sentences
from commedu_desktop.domain.errors import Trouble
from commedu_desktop.domain.money import Money
from commedu_desktop.i18n import _, locale, money

Telling = str | Callable[[Mapping[str, Any]], str]


def shown(value: Any) -> str:
    """A fact as the reader writes it: dates, times, numbers and lists in the spoken language."""
    match value:
        case datetime():
            return format_datetime(value, "d MMM y, HH:mm" if locale() == "en" else "y年M月d日 HH:mm", locale=locale())
        case date():
            return format_date(value, "EEE d MMM y" if locale() == "en" else "y年M月d日EEE", locale=locale())
        case time():
            return format_time(value, "HH:mm", locale=locale())
        case Fraction():
            return format_percent(float(value), "#,##0.#%", locale=locale())
        case Money(minor, currency):
            return money(minor, currency)
        case bool() | str():
            return str(value)
        case int():
            return format_decimal(value, locale=locale())
        case list() | tuple():
            return format_list([shown(one) for one in value], locale=locale())
    return str(value)


def day_shown(day: date) -> str:
    """`23 November 2026`, `2026年11月23日`: without its weekday, which means nothing for a birthday."""
    return str(format_date(day, "d MMMM y" if locale() == "en" else "y年M月d日", locale=locale()))


def hours_shown(hours: Fraction) -> str:
    """Academic hours with two decimals at most."""
    return format_decimal(float(hours), "#,##0.##", locale=locale())


@lru_cache
def _all(kind: str) -> dict[str, Telling]:
    """The dictionaries of every feature's file, joined."""
    joined: dict[str, Telling] = {}
    for module in iter_modules(sentences.__path__):
        feature = import_module(f"{sentences.__name__}.{module.name}")
        joined |= getattr(feature, kind, {})
    return joined


def codes() -> set[str]:
    """Every code that has a sentence."""
    return set(_all("SENTENCES"))


def verbs() -> set[str]:
    """Every verb that has a phrase."""
    return set(_all("VERBS"))


def _tell(telling: Telling, facts: Mapping[str, Any]) -> str:
    if callable(telling):
        return telling(facts)
    return _(telling).format(**{name: shown(value) for name, value in facts.items()})


def together(*said: str) -> str:
    """Sentences one after another, as a paragraph; those that say nothing are left out."""
    whole, *others = [one for one in said if one] or [""]
    for one in others:
        whole = _("{first} {second}").format(first=whole, second=one)
    return str(whole)


def sentence(trouble: Trouble) -> str:
    """What happened, and the way out, for a clerk."""
    return told(trouble.code, trouble.facts)


def told(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence of an answer that is no refusal: a code with its facts."""
    return _tell(_all("SENTENCES")[code], facts)


def verb_phrase(verb: str, subject: str) -> str:
    """What a write did: "check-in of 张小明". Verbs of a later program are named as they are stored."""
    telling = _all("VERBS").get(verb)
    if telling is None:
        return f"{verb} {subject}".strip()
    return _tell(telling, {"subject": subject}).strip()
