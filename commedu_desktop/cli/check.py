"""`commedu check`."""

import click

from commedu_desktop.cli.console import REFUSED, Console, pass_console
from commedu_desktop.i18n import _
from commedu_desktop.sentences import told
from commedu_desktop.services.check import check_centre, repair_derived


@click.command
@click.option("--repair", is_flag=True, help="make the search index and the monthly sums anew first")
@pass_console
def check(console: Console, repair: bool) -> int:
    """Look whether the file, its references and its journal hold together. Exit code 1 when something is wrong."""
    console.refuse_shared()
    if repair:
        console.office.write(repair_derived, None, actor=console.actor)
    findings = console.office.read(check_centre)
    for finding in findings:
        print(told(finding.code, finding.facts))
    if not findings:
        print(_("All is well: file, references, journal, search and sums agree."))
    return REFUSED if findings else 0
