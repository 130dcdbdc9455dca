"""A centre's folder: making a centre in it, and opening the one it holds."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from commedu_desktop.resources import bundled
from commedu_desktop.services.office import Office
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.store.database import Database
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.tables import Branch, Category, PopulationGroup

FILE = "centre.db"
FIRST_REGION = "CN"


@dataclass(frozen=True)
class NewCentre:
    """What the welcome asks for."""

    name: str
    region: str = FIRST_REGION
    language: str = "zh_CN"
    code: str = "B01"


def regions() -> list[str]:
    """The regions whose lists of groups and categories ship with the program."""
    return sorted(path.name for path in (bundled("resources") / "lists").iterdir() if path.is_dir())


def listed(region: str, name: str) -> Iterator[dict[str, Any]]:
    """The entries of a region's list, `groups` or `categories`: code and names by language."""
    path = bundled("resources") / "lists" / region / f"{name}.json"
    yield from json.loads(path.read_text(encoding="utf-8"))


def demo_list(region: str, name: str) -> Any:
    """A list of the demonstration centre; a region without its own uses that of the first region."""
    lists = bundled("resources") / "lists"
    own = lists / region / "demo" / f"{name}.json"
    path = own if own.exists() else lists / FIRST_REGION / "demo" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def create_centre(folder: Path, request: NewCentre, *, actor: str) -> Office:
    """A new centre in `folder`: settings, its root branch, groups and categories of its region.

    Raises: StoreTrouble exists, read-only, full …
    """
    office = Office(Database.create(folder / FILE))
    office.write(found_centre, request, actor=actor)
    return office


def create_shared_centre(url: str, request: NewCentre, *, actor: str) -> Office:
    """A new centre in the empty PostgreSQL database behind `url`. Raises: StoreTrouble exists, unreachable …"""
    office = Office(Database.create_shared(url))
    office.write(found_centre, request, actor=actor)
    return office


def open_shared_centre(url: str) -> Office:
    """The centre in the PostgreSQL database behind `url`. Raises: StoreTrouble missing, unreachable, newer …"""
    return Office(Database.open_shared(url))


def open_centre(folder: Path) -> Office:
    """The centre in `folder`. Raises: StoreTrouble missing, damaged, newer …"""
    return Office(Database.open(folder / FILE))


def found_centre(session: Session, request: NewCentre) -> None:
    """Write what every centre has from the beginning; it cannot be undone."""
    change_settings(
        session, ChangeSettings({"name": request.name, "region": request.region, "language": request.language})
    )
    session.add(Branch(code=request.code, name=request.name))
    for position, entry in enumerate(listed(request.region, "groups")):
        session.add(PopulationGroup(code=entry["code"], names=entry["names"], position=position))
    for position, entry in enumerate(listed(request.region, "categories")):
        session.add(Category(code=entry["code"], names=entry["names"], position=position))
    name_write(session, request.name, undoable=False)
