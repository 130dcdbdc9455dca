"""The centre's own pictures on its certificates: the seal and a signature. The program never draws either."""

from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.signing import APART
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.tables import CentreSetting

if TYPE_CHECKING:
    from commedu_desktop.documents.certificates import Picture

KINDS = ("seal", "signature")
LARGEST_FILE = 30_000_000
"""Bytes; what is larger is no seal."""
SCROLL_SHIFT = (-150.0, 6.0)
"""Millimetres by which a scroll moves pictures: there the issuer signs in columns further left."""
_PREFIX = "picture-"


@dataclass(frozen=True)
class PlacePicture:
    """A picture file (base64 in the database) with its middle and width in millimetres; without content, it is removed.

    The page is 297 × 210 mm, measured from its lower left corner.
    """

    kind: str
    content: bytes
    x: float = 245.0
    y: float = 45.0
    width: float = 38.0


def read_picture(path: Path) -> bytes:
    """A file as a PNG ready to be placed. Raises: Refused as `prepared` and `file_content`."""
    return prepared(file_content(path))


def file_content(path: Path) -> bytes:
    """What is in a picture's file. Raises: Refused picture-unreadable, picture-file-too-large."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused("picture-file-too-large", most=LARGEST_FILE // 1_000_000)
        return path.read_bytes()
    except OSError as gone:
        raise Refused("picture-unreadable") from gone


def read_photo(path: Path) -> bytes:
    """A file as a small JPEG (or PNG) for a notice. Raises: as `read_picture`."""
    from commedu_desktop.documents.pictures import compact

    return compact(file_content(path))


def prepared(content: bytes) -> bytes:
    """A picture file as a PNG ready to be placed. Raises: Refused picture-unreadable, …-is-drawing, …-too-large."""
    from commedu_desktop.documents.pictures import print_ready

    return print_ready(content)


def place_picture(session: Session, request: PlacePicture) -> None:
    """Keep a seal or a signature for all certificates from now on. Raises: Refused picture-unreadable, …-too-large."""
    wanted = select(CentreSetting).where(CentreSetting.key == _PREFIX + request.kind, CentreSetting.year == APART)
    row = session.scalars(wanted).one_or_none()
    name_write(session, request.kind)
    if not request.content:
        if row is not None:
            session.delete(row)
        return
    values = asdict(request) | {"content": b64encode(prepared(request.content)).decode("ascii")}
    if row is None:
        session.add(CentreSetting(key=_PREFIX + request.kind, year=APART, value=values))
    else:
        row.value = values


def kept_picture(session: Session, kind: str) -> PlacePicture | None:
    """A picture as it is placed now."""
    wanted = select(CentreSetting.value).where(CentreSetting.key == _PREFIX + kind, CentreSetting.year == APART)
    value = session.scalars(wanted).one_or_none()
    return PlacePicture(**(value | {"content": b64decode(value["content"])})) if value else None


def placed_pictures(session: Session) -> tuple["Picture", ...]:
    from commedu_desktop.documents.certificates import Picture

    kept = [picture for kind in KINDS if (picture := kept_picture(session, kind))]
    return tuple(Picture(one.content, one.x, one.y, one.width) for one in kept)
