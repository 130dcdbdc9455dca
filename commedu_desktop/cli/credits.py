"""`commedu credits show | redeem`."""

from fractions import Fraction
from typing import Any

import click

from commedu_desktop.cli.console import Console, format_option, pass_console, put_rows
from commedu_desktop.domain.credits import read_credits
from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.credits import RedeemCredits, balance, granted, redeem_credits, redeemed
from commedu_desktop.services.finding import resident_by_card
from commedu_desktop.services.settings import centre_settings


@click.group
def credits_() -> None:
    """The credit bank: what residents were granted, and what they redeem."""


@credits_.command
@click.argument("card")
@format_option
@pass_console
def show(console: Console, card: str, form: str) -> None:
    """Every line of CARD's bank; the last is the balance."""
    office = console.office
    key = office.read(resident_by_card, card)
    hours = office.read(centre_settings, office.wall_clock().year).hours_per_credit
    lines = [_line("granted", one.on, one.title, one.credits) for one in office.read(granted, key)]
    lines += [_line("redeemed", one.on, one.reward, -one.credits) for one in office.read(redeemed, key)]
    lines.sort(key=lambda line: str(line["on"]))
    put_rows([*lines, _line("balance", None, "", office.read(balance, key, hours))], form)


def _line(what: str, on: Any, text: str, value: Fraction) -> dict[str, Any]:
    return {"what": what, "on": on, "for": text, "credits": f"{float(value):g}"}


@credits_.command
@click.argument("card")
@click.argument("number")
@click.option("--for", "reward", required=True, help="the reward that is given")
@pass_console
def redeem(console: Console, card: str, number: str, reward: str) -> None:
    """Give a reward to CARD for NUMBER credits."""
    office = console.office
    key = office.read(resident_by_card, card)
    office.write(redeem_credits, RedeemCredits(key, _number(number), reward), actor=console.actor)
    hours = office.read(centre_settings, office.wall_clock().year).hours_per_credit
    put_rows([_line("balance", None, "", office.read(balance, key, hours))], "table")


def _number(text: str) -> Fraction:
    if (found := read_credits(text)) is None:
        raise Refused("credits-amount")
    return found
