"""What a centre sets for itself, with the field's defaults. Figures hold for a year; the rest holds always."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, get_origin

from commedu_desktop.domain.clash_kinds import ClashKind, Policy
from commedu_desktop.domain.errors import Refused


@dataclass(frozen=True)
class CentreSettings:
    """Every setting of a centre, typed; `services.settings` keeps them in the database, some of them by year."""

    name: str = ""
    region: str = "CN"
    """Names the lists and the public holidays: a folder of `resources/lists`, an ISO 3166 code."""
    language: str = "zh_CN"
    """The language of printed paper unless one is chosen for a paper."""
    currency: str = "CNY"
    threshold: int = 70
    """Per cent of counted lessons that completes a class."""
    academic_hour: int = 45
    """Minutes of one delivered hour: 45 or 60."""
    hours_per_credit: int = 16
    early_minutes: int = 60
    """How long before a lesson starts the front desk may check people in for it."""
    late_minutes: int = 10
    """From how many minutes after the start a check-in counts as late."""
    absences_running: int = 3
    """How many absences in a row are raised with the telephone number."""
    day_begins: str = "08:00"
    day_ends: str = "21:00"
    age_bands: tuple[int, ...] = (7, 18, 36, 60, 70)
    """First age of each band after the first: 0–6, 7–17, 18–35, 36–59, 60–69, 70+."""
    travel_minutes: int = 30
    """How long a teacher needs from one branch to another."""
    backups_kept: int = 30
    prints_kept: int = 300
    """Megabytes of printed papers that are kept in the data folder for printing again; 0 keeps none."""
    hold_hours: int = 0
    """How long a free place is offered to whoever waits longest; 0: it is theirs at once."""
    household_discount: int = 0
    """Per cent off the fee for everyone of a household after the first in a term."""
    group_discounts: Mapping[str, int] = field(default_factory=dict)
    """Code of a population group -> per cent off for its members; 100 exempts."""
    refund_part: int = 50
    """Per cent of the fee that is given back between the first lesson and lesson number `refund_lessons`."""
    refund_lessons: int = 3
    """Once this lesson has begun nothing is given back; before the first one everything is."""
    unpaid_at_desk: str = "tell"
    """What check-in does about a fee that is still owed: "pass", "tell", or "stop"."""
    check_out_branches: tuple[str, ...] = ()
    """Codes of the branches where people also check out, so that their hours are known."""
    id_number_readers: tuple[str, ...] = ()
    """Who may see ID numbers in full, by the name they work under; while it is empty, everybody may."""
    leads: tuple[str, ...] = ()
    """Who may pass over the rules of fees and check-in, with a reason; while it is empty, everybody may."""
    papers_warned_days: int = 60
    """How long before a teacher's paper runs out it is told."""
    pay_full_time: int = 0
    """Minor units for an hour of teachers who have no rate of their own, by kind."""
    pay_part_time: int = 0
    pay_volunteer: int = 0
    pay_expert: int = 0
    pay_lecture: int = 100
    """Per cent of the rate that a lecture earns."""
    pay_activity: int = 100
    clash_venue: str = Policy.REFUSE
    clash_teacher: str = Policy.REFUSE
    clash_resident: str = Policy.ASK
    clash_capacity: str = Policy.ASK
    clash_travel: str = Policy.ASK
    clash_closure: str = Policy.ASK
    clash_equipment: str = Policy.ASK
    clash_availability: str = Policy.ASK
    clash_limit: str = Policy.ASK

    def policy(self, kind: ClashKind) -> Policy:
        """What is done about a kind of clash when a lesson is planned."""
        return Policy(getattr(self, f"clash_{kind}"))


_TUPLES = {one.name for one in fields(CentreSettings) if get_origin(one.type) is tuple}
_KNOWN = frozenset(one.name for one in fields(CentreSettings))


def settings_of(stored: Mapping[str, Any]) -> CentreSettings:
    """Settings from what is kept as JSON; names that this version does not know are left aside."""
    kept: dict[str, Any] = {
        name: tuple(value) if name in _TUPLES else value for name, value in stored.items() if name in _KNOWN
    }
    return CentreSettings(**kept)


BY_YEAR = frozenset(
    {
        "threshold",
        "academic_hour",
        "hours_per_credit",
        "age_bands",
        "pay_full_time",
        "pay_part_time",
        "pay_volunteer",
        "pay_expert",
        "pay_lecture",
        "pay_activity",
    }
)
"""Settings that may differ from year to year."""

UNPAID_AT_DESK = ("pass", "tell", "stop")

RANGES = {
    "household_discount": (0, 100),
    "refund_part": (0, 100),
    "refund_lessons": (1, 50),
    "threshold": (1, 100),
    "academic_hour": (30, 90),
    "hours_per_credit": (1, 200),
    "early_minutes": (0, 240),
    "late_minutes": (0, 120),
    "absences_running": (2, 20),
    "travel_minutes": (0, 240),
    "backups_kept": (3, 366),
    "prints_kept": (0, 20_000),
    "hold_hours": (0, 720),
    "papers_warned_days": (7, 366),
    "pay_full_time": (0, 100_000_00),
    "pay_part_time": (0, 100_000_00),
    "pay_volunteer": (0, 100_000_00),
    "pay_expert": (0, 100_000_00),
    "pay_lecture": (0, 500),
    "pay_activity": (0, 500),
}
"""Least and most of whole numbers."""
OFFERED: Mapping[str, tuple[str, ...]] = {
    "unpaid_at_desk": UNPAID_AT_DESK,
    **{name: tuple(Policy) for name in sorted(_KNOWN) if name.startswith("clash_")},
}
"""What may be chosen."""
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def check(name: str, value: Any) -> None:
    """Raises: Refused setting-out-of-range, setting-empty, setting-not-offered, setting-no-hour, bands-not-rising,
    currency-unknown."""
    _check_text(name, value)
    if name in RANGES:
        least, most = RANGES[name]
        if not least <= value <= most:
            raise Refused("setting-out-of-range", least=least, most=most)
    if name == "group_discounts" and not all(0 <= part <= 100 for part in value.values()):
        raise Refused("setting-out-of-range", least=0, most=100)
    if name == "age_bands" and not (value and list(value) == sorted(set(value)) and value[0] > 0 and value[-1] < 120):
        raise Refused("bands-not-rising")


def _check_text(name: str, value: Any) -> None:
    if name == "name" and not value.strip():
        raise Refused("setting-empty")
    if name == "currency" and not (len(value) == 3 and value.isascii() and value.isalpha() and value.isupper()):
        raise Refused("currency-unknown")
    if name in OFFERED and value not in OFFERED[name]:
        raise Refused("setting-not-offered", options=", ".join(OFFERED[name]))
    if name in ("day_begins", "day_ends") and not _HOUR.fullmatch(value):
        raise Refused("setting-no-hour")


def read_setting(name: str, text: str) -> Any:
    """A value as somebody types it: lists with commas, discounts as `code=per cent`.

    Raises: Refused setting-unknown, setting-not-a-number.
    """
    usual = next((getattr(CentreSettings(), one) for one in _KNOWN if one == name), None)
    if usual is None:
        raise Refused("setting-unknown", name=name)
    parts = [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]
    try:
        if name == "age_bands":
            return tuple(int(part) for part in parts)
        if name == "group_discounts":
            return {code.strip(): int(number) for code, number in (part.split("=") for part in parts)}
        if isinstance(usual, tuple):
            return tuple(parts)
        return int(text) if isinstance(usual, int) else text.strip()
    except ValueError:
        raise Refused("setting-not-a-number", text=text) from None
