"""`commedu waiting list | settle | confirm | calls`."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from commedu_desktop import i18n
from commedu_desktop.cli.console import Console, format_option, output_option, pass_console, put_paper, put_rows
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _
from commedu_desktop.sentences.enrolments import turn_shown
from commedu_desktop.services.clock import wall_time
from commedu_desktop.services.enrolments import class_title
from commedu_desktop.services.finding import offering_by_code, resident_by_card
from commedu_desktop.services.waiting_list import (
    Learner,
    Promote,
    SettleOffers,
    promote,
    settle_offers,
    waiting_list,
)


@click.group
def waiting() -> None:
    """Waiting lists, and the places offered to those who wait."""


@waiting.command("list")
@click.argument("offering", metavar="CLASS")
@format_option
@pass_console
def list_(console: Console, offering: str, form: str) -> None:
    """Who waits, in the order in which places are given, and why each stands there."""
    office = console.office
    put_rows([_row(one) for one in office.read(waiting_list, office.read(offering_by_code, offering))], form)


def _row(one: Learner) -> dict[str, Any]:
    asked = None if one.queued_at is None else wall_time(one.queued_at)
    until = None if one.held_until is None else wall_time(one.held_until)
    return {
        "place": one.place,
        "card": one.card,
        "name": one.name,
        "phone": one.phone,
        "offered until": until.isoformat(" ", "minutes") if until else "",
        "why": turn_shown(one.claim, one.lot, asked, until),
    }


@waiting.command
@pass_console
def settle(console: Console) -> None:
    """Pass on every place whose offer has run out."""
    settled = console.office.write(settle_offers, SettleOffers(), actor=console.actor)
    for line in settled.lapsed:
        print(_("ran out: {who}").format(who=line))
    for line in settled.offered:
        print(_("next: {who}").format(who=line))


@waiting.command
@click.argument("offering", metavar="CLASS")
@click.argument("card")
@click.option("--reason", default="", help="why somebody gets a free place out of turn")
@pass_console
def confirm(console: Console, offering: str, card: str, reason: str) -> None:
    """CARD takes the place that is offered, or gets a free one out of turn."""
    office = console.office
    offering_id, resident_id = office.read(offering_by_code, offering), office.read(resident_by_card, card)
    request = Promote(_enrolment(console, offering_id, resident_id, card), reason)
    enrolled = office.write(promote, request, actor=console.actor)
    print(f"{enrolled.name} → {enrolled.title}")


def _enrolment(console: Console, offering_id: UUID, resident_id: UUID, card: str) -> UUID:
    for one in console.office.read(waiting_list, offering_id):
        if one.resident_id == resident_id:
            return one.enrolment_id
    raise Refused("not-waiting", name=card, title=console.office.read(class_title, offering_id))


@waiting.command
@click.argument("offering", metavar="CLASS")
@output_option
@pass_console
def calls(console: Console, offering: str, output: Path) -> None:
    """A list to telephone by."""
    from commedu_desktop.services.waiting_papers import call_list_pdf

    office = console.office
    found = office.read(offering_by_code, offering)
    put_paper(console, output, office.read(call_list_pdf, found, office.wall_clock(), i18n.language()))
