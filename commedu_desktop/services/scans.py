"""Scanned sign-in sheets: read, compared with what is marked already, and entered after a person has looked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.sheet_marks import Ink, Judged, judge, usual_ink
from commedu_desktop.domain.sheets import CHOICES, SheetCode
from commedu_desktop.services.office import Office
from commedu_desktop.services.progress import Progress
from commedu_desktop.services.scan_matching import Doubt, Sheet, differs, sheet_of
from commedu_desktop.store.queries.attendance import LessonState

if TYPE_CHECKING:
    from commedu_desktop.exchange.sheets import PageReading

__all__ = ["Doubt", "Remark", "Scan", "ScannedPage", "SheetCell", "endings", "files_in", "read_scans"]


@dataclass(frozen=True)
class SheetCell:
    """One person in one lesson. `mark` is what the paper seems to say (None: no tick), `before` what is marked already.

    `place` is the cell on the page in millimetres: left, top, width, height.
    """

    row: int
    lesson: LessonState
    resident_id: UUID
    name: str
    card: str
    mark: Mark | None
    before: Mark | None
    doubt: Doubt | None
    place: tuple[float, ...]

    @property
    def changes(self) -> bool:
        """Whether entering it would write anything; a cell without a tick says nothing."""
        return self.mark is not None and self.mark is not self.before


@dataclass(frozen=True)
class Remark:
    """Something to know about a file or one of its pages (counted from 1): why it was left out, or what is missing."""

    file: str
    page: int
    about: Refused
    left_out: bool = False


@dataclass(frozen=True)
class ScannedPage:
    """A page that was understood. `picture` is a JPEG of `dots` dots a millimetre, straight and upright."""

    file: str
    number: int
    title: str
    page: int
    pages: int
    picture: bytes
    dots: int
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True)
class Scan:
    """Everything that was read from some files, in their order."""

    pages: tuple[ScannedPage, ...]
    remarks: tuple[Remark, ...]

    @property
    def doubtful(self) -> list[SheetCell]:
        return [cell for page in self.pages for cell in page.cells if cell.doubt is not None]


@dataclass(frozen=True)
class _Read:
    """A page as the reader gives it, with where it came from."""

    file: str
    number: int
    reading: "PageReading"


def endings() -> tuple[str, ...]:
    """Of the files that can be read."""
    from commedu_desktop.exchange.sheet_files import ENDINGS

    return ENDINGS


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Files as they are, folders as the readable files in them by name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.iterdir(), key=lambda one: one.name)
            found += [one for one in inside if one.suffix.lower() in endings()]
        else:
            found.append(path)
    return found


def read_scans(office: Office, paths: Sequence[Path], progress: Progress) -> Scan:
    """Read files and compare them with the centre's classes. Nothing is written.

    Raises: Refused scan-nothing when there is no file; Cancelled.
    """
    files = files_in(paths)
    if not files:
        raise Refused("scan-nothing")
    read: list[_Read] = []
    remarks: list[Remark] = []
    for done, path in enumerate(files):
        progress(done, len(files))
        _read_file(path, read, remarks)
    return office.read(_matched, read, remarks)


def _read_file(path: Path, read: list[_Read], remarks: list[Remark]) -> None:
    from commedu_desktop.exchange.sheet_files import pages
    from commedu_desktop.exchange.sheets import read_page

    number = 0
    try:
        for number, grey in enumerate(pages(path.name, _content(path)), 1):
            try:
                read.append(_Read(path.name, number, read_page(grey)))
            except Refused as refusal:
                remarks.append(Remark(path.name, number, refusal, left_out=True))
    except Refused as refusal:
        remarks.append(Remark(path.name, number + 1, refusal, left_out=True))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Refused("scan-unreadable", file=path.name) from None


def _matched(session: Session, read: Sequence[_Read], remarks: Sequence[Remark]) -> Scan:
    pages: list[ScannedPage] = []
    found = list(remarks)
    seen: dict[SheetCode, int] = {}
    for one in read:
        try:
            sheet = sheet_of(session, one.reading.code)
        except Refused as refusal:
            found.append(Remark(one.file, one.number, refusal, left_out=True))
            continue
        page = _page(one, sheet)
        found += [Remark(one.file, one.number, about) for about in (*sheet.remarks, *_about(one, sheet))]
        if one.reading.code in seen:
            at = seen[one.reading.code]
            pages[at], twice = _together(pages[at], page)
            found.append(Remark(one.file, one.number, twice))
        else:
            seen[one.reading.code] = len(pages)
            pages.append(page)
    return Scan(tuple(pages), _once(found + _missing(seen, pages) + _mixed(pages)))


def _once(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """What holds for every page of a sheet is said once; each page that was left out is named."""
    told = {(str(one.about), (one.file, one.page) if one.left_out else None): one for one in reversed(remarks)}
    return tuple(reversed(told.values()))


def _page(one: _Read, sheet: Sheet) -> ScannedPage:
    from commedu_desktop.exchange.sheet_boxes import DOTS

    code, boxes = one.reading.code, one.reading.boxes
    many = len(CHOICES)
    inks = [[Ink(box.ink, box.full) for box in boxes[at : at + many]] for at in range(0, len(boxes), many)]
    usual = usual_ink(inks)
    cells = [_cell(code, sheet, at, judge(ink, usual)) for at, ink in enumerate(inks)]
    known = tuple(cell for cell in cells if cell is not None)
    return ScannedPage(one.file, one.number, sheet.title, code.page, code.pages, one.reading.picture, DOTS, known)


def _cell(code: SheetCode, sheet: Sheet, at: int, judged: Judged) -> SheetCell | None:
    """One of the page's cells; None where nobody stands or no mark is taken."""
    row, lesson_at = divmod(at, len(code.lessons))
    person, lesson = sheet.people[row], sheet.lessons[lesson_at]
    if person is None or lesson is None or not person.learns(lesson.starts.date()):
        return None
    before = sheet.marks.get((lesson.id, person.resident_id))
    doubt = None if judged.sure else Doubt.UNCLEAR
    if doubt is None and differs(lesson, judged.mark, before):
        doubt = Doubt.DIFFERS
    place = tuple(code.layout.cell(row, lesson_at))
    return SheetCell(row, lesson, person.resident_id, person.name, person.card, judged.mark, before, doubt, place)


