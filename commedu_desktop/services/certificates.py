"""Certificates: issue to all who completed or taught, or to chosen ones; void; count prints."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import chain
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.services.attendance import completions
from commedu_desktop.services.certificate_making import PLAIN, Look, Occasion, Recipient, make_certificates
from commedu_desktop.services.clock import local_now
from commedu_desktop.services.progress import progress_of
from commedu_desktop.store.journal import happened, name_write
from commedu_desktop.store.queries.certificates import (
    CertificateRow,
    certificates,
    holders,
    numbered,
    of_offering,
    register,
    register_ids,
    taught,
)
from commedu_desktop.store.tables import Certificate, Course, Offering, Resident, Teacher

_PARTS = ("ids", "numbers", "left_out")

__all__ = ["CertificateRow", "Look", "certificates", "numbered", "of_offering", "register", "register_ids"]


@dataclass(frozen=True)
class IssueCertificates:
    """To everyone due (see `candidates`), or to the chosen people of an offering; without a day, today.

    `chosen` are ids of residents, of teachers where the kind is for teachers. Who is chosen need not have completed.
    """

    offering_id: UUID
    on: date | None = None
    type: CertificateType = CertificateType.COMPLETION
    look: Look = PLAIN
    chosen: frozenset[UUID] | None = None


@dataclass(frozen=True)
class IssueToClasses:
    """To everyone due in these classes; `title` says what they are together (`Autumn 2026`)."""

    offering_ids: tuple[UUID, ...]
    title: str
    on: date | None = None
    type: CertificateType = CertificateType.COMPLETION
    look: Look = PLAIN


@dataclass(frozen=True)
class VoidCertificate:
    certificate_id: UUID
    reason: str


@dataclass(frozen=True)
class Candidate:
    """Someone of a class: `held` is the number of the certificate already held; `attended` of `counted` lessons.

    Of a teacher, `attended` are the lessons given.
    """

    person_id: UUID
    card: str
    name: str
    attended: int
    counted: int
    rate: Fraction
    completed: bool
    held: str
    offering: str = ""

    @property
    def due(self) -> bool:
        """Whether a certificate would be issued without being asked for."""
        return self.completed and not self.held


@dataclass(frozen=True)
class Issued:
    """The new certificates in order of their numbers, and who went without."""

    ids: tuple[UUID, ...]
    numbers: tuple[str, ...]
    left_out: tuple[Candidate, ...] = ()


def candidates(
    session: Session, offering_id: UUID, kind: CertificateType = CertificateType.COMPLETION
) -> list[Candidate]:
    """Everyone of an offering with whether a certificate is due: learners, or those who taught."""
    offering = session.get_one(Offering, offering_id)
    held = holders(session, offering.course_id, kind)
    if kind.for_teachers:
        return _teachers(session, offering_id, kind, held)
    return [
        Candidate(
            one.resident_id,
            one.card,
            one.name,
            one.attended,
            one.counted,
            one.rate,
            one.completed,
            held.get(one.resident_id, ""),
        )
        for one in completions(session, offering_id)
    ]


def _teachers(session: Session, offering_id: UUID, kind: CertificateType, held: dict[UUID, str]) -> list[Candidate]:
    volunteers = kind is CertificateType.VOLUNTEER_THANKS
    people = taught(session, offering_id)
    return [
        Candidate(key, "", name, lessons, lessons, Fraction(1), lessons > 0, held.get(key, ""))
        for key, name, _pinyin, kind_of, lessons in people
        if (kind_of is TeacherKind.VOLUNTEER) is volunteers
    ]


def issue_certificates(session: Session, request: IssueCertificates) -> Issued:
    """Number, word and sign a certificate for each; not undoable: a certificate is voided.

    Raises: Refused nobody-to-certify when none is due, certificate-in-future.
    """
    offering = session.get_one(Offering, request.offering_id)
    made = _issue(session, offering, request, day_of_issue(session, request.on), progress_of(session))
    if not made.ids:
        raise Refused("nobody-to-certify", title=offering.title)
    name_write(session, f"{offering.title} ({len(made.ids)})", undoable=False)
    return made


def issue_to_classes(session: Session, request: IssueToClasses) -> Issued:
    """To everyone who is due in several classes, in one go: all or nothing, numbers without gaps.

    Raises: Refused nobody-to-certify, certificate-in-future.
    """
    on, progress = day_of_issue(session, request.on), progress_of(session)
    parts, total = list[Issued](), len(request.offering_ids)
    for done, offering_id in enumerate(request.offering_ids):
        progress(done, total)
        wanted = IssueCertificates(offering_id, on, request.type, request.look)
        offering = session.get_one(Offering, offering_id)
        parts.append(_issue(session, offering, wanted, on, partial(_still, progress, done, total)))
    made = Issued(*(tuple(chain.from_iterable(getattr(one, name) for one in parts)) for name in _PARTS))
    if not made.ids:
        raise Refused("nobody-to-certify", title=request.title)
    name_write(session, f"{request.title} ({len(made.ids)})", undoable=False)
    return made


def _still(progress: Callable[[int, int], None], done: int, total: int, _one: int, _of: int) -> None:
    """Within a class the count of classes stands, but a wish to stop is heard."""
    progress(done, total)


def due_in_classes(
    session: Session, offering_ids: Iterable[UUID], kind: CertificateType = CertificateType.COMPLETION
) -> list[Candidate]:
    """Everyone who is due in several classes, once for a course; the name of each class is in `offering`."""
    found = dict[tuple[UUID, UUID], Candidate]()
    for offering_id in offering_ids:
        offering = session.get_one(Offering, offering_id)
        for one in candidates(session, offering_id, kind):
            if one.due:
                found.setdefault((offering.course_id, one.person_id), replace(one, offering=offering.title))
    return list(found.values())


def _issue(
    session: Session, offering: Offering, request: IssueCertificates, on: date, progress: Callable[[int, int], None]
) -> Issued:
    from commedu_desktop.services.credits import course_credits

    everyone = candidates(session, offering.id, request.type)
    if request.chosen is None:
        due = [one for one in everyone if one.due]
        left_out = [one for one in everyone if not one.due]
    else:
        chosen = [one for one in everyone if one.person_id in request.chosen]
        due, left_out = [one for one in chosen if not one.held], [one for one in chosen if one.held]
    if not due:
        return Issued((), (), tuple(left_out))
    course = session.get_one(Course, offering.course_id)
    occasion = Occasion(
        request.type,
        offering.title,
        on,
        offering.starts,
        min(offering.ends, on),
        course.hours,
        offering.id,
        offering.course_id,
        credits=course_credits(session, offering),
    )
    recipients = [_recipient(session, one, request.type) for one in due]
    rows = make_certificates(session, offering.branch_id, occasion, request.look, recipients, progress)
    return Issued(tuple(row.id for row in rows), tuple(row.number for row in rows), tuple(left_out))


def day_of_issue(session: Session, on: date | None) -> date:
    """The day wanted, or today. Raises: Refused certificate-in-future."""
    today = local_now(session).date()
    if on is not None and on > today:
        raise Refused("certificate-in-future", on=on)
    return on or today


def _recipient(session: Session, one: Candidate, kind: CertificateType) -> Recipient:
    if kind.for_teachers:
        teacher = session.get_one(Teacher, one.person_id)
        latin = shown_pinyin(one.name, teacher.pinyin)
        return Recipient(one.name, latin, teacher_id=teacher.id, attended=one.attended)
    resident = session.get_one(Resident, one.person_id)
    latin = shown_pinyin(one.name, resident.pinyin)
    return Recipient(one.name, latin, resident_id=resident.id, attended=one.attended, rate=one.rate)


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
