"""The words of a certificate: wording from `resources/text` or the centre's own, filled in once, kept with it."""

import string
import tomllib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from commedu_desktop.domain.certificate_wording import Texts
from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.formal import chinese_date, chinese_number
from commedu_desktop.i18n import LANGUAGES
from commedu_desktop.resources import bundled

if TYPE_CHECKING:
    from commedu_desktop.services.certificate_wording import OwnWording

Wording = dict[str, Any]
_NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class CertificateFacts:
    """What a certificate tells. `latin_name` is the name in Latin letters, or empty; rate from 0 to 1.

    `by_hand` takes the text for what has no hours, dates and rate; `body` is a text typed for this issue alone.
    """

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
    by_hand: bool = False
    body: str = ""
    credits: Fraction = Fraction(0)


@lru_cache
def texts(language: str) -> dict[str, Any]:
    """The wording of a language."""
    path = bundled("resources") / "text" / _known(language) / "certificates.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def plain_texts(language: str, kind: CertificateType) -> Texts:
    """The wording that the program came with."""
    words = texts(language)
    return Texts(**{"issuer": words["issuer"]} | words[kind.value])


def field_names(language: str) -> dict[str, str]:
    """Field -> its name in a language."""
    return dict(texts(language)["fields"])


def wording(facts: CertificateFacts, language: str, *, second: str = "", own: "OwnWording | None" = None) -> Wording:
    """Everything that stands on the certificate but its number; `second` adds a second language under the first."""
    first = _filled(facts, language, own)
    other = _filled(facts, second, own, body="") if second else None
    return {
        "language": language,
        "name": facts.name,
        "name_second": facts.latin_name,
        **first,
        "title_second": other["title"].upper() if other else "",
        "body_second": _run_on(other, facts.latin_name or facts.name, second) if other else "",
        "date": formal_date(facts.issued_on, language),
    }


def _run_on(parts: dict[str, str], name: str, language: str) -> str:
    """Lead, name and text as one sentence; who is addressed in Chinese is named before a colon."""
    addressed = "：" if language == "zh_CN" and parts["lead"] else " "
    return f"{parts['lead']} {name}{addressed}{parts['body']}".strip()


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


def _filled(
    facts: CertificateFacts, language: str, own: "OwnWording | None", body: str | None = None
) -> dict[str, str]:
    parts = own.of(language, facts.type) if own else plain_texts(language, facts.type)
    values = _values(facts, language) | (own.fields if own else {})
    text = facts.body if body is None else body
    return {
        "title": fill(parts.title, values),
        "lead": fill(parts.lead, values),
        "body": fill(text or _chosen(parts, facts), values),
        "issuer": fill(parts.issuer, values),
    }


def _chosen(parts: Texts, facts: CertificateFacts) -> str:
    if facts.by_hand:
        return parts.by_hand or parts.body
    return parts.body if facts.hours else parts.without_hours or parts.body


def _values(facts: CertificateFacts, language: str) -> dict[str, str]:
    """Field -> what is filled in, by the names of all languages: a wording may be carried from one to another."""
    chinese = language == "zh_CN"
    values = {
        "name": facts.name,
        "course": facts.course,
        "hours": chinese_number(facts.hours) if chinese else str(facts.hours),
        "attended": chinese_number(facts.attended) if chinese else str(facts.attended),
        "credits": _credits(facts.credits, language),
        "rate": _rate(facts.rate, language),
        "from": formal_date(facts.starts, language),
        "to": formal_date(facts.ends, language),
        "date": formal_date(facts.issued_on, language),
        "centre": facts.centre,
    }
    return values | {name: values[field] for tag in LANGUAGES for field, name in field_names(tag).items()}


def _credits(credited: Fraction, language: str) -> str:
    """A phrase that follows the hours, written as they are; nothing where there are none."""
    number = format_decimal(float(credited), "0.##", locale=_known(language))
    if language == "zh_CN" and credited.denominator == 1:
        number = chinese_number(int(credited))
    return str(texts(language)["with_credits"]).format(number=number) if credited else ""


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
            filled += values.get(field.strip(), f"{{{field}}}")
    return filled
