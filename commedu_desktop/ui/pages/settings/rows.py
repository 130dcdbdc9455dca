"""Which settings the page offers, and how each is edited."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

from commedu_desktop.domain.clashes import ClashKind, Policy
from commedu_desktop.domain.money import read_amount
from commedu_desktop.domain.settings import RANGES
from commedu_desktop.i18n import LANGUAGES, N_, _
from commedu_desktop.sentences.settings import NAMES
from commedu_desktop.services.fee_words import amount_typed, decimals
from commedu_desktop.ui.widgets.fields import ChoiceField, Field, NumberField, TextField, TimeField


@dataclass(frozen=True)
class SettingRow:
    """One setting: its name in CentreSettings, how its field is made, and a line that explains it."""

    name: str
    make: Callable[["SettingRow"], Field]
    hint: str = ""

    @property
    def caption(self) -> str:
        return _(NAMES[self.name])


class BandsField(TextField):
    """First ages of the age bands, as "7, 18, 36"; None when it holds anything else."""

    @property
    def numbers(self) -> tuple[int, ...] | None:
        parts = self.value.replace("，", ",").replace("、", ",").split(",")
        return tuple(int(part) for part in parts) if all(part.strip().isdecimal() for part in parts) else None


class NamesField(TextField):
    """Several names, as "Li Na, Wang Fang"."""

    @property
    def names(self) -> tuple[str, ...]:
        parts = self.value.replace("，", ",").replace("、", ",").replace("；", ",").replace(";", ",").split(",")
        return tuple(dict.fromkeys(name for part in parts if (name := part.strip())))


def _names(row: SettingRow) -> Field:
    return NamesField(row.caption, hint=_(row.hint))


def _text(row: SettingRow) -> Field:
    return TextField(row.caption, hint=_(row.hint) if row.hint else "")


def _number(row: SettingRow) -> Field:
    least, most = RANGES[row.name]
    return NumberField(row.caption, least=least, most=most, hint=_(row.hint) if row.hint else "")


def _bands(row: SettingRow) -> Field:
    return BandsField(row.caption, hint=_(row.hint))


def _clock(row: SettingRow) -> Field:
    return TimeField(row.caption)


def _language(row: SettingRow) -> Field:
    return ChoiceField(row.caption, list(LANGUAGES.items()), hint=_(row.hint))


def _academic_hour(row: SettingRow) -> Field:
    return ChoiceField(row.caption, [(number, str(number)) for number in (40, 45, 50, 60)], hint=_(row.hint))


POLICIES = {
    Policy.REFUSE: N_("refuse"),
    Policy.ASK: N_("ask, and keep the answer"),
    Policy.LIST: N_("only list"),
}


class AmountField(TextField):
    """An amount in minor units of the centre's `currency`; None when it is none."""

    currency = "CNY"

    @property
    def minor(self) -> int | None:
        return read_amount(self.value, decimals(self.currency))

    def put(self, minor: int) -> None:
        self.value = amount_typed(minor, self.currency) if minor else ""


def _amount(row: SettingRow) -> Field:
    return AmountField(row.caption, hint=_(row.hint) if row.hint else "")


def _policy(row: SettingRow) -> Field:
    return ChoiceField(row.caption, [(policy, _(text)) for policy, text in POLICIES.items()])


UNPAID = {
    "pass": N_("say nothing"),
    "tell": N_("check in, and say it"),
    "stop": N_("stop, until it is paid or a lead lets them in"),
}


def _unpaid(row: SettingRow) -> Field:
    return ChoiceField(row.caption, [(rule, _(text)) for rule, text in UNPAID.items()])


CENTRE = (
    SettingRow("name", _text, N_("As it stands on certificates, notices and returns.")),
    SettingRow("language", _language, N_("Unless another is chosen for a paper.")),
    SettingRow("day_begins", _clock),
    SettingRow("day_ends", _clock),
    SettingRow("travel_minutes", _number, N_("Minutes a teacher needs from one branch to another.")),
)
FIGURES = (
    SettingRow("threshold", _number, N_("Per cent of the counted lessons; a class may have its own.")),
    SettingRow("academic_hour", _academic_hour, N_("Minutes that count as one delivered hour.")),
    SettingRow("hours_per_credit", _number, N_("Academic hours for one credit.")),
    SettingRow("age_bands", _bands, N_("The first age of each band after the first.")),
)
DESK = (
    SettingRow("early_minutes", _number, N_("Minutes before a lesson from which people are checked in for it.")),
    SettingRow("late_minutes", _number, N_("Minutes after the start from which a check-in counts as late.")),
    SettingRow("absences_running", _number, N_("So many absences in a row are raised with the telephone number.")),
    SettingRow("hold_hours", _number, N_("Hours for which a free place waits for an answer; 0: it is given at once.")),
)
FEES = (
    SettingRow("currency", _text, N_("Three letters: CNY, EUR …")),
    SettingRow("household_discount", _number, N_("Per cent off for each of a household after the first in a term.")),
    SettingRow("refund_part", _number, N_("Per cent of the fee that goes back once the first lesson has begun.")),
    SettingRow("refund_lessons", _number, N_("Once this lesson has begun nothing goes back; before the first, all.")),
    SettingRow("unpaid_at_desk", _unpaid),
    SettingRow("leads", _names, N_("Who may let in, discount and give back past the rules; nobody named: everybody.")),
)
CLASHES = tuple(SettingRow(f"clash_{kind}", _policy) for kind in ClashKind)
TEACHERS = (
    SettingRow("papers_warned_days", _number, N_("Days before a qualification or contract of a teacher runs out.")),
    SettingRow("pay_full_time", _amount, N_("For those who have no rate of their own.")),
    SettingRow("pay_part_time", _amount),
    SettingRow("pay_volunteer", _amount),
    SettingRow("pay_expert", _amount),
    SettingRow("pay_lecture", _number, N_("Per cent.")),
    SettingRow("pay_activity", _number, N_("Per cent.")),
)
SAFETY = (
    SettingRow("backups_kept", _number, N_("Older ones are thinned out: one a month stays.")),
    SettingRow("prints_kept", _number, N_("Megabytes kept for printing the same paper again; 0 keeps none.")),
)
PRIVACY = (
    SettingRow("id_number_readers", _names, N_("Names as under “Who is at work”; nobody named means everybody.")),
)


def show(field: Field, value: Any) -> None:
    """Put a setting's value into its field, unless somebody is typing there."""
    if field.control.hasFocus():
        return
    match field:
        case BandsField() | NamesField():
            field.value = ", ".join(map(str, value))
        case AmountField():
            field.put(value)
        case TimeField():
            field.value = time.fromisoformat(value)
        case TextField() | NumberField() | ChoiceField():
            field.value = value


def read(field: Field) -> Any:
    """The value as CentreSettings has it; None when the field holds none."""
    match field:
        case BandsField():
            return field.numbers
        case AmountField():
            return field.minor if field.value.strip() else 0
        case NamesField():
            return field.names
        case TimeField():
            return field.value.strftime("%H:%M") if field.value else None
        case TextField() | NumberField() | ChoiceField():
            return field.value
    return None
