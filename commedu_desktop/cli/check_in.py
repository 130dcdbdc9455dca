"""`commedu check-in`."""

import sys
from collections.abc import Iterable

import click

from commedu_desktop.cli.console import REFUSED, Console, pass_console
from commedu_desktop.domain.check_in import Outcome
from commedu_desktop.sentences import told
from commedu_desktop.services.check_in import CheckIn, check_in
from commedu_desktop.services.finding import venue_by_code


@click.command("check-in")
@click.argument("cards", metavar="CARD… | -", nargs=-1, required=True)
@click.option("--venue", metavar="CODE", default="", help="the room at whose door the scanner is")
@pass_console
def check_in_cards(console: Console, cards: tuple[str, ...], venue: str) -> int:
    """Mark people present for the lesson that is on or about to start.

    With `-`, reads one card a line and answers each at once: in, already, look or refused, tab, who, tab, lesson or
    reason. Exit code 1 when a card was refused.
    """
    refused = 0
    room = console.office.read(venue_by_code, venue)
    for card in _lines() if cards == ("-",) else cards:
        answer = console.office.write(check_in, CheckIn(card, venue_id=room), actor=console.actor)
        refused += answer.outcome is Outcome.REFUSED
        line = [answer.outcome.value, answer.who, told(answer.code, answer.facts)]
        print("\t".join(" ".join(part.split()) for part in line), flush=True)
    return REFUSED if refused else 0


def _lines() -> Iterable[str]:
    """Cards as they come; blank lines are not cards."""
    for line in iter(sys.stdin.readline, ""):
        if line.strip():
            yield line
