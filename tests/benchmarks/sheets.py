"""Sign-in sheets printed by the program, filled in by a script and spoiled as scanners and telephones do it.

Counts what is read wrong, and what is read wrong without being flagged, beside what may be at most.
"""

import sys
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from commedu_desktop.documents.sign_in import Line, SheetPage, SignInPaper, render
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.sheet_marks import Ink, judge, usual_ink
from commedu_desktop.domain.sheets import Layout, SheetCode, code_text, layout_for, tag
from commedu_desktop.exchange.sheet_files import pages
from commedu_desktop.exchange.sheets import read_page
from tests.benchmarks.result import Result
from tests.pens import Grey, fill_in, photographed, printed, scanned

CELLS = 10_000
WRONG_AT_MOST = 0.005
"""99.5 % of boxes must be right."""
SHEETS = ((26, 6), (40, 1), (20, 1), (24, 3))
"""People and lessons."""


@dataclass
class Count:
    cells: int = 0
    wrong: int = 0
    unseen: int = 0
    doubtful: int = 0
    pages: int = 0
    refused: int = 0


def run() -> list[Result]:
    count = measure(CELLS)
    print(
        f"scans: {count.cells} boxes on {count.pages} pages, {count.wrong} wrong, of these {count.unseen} not flagged; "
        f"{count.doubtful / count.cells:.1%} doubtful; {count.refused} pages refused",
        file=sys.stderr,
    )
    share = count.wrong / count.cells
    return [
        Result("scanned sheets: boxes read wrong", 100 * share, 100 * WRONG_AT_MOST, "%", 1),
        Result("scanned sheets: wrong and not flagged, beside one box", count.unseen, 1, "boxes", 0.5),
        Result("scanned sheets: pages refused", count.refused, 0.02 * count.pages, "pages", 1),
    ]


def measure(cells: int, seed: int = 20_261_123) -> Count:
    """Read pages until so many boxes have been compared."""
    count = Count()
    blank = [_sheet(people, lessons) for people, lessons in SHEETS]
    while count.cells < cells:
        random = np.random.default_rng(seed + count.pages)
        page, people, layout = blank[count.pages % len(blank)]
        _one(count, page.copy(), people, layout, random)
    return count


def _one(count: Count, page: Grey, people: int, layout: Layout, random: np.random.Generator) -> None:
    truth = fill_in(page, layout, people, random)
    spoil = photographed if count.pages % 3 else scanned
    count.pages += 1
    try:
        reading = read_page(next(pages("page.jpg", spoil(page, random))))
    except Refused:
        count.refused += 1
        return
    inks = [[Ink(box.ink, box.full) for box in reading.boxes[at : at + 3]] for at in range(0, len(reading.boxes), 3)]
    usual = usual_ink(inks)
    for meant, boxes in zip(truth, inks, strict=True):
        judged = judge(boxes, usual)
        count.cells += 1
        count.doubtful += not judged.sure
        count.wrong += judged.mark is not meant.mark
        count.unseen += judged.mark is not meant.mark and judged.sure


def _sheet(people: int, lessons: int) -> tuple[Grey, int, Layout]:
    layout = layout_for(people, lessons)
    code = SheetCode(
        centre=tag(UUID(int=1)),
        offering=tag(UUID(int=2)),
        lessons=tuple(tag(UUID(int=3 + at)) for at in range(lessons)),
        page=1,
        pages=1,
        rows=layout.rows,
        salt=0,
        people=tuple(tag(UUID(int=100 + at), 0) for at in range(people)),
    )
    paper = SignInPaper(
        title="Choir · sign-in sheet",
        language="en",
        facts=("Monday 23 November 2026 09:00–10:30", "Room 101 · 王丽华"),
        headings=("No.", "Name", "Phone ends in", "Signature"),
        lessons=("23 Nov",) * lessons,
        letters=("P", "L", "E"),
        how="Tick one box each: P present, L late, E excused.",
        pages=(SheetPage(layout, 1, (Line("张小明", "5521"),) * people, code_text(code)),),
        foot="",
    )
    return printed(render(paper))[0], people, layout
