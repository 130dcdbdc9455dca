"""Pictures that a centre brings: its seal, signatures, a photograph for a notice."""

import re
from io import BytesIO
from typing import Any

from commedu_desktop.domain.errors import Refused

LARGEST = 40_000_000
"""Pixels; more is refused before it is unpacked."""
_DRAWING = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!DOCTYPE|<!--|<svg|%PDF|%!PS|\x1f\x8b)", re.IGNORECASE)
_PAPER, _FADE = 225, 90
"""From 0 to 255: what is lighter in all colours is paper, and over how much ink becomes solid."""
_KEPT = 1600
"""Pixels of the longer side that are kept: 300 to the inch on 13 cm."""


def opened_picture(content: bytes) -> Any:
    """A Pillow image, RGB or RGBA, of the first frame, no larger than print needs.

    Raises: Refused picture-unreadable for anything but a PNG, JPEG, GIF, BMP, TIFF or WebP; picture-is-drawing for an
    SVG or a PDF, which are programs of a kind and are not run; picture-too-large.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    if _DRAWING.match(content[:1024]):
        raise Refused("picture-is-drawing")

    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")) as picture:
            if picture.width * picture.height > LARGEST:
                raise Refused("picture-too-large", most=LARGEST // 1_000_000)
            clear = "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA")
            if picture.format == "JPEG":
                picture.draft("RGB", (2 * _KEPT, 2 * _KEPT))
            grey = picture.point(lambda value: value / 257 + 0) if picture.mode.startswith("I;16") else picture
            ready = ImageOps.exif_transpose(grey.convert("RGBA" if clear else "RGB"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refused("picture-too-large", most=LARGEST // 1_000_000) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as broken:
        raise Refused("picture-unreadable") from broken
    ready.thumbnail((_KEPT, _KEPT))
    return ready


def compact(content: bytes) -> bytes:
    """The same picture kept small: JPEG, or PNG where it is transparent. Raises: as `opened_picture`."""
    picture, target = opened_picture(content), BytesIO()
    if picture.mode == "RGBA":
        picture.save(target, "PNG", optimize=True)
    else:
        picture.save(target, "JPEG", quality=85)
    return target.getvalue()


def print_ready(content: bytes) -> bytes:
    """The same picture as a PNG of the size that is kept, without the white around it. Raises: as `opened_picture`."""
    target = BytesIO()
    _without_paper(opened_picture(content)).save(target, "PNG", optimize=True)
    return target.getvalue()


def _without_paper(picture: Any) -> Any:
    """A seal that was scanned stands on white paper: what is white becomes clear, so that the words under it stay."""
    from PIL import ImageChops

    if picture.mode != "RGB" or min(picture.size) < 8:
        return picture
    right, foot = picture.width - 1, picture.height - 1
    if any(min(picture.getpixel(corner)) < _PAPER for corner in ((0, 0), (right, 0), (0, foot), (right, foot))):
        return picture
    red, green, blue = picture.split()
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    clear = picture.copy()
    clear.putalpha(darkest.point([min(255, max(0, (_PAPER - value) * 255 // _FADE)) for value in range(256)]))
    return clear


PORTRAIT = (360, 480)
"""Pixels of a portrait: 300 to the inch on the card, and no more than 40 KB."""


def portrait(content: bytes) -> bytes:
    """The middle of a picture in the shape of a portrait, on white, as a JPEG. Raises: as `opened_picture`."""
    from PIL import Image, ImageOps

    picture = opened_picture(content)
    if picture.mode == "RGBA":
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture).convert("RGB")
    target = BytesIO()
    ImageOps.fit(picture, PORTRAIT, centering=(0.5, 0.3)).save(target, "JPEG", quality=85, optimize=True)
    return target.getvalue()
