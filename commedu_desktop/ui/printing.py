"""Sends a PDF to a printer: each page rendered at the printer's own resolution."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import _
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.paper_view import rendered

if TYPE_CHECKING:
    from commedu_desktop.services.progress import Progress

MOST_DPI = 600
MOST_DOTS = 36_000_000
"""Of one page: A4 at 600 to the inch; larger paper, which is read from further away, gets fewer."""


@dataclass(frozen=True)
class Sent:
    """What went to the printer: `pages` of each copy, and the printer's name or the file."""

    pages: int
    copies: int
    where: str


def print_pdf(desk: Desk, pdf: bytes, title: str, parent: QWidget, done: Callable[[Sent], None]) -> None:
    """Ask for printer, pages and copies, then print on the worker; a printer in trouble is said in a sentence."""
    printer = printer_for(pdf, title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print {title}").format(title=title))
    dialog.setMinMax(1, page_count(pdf))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, False)
    if dialog.exec():
        send(desk, pdf, title, printer, done)


def send(desk: Desk, pdf: bytes, title: str, printer: QPrinter, done: Callable[[Sent], None]) -> None:
    """Print on the worker as the printer was set."""

    def well(sent: Sent) -> None:
        desk.toast(_("Sent to the printer: {title}").format(title=title))
        done(sent)

    desk.work(printing(pdf, printer, title), title=_("Printing {title}").format(title=title), done=well)


def page_count(pdf: bytes) -> int:
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


def printer_for(pdf: bytes, title: str) -> QPrinter:
    """The system's printer, set to the size and the direction of the first page."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    width, height = document.get_page_size(0)
    document.close()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Point))
    sideways = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(sideways)
    return printer


def printing(pdf: bytes, printer: QPrinter, title: str) -> "Callable[[Progress], Sent]":
    """Work for the desk: paints the chosen pages. Raises: Refused printer-gone."""

    def work(progress: "Progress") -> Sent:
        from pypdfium2 import PdfDocument

        document = PdfDocument(pdf)
        where = printer.outputFileName() or printer.printerName()
        gone = Refused("printer-gone", printer=where or _("of this computer"), title=title)
        pages = list(chosen_pages(printer, len(document)))
        painter = QPainter()
        if in_trouble(printer) or not painter.begin(printer):
            document.close()
            raise gone
        try:
            for number, page in enumerate(pages):
                progress(number, len(pages))
                if (number and not printer.newPage()) or in_trouble(printer):
                    raise gone
                _paint(painter, printer, document, page)
        except BaseException:
            printer.abort()
            raise
        finally:
            painter.end()
            document.close()
        if in_trouble(printer):
            raise gone
        each = len(set(pages))
        return Sent(each, max(printer.copyCount(), len(pages) // max(each, 1)), where)

    return work


def in_trouble(printer: QPrinter) -> bool:
    """Whether what is painted goes nowhere: the print system itself takes pages for a printer that is gone."""
    if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        return True
    native = printer.outputFormat() == QPrinter.OutputFormat.NativeFormat
    return native and printer.printerName() not in QPrinterInfo.availablePrinterNames()


def chosen_pages(printer: QPrinter, count: int) -> Iterator[int]:
    """Page numbers from 0, as chosen in the dialog; copies the printer cannot make itself are made here."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    for _copy in range(copies):
        yield from range(first - 1, min(last, count))


def _paint(painter: QPainter, printer: QPrinter, document: object, page: int) -> None:
    """A page that lies while the paper stands, or the other way round, is turned and keeps its size."""
    width, height = document.get_page_size(page)  # type: ignore[attr-defined]  # pypdfium2 has no types
    dpi = min(printer.resolution(), MOST_DPI, int(72 * sqrt(MOST_DOTS / (width * height))))
    image = rendered(document, page, dpi / 72)
    enlarged = printer.resolution() / dpi
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    if (image.width() > image.height()) != (paper.width() > paper.height()):
        image = image.transformed(QTransform().rotate(90))
    width, height = image.width() * enlarged, image.height() * enlarged
    shrink = min(1.0, paper.width() / width, paper.height() / height)
    painter.drawImage(QRectF(0, 0, width * shrink, height * shrink), image)
