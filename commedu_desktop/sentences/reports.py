"""Reports and their figures."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "period-unknown": N_("“{text}” is not a period. Write a year (2026), a half-year (2026-H1) or a month (2026-11)."),
    "figure-unknown": N_("There is no figure “{figure}”. Open it from the report instead."),
    "not-submitted": N_("The report of {period} has not been submitted."),
    "no-branch-with-code": N_("There is no branch with the code “{code}”. The list of branches shows the codes."),
    "report-unknown": N_("There is no report “{name}”. The list of reports shows their names."),
    "period-not-over": N_(
        "{period} is not over: it ends on {last}. Print it as it stands now, and freeze it after that day."
    ),
    "version-unknown": N_("There is no version {version} of the report of {period}. Leave it out for the last one."),
    "nothing-to-correct": N_("Nothing has changed since version {version}, so there is nothing to correct."),
    "correction-without-reason": N_("Say in a few words why the submitted report is corrected."),
    "sentence-too-long": N_("A sentence may have at most {most} characters. Divide it, or shorten it."),
    "report-format-unknown": N_("A report cannot be saved as “{ending}”. Use .pdf, .xlsx, .csv or .json."),
}
VERBS: dict[str, Telling] = {
    "freeze_report": N_("submission of the report {subject}"),
    "write_sentence": N_("wording of the report {subject}"),
}
