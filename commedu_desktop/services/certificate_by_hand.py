"""Certificates by hand: to whoever is named, for whatever is said; a family, a unit, a guest need not be registered."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.certificate_wording import LONGEST, Texts, check_texts
from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.services.certificate_making import PLAIN, Look, Occasion, Recipient, make_certificates
from commedu_desktop.services.certificate_wording import known_fields, own_wording
from commedu_desktop.services.certificates import Issued, day_of_issue
from commedu_desktop.services.progress import progress_of
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.queries.certificates import held_for_subject
from commedu_desktop.store.tables import Branch, Resident

LONGEST_NAME = 60
_SOLID = Texts("-", "", "-", "", "", "")


@dataclass(frozen=True)
class IssueByHand:
    """`names` are names as they shall be printed; a card number stands for its resident. `subject` is what for.

    `body` is the text for this issue with fields in braces; empty takes the kind's wording. Without a branch, the
    centre itself issues.
    """

    names: tuple[str, ...]
    subject: str
    type: CertificateType = CertificateType.HONOUR
    on: date | None = None
    look: Look = PLAIN
    body: str = ""
    branch_id: UUID | None = None


def issue_by_hand(session: Session, request: IssueByHand) -> Issued:
    """Number, word and sign one for each name; not undoable: a certificate is voided.

    Raises: Refused certificate-without-name, certificate-without-subject, certificate-name-too-long,
    certificate-held, certificate-in-future, wording-….
    """
    names = list(dict.fromkeys(filter(None, (" ".join(name.split()) for name in request.names))))
    subject = " ".join(request.subject.split())
    if not names:
        raise Refused("certificate-without-name")
    if not subject:
        raise Refused("certificate-without-subject")
    on, language = day_of_issue(session, request.on), request.look.language or centre_settings(session).language
    check_body(session, request.body, language)
    recipients = [_recipient(session, name) for name in names]
    _refuse_held(session, recipients, subject, request.type)
    branch_id = request.branch_id or session.scalars(select(Branch.id).where(Branch.parent_id.is_(None))).one()
    occasion = Occasion(request.type, subject, on, on, on, by_hand=True, body=request.body.strip())
    rows = make_certificates(session, branch_id, occasion, request.look, recipients, progress_of(session))
    name_write(session, f"{subject} ({len(rows)})", undoable=False)
    return Issued(tuple(row.id for row in rows), tuple(row.number for row in rows))


def check_body(session: Session, body: str, language: str) -> None:
    """Raises: Refused wording-… for what a text may not hold."""
    if not body.strip():
        return
    known = known_fields(language, own_wording(session).fields)
    check_texts(Texts(**{**_SOLID.__dict__, "body": body[: LONGEST["body"] + 1]}), known)


def _recipient(session: Session, name: str) -> Recipient:
    resident = session.scalars(select(Resident).where(Resident.card == name)).one_or_none()
    if resident is not None:
        return Recipient(resident.name, shown_pinyin(resident.name, resident.pinyin), resident_id=resident.id)
    if len(name) > LONGEST_NAME:
        raise Refused("certificate-name-too-long", name=name[:20], most=LONGEST_NAME)
    return Recipient(name)


def _refuse_held(session: Session, recipients: list[Recipient], subject: str, kind: CertificateType) -> None:
    held = held_for_subject(session, subject, kind)
    for one in recipients:
        number = held.get((one.name, one.resident_id))
        if number:
            raise Refused("certificate-held", name=one.name, subject=subject, number=number)
