"""Certificates: numbered without gaps, signed, voided rather than deleted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CertificateType(StrEnum):
    COMPLETION = "completion"
    ATTENDANCE = "attendance"
    HONOUR = "honour"
    TEACHER_THANKS = "teacher-thanks"
    VOLUNTEER_THANKS = "volunteer-thanks"

    @property
    def for_teachers(self) -> bool:
        """Whether those who taught get it, not those who learned."""
        return self in (CertificateType.TEACHER_THANKS, CertificateType.VOLUNTEER_THANKS)


@dataclass(frozen=True)
class Claim:
    """What a certificate's code says and its signature holds together."""

    number: str
    issued_on: date
    type: CertificateType
    name: str
    course: str


PREFIX = "CE1"
_SEPARATOR = "~"


def number_of(branch: str, year: int, serial: int) -> str:
    """`B01-2026-000123`."""
    return f"{branch}-{year}-{serial:06}"


def claim_text(claim: Claim) -> str:
    """The signed part of the code: five fields that cannot run into each other."""
    fields = (claim.number, claim.issued_on.isoformat(), claim.type.value, claim.name, claim.course)
    return _SEPARATOR.join([PREFIX, *(field.replace("%", "%25").replace(_SEPARATOR, "%7E") for field in fields)])


def claim_of(text: str) -> Claim:
    """Raises: ValueError when the text is not a claim of this version."""
    prefix, *fields = text.split(_SEPARATOR)
    if prefix != PREFIX or len(fields) != 5:
        raise ValueError(text)
    number, on, kind, name, course = (field.replace("%7E", _SEPARATOR).replace("%25", "%") for field in fields)
    return Claim(number, date.fromisoformat(on), CertificateType(kind), name, course)


def parts_of(code: str) -> tuple[str, str, str]:
    """The claim's text, the public key and the signature of a code. Raises: ValueError."""
    text, key, signature = code.strip().rsplit(_SEPARATOR, 2)
    return text, key, signature


def code_of(text: str, key: str, signature: str) -> str:
    return _SEPARATOR.join((text, key, signature))
