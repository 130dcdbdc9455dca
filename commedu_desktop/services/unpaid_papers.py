"""The list of unpaid fees on paper, to take to the telephone."""

from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from commedu_desktop.domain.residents import shown_phone
from commedu_desktop.i18n import _, speaking
from commedu_desktop.services.fee_words import amount_shown
from commedu_desktop.services.fees import unpaid
from commedu_desktop.services.paper_words import day_words, paper_language
from commedu_desktop.services.settings import centre_settings

_ALIGNS: tuple[Literal["left", "right"], ...] = ("left", "left", "left", "left", "right", "right", "right")


def unpaid_pdf(session: Session, now: datetime, language: str = "") -> bytes:
    """Who owes what, by class and name; `now` is the centre's wall clock."""
    from commedu_desktop.documents import rosters

    settings = centre_settings(session)
    language = paper_language(session, language)
    lines = unpaid(session, now)
    with speaking(language):
        total = amount_shown(sum(line.owed for line in lines), settings.currency)
        facts = (settings.name, day_words(now.date()), _("Total: {amount}").format(amount=total))
        words = (_("Class"), _("Name"), _("Card"), _("Telephone"), _("Fee"), _("Paid"), _("To pay"))
        rows = tuple(
            (
                line.title,
                line.name,
                line.card,
                shown_phone(line.phone),
                *(
                    amount_shown(minor, settings.currency)
                    for minor in (line.account.charge.due, line.account.paid, line.owed)
                ),
            )
            for line in lines
        )
        paper = rosters.RosterPaper(
            _("Unpaid fees"), language, facts, words, rows, _ALIGNS, empty=_("Everything has been paid.")
        )
        return rosters.render(paper)
