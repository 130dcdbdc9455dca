"""Taking lists in: residents, classes, marks … from the spreadsheets that people have.

`look_at` reads a file and guesses its columns, `take_in` says what would happen (`dry_run`) or makes it happen.
"""

from commedu_desktop.services.imports.layout import (
    ENCODINGS,
    SEPARATORS,
    Layout,
    Reading,
    look_at,
    remembered,
    with_fields,
)
from commedu_desktop.services.imports.model import (
    Answer,
    Asked,
    Candidate,
    Changed,
    ImportRequest,
    ImportResult,
    New,
    RefusedRow,
)
from commedu_desktop.services.imports.refused_rows import refused_rows_file
from commedu_desktop.services.imports.verb import TAKERS, look_over, take_in

__all__ = [
    "ENCODINGS",
    "SEPARATORS",
    "TAKERS",
    "Answer",
    "Asked",
    "Candidate",
    "Changed",
    "ImportRequest",
    "ImportResult",
    "Layout",
    "New",
    "Reading",
    "RefusedRow",
    "look_at",
    "look_over",
    "refused_rows_file",
    "remembered",
    "take_in",
    "with_fields",
]