def _about(one: _Read, sheet: Sheet) -> list[Refused]:
    """What the page itself gives cause to say."""
    found = []
    if one.reading.turned:
        found.append(Refused("sheet-turned", title=sheet.title, page=one.reading.code.page))
    if one.reading.written:
        found.append(Refused("sheet-free-lines", title=sheet.title, count=one.reading.written))
    return found


def _together(first: ScannedPage, second: ScannedPage) -> tuple[ScannedPage, Refused]:
    """One page of two scans of it: what they read differently is doubtful."""
    other = {_key(cell): cell for cell in second.cells}
    differing = {key for cell in first.cells if (key := _key(cell)) in other and other[key].mark is not cell.mark}
    cells = [_doubted(cell, other[_key(cell)]) if _key(cell) in differing else cell for cell in first.cells]
    facts = {"title": first.title, "page": first.page, "count": len(differing)}
    return replace(first, cells=tuple(cells)), Refused("sheet-twice", **facts)


def _key(cell: SheetCell) -> tuple[int, UUID]:
    return cell.row, cell.lesson.id


def _doubted(cell: SheetCell, again: SheetCell) -> SheetCell:
    return replace(cell, doubt=Doubt.TWICE, mark=cell.mark or again.mark)


def _missing(seen: dict[SheetCode, int], pages: Sequence[ScannedPage]) -> list[Remark]:
    """Pages of a sheet that are not among the scans."""
    there: dict[tuple[bytes, tuple[bytes, ...]], tuple[ScannedPage, set[int]]] = {}
    for code, at in seen.items():
        _page, numbers = there.setdefault((code.offering, code.lessons), (pages[at], set()))
        numbers.add(code.page)
    found = []
    for page, numbers in there.values():
        absent = [number for number in range(1, page.pages + 1) if number not in numbers]
        if absent:
            facts = {"title": page.title, "absent": absent, "pages": page.pages}
            found.append(Remark(page.file, page.number, Refused("sheet-page-missing", **facts)))
    return found


def _mixed(pages: Sequence[ScannedPage]) -> list[Remark]:
    """Several classes in one stack are read each for itself, and said."""
    titles = list(dict.fromkeys(page.title for page in pages))
    if len(titles) < 2:
        return []
    return [Remark(pages[0].file, pages[0].number, Refused("sheet-classes-mixed", titles=titles))]
