"""`commedu roll-on CLASS… --term CODE`."""

from dataclasses import dataclass, replace
from uuid import UUID

import click

from commedu_desktop.cli.console import REFUSED, Console, pass_console
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.sentences import sentence, shown
from commedu_desktop.services.finding import offering_by_code, term_by_code
from commedu_desktop.services.roll_on import RolledOn, RollOn, Who, going_on, plan_of, roll_on


@dataclass(frozen=True)
class _Wish:
    term_id: UUID
    who: Who
    percent: int
    times: str
    title: str


@click.command
@click.argument("codes", nargs=-1, required=True, metavar="CLASS…")
@click.option("--term", required=True, metavar="CODE", help="the term in which they go on")
@click.option("--learners", type=click.Choice([one.value for one in Who]), default="all", show_default=True)
@click.option("--percent", default=70, show_default=True, help="attendance that --learners attended asks for")
@click.option("--times", default="", help="other weekly times, of one CLASS")
@click.option("--title", default="", help="another title, of one CLASS")
@click.option("--dry-run", is_flag=True, help="say who would go on, write nothing")
@pass_console
def roll_on_classes(
    console: Console,
    codes: tuple[str, ...],
    term: str,
    learners: str,
    percent: int,
    times: str,
    title: str,
    dry_run: bool,
) -> int:
    """Plan classes anew in another term with their learners, each in one write; goes on after one that is refused."""
    if len(codes) > 1 and (times or title):
        raise click.UsageError("--times and --title are for one CLASS")
    wish = _Wish(console.office.read(term_by_code, term), Who(learners), percent, times, title)
    refused = 0
    for code in codes:
        try:
            _roll(console, code, wish, dry_run=dry_run)
        except Refused as refusal:
            click.echo(f"{code}: {sentence(refusal)}", err=True)
            refused = REFUSED
    return refused


def _roll(console: Console, code: str, wish: _Wish, *, dry_run: bool) -> None:
    office = console.office
    offering_id = office.read(offering_by_code, code)
    plan = office.read(plan_of, offering_id, wish.term_id, wish.title)
    if dry_run:
        going = office.read(going_on, offering_id, wish.who, wish.percent)
        print(f"{code}: {plan.times or '–'}; {shown([one.name for one in going]) if going else '–'}")
        return
    plan = replace(plan, times=wish.times or plan.times)
    request = RollOn(offering_id, plan, wish.who, wish.percent)
    for line in _told(code, office.write(roll_on, request, actor=console.actor)):
        print(line)


def _told(code: str, made: RolledOn) -> list[str]:
    lessons = ngettext("{count} lesson", "{count} lessons", made.lessons).format(count=made.lessons)
    enrolled = ngettext("{count} enrolled", "{count} enrolled", len(made.enrolled)).format(count=len(made.enrolled))
    lines = [f"{code}: {made.title}, {lessons}, {enrolled}"]
    if made.waiting:
        lines.append(_("waiting: {names}").format(names=shown(list(made.waiting))))
    return [*lines, *(f"{one.name} ({one.card}): {sentence(one.reason)}" for one in made.left_out)]
