"""Papers of the whole centre: the week's timetable, resident cards, the teacher roster, banners."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.domain.residents import shown_phone
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.i18n import _, speaking
from commedu_desktop.services.paper_words import paper_language, weekly
from commedu_desktop.services.photos import photos_of
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.queries.teachers import TeacherRow, teachers
from commedu_desktop.store.tables import Branch, Resident

if TYPE_CHECKING:
    from commedu_desktop.documents.fonts import MissingCharacter


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
                empty=_("No teacher has been entered yet."),
            )
        )


def _teacher(number: int, one: TeacherRow) -> tuple[str, ...]:
    kinds = {
        TeacherKind.FULL_TIME: _("full-time"),
        TeacherKind.PART_TIME: _("part-time"),
        TeacherKind.VOLUNTEER: _("volunteer"),
        TeacherKind.EXPERT: _("invited expert"),
    }
    phone, when = shown_phone(one.phone), weekly(one.available) or _("any time")
    return str(number), one.name, kinds[one.kind], one.skills, one.organisation, phone, when, one.branch


def banner_pdf(text: str, language: str, size: str = "A4", design: str = "red") -> bytes:
    """One giant character a page."""
    from commedu_desktop.documents.banners import BannerPaper, render

    return render(BannerPaper(text, language, size, design))


def missing_on_banner(text: str) -> list["MissingCharacter"]:
    """The characters that no font has: each would stand on its page as a code."""
    from commedu_desktop.documents.fonts import missing_characters

    return missing_characters([(text, text)])
