"""`commedu choices …`: registration by ranked choices, from the first day to the list on the board."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from commedu_desktop import i18n
from commedu_desktop.cli.console import (
    REFUSED,
    Console,
    format_option,
    output_option,
    pass_console,
    put_file,
    put_paper,
    put_rows,
)
from commedu_desktop.domain.allocation import ranks_given
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _
from commedu_desktop.services.allocation import (
    AcceptAllocation,
    Repeated,
    Run,
    accept_allocation,
    kept_run,
    repeat,
    repeat_allocation,
    try_allocation,
)
from commedu_desktop.services.allocation_words import rank_shown
from commedu_desktop.services.finding import offering_by_code, resident_by_card, round_by_code, term_by_code
from commedu_desktop.services.ranked_choices import HandIn, PlanRound, hand_in, handed_in, plan_round, rounds

_DAY = click.DateTime(["%Y-%m-%d"])
_round = click.argument("code", metavar="ROUND")


@click.group
def choices() -> None:
    """Registration by ranked choices with a fair allocation."""


@choices.command("rounds")
@format_option
@pass_console
def list_(console: Console, form: str) -> None:
    """The rounds, the last to close first."""
    rows = [
        {
            "round": one.code,
            "title": one.title,
            "term": one.term,
            "opens": one.opens.isoformat(),
            "closes": one.closes.isoformat(),
            "classes": one.classes,
            "people": one.people,
            "seed": one.seed,
            "allocated": one.allocated_at.isoformat() if one.allocated_at else "",
        }
        for one in console.office.read(rounds)
    ]
    put_rows(rows, form)


@choices.command("open")
@click.option("--title", required=True)
@click.option("--term", required=True, metavar="CODE")
@click.option("--from", "opens", type=_DAY, required=True, metavar="D", help="first day of handing in")
@click.option("--to", "closes", type=_DAY, required=True, metavar="D", help="last day of handing in")
@click.option("--most", default=1, show_default=True, help="places a person may get")
@click.option("--returning-first/--no-returning-first", default=True, show_default=True)
@click.option("--group", "groups", multiple=True, metavar="CODE", help="a population group that comes before others")
@click.option("--seed", default="", metavar="TEXT", help="drawn in public; unless given, one is drawn now")
@click.option("--code", default="", help="of the round; unless given, one is made")
@click.argument("offerings", nargs=-1, required=True, metavar="CLASS…")
@pass_console
def open_(
    console: Console, /, term: str, offerings: tuple[str, ...], opens: datetime, closes: datetime, **values: Any
) -> None:
    """Open a round for these classes; prints its code and its seed."""
    office = console.office
    request = PlanRound(
        term_id=office.read(term_by_code, term),
        offering_ids=tuple(office.read(offering_by_code, one) for one in offerings),
        opens=opens.date(),
        closes=closes.date(),
        **values,
    )
    (made,) = office.read(rounds, office.write(plan_round, request, actor=console.actor))
    print(f"{made.code}  {made.seed}")


@choices.command("hand-in")
@_round
@click.argument("card")
@click.argument("classes", nargs=-1, metavar="[CLASS]…")
@click.option("--reason", default="", help="of a supervisor, to pass over rules")
@pass_console
def hand_in_(console: Console, code: str, card: str, classes: tuple[str, ...], reason: str) -> None:
    """Keep the choices of CARD, the dearest class first; without a class they are taken back."""
    office = console.office
    ids = tuple(office.read(offering_by_code, one) for one in classes)
    request = HandIn(office.read(round_by_code, code), office.read(resident_by_card, card), ids, reason)
    print(office.write(hand_in, request, actor=console.actor))


@choices.command
@_round
@click.option("--accept", is_flag=True, help="enrol and put on waiting lists, in one write that can be undone")
@format_option
@pass_console
def run(console: Console, code: str, accept: bool, form: str) -> None:
    """Give the places of a round: a trial unless --accept. Prints what became of each card."""
    office = console.office
    round_id = office.read(round_by_code, code)
    if accept:
        made = office.write(accept_allocation, AcceptAllocation(round_id), actor=console.actor)
    else:
        made = office.read(try_allocation, round_id, office.wall_clock())
    put_rows(_lines(made), form)
    for line in _summary(made, accepted=accept):
        click.echo(line, err=True)


def _lines(made: Run) -> list[dict[str, Any]]:
    waits: dict[str, list[str]] = {}
    for code, cards in made.outcome.waiting.items():
        for place, card in enumerate(cards, 1):
            waits.setdefault(card, []).append(f"{code}:{place}")
    return [
        {
            "card": wish.card,
            "lot": made.outcome.lots[wish.card],
            "placed": "; ".join(made.outcome.placed.get(wish.card, ())),
            "waiting": "; ".join(waits.get(wish.card, ())),
        }
        for wish in sorted(made.inputs.wishes, key=lambda wish: wish.card)
    ]


def _summary(made: Run, *, accepted: bool) -> list[str]:
    told = _("accepted") if accepted or made.accepted_at else _("trial run, nothing was written")
    ranks = ranks_given(made.inputs, made.outcome)
    return [
        *(f"{rank_shown(rank)}: {count}" for rank, count in ranks.items()),
        _("Seed: {seed}").format(seed=made.seed),
        f"SHA-256: {made.digest}",
        told,
    ]


@choices.command("repeat")
@click.argument("what", metavar="ROUND|FILE")
@pass_console
def repeat_(console: Console, what: str) -> int:
    """Run an accepted allocation again from its seed: of a ROUND, or from a FILE that `keep` wrote."""
    if Path(what).is_file():
        found = repeat(_kept(Path(what)))
    else:
        office = console.office
        found = office.read(repeat_allocation, office.read(round_by_code, what))
    for line in _told(found):
        print(line)
    return 0 if found.holds else REFUSED


def _kept(path: Path) -> Mapping[str, Any]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        raise Refused("not-a-run") from None
    if not isinstance(kept, dict):
        raise Refused("not-a-run")
    return kept


def _told(found: Repeated) -> list[str]:
    return [
        _("Seed: {seed}").format(seed=found.seed),
        f"SHA-256: {found.digest}",
        _("The choices are those that were allocated.") if found.same_inputs else _("The choices have been changed."),
        _("The same result again.") if found.same_outcome else _("Another result than the one that was kept."),
    ]


@choices.command
@_round
@output_option
@pass_console
def keep(console: Console, code: str, output: Path) -> None:
    """Write everything that repeats an accepted run elsewhere: choices, claims, places, seed and result, no names."""
    kept = console.office.read(kept_run, console.office.read(round_by_code, code))
    put_file(output, json.dumps(kept, ensure_ascii=False, indent=1).encode())


@choices.command
@_round
@output_option
@pass_console
def result(console: Console, code: str, output: Path) -> None:
    """The result list for the bulletin board, with card numbers instead of names."""
    from commedu_desktop.services.allocation_papers import result_pdf

    office = console.office
    made = office.read(try_allocation, office.read(round_by_code, code), office.wall_clock())
    put_paper(console, output, office.read(result_pdf, made, i18n.language()))


@choices.command
@_round
@output_option
@pass_console
def rules(console: Console, code: str, output: Path) -> None:
    """The rules in plain words, with the classes to choose from."""
    from commedu_desktop.services.allocation_papers import rules_pdf

    office = console.office
    put_paper(console, output, office.read(rules_pdf, office.read(round_by_code, code), i18n.language()))


@choices.command("list")
@_round
@format_option
@pass_console
def list_choices(console: Console, code: str, form: str) -> None:
    """Who handed in which choices."""
    office = console.office
    round_id = office.read(round_by_code, code)
    codes = _codes(console, round_id)
    rows = [
        {
            "card": one.card,
            "name": one.name,
            "choices": "; ".join(codes[key] for key in one.offering_ids),
            "note": one.note,
        }
        for one in office.read(handed_in, round_id)
    ]
    put_rows(rows, form)


def _codes(console: Console, round_id: UUID) -> dict[UUID, str]:
    from commedu_desktop.services.ranked_choices import classes_of_round

    return {one.offering_id: one.code for one in console.office.read(classes_of_round, round_id)}
