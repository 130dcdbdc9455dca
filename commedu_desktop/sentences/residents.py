"""Registering and changing residents."""

from commedu_desktop.i18n import N_
from commedu_desktop.sentences.telling import Telling

SENTENCES: dict[str, Telling] = {
    "name-too-long": N_("A name has at most {longest} characters. Put the rest into the note."),
    "phone-form": N_("“{phone}” has no telephone number in it. Type the number, or leave it empty."),
    "text-too-long": N_("This text is longer than {longest} characters. Shorten it."),
    "born-in-future": N_("{born} is still to come. Check the year of the birth date."),
    "born-too-early": N_("Nobody born on {born} is still alive. Check the year of the birth date."),
    "born-against-id": N_("The birth date {born} is not the one in the ID number, {said}. Correct one of the two."),
    "sex-against-id": N_("The ID number says the other sex. Compare the number with the card."),
    "card-taken": N_("Card {card} belongs to {name}. Use another card, or leave it empty for the next free number."),
    "card-void": N_(
        "Card {card} was replaced and is void. Use another number, or leave it empty for the next free one."
    ),
    "consent-in-future": N_("{on} is still to come. Write the day on which the consent was given."),
    "filter-gone": N_("The filter “{name}” is not there any more. Close the list and open it again."),
    "own-field-gone": N_("This field is not there any more. Close the list and open it again."),
    "filter-name-taken": N_("There is a filter called “{name}” already. Choose another name."),
    "own-field-choice": N_("“{text}” is none of the choices of this field. Choose one of: {choices}."),
    "own-field-name-taken": N_("There is a field called “{name}” already. Choose another name."),
    "own-field-without-choices": N_("A field with choices needs some. Write them one below the other."),
    "id-number-taken": N_("{name} (card {card}) is registered with this ID number. Open that record instead."),
    "branch-unknown": N_("This branch does not exist any more. Choose another one."),
    "group-unknown": N_("There is no group “{group}”. Choose one of the list."),
    "merge-itself": N_("These are the same record. Choose another one to merge it with."),
    "merged-already": N_("{name} (card {card}) was merged already. Open the record it became part of."),
    "all-in-group": N_("All who are chosen are in the group “{group}” already."),
}
VERBS: dict[str, Telling] = {
    "register_resident": N_("registration of {subject}"),
    "change_resident": N_("change of {subject}"),
    "merge_residents": N_("merging of {subject}"),
    "add_to_group": N_("adding {subject}"),
    "enrol_several": N_("enrolment of {subject}"),
    "save_filter": N_("saved filter “{subject}”"),
    "rename_filter": N_("renaming of the filter “{subject}”"),
    "remove_filter": N_("removal of the filter “{subject}”"),
    "tell_apart": N_("telling apart {subject}"),
    "replace_card": N_("new card for {subject}"),
    "add_field": N_("new field “{subject}”"),
    "change_field": N_("change of the field “{subject}”"),
    "remove_field": N_("removal of the field “{subject}”"),
    "archive_resident": N_("removal of {subject} from the lists"),
}
