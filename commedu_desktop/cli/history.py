"""`commedu history`, `commedu undo`, `commedu redo`."""

from typing import Any

import click

from commedu_desktop.cli.console import Console, format_option, pass_console, put_rows
from commedu_desktop.i18n import _
from commedu_desktop.sentences import shown, verb_phrase
from commedu_desktop.services.clock import wall_time
from commedu_desktop.services.history import Change, Written, last_writes


@click.command
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="how many writes")
@format_option
@pass_console
def history(console: Console, limit: int, form: str) -> None:
    """The last writes: when, who, what, and what changed field by field."""
    writes = console.office.read(last_writes, limit)
    put_rows([_full(write) if form == "json" else _line(write) for write in writes], form)


def _line(write: Written) -> dict[str, Any]:
    changes = [text for change in write.changes if (text := _changed(change))]
    more = f" … ({write.rows})" if len(changes) > 3 else ""
    return {
        "when": shown(wall_time(write.at)),
        "who": write.actor,
        "what": verb_phrase(write.verb, write.subject) + (f" [{_('undone')}]" if write.undone else ""),
        "changes": "; ".join(changes[:3]) + more,
    }


def _changed(change: Change) -> str:
    """Fields that only point to other rows say nothing to a reader."""
    if change.field.endswith("id") or (change.old is None and change.new in (None, "", False, 0)):
        return ""
    old = "" if change.old is None else f"{change.old} → "
    return f"{change.field}: {old}{'' if change.new is None else change.new}".strip()


def _full(write: Written) -> dict[str, Any]:
    return {
        "id": str(write.id),
        "when": write.at.isoformat(timespec="milliseconds"),
        "who": write.actor,
        "verb": write.verb,
        "subject": write.subject,
        "what": verb_phrase(write.verb, write.subject),
        "rows": write.rows,
        "undone": write.undone,
        "can_be_undone": write.can_be_undone,
        "changes": [{"table": c.table, "field": c.field, "old": c.old, "new": c.new} for c in write.changes],
    }


@click.command
@pass_console
def undo(console: Console) -> None:
    """Take the last write back."""
    print(_("Undone: {subject}").format(subject=console.office.undo(actor=console.actor)))


@click.command
@pass_console
def redo(console: Console) -> None:
    """Make again what was undone last."""
    print(_("Done again: {subject}").format(subject=console.office.redo(actor=console.actor)))
