"""`commedu`: the same services from a console. Parse, call a service, print; no rule lives here.

A feature's file holds its commands; `COMMANDS` says where each is, so that only the one that is called is loaded.
"""

import sys
from importlib import import_module

import click

from commedu_desktop import __version__, i18n
from commedu_desktop.cli.console import REFUSED, STORE_TROUBLE, Console
from commedu_desktop.domain.errors import Refused, StoreTrouble
from commedu_desktop.i18n import LANGUAGES
from commedu_desktop.sentences import sentence

COMMANDS = {
    "new": "centre:new",
    "search": "residents:search",
    "duplicates": "duplicates:duplicates",
    "import": "imports:import_list",
    "export": "imports:export_list",
    "open": "window:open_window",
    "tour": "window:tour",
    "check-in": "check_in:check_in_cards",
    "attendance": "sheets:attendance",
    "close-lessons": "attendance:close_lessons",
    "conflicts": "conflicts:conflicts",
    "arrange": "arrange:arrange",
    "certificates": "certificates:certificates",
    "notices": "notices:notices",
    "print": "printing:print_",
    "prints": "prints:prints",
    "choices": "ranked_choices:choices",
    "roll-on": "roll_on:roll_on_classes",
    "waiting": "waiting_list:waiting",
    "credits": "credits:credits_",
    "history": "history:history",
    "undo": "history:undo",
    "redo": "history:redo",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "check": "check:check",
    "report": "reports:report",
    "returns": "freezing:returns",
    "populations": "populations:populations",
    "targets": "targets:targets_",
    "settings": "settings:settings",
}
"""Command -> `file:function` in this folder."""


class Commands(click.Group):
    """Loads the file of a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        file, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"{__name__}.{file}"), name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", envvar="COMMEDU_DATA", metavar="FOLDER", help="folder of the centre's database and backups")
@click.option("--db", metavar="URL", help="SQLAlchemy URL of a shared database instead of a folder")
@click.option("--lang", envvar="COMMEDU_LANG", metavar="TAG", help=f"language: {', '.join(LANGUAGES)}")
@click.option("--as", "actor", metavar="USER", help="who is at work, for the history")
@click.version_option(__version__)
@click.pass_context
def commedu(context: click.Context, data: str | None, db: str | None, lang: str | None, actor: str | None) -> None:
    """The office of a community education centre, from the console."""
    i18n.use(i18n.matching(lang or i18n.system_tag()))
    context.obj = Console.of(data, db, actor)


def main(arguments: list[str] | None = None) -> int:
    """Exit codes: 0 done, 1 refused, 2 wrong usage, 3 the store is in trouble."""
    try:
        result = commedu.main(args=arguments, prog_name="commedu", standalone_mode=False)
    except click.ClickException as usage:
        usage.show()
        return usage.exit_code
    except Refused as refusal:
        print(sentence(refusal), file=sys.stderr)
        return REFUSED
    except StoreTrouble as trouble:
        print(sentence(trouble), file=sys.stderr)
        return STORE_TROUBLE
    except (click.Abort, KeyboardInterrupt):
        return REFUSED
    return result if isinstance(result, int) else 0
