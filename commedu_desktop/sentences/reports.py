"""Reports and their figures."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "period-unknown": N_("“{text}” is not a period. Write a year (2026), a half-year (2026-H1) or a month (2026-11)."),
    "figure-unknown": N_("There is no figure “{figure}”. Open it from the report instead."),
    "no-branch-with-code": N_("There is no branch with the code “{code}”. The list of branches shows the codes."),
    "report-unknown": N_("There is no report “{name}”. The list of reports shows their names."),
    "report-format-unknown": N_("A report cannot be saved as “{ending}”. Use .pdf, .xlsx, .csv or .json."),
}
VERBS: dict[str, Telling] = {}
