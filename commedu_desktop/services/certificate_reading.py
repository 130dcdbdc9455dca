"""Codes of certificates in a photograph, a scan or a PDF: for whoever has no scanner at hand."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from commedu_desktop.domain.certificates import PREFIX
from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.pictures import file_content

_DPI = 200
_MOST_PAGES = 50


def codes_in(path: Path) -> list[str]:
    """The texts of all certificates' codes in a file, each once, in their order.

    Raises: Refused picture-unreadable, picture-too-large, picture-file-too-large, code-not-found.
    """
    import zxingcpp

    content = file_content(path)
    pages = _pages(content) if content.startswith(b"%PDF") else iter([_picture(content)])
    texts = [code.text for page in pages for code in zxingcpp.read_barcodes(page)]
    found = list(dict.fromkeys(text for text in texts if text.startswith(f"{PREFIX}~")))
    if not found:
        raise Refused("code-not-found")
    return found


def _picture(content: bytes) -> Any:
    from PIL import Image

    from commedu_desktop.documents.pictures import LARGEST

    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")) as picture:
            if picture.width * picture.height > LARGEST:
                raise Refused("picture-too-large", most=LARGEST // 1_000_000)
            return picture.convert("L")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refused("picture-too-large", most=LARGEST // 1_000_000) from bomb
    except (OSError, SyntaxError, ValueError) as broken:
        raise Refused("picture-unreadable") from broken


def _pages(content: bytes) -> Iterator[Any]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(content)
    except PdfiumError as broken:
        raise Refused("picture-unreadable") from broken
    try:
        for number in range(min(len(document), _MOST_PAGES)):
            yield document[number].render(scale=_DPI / 72, grayscale=True).to_pil()
    finally:
        document.close()
