"""Certificates on paper: from the register to one PDF."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.certificate_wording import Texts, check_texts
from commedu_desktop.domain.certificates import CertificateType, number_of
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _, ngettext, pgettext, speaking
from commedu_desktop.services.certificate_making import PLAIN, Look, centre_code, centre_name
from commedu_desktop.services.certificate_wording import OwnWording, known_fields, own_wording
from commedu_desktop.services.certificate_words import CertificateFacts, captions, number_line, reprint_mark, wording
from commedu_desktop.services.certificates import count_prints
from commedu_desktop.services.paper_words import joined, paper_language, type_words
from commedu_desktop.services.pictures import SCROLL_SHIFT, placed_pictures
from commedu_desktop.services.progress import progress_of
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.signing import centre_fingerprint
from commedu_desktop.store.queries.certificates import CertificateRow, certificates, in_order, register

if TYPE_CHECKING:
    from commedu_desktop.documents.certificates import CertificateBatch, CertificatePaper, Picture
    from commedu_desktop.documents.fonts import MissingCharacter

_TOGETHER = 500
_REGISTER_SHARES = (15.0, 10.0, 10.0, 14.0, 11.0, 20.0, 9.0, 11.0)


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
    """What will stand on the paper; the rows are read as the pages are made."""
    from commedu_desktop.documents.certificates import CertificateBatch

    wanted = in_order(session, ids)
    if not wanted:
        raise Refused("no-certificates")
    first, last = certificates(session, [wanted[0]])[0], certificates(session, [wanted[-1]])[0]
    language = str(first.wording["language"])
    with speaking(language):
        title = first.number if len(wanted) == 1 else f"{_('Certificates')} {first.number} – {last.number}"
    return CertificateBatch(title, language, _papers(session, wanted), len(wanted))


def _rows(session: Session, ids: Sequence[UUID]) -> Iterator[CertificateRow]:
    for start in range(0, len(ids), _TOGETHER):
        yield from certificates(session, ids[start : start + _TOGETHER])


def _papers(session: Session, ids: Sequence[UUID]) -> Iterator["CertificatePaper"]:
    pictures = placed_pictures(session)
    for row in _rows(session, ids):
        yield _paper(row, pictures)


@dataclass(frozen=True)
class Sample:
    """A certificate of nobody: the ground on which pictures are placed and wording is tried.

    `texts` is wording that is being written; without it, what is in force. `pictures` shows the centre's own.
    """

    type: CertificateType = CertificateType.COMPLETION
    look: Look = PLAIN
    texts: Texts | None = None
    fields: dict[str, str] | None = None
    by_hand: bool = False
    name: str = ""
    subject: str = ""
    body: str = ""
    pictures: bool = False


def sample_certificate_pdf(session: Session, today: date, sample: Sample) -> bytes:
    """The paper of a sample. Raises: Refused wording-…."""
    from commedu_desktop.documents.certificates import CertificateBatch, CertificatePaper, Sheet, render

    settings, look = centre_settings(session), sample.look
    own = own_wording(session)
    if sample.texts is not None:
        fields = own.fields if sample.fields is None else sample.fields
        check_texts(sample.texts, known_fields(look.language, fields))
        own = OwnWording(own.texts | {(look.language, sample.type): sample.texts}, fields)
    with speaking(look.language):
        name, course = sample.name or pgettext("on a sample", "Name"), sample.subject or _("Course")
        number = number_line(number_of(centre_code(session), today.year, 0), look.language)
        mark = pgettext("on a certificate of nobody", "Sample")
    with speaking(look.second or look.language):
        latin = "" if sample.name or not look.second else pgettext("on a sample", "Name")
    facts = CertificateFacts(
        type=sample.type,
        name=name,
        latin_name=latin,
        course=course,
        hours=settings.hours_per_credit,
        attended=settings.hours_per_credit,
        rate=Fraction(1),
        starts=today,
        ends=today,
        centre=settings.name or centre_name(session),
        issued_on=today,
        by_hand=sample.by_hand,
        body=sample.body,
        credits=Fraction(1),
    )
    words = wording(facts, look.language, second=look.second, own=own)
    pictures = placed_pictures(session) if sample.pictures else ()
    parts = (words["title"], words["title_second"], words["lead"], words["issuer"])
    said = tuple(captions(look.language, centre_fingerprint(session)))
    sheet = Sheet(*parts, said, mark, look.design, pictures, look.face, SCROLL_SHIFT)
    texts = (name, latin, words["body"], words["body_second"], number, words["date"])
    paper = CertificatePaper(sheet, *texts, f"{mark} " * 20)
    return render(CertificateBatch(words["title"], look.language, (paper,)))


def missing_on_certificates(session: Session, ids: Iterable[UUID]) -> list["MissingCharacter"]:
    """The characters that no font has, with the certificates on which they stand: to be shown before printing."""
    from commedu_desktop.documents.fonts import missing_characters

    words = ("name", "name_second", "body", "body_second", "issuer", "title", "title_second", "lead")
    rows = _rows(session, list(ids))
    return missing_characters((row.name, str(row.wording.get(word, ""))) for row in rows for word in words)


def register_paper(session: Session, *, year: int | None, kind: CertificateType | None, language: str = "") -> bytes:
    """The register of certificates, oldest first, with a column in which each is signed for."""
    from commedu_desktop.documents import rosters

    language = paper_language(session, language)
    rows = sorted(register(session, year=year, kind=kind, limit=100_000), key=lambda row: row.number)
    with speaking(language):
        void = sum(row.voided_at is not None for row in rows)
        counted = ngettext("{count} certificate", "{count} certificates", len(rows)).format(count=len(rows))
        of_kind = type_words(kind) if kind else ""
        return rosters.render(
            rosters.RosterPaper(
                title=_("Register of certificates"),
                language=language,
                facts=(centre_settings(session).name, joined((str(year) if year else "", of_kind)), counted),
                headings=(
                    _("Number"),
                    _("Issued"),
                    _("Kind"),
                    _("Name"),
                    _("Card"),
                    _("Given for"),
                    _("State"),
                    _("Received by"),
                ),
                rows=tuple(_register_line(row) for row in rows),
                aligns=("left",) * 8,
                notes=(_("{count} of them void").format(count=void),) if void else (),
                landscape=True,
                shares=_REGISTER_SHARES,
                empty=_("No certificate has been issued yet."),
            )
        )


def _register_line(row: CertificateRow) -> tuple[str, ...]:
    state = _("void: {reason}").format(reason=row.void_reason) if row.voided_at else ""
    day = row.issued_on.isoformat()
    return row.number, day, type_words(row.type), row.name, row.card, row.course, state, ""


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
        face=words.get("face", "kai"),
        shift=SCROLL_SHIFT,
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
