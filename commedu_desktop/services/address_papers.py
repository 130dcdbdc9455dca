"""Labels and envelopes for residents: one each, or one for each household."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _, pgettext, speaking
from commedu_desktop.services.paper_words import paper_language
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.store.tables import Branch, Household, Resident

if TYPE_CHECKING:
    from commedu_desktop.documents.addresses import Address

LABELS = ("8", "14", "21", "24", "40", "65")
ENVELOPES = ("DL", "C6", "C5", "C4", "CN3", "CN5", "CN6", "CN7", "CN9")
_TOGETHER = 500


@dataclass(frozen=True)
class AddressesOf:
    """`layout`: labels a sheet, or an envelope. `first`: where a begun sheet goes on. Without addresses, left out."""

    resident_ids: tuple[UUID, ...]
    layout: str = "24"
    households: bool = False
    first: int = 1
    outlines: bool = False
    language: str = ""


@dataclass(frozen=True)
class Addressed:
    """The paper, how many are on it, and who was left out because no address is known."""

    pdf: bytes
    count: int
    without: tuple[str, ...]


@dataclass(frozen=True)
class _Person:
    name: str
    address: str
    household_id: UUID | None


def addresses_pdf(session: Session, wanted: AddressesOf) -> Addressed:
    """In the order given. Raises: Refused nobody-chosen, no-addresses."""
    from commedu_desktop.documents.addresses import AddressPaper, render

    if not wanted.resident_ids:
        raise Refused("nobody-chosen")
    people = _people(session, wanted.resident_ids)
    known = [one for one in people if one.address]
    if not known:
        raise Refused("no-addresses", count=len(people))
    language = paper_language(session, wanted.language)
    with speaking(language):
        to = (
            _families(known)
            if wanted.households
            else [_address(one, pgettext("on an envelope", "{name}")) for one in known]
        )
        paper = AddressPaper(
            title=_("Addresses"),
            language=language,
            layout=wanted.layout,
            addresses=tuple(to),
            sender=_sender(session),
            first=max(wanted.first, 1),
            outlines=wanted.outlines,
            stamp=_("stamp"),
        )
    without = tuple(one.name for one in people if not one.address)
    return Addressed(render(paper), len(to), without)


def _people(session: Session, ids: tuple[UUID, ...]) -> list[_Person]:
    found: dict[UUID, _Person] = {}
    for start in range(0, len(ids), _TOGETHER):
        query = (
            select(Resident.id, Resident.name, Resident.address, Household.address, Resident.household_id)
            .outerjoin(Household, Household.id == Resident.household_id)
            .where(Resident.id.in_(ids[start : start + _TOGETHER]))
        )
        for key, name, own, shared, household_id in session.execute(query):
            found[key] = _Person(name, own or shared or "", household_id)
    return [found[key] for key in dict.fromkeys(ids) if key in found]


def _families(people: Iterable[_Person]) -> "list[Address]":
    """Who lives together gets one, under the name of the first."""
    together: dict[object, list[_Person]] = {}
    for number, one in enumerate(people):
        together.setdefault(one.household_id or number, []).append(one)
    alone, family = pgettext("on an envelope", "{name}"), _("{name} and family")
    return [_address(members[0], family if len(members) > 1 else alone) for members in together.values()]


def _address(one: _Person, words: str) -> "Address":
    from commedu_desktop.documents.addresses import Address

    lines = tuple(filter(None, (line.strip() for line in one.address.splitlines())))
    return Address(words.format(name=one.name), lines)


def _sender(session: Session) -> "Address":
    from commedu_desktop.documents.addresses import Address

    root = session.execute(select(Branch.name, Branch.address).where(Branch.parent_id.is_(None))).first()
    name, address = root or ("", "")
    return Address(centre_settings(session).name or name, (address,) if address else ())
