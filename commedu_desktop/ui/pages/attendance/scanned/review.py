"""What a person decides about scanned sheets, before anything is written."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.services.scans import Scan, ScannedPage, SheetCell
from commedu_desktop.services.sheet_entry import EnterSheets, SheetMark

Place = tuple[int, int]
"""Number of a page and of one of its cells, from 0."""


class Review:
    """`here` is the cell that is looked at; doubtful ones wait until each is settled."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.marks: dict[Place, Mark | None] = {place: cell.mark for place, cell in self.cells()}
        self.doubtful: list[Place] = [place for place, cell in self.cells() if cell.doubt is not None]
        self.settled: set[Place] = set()
        self.here: Place | None = self.doubtful[0] if self.doubtful else None

    def cells(self) -> Iterator[tuple[Place, SheetCell]]:
        for number, page in enumerate(self.scan.pages):
            for at, cell in enumerate(page.cells):
                yield (number, at), cell

    def cell(self, place: Place) -> SheetCell:
        return self.scan.pages[place[0]].cells[place[1]]

    def page(self, place: Place) -> ScannedPage:
        return self.scan.pages[place[0]]

    @property
    def waiting(self) -> list[Place]:
        """Doubtful cells that nobody has settled."""
        return [place for place in self.doubtful if place not in self.settled]

    def settle(self, mark: Mark | None) -> None:
        """What the cell here means; goes on to the next doubtful one."""
        if self.here is None:
            return
        self.marks[self.here] = mark
        self.settled.add(self.here)
        if self.here in self.doubtful:
            self.here = self._next_waiting(self.doubtful.index(self.here))

    def step(self, by: int) -> None:
        """To the doubtful cell before or after."""
        if self.doubtful:
            at = self.doubtful.index(self.here) + by if self.here in self.doubtful else 0
            self.here = self.doubtful[at % len(self.doubtful)]

    def _next_waiting(self, after: int) -> Place | None:
        order = self.doubtful[after + 1 :] + self.doubtful[: after + 1]
        return next((place for place in order if place not in self.settled), None)

    def counted(self) -> Counter[Mark]:
        """How many of each mark would be entered."""
        return Counter(mark for mark in self.marks.values() if mark is not None)

    def closable(self) -> frozenset[UUID]:
        """Open lessons with at least one tick."""
        return frozenset(
            cell.lesson.id for place, cell in self.cells() if self.marks[place] is not None and not cell.lesson.closed
        )

    def request(self, *, close: bool) -> EnterSheets:
        """Everything that was ticked or settled."""
        marks = tuple(
            SheetMark(cell.lesson.id, cell.resident_id, mark)
            for place, cell in self.cells()
            if (mark := self.marks[place]) is not None
        )
        return EnterSheets(marks, self.closable() if close else frozenset())
