"""What is said about a resident beyond the columns: consent, the emergency contact, the centre's own fields."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from commedu_desktop.domain.cells import as_date, as_text
from commedu_desktop.domain.custom_fields import (
    CONSENT,
    CONTACT,
    CONTACT_PHONE,
    CustomField,
    kept_value,
)
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.residents import NAME_LONGEST, one_line
from commedu_desktop.services.resident_fields import checked_phone


def changed_extra(
    present: Mapping[str, Any], told: Mapping[str, Any], own: Iterable[CustomField], today: date
) -> dict[str, Any]:
    """`present` with what is `told`, each value checked; what is told blank is taken away, the rest stays.

    Raises: Refused consent-in-future, phone-form, name-too-long, own-field-choice, not-a-date …
    """
    fields = {one.code: one for one in own}
    kept = dict(present)
    for name, value in told.items():
        checked = _checked(name, value, fields, today)
        if checked is None:
            kept.pop(name, None)
        else:
            kept[name] = checked
    return kept


def _checked(name: str, value: Any, fields: Mapping[str, CustomField], today: date) -> Any:
    if name in fields:
        return kept_value(fields[name], value)
    if name == CONSENT:
        return consent_day(value, today)
    if name in CONTACT:
        return contact_part(name, value)
    return value


def consent_day(value: Any, today: date) -> str | None:
    """Raises: Refused consent-in-future, not-a-date."""
    day = as_date(value)
    if day is not None and day > today:
        raise Refused("consent-in-future", on=day)
    return None if day is None else day.isoformat()


def contact_part(name: str, value: Any) -> str | None:
    """Name, phone or relation of whom to call. Raises: Refused phone-form, name-too-long."""
    text = one_line(as_text(value))
    if name == CONTACT_PHONE:
        return checked_phone(text) or None
    if len(text) > NAME_LONGEST:
        raise Refused("name-too-long", longest=NAME_LONGEST)
    return text or None
