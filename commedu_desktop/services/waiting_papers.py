"""Papers of the waiting list."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.residents import shown_phone
from commedu_desktop.i18n import _, speaking
from commedu_desktop.services.clock import wall_time
from commedu_desktop.services.paper_words import clock, day_words, joined, paper_language, short_day, weekly
from commedu_desktop.store.queries.enrolments import places, waiting_list
from commedu_desktop.store.queries.offerings import offering


def call_list_pdf(session: Session, offering_id: UUID, now: datetime, language: str = "") -> bytes:
    """Who waits, in the order in which places are given, with telephone numbers and room to note the answer."""
    from commedu_desktop.documents import rosters

    language = paper_language(session, language)
    about, state = offering(session, offering_id), places(session, offering_id)
    with speaking(language):
        rows = []
        for one in waiting_list(session, offering_id):
            until = None if one.held_until is None else wall_time(one.held_until)
            offered = "" if until is None else f"{short_day(until.date())} {clock(until.time())}"
            rows.append((str(one.place), one.name, one.card, shown_phone(one.phone), offered, ""))
        free = _("places for all") if state.free is None else _("Free places: {count}").format(count=state.free)
        return rosters.render(
            rosters.RosterPaper(
                title=_("{title} · call list").format(title=about.title),
                language=language,
                facts=(free, weekly(about.times), joined((about.branch, about.venue))),
                headings=(_("No."), _("Name"), _("Card"), _("Telephone"), _("Offered until"), _("Answer")),
                rows=tuple(rows),
                aligns=("centre", "left", "left", "left", "left", "left"),
                notes=(_("As of {day}").format(day=day_words(now.date())),),
                empty=_("Nobody is waiting."),
            )
        )
