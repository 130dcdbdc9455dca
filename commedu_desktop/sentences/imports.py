"""Lists that are taken in: what a row is refused for, and what to do."""

from commedu_desktop.domain.columns import heading
from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import N_, _, language
from commedu_desktop.sentences.telling import Telling, sentence

SENTENCES: dict[str, Telling] = {
    "no-such-kind": N_("“{kind}” cannot be imported. Possible are: {kinds}."),
    "no-such-column": N_("The file has no column “{column}”. It has: {columns}."),
    "no-such-field": N_("“{field}” is not a field of this list. Possible are: {fields}."),
    "columns-missing": N_(
        "No column holds: {columns}. Check that the right line is taken as headings, or say which column it is."
    ),
    "card-of-other-person": N_(
        "Card {card} belongs to {who}, but this row is about {name}. Correct the card number or leave it blank."
    ),
    "id-number-of-other": N_("This ID number belongs to {who}. Correct the number or the card."),
    "resident-has-other-card": N_(
        "{who} is on the register already, with another card than {card}. Correct the card number or leave it blank."
    ),
    "resident-ambiguous": N_(
        "Several people called {name} fit this row: {who}. Add the card number or the ID number to the row."
    ),
    "resident-unclear": N_(
        "This may be {who}. Add the birth date, the phone or the card number to the row, so that it is certain."
    ),
    "row-left-out": N_("Left out, as you said."),
    "row-repeats": N_("Line {line} is about {who} too and says something else. Keep the right one of the two."),
    "name-not-unique": N_("Several are called “{name}”. Write the code instead of the name."),
    "no-such-branch": N_("There is no branch “{text}”. Write one of {known}, or let the import make it."),
    "no-such-group": N_("There is no group “{text}”. Write one of: {known}."),
    "no-such-category": N_("There is no category “{text}”. Write one of: {known}."),
    "no-such-venue": N_("There is no venue “{text}”. Write the code or name of one, or let the import make it."),
    "no-such-teacher": N_("There is no teacher “{text}”. Write the code or name of one, or let the import make it."),
    "no-such-course": N_("There is no course “{text}”. Write the code or title of one, or let the import make it."),
    "no-such-term": N_("There is no term “{text}”. Write the code of one, or make the term first."),
    "no-such-offering": N_("There is no class “{text}”. Write the code of one, or import the classes first."),
    "cell-blank": N_("This must not be blank."),
    "not-a-year": N_("{year} is not a year. Write it like 2026."),
    "planned-otherwise": N_(
        "“{title}” is planned on other dates or times. Change them in the timetable, where clashes are seen."
    ),
    "lesson-status-fixed": N_("A lesson that was held or cancelled cannot become a planned one by a list."),
    "no-such-lesson": N_("“{title}” has no lesson on {day}."),
    "several-lessons": N_("“{title}” has several lessons on {day}. Write the start time, too."),
    "no-such-resident": N_("Nobody on the register is {text}. Register or import this person first."),
    "export-format": N_("Files can be saved as .xlsx or .csv, not as {ending}."),
    "import-refused": N_("{count} of {read} rows cannot be taken, so nothing was written."),
}
VERBS: dict[str, Telling] = {"import_rows": N_("import: {subject}")}


def refused_line(kind: str, field: str, reason: Refused) -> str:
    """Why a row was refused, with the column it is about: "born: “1956-13-01” is not a date …"."""
    if not field:
        return sentence(reason)
    return _("{column}: {reason}").format(column=heading(kind, field, language()), reason=sentence(reason))
