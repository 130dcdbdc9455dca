"""Papers of the whole centre: the week's timetable, resident cards, the teacher roster, banners."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.domain.residents import shown_phone
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.i18n import _, speaking
from commedu_desktop.services.paper_words import joined, paper_language, short_day, span, weekday, weekly
from commedu_desktop.services.photos import photos_of
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.services.timetable import EVERYTHING, Only, Week, week
from commedu_desktop.store.queries.teachers import TeacherRow, teachers
from commedu_desktop.store.tables import Branch, Resident, Teacher, Venue

if TYPE_CHECKING:
    from commedu_desktop.documents.timetable import Day


def timetable_pdf(session: Session, day: date, only: Only = EVERYTHING, language: str = "", size: str = "A4") -> bytes:
    """The week in which `day` lies, of one venue, teacher or branch, or of all."""
    from commedu_desktop.documents import timetable

    language = paper_language(session, language)
    found, whose = week(session, day, only), _whose(session, only)
    with speaking(language):
        sunday = found.monday + timedelta(days=6)
        term = found.term.name or found.term.code if found.term else ""
        number = _("week {number}").format(number=found.number) if found.number else ""
        title = _("{whose} · timetable").format(whose=whose or centre_settings(session).name)
        facts = (f"{found.monday.year} · {short_day(found.monday)} – {short_day(sunday)}", joined((term, number)))
        days = tuple(_day(found, found.monday + timedelta(days=at)) for at in range(7))
        return timetable.render(timetable.TimetablePaper(title, language, facts, days, size))


def _day(found: Week, day: date) -> "Day":
    from commedu_desktop.documents.timetable import Day, Slot

    slots = tuple(
        Slot(
            span(one.starts, one.ends),
            one.title,
            joined((one.venue, one.teacher)),
            one.status is LessonStatus.CANCELLED,
        )
        for one in found.lessons
        if one.starts.date() == day
    )
    return Day(f"{weekday(day)} {short_day(day)}", found.closed.get(day, ""), slots)


def _whose(session: Session, only: Only) -> str:
    for kind, row_id in ((Venue, only.venue_id), (Teacher, only.teacher_id), (Branch, only.branch_id)):
        if row_id is not None:
            return str(session.scalars(select(kind.name).where(kind.id == row_id)).one())
    return ""


def cards_pdf(session: Session, resident_ids: Iterable[UUID], language: str = "", single: bool = False) -> bytes:
    """Cards of these residents in the order given: ten to a sheet, or each on a page of its own size."""
    from commedu_desktop.documents import cards

    language, branches = paper_language(session, language), _branch_names(session)
    rows = [session.get_one(Resident, one) for one in resident_ids]
    photos = photos_of(session, [row.id for row in rows])
    with speaking(language):
        made = tuple(
            cards.Card(
                row.name,
                shown_pinyin(row.name, row.pinyin),
                row.card,
                branches[row.branch_id],
                photos.get(row.id, b""),
            )
            for row in rows
        )
        sheet = cards.CardSheet(_("Cards"), language, centre_settings(session).name, _("Learner's card"), made, single)
        return cards.render(sheet)


def _branch_names(session: Session) -> dict[UUID, str]:
    return dict(session.execute(select(Branch.id, Branch.name)).all())


def teacher_roster_pdf(session: Session, language: str = "") -> bytes:
    """All teachers at work, with kind, skills and when they can come."""
    from commedu_desktop.documents import rosters

    language = paper_language(session, language)
    with speaking(language):
        return rosters.render(
            rosters.RosterPaper(
                title=_("Teachers"),
                language=language,
                facts=(centre_settings(session).name, "", ""),
                headings=(
                    _("No."),
                    _("Name"),
                    _("Kind"),
                    _("Skills"),
                    _("Organisation"),
                    _("Telephone"),
                    _("Can teach"),
                    _("Branch"),
                ),
                rows=tuple(_teacher(number, one) for number, one in enumerate(teachers(session), 1)),
                aligns=("centre", *("left",) * 7),
                landscape=True,
            )
        )


def _teacher(number: int, one: TeacherRow) -> tuple[str, ...]:
    kinds = {
        TeacherKind.FULL_TIME: _("full-time"),
        TeacherKind.PART_TIME: _("part-time"),
        TeacherKind.VOLUNTEER: _("volunteer"),
        TeacherKind.EXPERT: _("invited expert"),
    }
    phone, when = shown_phone(one.phone), weekly(one.available)
    return str(number), one.name, kinds[one.kind], one.skills, one.organisation, phone, when, one.branch


def banner_pdf(text: str, language: str, size: str = "A4", design: str = "red") -> bytes:
    """One giant character a page."""
    from commedu_desktop.documents.banners import BannerPaper, render

    return render(BannerPaper(text, language, size, design))
