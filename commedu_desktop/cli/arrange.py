"""`commedu arrange`."""

import sys
from typing import Any

import click

from commedu_desktop.cli.console import Console, format_option, pass_console, put_rows
from commedu_desktop.domain.weekly_times import canonical
from commedu_desktop.i18n import ngettext
from commedu_desktop.sentences import shown, told
from commedu_desktop.sentences.arrange import Summary, change_shown, rules_shown, summary_shown
from commedu_desktop.services.arrange import (
    AcceptArrangement,
    Arranged,
    Arrangement,
    Effort,
    Outcome,
    TermToArrange,
    Watch,
    accept_arrangement,
    propose,
    term_by_code,
    to_arrange,
)


@click.command
@click.option("--term", "code", required=True, help="code of the term")
@click.option("--seconds", type=click.FloatRange(0.5, 86_400), default=60, help="how long to search at most; 60")
@click.option("--accept", is_flag=True, help="plan the lessons as proposed; one undo takes all back")
@format_option
@pass_console
def arrange(console: Console, code: str, seconds: float, accept: bool, form: str) -> None:
    """Propose weekly times and rooms for classes that have none, and say why one has no place."""
    office = console.office
    term = office.read(to_arrange, office.read(term_by_code, code), office.wall_clock().date())
    if not term.wanted:
        print(told("nothing-to-arrange", {"term": term.term}), file=sys.stderr)
        put_rows([], form)
        return
    outcome = propose(Arrangement(term), Effort(seconds), Watch())
    put_rows(_rows(term, outcome, form), form)
    count = Summary(len(outcome.placed), len(outcome.unplaced), outcome.cost, outcome.proven)
    print(summary_shown(count), file=sys.stderr)
    if accept and outcome.placed:
        lessons = office.write(accept_arrangement, accepted(term, outcome), actor=console.actor)
        planned = ngettext("{count} lesson planned.", "{count} lessons planned.", lessons)
        print(planned.format(count=shown(lessons)), file=sys.stderr)


def accepted(term: TermToArrange, outcome: Outcome) -> AcceptArrangement:
    arranged = (Arranged(one.wanted.id, one.places, one.wanted.first) for one in outcome.placed)
    return AcceptArrangement(term.term_id, tuple(arranged), confirm=None)


def _rows(term: TermToArrange, outcome: Outcome, form: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {
            "offering": one.wanted.code,
            "title": one.wanted.title,
            "times": canonical(place.time for place in one.places),
            "venue": _venues(term, [place.venue_id for place in one.places]),
            "why": "",
            "change": "",
        }
        for one in outcome.placed
    ]
    rows += [
        {
            "offering": why.wanted.code,
            "title": why.wanted.title,
            "times": "",
            "venue": "",
            "why": [rule.value for rule in why.rules] if form == "json" else rules_shown(why.rules),
            "change": change_shown(why),
        }
        for why in outcome.unplaced
    ]
    return sorted(rows, key=lambda row: str(row["offering"]))


def _venues(term: TermToArrange, ids: list[Any]) -> str:
    names = [term.venue_names.get(one, "") for one in ids]
    return names[0] if len(set(names)) == 1 else "; ".join(names)
