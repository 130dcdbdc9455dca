"""Which column of a file is which field: guessed from the headings, remembered, or said by the user."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.columns import COLUMNS, fields_by_heading, plain_heading
from commedu_desktop.domain.custom_fields import CustomField
from commedu_desktop.domain.errors import Refused
from commedu_desktop.exchange.encodings import ENCODINGS
from commedu_desktop.exchange.separated import SEPARATORS
from commedu_desktop.exchange.spreadsheets import Reading, Rows, read_rows
from commedu_desktop.store.tables import CentreSetting

__all__ = ["ENCODINGS", "SEPARATORS", "Layout", "Reading", "Rows", "look_at", "remember", "remembered", "with_fields"]

KEPT_OUT = ""


@dataclass(frozen=True)
class Layout:
    """A file as it was read for one KIND; `fields` holds the field of each column, empty for those kept out."""

    kind: str
    rows: Rows
    fields: tuple[str, ...]
    own: tuple[CustomField, ...] = ()
    """Fields of the centre's own, which are columns by their names."""
    recalled: bool = False
    """Whether the fields were remembered from an earlier import of the same headings."""

    @property
    def kept_out(self) -> tuple[str, ...]:
        """Headings of columns that are not taken in."""
        pairs = zip(self.rows.headings, self.fields, strict=True)
        return tuple(heading for heading, field in pairs if heading and not field)

    @property
    def offered(self) -> tuple[str, ...]:
        """Every field that a column may hold."""
        return (*(column.field for column in COLUMNS[self.kind]), *(one.name for one in self.own))

    @property
    def missing(self) -> tuple[str, ...]:
        """Required fields that no column holds."""
        return tuple(
            column.field for column in COLUMNS[self.kind] if column.required and column.field not in self.fields
        )


def look_at(
    kind: str,
    data: bytes,
    wishes: Reading = Reading(),  # noqa: B008 - frozen
    mapping: Iterable[tuple[str, str]] = (),
    recalled: Mapping[str, str] | None = None,
    own: tuple[CustomField, ...] = (),
) -> Layout:
    """Read a file and guess what its columns are; `mapping` are (heading, field) said by the user.

    Raises: Refused no-such-kind, no-such-column, no-such-field, and what `read_rows` refuses.
    """
    if kind not in COLUMNS:
        raise Refused("no-such-kind", kind=kind, kinds=list(COLUMNS))
    known = {plain_heading(one.name): one.name for one in own} | fields_by_heading(kind)
    rows = read_rows(data, wishes, lambda heading: known.get(plain_heading(heading), ""))
    said = _said(kind, rows.headings, mapping, own)
    plain = [plain_heading(heading) for heading in rows.headings]
    kept = recalled if recalled and set(recalled) == set(plain) else {}
    guessed = [said.get(heading, kept.get(heading, known.get(heading, KEPT_OUT))) for heading in plain]
    first = [_first(said, plain, guessed, at) for at in range(len(plain))]
    return Layout(kind, rows, tuple(first), own, bool(kept))


def _first(said: Mapping[str, str], plain: list[str], fields: list[str], at: int) -> str:
    """A field is taken from one column: the one that was said, else the first."""
    rivals = [other for other, field in enumerate(fields) if field == fields[at]]
    chosen = [other for other in rivals if plain[other] in said] or rivals
    return fields[at] if fields[at] and chosen[0] == at else KEPT_OUT


def _said(
    kind: str, headings: tuple[str, ...], mapping: Iterable[tuple[str, str]], fields: tuple[CustomField, ...]
) -> dict[str, str]:
    plain = {plain_heading(heading) for heading in headings}
    own = {plain_heading(word): one.field for one in COLUMNS[kind] for word in (one.field, one.chinese)}
    own |= {plain_heading(one.name): one.name for one in fields}
    said: dict[str, str] = {}
    for heading, field in mapping:
        if plain_heading(heading) not in plain:
            raise Refused("no-such-column", column=heading, columns=[one for one in headings if one])
        if field and plain_heading(field) not in own:
            raise Refused("no-such-field", field=field, fields=[one.field for one in COLUMNS[kind]])
        said[plain_heading(heading)] = own[plain_heading(field)] if field else KEPT_OUT
    return said


def with_fields(layout: Layout, fields: tuple[str, ...]) -> Layout:
    """The same file with other columns chosen."""
    return replace(layout, fields=fields, recalled=False)


def _key(kind: str, headings: tuple[str, ...]) -> str:
    mark = "\n".join(sorted({plain_heading(heading) for heading in headings}))
    return f"import-layout:{kind}:{blake2b(mark.encode(), digest_size=8).hexdigest()}"


def remembered(session: Session, kind: str, headings: tuple[str, ...]) -> dict[str, str] | None:
    """Plain heading -> field, as it was for the last import of these headings."""
    row = session.scalars(select(CentreSetting).where(CentreSetting.key == _key(kind, headings))).one_or_none()
    return None if row is None else dict(row.value)


def remember(session: Session, layout: Layout) -> None:
    """Keep the columns of a layout for the next file with the same headings."""
    known = {plain_heading(one.name): one.name for one in layout.own} | fields_by_heading(layout.kind)
    plain = [plain_heading(heading) for heading in layout.rows.headings]
    value = dict(zip(plain, layout.fields, strict=True))
    if all(known.get(heading, KEPT_OUT) == field for heading, field in value.items()):
        return
    key = _key(layout.kind, layout.rows.headings)
    row = session.scalars(select(CentreSetting).where(CentreSetting.key == key)).one_or_none()
    if row is None:
        session.add(CentreSetting(key=key, value=value))
    elif row.value != value:
        row.value = value
