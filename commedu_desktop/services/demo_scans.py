"""A sign-in sheet as it would come back from the scanner, ticked by an invented hand: for the tour."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from commedu_desktop.domain.sheets import Place, layout_for
from commedu_desktop.services.office import Office
from commedu_desktop.services.progress import silent
from commedu_desktop.services.scans import Scan, read_scans
from commedu_desktop.services.sheets import sign_in_pdf
from commedu_desktop.store.queries.attendance import lesson_state

_DPI = 200


def demo_scan(office: Office, lesson_id: UUID) -> Scan:
    """Read a filled-in sheet of the lesson; two of its boxes are doubtful."""
    from PIL.Image import Resampling

    people = office.read(lesson_state, lesson_id).expected
    picture = _printed(office.read(sign_in_pdf, lesson_id))
    _tick(picture, people)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scan-0001.png"
        picture.rotate(0.8, Resampling.BICUBIC, fillcolor=250).save(path)
        return read_scans(office, [path], silent)


def _printed(pdf: bytes) -> Any:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=_DPI / 72, grayscale=True).to_pil().convert("L")
    document.close()
    return picture


def _tick(picture: Any, people: int) -> None:
    from PIL import ImageDraw

    pen, hand = ImageDraw.Draw(picture), random.Random(7)
    layout = layout_for(people + 4, 1)
    for row in range(min(people, layout.rows)):
        boxes = layout.boxes(row, 0)
        chosen = hand.choices((0, 1, 2, None), (80, 8, 6, 6))[0]
        if chosen is not None:
            _stroke(pen, boxes[chosen], hand, 60)
        if row in (4, 9):
            _stroke(pen, boxes[(chosen or 0) - 1], hand, 90)


def _stroke(pen: Any, box: Place, hand: random.Random, shade: int) -> None:
    scale = _DPI / 25.4
    points = [(0.15, 0.5), (0.4, 0.85), (1.1, -0.05)]
    jitter = hand.uniform(-0.08, 0.08)
    dots = [((box.left + box.width * (u + jitter)) * scale, (box.top + box.width * v) * scale) for u, v in points]
    pen.line(dots, fill=shade, width=4, joint="curve")
