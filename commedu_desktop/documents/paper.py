"""Paper: sizes, colours, and the pencil with which every printed paper is drawn.

Coordinates are points from the foot of the page's left edge. Identical calls make identical bytes; all fonts are
embedded. Text is drawn as glyphs and never as markup, so nothing that a user types has a meaning to the page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, BinaryIO, Literal

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from commedu_desktop.documents import qr
from commedu_desktop.documents.embedding import embed
from commedu_desktop.documents.glyphs import Glyphs, Run
from commedu_desktop.documents.streaming import StreamedDocument
from commedu_desktop.documents.typesetting import Block, Setting, balanced, fitted, width_of

rl_config.useA85 = 0  # streams as they are: a printer needs no letters instead of bytes

MM = 72 / 25.4
A5, A4, A3, A2 = (148 * MM, 210 * MM), (210 * MM, 297 * MM), (297 * MM, 420 * MM), (420 * MM, 594 * MM)
SIZES = {"A5": A5, "A4": A4, "A3": A3, "A2": A2}
MARGIN = 5 * MM
"""What no printer can reach: nothing but background may stand nearer to the edge."""

_REMEMBERED = 2000
_WHOLE = 0.6
"""The part of the wanted size to which a text shrinks before it is set in two lines."""

Colour = tuple[float, float, float]
Align = Literal["left", "centre", "right"]
Box = tuple[float, float, float, float]
"""x, y of the lower left corner, width, height."""


def colour(code: str) -> Colour:
    """From `#1F6F5C`, to three parts between 0 and 1."""
    return int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255


INK, SOFT, FAINT, WHITE = colour("#1D2420"), colour("#59625C"), colour("#B9C0BA"), (1.0, 1.0, 1.0)
GREEN, PALE, GOLD = colour("#1F6F5C"), colour("#E4F0EC"), colour("#A98435")


def lighter(ink: Colour, share: float = 0.16) -> Colour:
    """The same colour, that much nearer to white."""
    red, green, blue = (part + (1 - part) * share for part in ink)
    return red, green, blue


def landscape(size: tuple[float, float]) -> tuple[float, float]:
    return size[1], size[0]


class _Canvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas that does not bring a font of its own: an unembedded Helvetica otherwise stands in every file."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class Paper:
    """One PDF that is being drawn, into memory or into a binary file that its caller opened."""

    def __init__(
        self, size: tuple[float, float], title: str, language: str = "en", target: BinaryIO | None = None
    ) -> None:
        self.width, self.height = size
        self.glyphs = Glyphs()
        self._target = BytesIO()
        self._blocks: dict[tuple[str, Setting, float, float, bool], Block] = {}
        self._canvas = _Canvas(self._target, pagesize=size, pageCompression=1, invariant=1)
        self._canvas._doc = StreamedDocument(target or self._target, language.replace("_", "-"))
        self._canvas.setTitle(title.encode("utf-8", "replace").decode("utf-8"))
        self._canvas.setCreator("CommEdu Desktop")
        self._canvas.setProducer("CommEdu Desktop")
        self._code: list[str] = self._canvas._code

    def draw(self, operators: str) -> None:
        """Bare PDF operators."""
        self._code.append(operators)

    def text(self, x: float, y: float, text: str, setting: Setting, ink: Colour = INK, align: Align = "left") -> float:
        """One line with its base line at y; returns its width in points."""
        runs = self.glyphs.compose(text, setting.face)
        width = width_of(self.glyphs, text, setting)
        x -= {"left": 0.0, "centre": width / 2, "right": width}[align]
        shown = " ".join([_shown(run, setting.size) for run in runs])
        tracking = f"{setting.tracking:.3f} Tc " if setting.tracking else ""
        self._code.append(f"q BT {_rgb(ink)} rg {tracking}1 0 0 1 {x:.2f} {y:.2f} Tm {shown} ET Q")
        return width

    def upright(self, x: float, top: float, character: str, setting: Setting, ink: Colour = INK) -> None:
        """One character of a column: in the middle of x, hanging from `top`, in its form for columns."""
        run, right, up = self.glyphs.upright(character, setting.face)
        x, y = x + right * setting.size / 1000, top + up * setting.size / 1000
        self._code.append(f"q BT {_rgb(ink)} rg 1 0 0 1 {x:.2f} {y:.2f} Tm {_shown(run, setting.size)} ET Q")

    def block(self, x: float, top: float, block: Block, ink: Colour = INK, align: Align = "left") -> float:
        """Lines from `top` downwards, each aligned at x; returns the foot."""
        size = block.setting.size
        y = top - 0.95 * size
        for line in block.lines:
            self.text(x, y, line, block.setting, ink, align)
            y -= block.setting.leading * size
        return top - block.height

    def fit(
        self, box: Box, text: str, setting: Setting, ink: Colour = INK, align: Align = "left", middle: bool = True
    ) -> Block:
        """Text inside a box, smaller where it must be; in the middle of the height, or from the top."""
        return self._placed(box, self._fitted(text, setting, box[2], box[3], align == "centre"), ink, align, middle)

    def _placed(self, box: Box, block: Block, ink: Colour, align: Align, middle: bool = True) -> Block:
        x, y, width, height = box
        top = y + height - ((height - block.height) / 2 if middle else 0)
        self.block(x + {"left": 0.0, "centre": width / 2, "right": width}[align], top, block, ink, align)
        return block

    def fit_whole(self, box: Box, text: str, setting: Setting, ink: Colour = INK, align: Align = "left") -> Block:
        """A name or a title in a box: on one line where that makes it little smaller, else in even ones."""
        block = fitted(self.glyphs, text, setting, box[2], box[3], 1)
        if len(block.lines) > 1 or block.setting.size < _WHOLE * setting.size:
            block = balanced(self.glyphs, text, setting, box[2], box[3])
        return self._placed(box, block, ink, align)

    def spread(self, box: Box, texts: tuple[str, str, str], setting: Setting, ink: Colour = INK) -> None:
        """Three texts on one line, at the left, in the middle and at the right, none in another's way."""
        x, y, width, height = box
        wide = [width_of(self.glyphs, text, setting) for text in texts]
        gap = 2 * setting.size
        scale = min(1.0, (width - 2 * gap) / max(1.0, sum(wide)))
        left, middle, right = (one * scale + 0.5 for one in wide)
        self.fit((x, y, left, height), texts[0], setting, ink)
        self.fit((x + width - right, y, right, height), texts[2], setting, ink, "right")
        start = min(max(x + (width - middle) / 2, x + left + gap), x + width - right - gap - middle)
        self.fit((start, y, middle, height), texts[1], setting, ink, "centre")

    def _fitted(self, text: str, setting: Setting, width: float, height: float, even: bool) -> Block:
        """Remembered for a while: what is said on a thousand pages is often the same."""
        key = (text, setting, width, height, even)
        if key not in self._blocks:
            if len(self._blocks) > _REMEMBERED:
                self._blocks.clear()
            self._blocks[key] = (balanced if even else fitted)(self.glyphs, text, setting, width, height)
        return self._blocks[key]

    def line(
        self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.5, ink: Colour = INK, dash: str = ""
    ) -> None:
        dashed = f"[{dash}] 0 d " if dash else ""
        self._code.append(f"q {_rgb(ink)} RG {weight} w {dashed}{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S Q")

    def frame(self, box: Box, weight: float = 0.5, ink: Colour = INK) -> None:
        self._code.append(f"q {_rgb(ink)} RG {weight} w {_box(box)} re S Q")

    def fill(self, box: Box, ink: Colour) -> None:
        self._code.append(f"q {_rgb(ink)} rg {_box(box)} re f Q")

    def disc(self, x: float, y: float, radius: float, ink: Colour) -> None:
        self._canvas.saveState()
        self._canvas.setFillColorRGB(*ink)
        self._canvas.circle(x, y, radius, stroke=0, fill=1)
        self._canvas.restoreState()

    def qr(self, x: float, y: float, side: float, text: str, ink: Colour = INK) -> None:
        """A QR code; its quiet zone is the white around it."""
        self._code.append(f"q {_rgb(ink)} rg {qr.inline_mask(text, x, y, side)} Q")

    def image(self, picture: Any, box: Box) -> None:
        """A picture (Pillow image) inside a box, whole, in its proportions, transparent where it is."""
        from reportlab.lib.utils import ImageReader

        x, y, width, height = box
        scale = min(width / picture.width, height / picture.height)
        wide, high = picture.width * scale, picture.height * scale
        left, foot = x + (width - wide) / 2, y + (height - high) / 2
        self._canvas.drawImage(ImageReader(picture), left, foot, wide, high, mask="auto")

    @contextmanager
    def turned(self, x: float, y: float, degrees: float) -> Iterator[None]:
        """Draw with (x, y) as the origin and the page turned to the left."""
        self._canvas.saveState()
        self._canvas.translate(x, y)
        self._canvas.rotate(degrees)
        yield
        self._canvas.restoreState()

    @contextmanager
    def clipped(self, box: Box) -> Iterator[None]:
        """Draw what shows only inside a box."""
        self._code.append(f"q {_box(box)} re W n")
        yield
        self._code.append("Q")

    @contextmanager
    def form(self, name: str, size: tuple[float, float] | None = None) -> Iterator[None]:
        """Draw something once, for `stamp`; where it is larger than the page, in its own size."""
        page = self.width, self.height
        self.width, self.height = size or page
        self._canvas.beginForm(name, 0, 0, self.width, self.height)
        self._code = self._canvas._code
        yield
        self._canvas.endForm()
        self._code = self._canvas._code
        self.width, self.height = page

    def stamp(self, name: str, ink: bool = False) -> None:
        """The drawing of `form(name)`, on this page; as ink it lets show through what is below."""
        self._canvas.saveState()
        if ink:
            self._canvas.setBlendMode("Multiply")
        self._canvas.doForm(name)
        self._canvas.restoreState()

    def next_page(self, size: tuple[float, float] | None = None) -> None:
        """Go on to the next page, of another size where one is given."""
        self._canvas.showPage()
        if size is not None:
            self._canvas.setPageSize(size)
            self.width, self.height = size
        self._code = self._canvas._code

    def close(self) -> None:
        """Write the rest of the file. The last page ends here if it holds anything."""
        for font in self.glyphs.fonts.values():
            embed(self._canvas._doc, font)
        self._canvas.save()

    def finish(self) -> bytes:
        """The whole file, where it was drawn into memory."""
        self.close()
        return self._target.getvalue()


def _rgb(ink: Colour) -> str:
    return f"{ink[0]:.3f} {ink[1]:.3f} {ink[2]:.3f}"


def _box(box: Box) -> str:
    return " ".join([f"{value:.2f}" for value in box])


def _shown(run: Run, size: float) -> str:
    shows = run.shows
    if "{" in shows:
        parts = [part.partition("}") for part in shows.split("{")]
        shows = parts[0][0] + "".join(f"{int(rise) * size / 1000:.2f}{rest}" for rise, _, rest in parts[1:])
    return f"/{run.font} {size:.2f} Tf {shows}"
