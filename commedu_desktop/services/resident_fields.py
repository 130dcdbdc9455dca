"""What is said about a resident, checked and brought into the form it is kept in; needs no database."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.residents import (
    NAME_LONGEST,
    OLDEST,
    SHORT_LONGEST,
    TEXT_LONGEST,
    is_phone,
    kept_id_number,
    kept_phone,
    many_lines,
    one_line,
    visible,
)
from commedu_desktop.services.id_numbers import read_id_number

_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
"""The gap that lists put into names of two characters."""


def checked(values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The same fields as they are kept: name, phone, born, sex, id_number, address, note …

    Raises: Refused name-missing, name-too-long, phone-form, text-too-long, born-in-future, born-too-early,
    born-against-id, sex-against-id, id-number-….
    """
    kept = dict(values)
    kept["name"] = kept_name(values["name"])
    kept["pinyin"] = one_line(values["pinyin"]).casefold()
    kept["phone"] = checked_phone(values["phone"])
    kept["address"], kept["note"] = (_text(values[name]) for name in ("address", "note"))
    kept["id_number"] = kept_id_number(values["id_number"])
    if kept["id_number"]:
        _read_into(kept)
    check_born(kept["born"], today)
    return kept


def kept_name(typed: str) -> str:
    """Raises: Refused name-missing, name-too-long."""
    name = _BETWEEN.sub("", one_line(typed))
    if not visible(name):
        raise Refused("name-missing")
    if len(name) > NAME_LONGEST:
        raise Refused("name-too-long", longest=NAME_LONGEST)
    return name


def checked_phone(typed: str) -> str:
    """Raises: Refused phone-form."""
    phone = kept_phone(typed)
    if phone and (not is_phone(phone) or len(phone) > SHORT_LONGEST):
        raise Refused("phone-form", phone=phone[:SHORT_LONGEST])
    return phone


def _text(typed: str) -> str:
    text = many_lines(typed)
    if len(text) > TEXT_LONGEST:
        raise Refused("text-too-long", longest=TEXT_LONGEST)
    return text


def check_born(born: date | None, today: date) -> None:
    """Raises: Refused born-in-future, born-too-early."""
    if born is not None and born > today:
        raise Refused("born-in-future", born=born)
    if born is not None and born.year < today.year - OLDEST:
        raise Refused("born-too-early", born=born)


def _read_into(kept: dict[str, Any]) -> None:
    """Birth date and sex from the ID number, where they are blank; what is there must agree."""
    facts = read_id_number(kept["id_number"])
    if facts is None:
        return
    if kept["born"] not in (None, facts.born):
        raise Refused("born-against-id", born=kept["born"], said=facts.born)
    if kept["sex"] not in (None, facts.sex):
        raise Refused("sex-against-id")
    kept["born"], kept["sex"] = facts.born, facts.sex
