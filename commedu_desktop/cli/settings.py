"""`commedu settings list | set`."""

from typing import Any

import click

from commedu_desktop.cli.console import Console, format_option, pass_console, put_rows
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.settings import BY_YEAR, CentreSettings, read_setting
from commedu_desktop.i18n import LANGUAGES, _
from commedu_desktop.sentences.settings import NAMES
from commedu_desktop.services.centre import regions
from commedu_desktop.services.settings import ALWAYS, ChangeSettings, centre_settings, change_settings

YEAR = click.option(
    "--year", type=click.IntRange(ALWAYS, 9998), default=ALWAYS, help="of one year instead of every year"
)


@click.group
def settings() -> None:
    """What the centre sets for itself; what figures are counted by may differ from year to year."""


@settings.command("list")
@YEAR
@format_option
@pass_console
def list_(console: Console, year: int, form: str) -> None:
    """Every setting in force, by name."""
    found = console.office.read(centre_settings, year)
    put_rows([_line(found, name, meaning) for name, meaning in NAMES.items()], form)


def _line(found: CentreSettings, name: str, meaning: str) -> dict[str, Any]:
    value = getattr(found, name)
    if isinstance(value, tuple):
        value = ",".join(map(str, value))
    elif not isinstance(value, str | int):
        value = ",".join(f"{code}={number}" for code, number in value.items())
    return {"name": name, "value": value, "by year": name in BY_YEAR, "meaning": _(meaning)}


@settings.command("set")
@click.argument("name")
@click.argument("value")
@YEAR
@pass_console
def set_(console: Console, name: str, value: str, year: int) -> None:
    """Change the setting NAME to VALUE; lists with commas, discounts as GROUP=PERCENT."""
    read = read_setting(name, value)
    offered = {"language": list(LANGUAGES), "region": regions()}.get(name)
    if offered is not None and read not in offered:
        raise Refused("setting-not-offered", options=", ".join(offered))
    if year and name not in BY_YEAR:
        raise Refused("setting-not-by-year", name=name)
    console.office.write(change_settings, ChangeSettings({name: read}, year), actor=console.actor)
