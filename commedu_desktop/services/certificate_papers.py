"""Certificates on paper: from the register to one PDF."""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _, speaking
from commedu_desktop.services.certificate_words import CertificateFacts, captions, number_line, reprint_mark, wording
from commedu_desktop.services.certificates import count_prints
from commedu_desktop.services.pictures import placed_pictures
from commedu_desktop.services.progress import progress_of
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries.certificates import CertificateRow, certificates

if TYPE_CHECKING:
    from commedu_desktop.documents.certificates import CertificateBatch, CertificatePaper, Picture
    from commedu_desktop.documents.fonts import MissingCharacter


def certificate_pdf(
    session: Session, ids: Iterable[UUID], progress: Callable[[int, int], object] | None = None
) -> bytes:
    """All of them in one PDF, in order of their numbers. Raises: Refused certificate-voided, no-certificates."""
    from commedu_desktop.documents.certificates import render

    return render(batch(session, ids), progress or (lambda _done, _total: None))


def print_certificates(session: Session, ids: tuple[UUID, ...]) -> bytes:
    """The PDF, counted as printed in the same transaction."""
    pdf = certificate_pdf(session, ids, progress_of(session))
    count_prints(session, ids)
    return pdf


def batch(session: Session, ids: Iterable[UUID]) -> "CertificateBatch":
    """What will stand on the paper."""
    from commedu_desktop.documents.certificates import CertificateBatch

    rows = certificates(session, ids)
    if not rows:
        raise Refused("no-certificates")
    for row in rows:
        if row.voided_at is not None:
            raise Refused("certificate-voided", number=row.number, reason=row.void_reason)
    pictures = placed_pictures(session)
    language = str(rows[0].wording["language"])
    with speaking(language):
        title = rows[0].number if len(rows) == 1 else f"{_('Certificates')} {rows[0].number} – {rows[-1].number}"
    return CertificateBatch(title, language, tuple(_paper(row, pictures) for row in rows))


def sample_certificate_pdf(session: Session, today: date, language: str) -> bytes:
    """A certificate of nobody, without the centre's pictures: the ground on which they are placed."""
    from commedu_desktop.documents.certificates import CertificateBatch, CertificatePaper, Sheet, render

    settings = centre_settings(session)
    with speaking(language):
        name, course = _("Name"), _("Course")
    facts = CertificateFacts(
        type=CertificateType.COMPLETION,
        name=name,
        latin_name="",
        course=course,
        hours=settings.hours_per_credit,
        attended=0,
        rate=Fraction(1),
        starts=today,
        ends=today,
        centre=settings.name,
        issued_on=today,
    )
    words = wording(facts, language)
    sheet = Sheet(words["title"], "", words["lead"], words["issuer"], ())
    paper = CertificatePaper(sheet, name, "", words["body"], "", "", words["date"], "sample")
    return render(CertificateBatch(words["title"], language, (paper,)))


def missing_on_certificates(session: Session, ids: Iterable[UUID]) -> list["MissingCharacter"]:
    """The characters that no font has, with the certificates on which they stand: to be shown before printing."""
    from commedu_desktop.documents.fonts import missing_characters

    rows = certificates(session, ids)
    words = ("name", "name_second", "body", "body_second", "issuer", "title")
    return missing_characters((row.name, str(row.wording.get(word, ""))) for row in rows for word in words)


def _paper(row: CertificateRow, pictures: tuple["Picture", ...]) -> "CertificatePaper":
    from commedu_desktop.documents.certificates import CertificatePaper, Sheet

    words: dict[str, Any] = row.wording
    language = str(words["language"])
    sheet = Sheet(
        title=words["title"],
        title_second=words["title_second"],
        lead=words["lead"],
        issuer=words["issuer"],
        captions=tuple(captions(language, words.get("fingerprint", ""))) if words.get("qr") else (),
        mark=reprint_mark(language) if row.prints else "",
        design=words.get("design", "jade"),
        pictures=pictures,
    )
    return CertificatePaper(
        sheet=sheet,
        name=words["name"],
        name_second=words["name_second"],
        body=words["body"],
        body_second=words["body_second"],
        number=number_line(row.number, language),
        date=words["date"],
        qr=words.get("qr", ""),
    )
