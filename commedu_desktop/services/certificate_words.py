"""The words of a certificate: wording from `resources/text`, filled in once, kept with the certificate."""

import string
import tomllib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_percent

from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.formal import chinese_date, chinese_number
from commedu_desktop.i18n import LANGUAGES
from commedu_desktop.resources import bundled

Wording = dict[str, Any]
_NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class CertificateFacts:
    """What a certificate tells. `latin_name` is the name in Latin letters, or empty; rate from 0 to 1."""

    type: CertificateType
    name: str
    latin_name: str
    course: str
    hours: int
    attended: int
    rate: Fraction
    starts: date
    ends: date
    centre: str
    issued_on: date


@lru_cache
def texts(language: str) -> dict[str, Any]:
    """The wording of a language."""
    path = bundled("resources") / "text" / _known(language) / "certificates.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def wording(facts: CertificateFacts, language: str, *, second: str = "") -> Wording:
    """Everything that stands on the certificate but its number; `second` adds a second language under the first."""
    own = _filled(facts, language)
    other = _filled(facts, second) if second else None
    return {
        "language": language,
        "name": facts.name,
        "name_second": facts.latin_name,
        **own,
        "title_second": other["title"].upper() if other else "",
        "body_second": f"{other['lead']} {facts.latin_name or facts.name} {other['body']}".strip() if other else "",
        "date": formal_date(facts.issued_on, language),
    }


def number_line(number: str, language: str) -> str:
    return str(texts(language)["number"]).format(number=number)


def captions(language: str, fingerprint: str) -> list[str]:
    """What stands beside the code."""
    return [str(text).format(fingerprint=fingerprint) for text in texts(language)["captions"]]


def reprint_mark(language: str) -> str:
    return str(texts(language)["reprint"])


def formal_date(day: date, language: str) -> str:
    if language == "zh_CN":
        return chinese_date(day)
    return format_date(day, "d MMMM y", locale=_known(language)).replace(" ", _NO_BREAK)


def _known(language: str) -> str:
    return language if language in LANGUAGES else "en"


def _filled(facts: CertificateFacts, language: str) -> dict[str, str]:
    words = texts(language)
    kind, chinese = words[facts.type.value], language == "zh_CN"
    values = {
        "name": facts.name,
        "course": facts.course,
        "hours": chinese_number(facts.hours) if chinese else str(facts.hours),
        "attended": chinese_number(facts.attended) if chinese else str(facts.attended),
        "rate": _rate(facts.rate, language),
        "from": formal_date(facts.starts, language),
        "to": formal_date(facts.ends, language),
        "centre": facts.centre,
    }
    body = kind["body"] if facts.hours else kind["body_without_hours"]
    return {
        "title": kind["title"],
        "lead": kind["lead"],
        "body": fill(body, values),
        "issuer": fill(words["issuer"], values),
    }


def _rate(rate: Fraction, language: str) -> str:
    if language == "zh_CN":
        return "百分之百" if rate >= 1 else f"百分之{chinese_number(int(rate * 100))}"
    return str(format_percent(int(rate * 100) / 100, "#,##0%", locale=_known(language)))


def fill(template: str, values: dict[str, str]) -> str:
    """Put values into a template; a field that is not known, or a brace without its fellow, stays as it was typed."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError:
        return template
    filled = ""
    for text, field, _form, _conversion in parts:
        filled += text
        if field is not None:
            filled += values.get(field, f"{{{field}}}")
    return filled
