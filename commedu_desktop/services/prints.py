"""What was printed or saved: kept in the data folder, so that the identical paper can be printed again.

Each paper is one entry (JSON) that names a PDF; papers with the same bytes share one file. The oldest files go when
all together are larger than the centre allows; their entries stay and say so. Nothing here touches the database, so
printing never stands between a clerk and Undo.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.files import write_atomically

FOLDER = "prints"
LARGEST_SHARE = 4
"""One paper may take a quarter of the room: a giant one does not drive all others out."""
_LISTED = 500


@dataclass(frozen=True)
class Printed:
    """`at` is the centre's wall clock; `where` the printer's name or the file. `file` is empty where no PDF was kept.

    `recipe` says where the paper is made anew instead, for papers whose second print differs (a reprint says so):
    a page's key and what it is asked to open.
    """

    id: str
    at: datetime
    actor: str
    title: str
    pages: int
    copies: int
    where: str
    file: str = ""
    size: int = 0
    recipe: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class KeepPrint:
    """A paper that has just gone out; without `pdf` only the entry is kept."""

    pdf: bytes
    title: str
    at: datetime
    actor: str
    pages: int
    copies: int
    where: str
    recipe: dict[str, Any] = field(default_factory=dict)


def keep_print(data_folder: Path, request: KeepPrint, limit: int) -> Printed:
    """Remember a print; `limit` is how many bytes all kept papers may take."""
    folder = data_folder / FOLDER
    name = ""
    if request.pdf and not request.recipe and len(request.pdf) <= limit // LARGEST_SHARE:
        name = f"{hashlib.sha256(request.pdf).hexdigest()[:32]}.pdf"
        if not (folder / name).exists():
            write_atomically(folder / name, request.pdf)
    entry = Printed(
        id=_free_id(folder, request.at),
        at=request.at,
        actor=request.actor,
        title=request.title,
        pages=request.pages,
        copies=request.copies,
        where=request.where,
        file=name,
        size=len(request.pdf),
        recipe=request.recipe,
    )
    content = json.dumps(asdict(entry) | {"at": request.at.isoformat()}, ensure_ascii=False).encode("utf-8")
    write_atomically(folder / f"{entry.id}.json", content)
    _thin_out(folder, limit)
    return entry


def facts_of(pdf: bytes) -> tuple[str, int]:
    """A paper's own title, and how many pages it has."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        return str(document.get_metadata_value("Title")), len(document)
    finally:
        document.close()


def _free_id(folder: Path, at: datetime) -> str:
    """Sorts by time."""
    base, number = f"{at:%Y%m%d-%H%M%S}", 0
    while (folder / f"{base}-{number:03}.json").exists():
        number += 1
    return f"{base}-{number:03}"


def prints(data_folder: Path, typed: str = "", most: int = _LISTED) -> list[Printed]:
    """Newest first; `typed` is part of title, person, printer or day. Broken entries are passed over."""
    found = list[Printed]()
    for path in sorted((data_folder / FOLDER).glob("*.json"), reverse=True):
        entry = _read(path)
        if entry is not None and typed.casefold() in _said(entry):
            found.append(entry)
            if len(found) >= most:
                break
    return found


def _said(entry: Printed) -> str:
    return f"{entry.title} {entry.actor} {entry.where} {entry.at:%Y-%m-%d}".casefold()


def _read(path: Path) -> Printed | None:
    with suppress(OSError, ValueError, TypeError, KeyError):
        values = json.loads(path.read_text(encoding="utf-8"))
        entry = Printed(**values | {"at": datetime.fromisoformat(values["at"])})
        if entry.file and not (path.parent / entry.file).exists():
            return Printed(**values | {"at": entry.at, "file": ""})
        return entry
    return None


def kept_pdf(data_folder: Path, entry: Printed) -> bytes:
    """The very paper. Raises: Refused print-not-kept."""
    if not entry.file or "/" in entry.file or "\\" in entry.file:
        raise Refused("print-not-kept", title=entry.title)
    try:
        content = (data_folder / FOLDER / entry.file).read_bytes()
    except OSError as gone:
        raise Refused("print-not-kept", title=entry.title) from gone
    if f"{hashlib.sha256(content).hexdigest()[:32]}.pdf" != entry.file:
        raise Refused("print-changed", title=entry.title)
    return content


def print_by_id(data_folder: Path, wanted: str) -> Printed:
    """Raises: Refused print-unknown."""
    entry = _read(data_folder / FOLDER / f"{Path(wanted).name}.json")
    if entry is None:
        raise Refused("print-unknown", id=wanted)
    return entry


def _thin_out(folder: Path, limit: int) -> None:
    """Let the files go that were printed longest ago; a paper that was printed again counts from then."""
    last: dict[str, str] = {}
    for path in sorted(folder.glob("*.json")):
        entry = _read(path)
        if entry is not None and entry.file:
            last[entry.file] = entry.id
    files = sorted(folder.glob("*.pdf"), key=lambda path: last.get(path.name, ""), reverse=True)
    taken = 0
    for path in files:
        with suppress(OSError):
            taken += path.stat().st_size
            if taken > limit or path.name not in last:
                path.unlink()
