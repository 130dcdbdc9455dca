"""Papers of a class: register, sign-in sheet of a lesson, roster."""

from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

from babel.numbers import format_percent
from sqlalchemy.orm import Session

from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.residents import shown_phone
from commedu_desktop.i18n import _, locale, speaking
from commedu_desktop.services.attendance import completions
from commedu_desktop.services.paper_words import (
    day_words,
    joined,
    paper_language,
    short_day,
    sign,
    weekday,
    weekly,
)
from commedu_desktop.store.queries.attendance import ClassGrid, LessonState, class_grid
from commedu_desktop.store.queries.enrolments import learners, waiting_list
from commedu_desktop.store.queries.offerings import offering

if TYPE_CHECKING:
    from commedu_desktop.documents.registers import Learner as RegisterRow


def register_pdf(session: Session, offering_id: UUID, language: str = "") -> bytes:
    """The class register: everyone who learns × all lessons that were not cancelled, with the marks so far."""
    from commedu_desktop.documents import registers

    language = paper_language(session, language)
    grid, about = class_grid(session, offering_id), offering(session, offering_id)
    rates = {one.resident_id: one.rate for one in completions(session, offering_id) if one.counted}
    with speaking(language):
        facts = (joined((about.branch, about.venue)), joined((about.term, weekly(about.times))))
        teacher = _("Teacher: {name}").format(name=about.teacher) if about.teacher else ""
        return registers.render(
            registers.RegisterPaper(
                title=_("{title} · register").format(title=about.title),
                language=language,
                facts=(*facts, teacher),
                headings=(_("No."), _("Name"), _("Rate")),
                lessons=tuple((short_day(one.starts.date()), weekday(one.starts.date())) for one in _shown(grid)),
                learners=_rows(grid, rates),
                legend=_("P present · L late · E excused · A absent"),
                signatures=(_("Teacher's signature:"), _("Date:")),
            )
        )


def _shown(grid: ClassGrid) -> list[LessonState]:
    return [one for one in grid.lessons if one.status is not LessonStatus.CANCELLED]


def _rows(grid: ClassGrid, rates: dict[UUID, Fraction]) -> tuple["RegisterRow", ...]:
    from commedu_desktop.documents.registers import Learner

    places = [at for at, one in enumerate(grid.lessons) if one.status is not LessonStatus.CANCELLED]
    return tuple(
        Learner(
            row.name,
            row.card,
            tuple(sign(row.marks[at]) for at in places),
            format_percent(float(rates[row.resident_id]), "#,##0%", locale=locale())
            if row.resident_id in rates
            else "",
        )
        for row in grid.rows
    )


def roster_pdf(session: Session, offering_id: UUID, language: str = "", *, now: datetime | None = None) -> bytes:
    """Who is in a class, with telephone and card; the waiting list after them."""
    from commedu_desktop.documents import rosters

    language = paper_language(session, language)
    about = offering(session, offering_id)
    people = [*learners(session, offering_id), *waiting_list(session, offering_id)]
    with speaking(language):
        notes = (_("As of {day}").format(day=day_words(now.date())),) if now else ()
        rows = [
            (
                str(number),
                one.name,
                one.card,
                shown_phone(one.phone),
                _("waiting list, number {place}").format(place=one.place)
                if one.status is EnrolmentStatus.WAITING
                else "",
            )
            for number, one in enumerate(sorted(people, key=lambda one: (one.place, one.pinyin, one.name)), 1)
        ]
        return rosters.render(
            rosters.RosterPaper(
                title=_("{title} · class list").format(title=about.title),
                language=language,
                facts=(joined((about.branch, about.venue)), weekly(about.times), joined((about.term, about.teacher))),
                headings=(_("No."), _("Name"), _("Card"), _("Telephone"), _("Note")),
                rows=tuple(rows),
                aligns=("centre", "left", "left", "left", "left"),
                notes=notes,
                empty=_("Nobody is enrolled yet."),
            )
        )
