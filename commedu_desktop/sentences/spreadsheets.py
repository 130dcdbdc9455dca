"""Files that cannot be read as a table, cells that do not hold what their column asks for."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "file-not-readable": N_("The file {name} cannot be opened. Close it in other programs and try again."),
    "file-empty": N_("There is nothing in this file. Choose the file that holds the list."),
    "file-too-large": N_("This file is too large to be a list of people or classes. Split it into several files."),
    "file-protected": N_(
        "This workbook is protected by a password. "
        "Open it in Excel or WPS, save it without the password, and try again."
    ),
    "file-broken": N_(
        "This workbook is damaged or incomplete. Open it in Excel or WPS, save it under a new name, and try again."
    ),
    "not-a-table": N_("This is a {kind} file, not a table. Choose an Excel, WPS, OpenDocument or CSV file."),
    "web-page-not-table": N_(
        "This is a web page that only carries the name of a spreadsheet. "
        "Open it in Excel or WPS, choose “Save as”, Excel workbook (.xlsx), and try again."
    ),
    "sheet-too-wide": N_(
        "This sheet has cells beyond column {columns}. "
        "Delete what stands far to the right or far below, and save it again."
    ),
    "no-such-sheet": N_("There is no sheet “{sheet}” in this workbook. It has: {sheets}."),
    "no-such-line": N_("There is no line {line} in this file, so it cannot hold the headings."),
    "unknown-encoding": N_("“{encoding}” is not an encoding. Use one of: {known}."),
    "quote-left-open": N_(
        "In line {line} a quotation mark is opened and never closed, so the rows after it run together. "
        "Correct that line."
    ),
    "too-many-rows": N_("An Excel workbook holds at most {most} rows. Save as CSV instead, or choose fewer rows."),
    "cell-too-long-for-xlsx": N_(
        "A text in line {line} is longer than the {longest} characters that Excel allows. Save as CSV instead."
    ),
    "cell-too-long": N_(
        "The text that begins with “{start}” has {length} characters; at most {longest} are taken. "
        "Perhaps a quotation mark is missing."
    ),
    "cell-unreadable": N_(
        "“{text}” has characters that could not be read. Choose another encoding, or correct the cell."
    ),
    "number-lost-digits": N_(
        "“{text}” was stored as a number, and the spreadsheet has cut off its last digits. "
        "Format the column as text and type the number again."
    ),
    "not-a-date": N_("“{text}” is not a date. Write it like 2026-11-23."),
    "not-a-time": N_("“{text}” is not a time of day. Write it like 08:30."),
    "not-a-number": N_("“{text}” is not a number."),
    "not-whole": N_("“{text}” is not a whole number of 0 or more."),
    "too-fine": N_("“{text}” must be 0 or more; digits after the point: {digits} at most."),
    "not-yes-or-no": N_("“{text}” is neither yes nor no."),
    "not-a-choice": N_("“{text}” is not one of the words this column knows: {choices}."),
}
VERBS: dict[str, Telling] = {}
