"""`commedu populations list | set | copy`."""

import click

from commedu_desktop.cli.console import Console, format_option, pass_console, put_rows
from commedu_desktop.services.populations import SetPopulation, copy_populations, population_table, set_population

YEAR = click.option("--year", type=click.IntRange(1, 9998), required=True)


@click.group
def populations() -> None:
    """How many people live in the area of each branch, in all and by group: what rates are divided by."""


@populations.command("list")
@YEAR
@format_option
@pass_console
def list_(console: Console, year: int, form: str) -> None:
    """What was entered for a year; a blank group is all residents."""
    found = console.office.read(population_table, year)
    groups = ["", *(code for code, _names in found.groups)]
    cells = ((branch, name, group) for branch, name in found.branches for group in groups)
    lines = [
        {"branch": branch, "name": name, "group": group, "number": found.numbers[branch, group]}
        for branch, name, group in cells
        if (branch, group) in found.numbers
    ]
    put_rows(lines, form)


@populations.command("set")
@click.argument("branch")
@click.argument("number", type=int, required=False)
@click.option("--group", default="", metavar="CODE", help="of a group instead of all residents")
@YEAR
@pass_console
def set_(console: Console, branch: str, number: int | None, group: str, year: int) -> None:
    """Enter the NUMBER of people of BRANCH; without one, what was entered is taken out."""
    console.office.write(set_population, SetPopulation(year, branch, group, number), actor=console.actor)


@populations.command
@YEAR
@pass_console
def copy(console: Console, year: int) -> None:
    """Begin a year with the numbers of the year before where none was entered."""
    print(console.office.write(copy_populations, year, actor=console.actor))
