"""Populations by branch and year."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "population-out-of-range": N_("Give a number of people from 0 to {most}, or leave the cell empty."),
    "population-above-all": N_(
        "A group of {group} is larger than all residents of the branch ({number}). Check both numbers."
    ),
    "populations-none-before": N_("{year} has no populations that are not here already. Enter them by hand."),
}
VERBS: dict[str, Telling] = {
    "set_population": N_("population of {subject}"),
    "copy_populations": N_("populations taken over for {subject}"),
}
