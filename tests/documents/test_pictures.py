"""Pictures that a centre brings, of whatever kind a scanner or a telephone makes."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from commedu_desktop.documents.pictures import opened_picture


def saved(picture: Any, kind: str = "PNG", **options: Any) -> bytes:
    target = BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def test_a_scan_of_sixteen_bits_keeps_its_greys() -> None:
    scan = Image.new("I;16", (3, 1))
    for at, grey in enumerate((0, 128 * 257, 65535)):
        scan.putpixel((at, 0), grey)
    shown = opened_picture(saved(scan))
    assert [shown.getpixel((at, 0)) for at in range(3)] == [(0, 0, 0), (128, 128, 128), (255, 255, 255)]


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_a_picture_that_moves_the_first_one_is_printed(kind: str) -> None:
    red, blue = (Image.new("RGB", (40, 40), shade) for shade in ((200, 0, 0), (0, 0, 200)))
    shown = opened_picture(saved(red, kind, save_all=True, append_images=[blue])).convert("RGB")
    assert shown.getpixel((20, 20))[0] > 150 > shown.getpixel((20, 20))[2]
