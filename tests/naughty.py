"""Verbs and the texts that people can give them, found by looking at the services themselves."""

import dataclasses
import inspect
import json
import types
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from enum import Enum
from fractions import Fraction
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop import services
from commedu_desktop.domain.periods import Period, parse_period
from commedu_desktop.domain.texts import whole
from commedu_desktop.services.demo_people import OLDER_WOMEN
from commedu_desktop.store.tables import Base
from commedu_desktop.store.tables.every import load_every_table

FILE = Path(__file__).parents[1].parent / "shared/data/blns/blns.json"
OUR_OWN = (
    "\x00",
    "a\x00b",
    "\ud800",
    "\u202e abc",
    "=1+1",
    "@SUM(A1)",
    "-2",
    "+3",
    "\ufffe",
    "\uffff",
    "龘" * 300,
    "\r\n\t",
)
"""Texts that broke one program or another, beside the public list."""
NOT_TYPED = {"language", "region", "size", "kind", "paper", "measure", "key", "digest", "layout"}
"""Texts that are chosen from a list, never typed."""
NOT_FOR_CLERKS = {"found_centre", "fill_with_demo", "import_rows", "remember", "rows_behind", "write_receipt"}
NOT_FOR_CLERKS |= {"rules_of", "result_pdf"}
"""Verbs behind other verbs, or behind a file."""
COSTLY = {"issue_to_classes", "refund_fee", "withdraw", "cancel_offering", "give_discount", "correct_receipt"}
"""Verbs that do much beside keeping their text: every eighth string is tried on them."""

SAYS: dict[str, dict[str, Any]] = {
    "change_field": {"code": "x1", "choices": ("a",)},
    "rename_filter": {"old": OLDER_WOMEN["en"]},
    "set_population": {"branch": "B01", "group": "", "year": 2026},
    "freeze_report": {"branch": "B01"},
    "keep_target": {"branch": "B01"},
}
"""What the usual answers would not do for."""


def naughty_strings() -> list[str]:
    public = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else []
    return [*public, *OUR_OWN]


@dataclasses.dataclass(frozen=True)
class Typed:
    """One text that one verb takes: the name of a field, or empty where the verb takes a bare text."""

    verb: Callable[..., Any]
    request: Any
    field: str
    in_values: bool = False

    def __str__(self) -> str:
        return f"{self.verb.__name__}-{self.field or 'text'}"


@cache
def typed_texts() -> tuple[Typed, ...]:
    """Every text field of every request of every verb and query of the services."""
    load_every_table()
    found = [one for verb, request in _verbs() for one in _texts(verb, request)]
    return tuple(sorted(found, key=str))


def _verbs() -> Iterator[tuple[Callable[..., Any], Any]]:
    for module in walk_packages(services.__path__, f"{services.__name__}."):
        for name, verb in vars(import_module(module.name)).items():
            own = inspect.isfunction(verb) and verb.__module__ == module.name and not name.startswith("_")
            if own and name not in NOT_FOR_CLERKS and (request := _request_of(verb)) is not None:
                yield verb, request


def _request_of(verb: Callable[..., Any]) -> Any:
    parameters = list(inspect.signature(verb).parameters.values())
    if len(parameters) < 2 or any(one.default is one.empty for one in parameters[2:]):
        return None
    try:
        hints = get_type_hints(verb)
    except NameError:  # names that are imported for type checkers only
        return None
    request = hints.get(parameters[1].name)
    fits = hints.get(parameters[0].name) is Session and (request is str or dataclasses.is_dataclass(request))
    return request if fits else None


def _texts(verb: Callable[..., Any], request: Any) -> Iterator[Typed]:
    if request is str:
        if next(iter(list(inspect.signature(verb).parameters)[1:])) not in NOT_TYPED | {"unit", "names"}:
            yield Typed(verb, request, "")
        return
    for name, hint in get_type_hints(request).items():
        if hint is str and name not in NOT_TYPED:
            yield Typed(verb, request, name)
        if name == "values":
            yield from (Typed(verb, request, key, in_values=True) for key in _changeable(verb))


def _changeable(verb: Callable[..., Any]) -> list[str]:
    """The texts among the values that a verb of change takes: those of the verb that adds."""
    thing = verb.__name__.removeprefix("change_")
    module = import_module(verb.__module__)
    for name in (f"add_{thing}", f"register_{thing}", f"plan_{thing}", f"draft_{thing}"):
        if hasattr(module, name):
            hints = get_type_hints(_request_of(getattr(module, name)))
            return [key for key, hint in hints.items() if hint is str and key not in NOT_TYPED]
    return []


def base_request(session: Session, one: Typed) -> Any:
    """A request that says as little as it may, about rows that are there."""
    if one.request is str:
        return "x"
    hints = get_type_hints(one.request)
    must = [
        field
        for field in dataclasses.fields(one.request)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    ]
    said = SAYS.get(one.verb.__name__, {})
    usual = {field.name: _value(session, one, field.name, hints[field.name]) for field in must}
    return one.request(**(usual | said))


def with_text(request: Any, one: Typed, text: str) -> Any:
    """As the office hands it on."""
    if one.request is str:
        return whole(text)
    if one.in_values:
        return whole(dataclasses.replace(request, values={one.field: text}))
    return whole(dataclasses.replace(request, **{one.field: text}))


def _value(session: Session, one: Typed, name: str, hint: Any) -> Any:
    kind = get_origin(hint)
    if kind in (Union, types.UnionType):
        return _value(session, one, name, next(part for part in get_args(hint) if part is not type(None)))
    if hint is UUID:
        return _row(session, one, name)
    if kind is tuple and get_args(hint)[0] is UUID:
        return (_row(session, one, name.removesuffix("s")),)
    if hint is Period:
        return parse_period("2026-11")
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    usual: dict[Any, Any] = {
        str: "x", int: 1, bool: False, bytes: b"", date: date(2026, 11, 23), datetime: datetime(2026, 11, 24, 10, 0),
        Fraction: Fraction(1), time: time(10, 0), dict: {}, tuple: (), frozenset: frozenset(),
    }  # fmt: skip
    return usual.get(hint, usual.get(kind))


def _row(session: Session, one: Typed, name: str) -> UUID:
    """Some row of the kind that a name speaks of: `venue_id`, or `id` in services/venues.py."""
    tables = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    words = [name.removesuffix("_id"), *one.verb.__name__.split("_"), one.verb.__module__.rpartition(".")[2]]
    also = {
        "group": "population_group",
        "kept": "resident",
        "one": "resident",
        "person": "resident",
        "round": "choice_round",
        "posting": "notice_posting",
    }
    for word in words:
        for called in (word, word.removesuffix("s"), word.removesuffix("es"), also.get(word, "")):
            if called in tables and (found := session.scalars(select(tables[called].id).limit(1)).first()) is not None:
                return UUID(str(found))
    raise LookupError(f"{one}: {name}")
