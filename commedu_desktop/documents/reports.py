"""Returns and reports as an authority expects them: centred title, unit and period line, full grid, signature line."""

from collections.abc import Callable
from dataclasses import dataclass

from commedu_desktop.documents.charts import draw_chart
from commedu_desktop.documents.fonts import Face
from commedu_desktop.documents.grid import Grid, Heading, Headings, Table
from commedu_desktop.documents.paper import A4, INK, MM, SOFT, Align, Paper, landscape
from commedu_desktop.documents.typesetting import Setting, balanced, fitted, wrap
from commedu_desktop.domain.charts import Drawing, Frame

__all__ = ["Heading", "ReturnPaper", "ReturnSection", "render"]


@dataclass(frozen=True)
class ReturnSection:
    """One table of a return, in ready words.

    `unit_line` stands left, in the middle and right above the grid; `signatures` are spread over a line below it.
    With `total`, the last row is set as the total. `paragraphs` are text before the grid; a section without columns
    is text only. A `chart` is drawn between them. `upright` asks for a page of that orientation; None takes
    the page as it is.
    """

    title: str
    unit_line: tuple[str, str, str] = ("", "", "")
    heading_rows: Headings = ()
    rows: tuple[tuple[str, ...], ...] = ()
    aligns: tuple[Align, ...] = ()
    total: bool = False
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()
    paragraphs: tuple[str, ...] = ()
    chart: Callable[[Frame], Drawing] | None = None
    upright: bool | None = None


@dataclass(frozen=True)
class ReturnPaper:
    """One PDF of one or several sections, one after another."""

    title: str
    language: str
    sections: tuple[ReturnSection, ...]
    landscape: bool = True


_SIDE, _TOP, _FOOT = 16 * MM, 16 * MM, 16 * MM
_CHART, _CHART_TEXT = 190.0, 8.5
_UNIT = Setting(Face.SANS, 10.5)
_NOTE = Setting(Face.SANS, 8.5, 1.5)
_TEXT = Setting(Face.SONG, 11, 1.7)


def render(paper: ReturnPaper) -> bytes:
    """A4, landscape or portrait; a grid that is longer than its page goes on with its headings on the next."""
    upright = paper.sections[0].upright if paper.sections else False
    size = A4 if upright or not paper.landscape else landscape(A4)
    page = _Page(Paper(size, paper.title, paper.language))
    for at, section in enumerate(paper.sections):
        page.section(section, first=at == 0)
    page.number()
    return page.paper.finish()


class _Page:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self._y = paper.height - _TOP
        self._count = 1

    @property
    def _width(self) -> float:
        return self.paper.width - 2 * _SIDE

    def number(self) -> None:
        shown = f"\u2014 {self._count} \u2014"
        self.paper.text(self.paper.width / 2, 9 * MM, shown, Setting(Face.SANS, 8), SOFT, "centre")

    def section(self, section: ReturnSection, *, first: bool) -> None:
        title = Setting(Face.TITLE, 20 if first else 14, 1.3)
        if not first and section.upright not in (None, self.paper.height > self.paper.width):
            self._turn(A4 if section.upright else landscape(A4))
            first_here = True
        else:
            first_here = first
        grid = self._grid(section)
        drawing = section.chart(Frame(self._width, _CHART, _CHART_TEXT)) if section.chart else None
        needed = (110 if section.paragraphs or any(section.unit_line) else 50) + self._whole(grid)
        if drawing:
            needed = 60 + drawing.height
        if not first_here:
            self._y -= 22
            self._make_room(needed)
        self._block(section.title, title, centred=True)
        self._unit_line(section.unit_line)
        for paragraph in section.paragraphs:
            self._paragraph(paragraph)
        if drawing:
            draw_chart(self.paper, _SIDE, self._y - 4, drawing)
            self._y -= drawing.height + 14
        if grid:
            self._table(grid, len(section.rows))
        for note in section.notes:
            self._make_room(16)
            self._block(note, _NOTE, ink=SOFT, gap=2)
        self._signatures(section.signatures)

    def _whole(self, grid: Grid | None) -> float:
        """What a table needs to be begun: all of it where a page holds it."""
        height = grid.height() if grid else 0
        return height if height < self.paper.height - _TOP - _FOOT - 60 else 160

    def _grid(self, section: ReturnSection) -> Grid | None:
        if not section.aligns:
            return None
        table = Table(section.heading_rows, section.rows, section.aligns, section.total, section.shares)
        return Grid(self.paper, table, _SIDE, self._width)

    def _make_room(self, height: float) -> None:
        if self._y - height < _FOOT:
            self._turn()

    def _turn(self, size: tuple[float, float] | None = None) -> None:
        self.number()
        self.paper.next_page(size)
        self._count += 1
        self._y = self.paper.height - _TOP

    def _block(
        self,
        text: str,
        setting: Setting,
        *,
        centred: bool = False,
        gap: float = 8,
        ink: tuple[float, float, float] = INK,
    ) -> None:
        if not text:
            return
        block = (balanced if centred else fitted)(self.paper.glyphs, text, setting, self._width)
        x = self.paper.width / 2 if centred else _SIDE
        self._y = self.paper.block(x, self._y, block, ink, "centre" if centred else "left") - gap

    def _paragraph(self, text: str) -> None:
        """Text that may go on on the next page, line by line."""
        for line in wrap(self.paper.glyphs, text, _TEXT, self._width):
            self._make_room(_TEXT.size * _TEXT.leading)
            self.paper.text(_SIDE, self._y - _TEXT.size, line, _TEXT)
            self._y -= _TEXT.size * _TEXT.leading
        self._y -= 5

    def _unit_line(self, texts: tuple[str, str, str]) -> None:
        if not any(texts):
            return
        self.paper.spread((_SIDE, self._y - 15, self._width, 15), texts, _UNIT)
        self._y -= 20

    def _table(self, grid: Grid, count: int) -> None:
        done, self._y = grid.draw(self._y, _FOOT)
        while done < count:
            self._turn()
            done, self._y = grid.draw(self._y, _FOOT, done)
        self._y -= 8

    def _signatures(self, signatures: tuple[str, ...]) -> None:
        if not signatures:
            return
        self._make_room(44)
        self._y -= 34
        wide = self._width / len(signatures)
        for at, text in enumerate(signatures):
            self.paper.fit((_SIDE + at * wide, self._y, wide, 16), text, _UNIT)
        self._y -= 6
