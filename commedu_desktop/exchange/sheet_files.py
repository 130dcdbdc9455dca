"""Scans and photographs as pictures: the pages of a PDF, of a TIFF, of a JPEG or PNG, in shades of grey.

Uses Pillow and pypdfium2; a page is a two-dimensional array of bytes, 0 black to 255 white.
"""

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commedu_desktop.domain.errors import Refused

Grey = NDArray[np.uint8]
ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp")
MOST_DOTS = 120_000_000
MOST_BYTES = 300_000_000
MOST_PAGES = 500
LONGEST = 3600
"""Dots along the longer side: more tell nothing about a tick."""


def pages(name: str, content: bytes) -> Iterator[Grey]:
    """Page after page, no larger than needed.

    Raises: Refused scan-empty, scan-too-large, scan-too-many-pages, scan-unreadable, scan-locked.
    """
    if not content:
        raise Refused("scan-empty", file=name)
    if len(content) > MOST_BYTES:
        raise Refused("scan-too-large", file=name)
    if content[:1024].lstrip().startswith(b"%PDF"):
        yield from _of_pdf(name, content)
    else:
        yield from _of_picture(name, content)


def _of_pdf(name: str, content: bytes) -> Iterator[Grey]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refused("scan-locked" if "assword" in str(error) else "scan-unreadable", file=name) from None
    try:
        if len(document) > MOST_PAGES:
            raise Refused("scan-too-many-pages", file=name, count=len(document), most=MOST_PAGES)
        for number in range(len(document)):
            yield _drawn(name, document, number)
    finally:
        document.close()


def _drawn(name: str, document: Any, number: int) -> Grey:
    import pypdfium2

    try:
        page = document[number]
        longest = max(page.get_size())
        scale = min(200 / 72, LONGEST / longest)
        picture = page.render(scale=scale, grayscale=True).to_pil()
        page.close()
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError, MemoryError):
        raise Refused("scan-unreadable", file=name) from None
    return np.asarray(picture.convert("L"))


def _of_picture(name: str, content: bytes) -> Iterator[Grey]:
    from PIL import Image, ImageSequence

    try:
        with _opened(content) as picture:
            if picture.width * picture.height > MOST_DOTS:
                raise Refused("scan-too-large", file=name)
            for number, frame in enumerate(ImageSequence.Iterator(picture)):
                if number >= MOST_PAGES:
                    raise Refused("scan-too-many-pages", file=name, count=number + 1, most=MOST_PAGES)
                yield _shrunk(frame)
    except Image.DecompressionBombError:
        raise Refused("scan-too-large", file=name) from None
    except (OSError, ValueError, SyntaxError, MemoryError):
        raise Refused("scan-unreadable", file=name) from None


def _opened(content: bytes) -> Any:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(BytesIO(content))


def _shrunk(frame: Any) -> Grey:
    from PIL import Image, ImageOps

    if frame.format == "JPEG":
        frame.draft("L", (LONGEST, LONGEST))
    upright = ImageOps.exif_transpose(frame)
    if upright.mode in ("RGBA", "LA", "PA", "P"):
        coloured = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured)
    grey = upright.convert("L")
    if max(grey.size) > LONGEST:
        grey.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX)
    return np.asarray(grey)
