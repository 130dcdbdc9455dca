"""The centre's settings."""

from collections.abc import Mapping
from typing import Any

from commedu_desktop.i18n import N_, _
from commedu_desktop.sentences.telling import Telling, shown

NAMES = {
    "name": N_("Name of the centre"),
    "region": N_("Region"),
    "language": N_("Language of printed paper"),
    "currency": N_("Currency"),
    "threshold": N_("Attendance that completes a class"),
    "academic_hour": N_("Academic hour"),
    "hours_per_credit": N_("Hours per credit"),
    "early_minutes": N_("Check-in opens"),
    "late_minutes": N_("Late from"),
    "absences_running": N_("Absences in a row"),
    "day_begins": N_("The day begins"),
    "day_ends": N_("The day ends"),
    "age_bands": N_("Age bands"),
    "travel_minutes": N_("Way between branches"),
    "backups_kept": N_("Backups kept"),
    "prints_kept": N_("Room for printed papers"),
    "household_discount": N_("Household discount"),
    "group_discounts": N_("Discounts by group"),
    "refund_part": N_("Given back after the first lesson"),
    "refund_lessons": N_("Nothing given back from lesson"),
    "unpaid_at_desk": N_("Unpaid fees at check-in"),
    "check_out_branches": N_("Branches with check-out"),
    "leads": N_("Leads"),
    "id_number_readers": N_("Who may see ID numbers"),
    "hold_hours": N_("A free place is offered for"),
    "papers_warned_days": N_("Papers that run out"),
    "pay_full_time": N_("Pay for an hour, full-time"),
    "pay_part_time": N_("Pay for an hour, part-time"),
    "pay_volunteer": N_("Pay for an hour, volunteer"),
    "pay_expert": N_("Pay for an hour, invited expert"),
    "pay_lecture": N_("Of the rate for a lecture"),
    "pay_activity": N_("Of the rate for an activity"),
    "clash_venue": N_("Room taken"),
    "clash_teacher": N_("Teacher busy"),
    "clash_resident": N_("Learners in two places"),
    "clash_capacity": N_("Room too small"),
    "clash_travel": N_("Way between branches too short"),
    "clash_closure": N_("Day without lessons"),
    "clash_equipment": N_("Equipment missing"),
    "clash_availability": N_("Teacher away or not available"),
    "clash_limit": N_("More hours than the teacher takes on"),
}
"""What each setting is called."""


def _changed(facts: Mapping[str, Any]) -> str:
    names = [NAMES.get(name, name) for name in str(facts["subject"]).split(", ")]
    return _("change of settings: {what}").format(what=shown([_(name) for name in names]))


SENTENCES: dict[str, Telling] = {
    "setting-out-of-range": N_("Give a number from {least} to {most}."),
    "setting-unknown": N_("There is no setting “{name}”. `commedu settings list` shows them all."),
    "setting-not-a-number": N_("“{text}” is not a whole number."),
    "setting-not-offered": N_("Choose one of these: {options}."),
    "setting-no-hour": N_("Give the hour as in 08:00."),
    "setting-not-by-year": N_("The setting “{name}” holds in every year. Leave --year out."),
    "setting-empty": N_("The centre needs a name."),
    "currency-unknown": N_("Give the currency by its three letters, for example CNY or EUR."),
    "bands-not-rising": N_("Give rising ages between 1 and 119, for example 7, 18, 36, 60, 70."),
}
VERBS: dict[str, Telling] = {"change_settings": _changed}
