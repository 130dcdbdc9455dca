"""Certificates: issue to all who completed, print, void."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.certificates import CertificateType, Claim, number_of
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.services.attendance import Completion, completions
from commedu_desktop.services.certificate_words import CertificateFacts, wording
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.progress import progress_of
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.signing import Signer, signer
from commedu_desktop.store.counters import take_numbers
from commedu_desktop.store.journal import happened, name_write
from commedu_desktop.store.queries.certificates import (
    CertificateRow,
    certificates,
    holders,
    of_offering,
    register,
    register_ids,
)
from commedu_desktop.store.tables import Branch, Certificate, Course, Offering, Resident

__all__ = ["CertificateRow", "certificates", "of_offering", "register", "register_ids"]
COUNTER = "certificate"


@dataclass(frozen=True)
class IssueCertificates:
    """To all who completed an offering, or to the chosen of them; without a day, today.

    `second` is a second language under the first, `design` one of `DESIGNS`.
    """

    offering_id: UUID
    on: date | None = None
    type: CertificateType = CertificateType.COMPLETION
    language: str = ""
    second: str = ""
    design: str = "jade"
    resident_ids: frozenset[UUID] | None = None


@dataclass(frozen=True)
class VoidCertificate:
    certificate_id: UUID
    reason: str


@dataclass(frozen=True)
class Candidate:
    """Someone of a class: `held` is the number of the certificate already held; `attended` of `counted` lessons."""

    resident_id: UUID
    card: str
    name: str
    attended: int
    counted: int
    rate: Fraction
    completed: bool
    held: str

    @property
    def due(self) -> bool:
        """Whether a certificate would be issued."""
        return self.completed and not self.held


@dataclass(frozen=True)
class Issued:
    """The new certificates in order of their numbers, and who went without."""

    ids: tuple[UUID, ...]
    numbers: tuple[str, ...]
    left_out: tuple[Candidate, ...]


def candidates(
    session: Session, offering_id: UUID, kind: CertificateType = CertificateType.COMPLETION
) -> list[Candidate]:
    """Everyone of an offering with whether a certificate is due."""
    offering = session.get_one(Offering, offering_id)
    held = holders(session, offering.course_id, kind)
    return [_candidate(one, held.get(one.resident_id, "")) for one in completions(session, offering_id)]


def _candidate(one: Completion, held: str) -> Candidate:
    return Candidate(one.resident_id, one.card, one.name, one.attended, one.counted, one.rate, one.completed, held)


def issue_certificates(session: Session, request: IssueCertificates) -> Issued:
    """Number, word and sign a certificate for each; not undoable: a certificate is voided.

    Raises: Refused nobody-to-certify when none is due, certificate-in-future.
    """
    offering = session.get_one(Offering, request.offering_id)
    on = request.on or local_now(session).date()
    if on > local_now(session).date():
        raise Refused("certificate-in-future", on=on)
    everyone = candidates(session, request.offering_id, request.type)
    chosen = [one for one in everyone if request.resident_ids is None or one.resident_id in request.resident_ids]
    due = [one for one in chosen if one.due]
    if not due:
        raise Refused("nobody-to-certify", title=offering.title)
    ids, numbers = _issue(session, request, offering, on, due)
    name_write(session, f"{offering.title} ({len(ids)})", undoable=False)
    return Issued(ids, numbers, tuple(one for one in chosen if not one.due))


def _issue(
    session: Session, request: IssueCertificates, offering: Offering, on: date, due: list[Candidate]
) -> tuple[tuple[UUID, ...], tuple[str, ...]]:
    branch = session.get_one(Branch, offering.branch_id)
    serials = take_numbers(session, branch.id, COUNTER, on.year, len(due))
    makes = _Maker(session, request, offering, on)
    progress, rows = progress_of(session), list[Certificate]()
    for done, (one, serial) in enumerate(zip(due, serials, strict=True)):
        progress(done, len(due))
        row = makes.certificate(one, number_of(branch.code, on.year, serial), branch.id)
        session.add(row)
        rows.append(row)
    return tuple(row.id for row in rows), tuple(row.number for row in rows)


class _Maker:
    """Makes the certificates of one issue."""

    def __init__(self, session: Session, request: IssueCertificates, offering: Offering, on: date) -> None:
        settings = centre_settings(session)
        self._session, self._request, self._offering, self._on = session, request, offering, on
        self._language = request.language or settings.language
        self._centre = settings.name or _centre_name(session)
        self._course = session.get_one(Course, offering.course_id)
        self._signer: Signer = signer(session)

    def certificate(self, one: Candidate, number: str, branch_id: UUID) -> Certificate:
        claim = Claim(number, self._on, self._request.type, one.name, self._offering.title)
        return Certificate(
            number=number,
            type=self._request.type,
            branch_id=branch_id,
            resident_id=one.resident_id,
            offering_id=self._offering.id,
            course_id=self._offering.course_id,
            issued_on=self._on,
            wording=self._words(one) | {"qr": self._signer.code(claim), "fingerprint": self._signer.fingerprint},
        )

    def _words(self, one: Candidate) -> dict[str, Any]:
        resident = self._session.get_one(Resident, one.resident_id)
        facts = CertificateFacts(
            type=self._request.type,
            name=one.name,
            latin_name=shown_pinyin(one.name, resident.pinyin),
            course=self._offering.title,
            hours=self._course.hours,
            attended=one.attended,
            rate=one.rate,
            starts=self._offering.starts,
            ends=min(self._offering.ends, self._on),
            centre=self._centre,
            issued_on=self._on,
        )
        return wording(facts, self._language, second=self._request.second) | {"design": self._request.design}


def _centre_name(session: Session) -> str:
    return session.scalars(select(Branch.name).where(Branch.parent_id.is_(None))).first() or ""


def void_certificate(session: Session, request: VoidCertificate) -> None:
    """Declare a certificate void; its number is not used again.

    Raises: Refused void-reason-missing, certificate-voided.
    """
    row = session.get_one(Certificate, request.certificate_id)
    if row.voided_at is not None:
        raise Refused("certificate-voided", number=row.number, reason=row.void_reason)
    if not request.reason.strip():
        raise Refused("void-reason-missing", number=row.number)
    row.voided_at, row.void_reason = happened(session), request.reason.strip()
    name_write(session, row.number, undoable=False)


def count_prints(session: Session, ids: tuple[UUID, ...]) -> None:
    """Remember that these went to the printer; the next print of them says that it is a reprint."""
    rows = [session.get_one(Certificate, one) for one in ids]
    for row in rows:
        row.prints += 1
    numbers = sorted(row.number for row in rows)
    name_write(session, numbers[0] if len(numbers) == 1 else f"{numbers[0]} – {numbers[-1]}", undoable=False)
