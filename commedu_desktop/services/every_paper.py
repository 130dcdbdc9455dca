"""One of each paper, from whatever a centre holds: for the tour, and for looking at all of them after a change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.notices import NoticeKind
from commedu_desktop.domain.offerings import OfferingKind
from commedu_desktop.domain.periods import Period
from commedu_desktop.i18n import LANGUAGES, speaking
from commedu_desktop.services.address_papers import AddressesOf, addresses_pdf
from commedu_desktop.services.allocation import try_allocation
from commedu_desktop.services.allocation_papers import result_pdf, rules_pdf
from commedu_desktop.services.cash import cash_day, closings
from commedu_desktop.services.centre_papers import banner_pdf, cards_pdf, teacher_roster_pdf
from commedu_desktop.services.certificate_papers import certificate_pdf, register_paper
from commedu_desktop.services.certificates import register
from commedu_desktop.services.class_papers import register_pdf, roster_pdf
from commedu_desktop.services.files import write_atomically
from commedu_desktop.services.notice_papers import draft_pdf, new_draft
from commedu_desktop.services.office import Office
from commedu_desktop.services.receipt_papers import closing_pdf, receipt_pdf
from commedu_desktop.services.report_files import ReportFile, report_file
from commedu_desktop.services.sheets import sign_in_pdf
from commedu_desktop.services.timetable import lessons_between
from commedu_desktop.services.timetable_papers import timetable_pdf
from commedu_desktop.services.unpaid_papers import unpaid_pdf
from commedu_desktop.services.waiting_papers import call_list_pdf
from commedu_desktop.store.queries.offerings import offerings
from commedu_desktop.store.queries.ranked_choices import rounds

Named = tuple[str, bytes]
_MONTHLY, _YEARLY = ("monthly", "pay"), ("annual", "participation", "teachers", "targets", "funds")


def every_paper(session: Session, now: datetime, language: str) -> Iterator[Named]:
    """Names without ending, and the PDFs. Certificates keep the language in which they were issued."""
    today = now.date()
    issued = [one for one in register(session, limit=12) if one.voided_at is None]
    if issued:
        yield "certificate", certificate_pdf(session, [one.id for one in issued[:3]])
    yield from _of_a_class(session, today, language)
    yield "timetable", timetable_pdf(session, today, language=language)
    yield "teacher-roster", teacher_roster_pdf(session, language)
    if issued:
        yield from _of_residents(session, now, language, [one.resident_id for one in issued if one.resident_id])
        yield "card", cards_pdf(session, [one.resident_id for one in issued if one.resident_id], language)
    yield from _of_money(session, now, language)
    month, year = Period(today.year, today.month, 1), Period(today.year, 1, 12)
    for name, period in (*((name, month) for name in _MONTHLY), *((name, year) for name in _YEARLY)):
        yield f"report-{name}", report_file(session, ReportFile(name, period, language=language), ".pdf")
    with speaking(language):
        yield "banner", banner_pdf("终身学习" if language == "zh_CN" else "LEARN", language)


def _of_money(session: Session, now: datetime, language: str) -> Iterator[Named]:
    day = cash_day(session)
    if day.receipts:
        yield "receipt", receipt_pdf(session, [one.id for one in day.receipts[:2]], language)
    closed = closings(session, day.branch_id, 1)
    if closed:
        yield "closing", closing_pdf(session, closed[0].id, language)
    yield "unpaid", unpaid_pdf(session, now, language)


def _of_residents(session: Session, now: datetime, language: str, ids: list[UUID]) -> Iterator[Named]:
    for layout in ("24", "CN5", "C5"):
        made = addresses_pdf(session, AddressesOf(tuple(ids), layout, outlines=True, language=language))
        yield f"addresses-{layout}", made.pdf
    yield "certificate-register", register_paper(session, year=now.year, kind=None, language=language)


def write_every_paper(office: Office, folder: Path) -> int:
    """`papers/<language>/<name>.pdf` in the folder; returns how many."""
    count = 0
    for language in LANGUAGES:
        papers = office.read(lambda session, spoken: list(every_paper(session, office.wall_clock(), spoken)), language)
        for name, pdf in papers:
            write_atomically(folder / "papers" / language / f"{name}.pdf", pdf)
            count += 1
    return count


def _of_a_round(session: Session, now: datetime, language: str) -> Iterator[Named]:
    for one in rounds(session)[:1]:
        yield "choices-rules", rules_pdf(session, one.id, language)
        yield "choices-result", result_pdf(session, try_allocation(session, one.id, now), language)
    awaited = next((one for one in offerings(session) if one.waiting), None)
    if awaited is not None:
        yield "call-list", call_list_pdf(session, awaited.id, now, language)


def _of_a_class(session: Session, today: date, language: str) -> Iterator[Named]:
    lessons = lessons_between(session, today, today, cancelled=False)
    if lessons:
        fullest = max(lessons, key=lambda one: one.enrolled)
        yield "register", register_pdf(session, fullest.offering_id, language)
        yield "sign-in", sign_in_pdf(session, fullest.id, language)
        yield "roster", roster_pdf(session, fullest.offering_id, language)
    yield from _of_a_round(session, datetime.combine(today, time(9)), language)
    for kind in NoticeKind:
        about = _to_announce(session, kind, today)
        about = about or (lessons[0].offering_id if lessons and kind is not NoticeKind.FREE else None)
        draft = new_draft(session, kind, today, about, language)
        yield f"notice-{kind.value}", draft_pdf(draft)
        if kind is NoticeKind.LECTURE:
            yield "poster", draft_pdf(replace(draft, paper="2×2 A4"))


def _to_announce(session: Session, kind: NoticeKind, today: date) -> UUID | None:
    """A lecture that is still to come for a lecture, a class that has not begun for an opening, if there is one."""
    wanted = {NoticeKind.LECTURE: OfferingKind.LECTURE, NoticeKind.OPENING: OfferingKind.CLASS}.get(kind)
    found = [one for one in offerings(session) if one.kind is wanted]
    coming = [one for one in found if (one.ends if kind is NoticeKind.LECTURE else one.starts) > today]
    return next((one.id for one in coming or (found if kind is NoticeKind.LECTURE else [])), None)
