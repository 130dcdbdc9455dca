"""Sends a PDF to a printer: each page rendered at the printer's own resolution."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.paper_view import rendered

if TYPE_CHECKING:
    from commedu_desktop.services.progress import Progress

MOST_DPI = 600


def print_pdf(desk: Desk, pdf: bytes, title: str, parent: QWidget) -> None:
    """Ask for printer, pages and copies, then print on the worker."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    width, height = document.get_page_size(0)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Point))
    sideways = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(sideways)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print {title}").format(title=title))
    dialog.setMinMax(1, len(document))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, False)
    if dialog.exec():
        desk.work(
            printing(pdf, printer),
            title=_("Printing {title}").format(title=title),
            done=lambda _pages: desk.toast(_("Sent to the printer: {title}").format(title=title)),
        )


def printing(pdf: bytes, printer: QPrinter) -> "Callable[[Progress], int]":
    """Work for the desk: paints the chosen pages; returns how many."""

    def work(progress: "Progress") -> int:
        from pypdfium2 import PdfDocument

        document = PdfDocument(pdf)
        pages = list(chosen_pages(printer, len(document)))
        painter = QPainter()
        if not painter.begin(printer):
            raise OSError(f"{printer.printerName()} cannot be printed on")
        try:
            for number, page in enumerate(pages):
                progress(number, len(pages))
                if number:
                    printer.newPage()
                _paint(painter, printer, document, page)
        finally:
            painter.end()
        return len(pages)

    return work


def chosen_pages(printer: QPrinter, count: int) -> Iterator[int]:
    """Page numbers from 0, as chosen in the dialog; copies the printer cannot make itself are made here."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    for _copy in range(copies):
        yield from range(first - 1, min(last, count))


def _paint(painter: QPainter, printer: QPrinter, document: object, page: int) -> None:
    dpi = min(printer.resolution(), MOST_DPI)
    image = rendered(document, page, dpi / 72)
    enlarged = printer.resolution() / dpi
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    width, height = image.width() * enlarged, image.height() * enlarged
    shrink = min(1.0, paper.width() / width, paper.height() / height)
    painter.drawImage(QRectF(0, 0, width * shrink, height * shrink), image)
