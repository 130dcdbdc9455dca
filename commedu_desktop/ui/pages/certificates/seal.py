"""The centre's own seal and signature: a picture each, dragged to its place on a certificate."""

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from commedu_desktop.i18n import _, language
from commedu_desktop.services.certificate_making import Look
from commedu_desktop.services.certificate_papers import Sample, sample_certificate_pdf
from commedu_desktop.services.pictures import SCROLL_SHIFT, PlacePicture, kept_picture, place_picture, read_picture
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.certificates.look import DESIGNS
from commedu_desktop.ui.paper_view import rendered
from commedu_desktop.ui.theme import Look as Theme
from commedu_desktop.ui.widgets.basics import row, words
from commedu_desktop.ui.widgets.buttons import Button
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, NumberField

PAGE = (297.0, 210.0)
"""Millimetres of the certificate."""
_WIDEST = 120


_USUAL = {"seal": (245.0, 45.0, 38.0), "signature": (200.0, 42.0, 40.0)}
"""Where a picture stands and how wide it is until somebody has moved it."""


class SealPlace(QWidget):
    """A small certificate on which the picture is dragged; arrow keys move it by a millimetre.

    The other picture stands there too; `picked` says its kind when it is clicked.
    """

    moved = Signal()
    picked = Signal(str)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self.ground, self.picture, self.place = QImage(), QImage(), PlacePicture("seal", b"")
        self.other, self.other_picture = PlacePicture("signature", b""), QImage()
        self._grip = (0.0, 0.0)
        self.shift = (0.0, 0.0)
        """How far, in millimetres, the design that is shown moves pictures from where they are kept."""
        self.setMinimumSize(look.px(420), look.px(297))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Place of the picture on the certificate"))

    def show_picture(self, place: PlacePicture, other: PlacePicture | None = None) -> None:
        self.place, self.picture = place, QImage.fromData(place.content)
        if other is not None:
            self.other, self.other_picture = other, QImage.fromData(other.content)
        self.update()

    def show_ground(self, pdf: bytes) -> None:
        """The certificate under the picture."""
        from pypdfium2 import PdfDocument

        document = PdfDocument(pdf)
        self.ground = rendered(document, 0, 2.0).copy()
        document.close()
        self.update()

    def move_to(self, x: float, y: float) -> None:
        """Its middle in millimetres from the lower left corner, kept on the page."""
        x = min(max(x, 8.0 - self.shift[0]), PAGE[0] - 8)
        y = min(max(y, 8.0), PAGE[1] - 8 - self.shift[1])
        self.place = PlacePicture(self.place.kind, self.place.content, round(x, 1), round(y, 1), self.place.width)
        self.update()
        self.moved.emit()

    def widen(self, width: float) -> None:
        self.place = PlacePicture(self.place.kind, self.place.content, self.place.x, self.place.y, width)
        self.update()

    def _page(self) -> QRectF:
        scale = min(self.width() / PAGE[0], self.height() / PAGE[1])
        wide, high = PAGE[0] * scale, PAGE[1] * scale
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, page = QPainter(self), self._page()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        k = page.width() / PAGE[0]
        painter.fillRect(page, QColor("#FFFFFF"))
        if not self.ground.isNull():
            painter.drawImage(page, self.ground)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for place, picture in ((self.other, self.other_picture), (self.place, self.picture)):
            if not picture.isNull():
                painter.drawImage(self._target(page, k, place, picture), picture)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if self.hasFocus() or self.picture.isNull():
            painter.setPen(self._look.color("accent"))
            painter.drawRect(self._target(page, k, self.place, self.picture))

    def _target(self, page: QRectF, k: float, place: PlacePicture, picture: QImage) -> QRectF:
        side = place.width * k
        share = picture.height() / picture.width() if picture.width() else 1.0
        wide, high = (side, side * share) if share <= 1 else (side / share, side)
        x, y = place.x + self.shift[0], place.y + self.shift[1]
        middle = QPointF(page.left() + x * k, page.bottom() - y * k)
        return QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a picture where it is touched; a click beside both brings the chosen one there."""
        page, at = self._page(), event.position()
        k = page.width() / PAGE[0]
        mine = self._target(page, k, self.place, self.picture).contains(at)
        theirs = self._target(page, k, self.other, self.other_picture).contains(at)
        if theirs and not mine and not self.other_picture.isNull():
            self.picked.emit(self.other.kind)
            mine = True
        x, y = self._millimetres(at)
        self._grip = (self.place.x - x, self.place.y - y) if mine else (0.0, 0.0)
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._drag(event)

    def _drag(self, event: QMouseEvent) -> None:
        x, y = self._millimetres(event.position())
        self.move_to(x + self._grip[0], y + self._grip[1])

    def _millimetres(self, at: QPointF) -> tuple[float, float]:
        """A point of the widget as a place that is kept."""
        page = self._page()
        k = page.width() / PAGE[0]
        return (at.x() - page.left()) / k - self.shift[0], (page.bottom() - at.y()) / k - self.shift[1]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.move_to(self.place.x + step[0], self.place.y + step[1])


class SealDialog(FormDialog):
    """Choose the picture, drag it, say how wide it prints."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.look, parent, _("Seal and signature on certificates"))
        self.desk = desk
        self._kept = {
            kind: desk.read(kept_picture, kind) or PlacePicture(kind, b"", *at) for kind, at in _USUAL.items()
        }
        self._now = dict(self._kept)
        self.kind = ChoiceField(_("Picture"), [("seal", _("Seal")), ("signature", _("Signature"))])
        self.wide = NumberField(_("Width in millimetres"), 38, least=8, most=_WIDEST)
        self.design = ChoiceField(_("Shown on"), [(key, _(text)) for key, text in DESIGNS], "jade")
        self.add(self.kind, self.wide, self.design)
        self.place = SealPlace(desk.look)
        choose = Button(desk.look, _("Choose picture…"), icon="upload")
        remove = Button(desk.look, _("Remove picture"), icon="trash-2", kind="quiet")
        choose.clicked.connect(self.choose)
        remove.clicked.connect(self.remove)
        said = _("Your own picture; white paper around it becomes clear. Drag it, or move it with the arrow keys.")
        self.form.addWidget(words(said, "muted", wrap=True))
        self.form.addWidget(self.place, 1)
        self.form.addLayout(row(choose, remove, 1))
        self.kind.edited.connect(self.read)
        self.wide.edited.connect(self._widen)
        self.place.moved.connect(lambda: self._change(self.place.place))
        self.place.picked.connect(self._pick)
        self.resize(desk.look.px(640), desk.look.px(700))
        self.design.edited.connect(self.set_ground)
        self.read()
        self.set_ground()

    def set_ground(self) -> None:
        """The certificate in the design that is chosen."""
        office, today = self.desk.office, self.desk.wall_clock().date()
        sample = Sample(look=Look(language(), "", self.design.value))
        self.place.shift = SCROLL_SHIFT if self.design.value == "scroll" and language() == "zh_CN" else (0.0, 0.0)
        self.desk.work(
            lambda _progress: office.read(sample_certificate_pdf, today, sample), done=self.place.show_ground
        )

    def read(self) -> None:
        """Show the chosen picture as it was placed last, kept or not, with the other beside it."""
        mine = self.kind.value
        (other,) = (one for kind, one in self._now.items() if kind != mine)
        self.place.show_picture(self._now[mine], other)
        self.wide.value = int(self._now[mine].width)

    def _pick(self, kind: str) -> None:
        self.kind.value = kind
        self.read()

    def _widen(self) -> None:
        self.place.widen(float(min(self.wide.value or 38, _WIDEST)))
        self._change(self.place.place)

    def _change(self, place: PlacePicture) -> None:
        """Remember what was placed; the other picture keeps what was done to it."""
        self._now[place.kind] = place
        self.place.show_picture(place)
        self.touch()

    def choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose picture"), "", "PNG, JPEG (*.png *.jpg *.jpeg *.gif *.bmp *.tif *.tiff *.webp)"
        )
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Show a picture file."""
        self.desk.work(lambda _progress: read_picture(path), done=self._taken, refused=self.explain)

    def _taken(self, content: bytes) -> None:
        now = self.place.place
        self._change(PlacePicture(now.kind, content, now.x, now.y, now.width))

    def remove(self) -> None:
        now = self.place.place
        self._change(PlacePicture(now.kind, b"", now.x, now.y, now.width))

    def save(self) -> None:
        self._keep([place for kind, place in self._now.items() if place != self._kept[kind]])

    def _keep(self, changed: list[PlacePicture]) -> None:
        """One after the other; the dialog closes when all are kept."""
        if not changed:
            self.accept()
            return
        first, *others = changed
        self.desk.write(
            place_picture,
            first,
            done=lambda _none: self._keep(others),
            refused=self.explain,
            toast="" if others else _("The picture is on all certificates from now on."),
        )
