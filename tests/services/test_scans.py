"""Sign-in sheets on paper and back: printed, filled in by hand, spoiled, read, compared, entered, undone."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.domain.sheets import CHOICES, layout_for
from commedu_desktop.sentences import sentence
from commedu_desktop.services.attendance import MarkAttendance, class_grid, close_lesson, mark_attendance
from commedu_desktop.services.merging import MergeResidents, merge_residents
from commedu_desktop.services.office import Office
from commedu_desktop.services.progress import silent
from commedu_desktop.services.scans import Doubt, Scan, read_scans
from commedu_desktop.services.sheet_entry import EnterSheets, SheetMark, enter_sheets
from commedu_desktop.services.sheets import sign_in_pdf
from commedu_desktop.store.tables import Branch, Lesson, Resident
from tests.makers import Maker
from tests.pens import Filled, Grey, fill_in, photographed, printed, scanned

P, L, E, A = Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT
FIRST = datetime(2026, 11, 23, 8, 0)


class Paper:
    """A choir, its printed sheets, a pen and a scanner."""

    def __init__(
        self, office: Office, make: Maker, folder: Path, people: int = 5, lessons: int = 1, title: str = "Choir"
    ) -> None:
        self.office, self.make, self.folder, self.count = office, make, folder, lessons
        self.offering = make.new_offering(title=title)
        self.lessons: list[Lesson] = [
            make.new_lesson(self.offering, FIRST - timedelta(days=7 * back)) for back in reversed(range(lessons))
        ]
        self.people: list[Resident] = [
            make.new_resident(f"N{number:02}", pinyin=f"n{number:02}") for number in range(people)
        ]
        for person in self.people:
            make.enrol(self.offering, person)

    def print(self) -> list[Grey]:
        return printed(self.office.read(sign_in_pdf, self.lessons[0].id, "en", self.count))

    def tick(self, page: Grey, *marks: Mark | None, lesson: int = 0) -> Grey:
        """Cross the boxes of the first people in ink."""
        layout, scale = layout_for(len(self.people) + 4, self.count), 200 / 25.4
        for row, mark in enumerate(marks):
            if mark is not None:
                box = layout.boxes(row, lesson)[CHOICES.index(mark)]
                a, b = (box.left + 0.6, box.top + 0.6), (box.left + 3.6, box.top + 3.6)
                ends = [(round(x * scale), round(y * scale)) for x, y in (a, b, (a[0], b[1]), (b[0], a[1]))]
                cv2.line(page, ends[0], ends[1], 40, 5)
                cv2.line(page, ends[2], ends[3], 40, 5)
        return page

    def save(self, page: Grey, name: str = "scan.png") -> Path:
        path = self.folder / name
        Image.fromarray(page).save(path)
        return path

    def read(self, *paths: Path) -> Scan:
        return read_scans(self.office, paths, silent)

    def enter(self, scan: Scan, close: bool = False) -> Any:
        cells = [cell for page in scan.pages for cell in page.cells]
        marks = tuple(SheetMark(one.lesson.id, one.resident_id, one.mark) for one in cells if one.mark)
        lessons = frozenset(one.lesson.id for one in cells) if close else frozenset()
        return self.office.write(enter_sheets, EnterSheets(marks, lessons), actor="Wang")

    def marks(self) -> list[tuple[Mark | None, ...]]:
        return [row.marks for row in self.office.read(class_grid, self.offering.id).rows]


@pytest.fixture
def paper(office: Office, make: Maker, tmp_path: Path) -> Paper:
    return Paper(office, make, tmp_path)


def said(scan: Scan) -> list[str]:
    return [remark.about.code for remark in scan.remarks]


def test_ticks_on_paper_become_marks_in_one_write_that_one_undo_takes_back(paper: Paper) -> None:
    scan = paper.read(paper.save(paper.tick(paper.print()[0], P, L, E, None, P)))
    assert [cell.mark for cell in scan.pages[0].cells] == [P, L, E, None, P]
    assert not scan.doubtful
    assert not scan.remarks
    assert paper.marks() == [(None,)] * 5
    entered = paper.enter(scan, close=True)
    assert (entered.written, entered.closed, entered.absent) == (4, 1, 1)
    assert paper.marks() == [(P,), (L,), (E,), (A,), (P,)]
    paper.office.undo(actor="Wang")
    assert paper.marks() == [(None,)] * 5


def test_a_sheet_of_several_lessons_marks_each(office: Office, make: Maker, tmp_path: Path) -> None:
    paper = Paper(office, make, tmp_path, people=3, lessons=3)
    page = paper.print()[0]
    for lesson, marks in enumerate([(P, P, L), (E, P, None), (None, None, P)]):
        paper.tick(page, *marks, lesson=lesson)
    paper.enter(paper.read(paper.save(page)))
    assert paper.marks() == [(P, E, None), (P, P, None), (L, None, P)]


@pytest.mark.parametrize("spoil", [scanned, photographed])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_spoiled_page_is_read_without_a_wrong_mark(
    office: Office, make: Maker, tmp_path: Path, spoil: Callable[[Grey, Any], bytes], seed: int
) -> None:
    paper, random = Paper(office, make, tmp_path, people=26, lessons=6), np.random.default_rng(seed)
    page = paper.print()[0]
    filled: Sequence[Filled] = fill_in(page, layout_for(26, 6), 26, random)
    path = tmp_path / "photo.jpg"
    path.write_bytes(spoil(page, random))
    scan = paper.read(path)
    cells = {(cell.row, cell.lesson.starts): cell for cell in scan.pages[0].cells}
    read = [(cells[one.row, paper.lessons[one.lesson].starts], one) for one in filled]
    assert [(cell.mark, one) for cell, one in read if cell.mark is not one.mark and cell.doubt is None] == []
    assert sum(cell.mark is one.mark for cell, one in read) >= 0.99 * len(read)
    assert len(scan.doubtful) <= 0.05 * len(read)


def test_a_pdf_of_several_pages_and_a_folder_are_read_whole(office: Office, make: Maker, tmp_path: Path) -> None:
    paper = Paper(office, make, tmp_path, people=50)
    pages = [Image.fromarray(page) for page in paper.print()]
    assert len(pages) == 2
    pages[0].save(tmp_path / "both.pdf", save_all=True, append_images=pages[1:])
    scan = paper.read(tmp_path)
    assert [page.page for page in scan.pages] == [1, 2]
    assert sum(len(page.cells) for page in scan.pages) == 50
    assert said(scan) == []


def test_an_old_sheet_is_read_right_after_people_came_left_and_were_merged(paper: Paper, office: Office) -> None:
    page = paper.tick(paper.print()[0], P, L, P, E, P)
    newcomer = paper.make.new_resident("A00", pinyin="a00")
    paper.make.enrol(paper.offering, newcomer)
    double = paper.make.new_resident("N04 double")
    office.write(merge_residents, MergeResidents(double.id, paper.people[4].id), actor="Wang")
    paper.enter(paper.read(paper.save(page)))
    grid = office.read(class_grid, paper.offering.id)
    assert {row.name: row.marks[0] for row in grid.rows} == {
        "A00": None, "N00": P, "N01": L, "N02": P, "N03": E, "N04 double": P
    }  # fmt: skip


def test_an_upside_down_page_is_turned(paper: Paper) -> None:
    page = paper.tick(paper.print()[0], P, L)
    scan = paper.read(paper.save(np.ascontiguousarray(page[::-1, ::-1])))
    assert [cell.mark for cell in scan.pages[0].cells[:2]] == [P, L]
    assert said(scan) == ["sheet-turned"]


def test_a_page_scanned_twice_counts_once_and_differences_are_asked(paper: Paper) -> None:
    page = paper.tick(paper.print()[0], P, L)
    first = paper.save(page.copy(), "a.png")
    scan = paper.read(first, paper.save(paper.tick(page, None, None, E), "b.png"))
    assert len(scan.pages) == 1
    assert said(scan) == ["sheet-twice"]
    assert [(cell.mark, cell.doubt) for cell in scan.doubtful] == [(E, Doubt.TWICE)]
    assert "differently" in sentence(scan.remarks[0].about)
    again = paper.read(first, first)
    assert not again.doubtful
    assert "the same" in sentence(again.remarks[0].about)


def test_reading_the_same_sheet_again_another_day_changes_nothing(paper: Paper) -> None:
    path = paper.save(paper.tick(paper.print()[0], P, L, E))
    paper.enter(paper.read(path), close=True)
    entered = paper.enter(paper.read(path))
    assert (entered.written, entered.unchanged) == (0, 3)


def test_what_is_marked_otherwise_is_asked_and_what_closing_made_is_corrected(paper: Paper, office: Office) -> None:
    path = paper.save(paper.tick(paper.print()[0], P, P))
    excused = MarkAttendance(paper.lessons[0].id, paper.people[0].id, E)
    office.write(mark_attendance, excused, actor="Wang")
    office.write(close_lesson, paper.lessons[0].id, actor="Wang")
    scan = paper.read(path)
    assert [(cell.name, cell.before, cell.doubt) for cell in scan.doubtful] == [("N00", E, Doubt.DIFFERS)]
    assert said(scan) == ["sheet-lesson-closed"]
    paper.enter(scan)
    assert paper.marks() == [(P,), (P,), (A,), (A,), (A,)]


def test_a_sheet_of_another_centre_is_left_out(paper: Paper, office: Office) -> None:
    path = paper.save(paper.tick(paper.print()[0], P))
    paper.make.office.write(_other_centre, paper.make.branch.id, actor="Wang")
    scan = paper.read(path)
    assert (scan.pages, said(scan)) == ((), ["sheet-other-centre"])


def _other_centre(session: Any, branch_id: Any) -> None:
    """The same rows under another root."""
    root = Branch(code="B99", name="Another centre")
    session.add(root)
    session.flush()
    session.get_one(Branch, branch_id).parent_id = root.id


def test_half_a_sheet_is_refused(paper: Paper) -> None:
    page = paper.print()[0]
    upper = paper.save(np.ascontiguousarray(page[: page.shape[0] // 2]), "upper.png")
    lower = paper.save(np.ascontiguousarray(page[page.shape[0] // 2 :]), "lower.png")
    left = paper.save(np.ascontiguousarray(page[:, : page.shape[1] // 2]), "left.png")
    right = paper.save(np.ascontiguousarray(page[:, page.shape[1] // 3 :]), "right.png")
    scan = paper.read(upper, lower, left, right)
    assert (scan.pages, said(scan)) == ((), ["sheet-cut", "sheet-no-code", "sheet-no-code", "sheet-cut"])


def test_pages_of_two_classes_go_each_to_its_own(paper: Paper, office: Office, tmp_path: Path) -> None:
    other = Paper(office, paper.make, tmp_path, people=2, title="Dance")
    a = paper.save(paper.tick(paper.print()[0], P), "a.png")
    b = other.save(other.tick(other.print()[0], None, L), "b.png")
    scan = paper.read(a, b)
    assert said(scan) == ["sheet-classes-mixed"]
    paper.enter(scan)
    assert paper.marks()[0] == (P,)
    assert other.marks() == [(None,), (L,)]


def test_a_missing_page_is_named(office: Office, make: Maker, tmp_path: Path) -> None:
    paper = Paper(office, make, tmp_path, people=50)
    scan = paper.read(paper.save(paper.print()[1]))
    assert [sentence(remark.about) for remark in scan.remarks] == [
        "Of the 2 pages of Choir, these are not among the scans: 1."
    ]


def test_writing_on_free_lines_is_noticed(paper: Paper) -> None:
    page = paper.print()[0]
    name = layout_for(9, 1).columns[0].name
    row = (round((name.left + 6) * 200 / 25.4), round((name.top + name.height * 6.6) * 200 / 25.4))
    cv2.putText(page, "Li Hua", row, cv2.FONT_HERSHEY_SIMPLEX, 1.2, 60, 3)
    assert said(paper.read(paper.save(page))) == ["sheet-free-lines"]


def test_bad_files_are_each_told_apart(paper: Paper, tmp_path: Path) -> None:
    good = paper.save(paper.tick(paper.print()[0], P), "good.png")
    files = {
        "empty.jpg": b"",
        "text.jpg": b"this is no picture",
        "broken.png": good.read_bytes()[:3000],
        "broken.pdf": b"%PDF-1.7\nrubbish",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    Image.new("L", (13_500, 13_000)).save(tmp_path / "huge.png")
    Image.new("L", (900, 1200), 255).save(tmp_path / "white.png")
    paths = [tmp_path / name for name in (*files, "huge.png", "white.png", "gone.jpg")]
    scan = paper.read(*paths, good)
    assert said(scan) == [
        "scan-empty", "scan-unreadable", "scan-unreadable", "scan-unreadable", "scan-too-large", "sheet-no-code",
        "scan-unreadable",
    ]  # fmt: skip
    assert len(scan.pages) == 1


def test_no_file_at_all_is_refused(paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    with pytest.raises(Refused) as refusal:
        paper.read(tmp_path / "inside")
    assert refusal.value.code == "scan-nothing"


def test_a_cancelled_lesson_and_those_who_left_take_no_mark(office: Office, make: Maker, tmp_path: Path) -> None:
    paper = Paper(office, make, tmp_path, people=3, lessons=2)
    page = paper.print()[0]
    for lesson in (0, 1):
        paper.tick(page, P, P, P, lesson=lesson)
    office.write(_cancel, paper.lessons[0].id, actor="Wang")
    scan = paper.read(paper.save(page))
    assert said(scan) == ["sheet-lesson-cancelled"]
    paper.enter(scan)
    assert paper.marks() == [(None, P)] * 3


def _cancel(session: Any, lesson_id: Any) -> None:
    session.get_one(Lesson, lesson_id).status = LessonStatus.CANCELLED


def test_nothing_ticked_is_nothing_to_enter(paper: Paper) -> None:
    with pytest.raises(Refused) as refusal:
        paper.enter(paper.read(paper.save(paper.print()[0])))
    assert refusal.value.code == "sheet-nothing"
