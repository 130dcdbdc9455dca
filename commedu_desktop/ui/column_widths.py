"""How wide a table's columns are where there is less room than they would like."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFontMetrics

from commedu_desktop.i18n import _
from commedu_desktop.ui.theme import Look

if TYPE_CHECKING:
    from commedu_desktop.ui.lazy_table import Column

TIGHT = 0.8
"""To this share of what it needs a column of TEXTS is narrowed before another is left out."""
LAST = 0.65
"""And to this share of that when no other is left to leave out, before the table scrolls sideways."""
TEXTS = ("text", "muted", "strong")


def needed(columns: "Sequence[Column]", wanted: Mapping[int, int], rows: Sequence[Any], look: Look) -> dict[int, int]:
    """What headings and rows take, in pixels by column number; never more than wanted."""
    body, pill = QFontMetrics(look.font(strong=True)), QFontMetrics(look.font("small"))
    found = {}
    for at, most in wanted.items():
        column = columns[at]
        metrics, beside = (pill, 20) if column.kind == "pill" else (body, 0)
        texts = [_(column.title) if column.title else "", *(column.text(row) for row in rows)]
        widest = max(metrics.horizontalAdvance(text) for text in texts) + look.px(22 + beside)
        found[at] = min(most, max(widest, look.px(130 if column.kind == "bar" else 40)))
    return found


def fitted(columns: "Sequence[Column]", needs: Mapping[int, int], room: int, floor: int = 90) -> dict[int, int]:
    """Widths in pixels by column number; `needs` is what the words take.

    Spare columns are left out, the highest first; then texts are shortened, the longest most; but muted columns are
    left out from the right before a text falls below `floor` pixels and a TIGHT share of its need. The first stays.
    """
    widths = dict(needs)
    for at in sorted(widths, key=lambda at: -columns[at].spare):
        if columns[at].spare and sum(widths.values()) > room:
            del widths[at]
    long = max(room // 6, floor)
    texts = {at for at in widths if columns[at].kind in TEXTS}
    least = {at: round(width * TIGHT) if at in texts else width for at, width in widths.items()}
    least |= {at: min(least[at], long) for at in texts if at}
    lesser = [at for at in sorted(widths, reverse=True) if at and columns[at].kind == "muted"]
    while lesser and sum(least.values()) > room:
        del widths[lesser[0]], least[lesser.pop(0)]
    for kinds in (("number",), TEXTS) if sum(least.values()) > room else ():
        least |= {at: max(round(least[at] * LAST), 40) for at in least if columns[at].kind in kinds}
        if sum(least.values()) <= room:
            break
    return _shortened(widths, least, room)


def _shortened(widths: Mapping[int, int], least: Mapping[int, int], room: int) -> dict[int, int]:
    """The longest brought down to one length until all fit, but none below its least width."""
    for longest in range(max(widths.values(), default=0), 0, -4):
        shorter = {at: max(min(width, longest), least[at]) for at, width in widths.items()}
        if sum(shorter.values()) <= room:
            return shorter
    return dict(least)
