"""The rows that were refused, as a file to correct and import again."""

from collections.abc import Sequence

from commedu_desktop.exchange.tables import Table, write_table
from commedu_desktop.services.imports.layout import Layout
from commedu_desktop.services.imports.model import RefusedRow

__all__ = ["refused_rows_file"]


def refused_rows_file(
    layout: Layout, refused: Sequence[RefusedRow], reasons: Sequence[str], headings: tuple[str, str]
) -> bytes:
    """CSV: line number, the row as it was, the reason; `headings` of the first and the last column.

    The added columns are unknown to the import, so the corrected file can be taken in as it is.
    """
    wide = len(layout.rows.headings)
    rows = [
        (one.line, *(tuple(one.raw) + (None,) * wide)[:wide], reason)
        for one, reason in zip(refused, reasons, strict=True)
    ]
    names = (headings[0], *layout.rows.headings, headings[1])
    return write_table(Table("", names, rows, ("text",) * len(names)), "csv")
