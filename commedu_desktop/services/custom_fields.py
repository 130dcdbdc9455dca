"""The centre's own fields about residents: one list, kept beside the settings."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.columns import fields_by_heading, plain_heading
from commedu_desktop.domain.custom_fields import CustomField, FieldKind
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.residents import SHORT_LONGEST, one_line, visible
from commedu_desktop.services.signing import APART
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.tables import CentreSetting

__all__ = ["AddField", "ChangeField", "CustomField", "FieldKind", "add_field", "change_field", "custom_fields",
           "remove_field"]  # fmt: skip

KEY = "own-fields"


@dataclass(frozen=True)
class AddField:
    """A field at the end of the list; `choices` are needed for a CHOICE and ignored otherwise."""

    name: str
    kind: FieldKind = FieldKind.TEXT
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChangeField:
    """Another name or other choices; the kind stays, so that what was written down can still be read."""

    code: str
    name: str
    choices: tuple[str, ...] = ()


def custom_fields(session: Session) -> tuple[CustomField, ...]:
    """The fields in use, in their order."""
    row = _row(session)
    return () if row is None else tuple(_field(one) for one in row.value["fields"])


def add_field(session: Session, request: AddField) -> str:
    """Returns its code. Raises: Refused name-missing, own-field-name-taken, own-field-without-choices."""
    row = _row(session)
    kept: dict[str, Any] = {"last": 0, "fields": []} if row is None else row.value
    code = f"x{kept['last'] + 1}"
    one = _checked(CustomField(code, request.name, request.kind, request.choices), custom_fields(session))
    _keep(session, row, {"last": kept["last"] + 1, "fields": [*kept["fields"], asdict(one)]})
    name_write(session, one.name)
    return code


def change_field(session: Session, request: ChangeField) -> None:
    """Raises: as `add_field`, own-field-gone."""
    row, present = _row(session), custom_fields(session)
    old = _present(present, request.code)
    others = tuple(one for one in present if one.code != request.code)
    new = _checked(replace(old, name=request.name, choices=request.choices), others)
    fields = [asdict(new if one.code == new.code else one) for one in present]
    _keep(session, row, {**(row.value if row else {}), "fields": fields})
    name_write(session, new.name)


def remove_field(session: Session, code: str) -> None:
    """Take a field off the form; what was written in it stays in the records, and undo brings it back.

    Raises: Refused own-field-gone.
    """
    row, present = _row(session), custom_fields(session)
    gone = _present(present, code)
    _keep(session, row, {**(row.value if row else {}), "fields": [asdict(one) for one in present if one != gone]})
    name_write(session, gone.name)


def _present(fields: tuple[CustomField, ...], code: str) -> CustomField:
    for one in fields:
        if one.code == code:
            return one
    raise Refused("own-field-gone")


def _checked(one: CustomField, others: tuple[CustomField, ...]) -> CustomField:
    name = one_line(one.name)
    if not visible(name):
        raise Refused("name-missing")
    if len(name) > SHORT_LONGEST:
        raise Refused("name-too-long", longest=SHORT_LONGEST)
    taken = set(fields_by_heading("residents")) | {plain_heading(other.name) for other in others}
    if not plain_heading(name) or plain_heading(name) in taken:
        raise Refused("own-field-name-taken", name=name)
    choices = tuple(dict.fromkeys(text for choice in one.choices if visible(text := one_line(choice))))
    if one.kind is FieldKind.CHOICE and not choices:
        raise Refused("own-field-without-choices")
    return replace(one, name=name, choices=choices if one.kind is FieldKind.CHOICE else ())


def _field(stored: dict[str, Any]) -> CustomField:
    return CustomField(stored["code"], stored["name"], FieldKind(stored["kind"]), tuple(stored["choices"]))


def _row(session: Session) -> CentreSetting | None:
    wanted = select(CentreSetting).where(CentreSetting.key == KEY, CentreSetting.year == APART)
    return session.scalars(wanted).one_or_none()


def _keep(session: Session, row: CentreSetting | None, value: dict[str, Any]) -> None:
    if row is None:
        session.add(CentreSetting(key=KEY, year=APART, value=value))
    else:
        row.value = value
