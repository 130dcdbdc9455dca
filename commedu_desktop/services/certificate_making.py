"""One certificate's row: its words filled in, its claim signed. Who gets one is decided elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.certificates import CertificateType, Claim, number_of
from commedu_desktop.services.certificate_wording import own_wording
from commedu_desktop.services.certificate_words import CertificateFacts, wording
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.signing import signer
from commedu_desktop.store.counters import take_numbers
from commedu_desktop.store.tables import Branch, Certificate

COUNTER = "certificate"


@dataclass(frozen=True)
class Look:
    """Languages, design and face of an issue; `second` is a second language under the first, or empty."""

    language: str = ""
    second: str = ""
    design: str = "jade"
    face: str = "kai"


PLAIN = Look()


@dataclass(frozen=True)
class Recipient:
    """Who gets one: a resident, a teacher, or only a name. `attended` and `rate` are of the class, if there is one."""

    name: str
    latin_name: str = ""
    resident_id: UUID | None = None
    teacher_id: UUID | None = None
    attended: int = 0
    rate: Fraction = Fraction(1)


@dataclass(frozen=True)
class Occasion:
    """What it is given for. `body` is a text for this issue alone."""

    type: CertificateType
    title: str
    on: date
    starts: date
    ends: date
    hours: int = 0
    offering_id: UUID | None = None
    course_id: UUID | None = None
    by_hand: bool = False
    body: str = ""
    credits: Fraction = Fraction(0)


def make_certificates(
    session: Session,
    branch_id: UUID,
    occasion: Occasion,
    look: Look,
    recipients: list[Recipient],
    progress: Callable[[int, int], None],
) -> list[Certificate]:
    """Rows with numbers without gaps, in the order of the recipients."""
    branch = session.get_one(Branch, branch_id)
    serials = take_numbers(session, branch.id, COUNTER, occasion.on.year, len(recipients))
    makes = _Maker(session, occasion, look, branch.id)
    rows = list[Certificate]()
    for done, (one, serial) in enumerate(zip(recipients, serials, strict=True)):
        progress(done, len(recipients))
        row = makes.certificate(one, number_of(branch.code, occasion.on.year, serial))
        session.add(row)
        rows.append(row)
    return rows


class _Maker:
    """What all certificates of one issue share is read once."""

    def __init__(self, session: Session, occasion: Occasion, look: Look, branch_id: UUID) -> None:
        settings = centre_settings(session)
        self._occasion, self._look, self._branch_id = occasion, look, branch_id
        self._language = look.language or settings.language
        self._centre = settings.name or centre_name(session)
        self._own = own_wording(session)
        self._signer = signer(session)

    def certificate(self, one: Recipient, number: str) -> Certificate:
        about = self._occasion
        claim = Claim(number, about.on, about.type, one.name, about.title)
        signed = {"qr": self._signer.code(claim), "fingerprint": self._signer.fingerprint}
        return Certificate(
            number=number,
            type=about.type,
            branch_id=self._branch_id,
            name=one.name,
            subject="" if about.course_id else about.title,
            resident_id=one.resident_id,
            teacher_id=one.teacher_id,
            offering_id=about.offering_id,
            course_id=about.course_id,
            issued_on=about.on,
            wording=self._words(one) | signed,
        )

    def _words(self, one: Recipient) -> dict[str, Any]:
        about = self._occasion
        facts = CertificateFacts(
            type=about.type,
            name=one.name,
            latin_name=one.latin_name,
            course=about.title,
            hours=about.hours,
            attended=one.attended,
            rate=one.rate,
            starts=about.starts,
            ends=about.ends,
            centre=self._centre,
            issued_on=about.on,
            by_hand=about.by_hand,
            body=about.body,
            credits=about.credits,
        )
        made = wording(facts, self._language, second=self._look.second, own=self._own)
        return made | {"design": self._look.design, "face": self._look.face}


def centre_name(session: Session) -> str:
    """The root branch's name, where the centre has set none."""
    return session.scalars(select(Branch.name).where(Branch.parent_id.is_(None))).first() or ""


def centre_code(session: Session) -> str:
    """The root branch's code: what the numbers of a centre without branches begin with."""
    return session.scalars(select(Branch.code).where(Branch.parent_id.is_(None))).first() or ""
