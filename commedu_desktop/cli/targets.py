"""`commedu targets list | set | remove | copy`."""

from dataclasses import replace

import click

from commedu_desktop.cli.console import Console, format_option, pass_console, put_rows
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.targets import BY_HAND
from commedu_desktop.services.targets import KeepTarget, TargetRow, copy_targets, keep_target, remove_target, targets

YEAR = click.option("--year", type=click.IntRange(1, 9998), required=True)
BRANCH = click.option("--branch", default="", metavar="CODE", help="of a branch instead of the whole centre")


@click.group
def targets_() -> None:
    """What a year must reach; `report targets` says how far it is."""


@targets_.command("list")
@YEAR
@format_option
@pass_console
def list_(console: Console, year: int, form: str) -> None:
    """The targets of a year and of its branches, in their order."""
    names = ("name", "branch", "measure", "aim", "by_hand")
    put_rows([{name: getattr(one, name) for name in names} for one in console.office.read(targets, year)], form)


@targets_.command("set")
@click.argument("name")
@click.option("--aim", type=int, help="what is to be reached: a number, or per cent of a rate")
@click.option(
    "--measure", metavar="FIGURE", help="attendances, persons/group/CODE, training-rate, attendance-rate, … or by-hand"
)
@click.option("--reached", type=int, help="what was counted by hand so far")
@BRANCH
@YEAR
@pass_console
def set_(
    console: Console, name: str, aim: int | None, measure: str | None, reached: int | None, branch: str, year: int
) -> None:
    """Add the target NAME, or change it where it is there already."""
    found = _target(console, year, branch, name)
    new = KeepTarget(year, name, BY_HAND, 0, branch)
    kept = KeepTarget(year, name, found.measure, found.aim, branch, found.by_hand, found.id) if found else new
    by_hand = kept.by_hand if reached is None else reached
    request = replace(kept, measure=measure or kept.measure, aim=aim or kept.aim, by_hand=by_hand)
    console.office.write(keep_target, request, actor=console.actor)


@targets_.command
@click.argument("name")
@BRANCH
@YEAR
@pass_console
def remove(console: Console, name: str, branch: str, year: int) -> None:
    """Take out the target NAME; `undo` brings it back."""
    found = _target(console, year, branch, name)
    if found is None:
        raise Refused("target-unknown", name=name, year=str(year))
    console.office.write(remove_target, found.id, actor=console.actor)


@targets_.command
@YEAR
@pass_console
def copy(console: Console, year: int) -> None:
    """Begin a year with the targets of the year before."""
    print(console.office.write(copy_targets, year, actor=console.actor))


def _target(console: Console, year: int, branch: str, name: str) -> TargetRow | None:
    return next((one for one in console.office.read(targets, year, branch) if one.name == name), None)
