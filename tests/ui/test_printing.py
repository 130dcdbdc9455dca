"""Printing: all pages or some, in the printer's resolution; a printer that vanishes is said and nothing is lost."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from commedu_desktop.documents.paper import A4, Paper, landscape
from commedu_desktop.documents.typesetting import Setting
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.fees import Method
from commedu_desktop.services.centre_papers import banner_pdf
from commedu_desktop.services.fees import PayFees, pay_fees
from commedu_desktop.services.printed_again import RECEIPTS, recipe
from commedu_desktop.services.prints import KeepPrint, keep_print, kept_pdf, prints
from commedu_desktop.services.progress import silent
from commedu_desktop.ui import printing
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.paper_view import rendered
from commedu_desktop.ui.papers import CountedPreview
from commedu_desktop.ui.preview import Preview
from commedu_desktop.ui.printing import Sent, printer_for, send
from commedu_desktop.ui.prints import PrintsDialog
from tests.makers import Maker

WORDS = "终身学习"


@pytest.fixture
def pdf() -> bytes:
    return banner_pdf(WORDS, "zh_CN")


def into(path: Path, pdf: bytes, first: int = 0, last: int = 0) -> QPrinter:
    printer = printer_for(pdf, "Banner")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(100)
    if first:
        printer.setFromTo(first, last)
    return printer


def test_what_comes_out_of_the_printer_is_what_the_preview_showed(qapp: object, pdf: bytes, tmp_path: Path) -> None:
    sent = printing.printing(pdf, into(tmp_path / "out.pdf", pdf), "Banner")(silent)
    assert sent == Sent(len(WORDS), 1, str(tmp_path / "out.pdf"))
    shown, printed = PdfDocument(pdf), PdfDocument(tmp_path / "out.pdf")
    assert len(printed) == len(WORDS)
    for page in range(len(WORDS)):
        wanted, got = rendered(shown, page, 0.5), rendered(printed, page, 0.5)
        assert abs(wanted.width() - got.width()) <= 1
        assert abs(dark(wanted) - dark(got)) < 0.02 * wanted.width() * wanted.height()
    shown.close()
    printed.close()


def test_a_page_that_lies_keeps_its_size_on_paper_that_stands(qapp: object, tmp_path: Path) -> None:
    paper = Paper(A4, "Report", "en")
    paper.fill((100, 100, 300, 30), (0, 0, 0))
    paper.next_page(landscape(A4))
    paper.fill((100, 100, 300, 30), (0, 0, 0))
    pdf = paper.finish()
    printing.printing(pdf, into(tmp_path / "out.pdf", pdf), "Report")(silent)
    printed = PdfDocument(tmp_path / "out.pdf")
    stands, lies = (rendered(printed, page, 1) for page in range(2))
    printed.close()
    assert dark(stands) == pytest.approx(300 * 30, rel=0.25)
    assert dark(lies) == pytest.approx(300 * 30, rel=0.25)


def dark(image: object) -> int:
    """Dots that are far from white."""
    grey = image.convertToFormat(image.Format.Format_Grayscale8)  # type: ignore[attr-defined]  # a QImage
    return sum(value < 200 for value in bytes(grey.constBits()))


def test_only_the_chosen_pages_are_printed(qapp: object, pdf: bytes, tmp_path: Path) -> None:
    assert printing.printing(pdf, into(tmp_path / "out.pdf", pdf, 2, 3), "Banner")(silent).pages == 2


def test_copies_that_the_printer_cannot_make_itself_are_made_page_by_page_and_counted(
    qapp: object, pdf: bytes, tmp_path: Path
) -> None:
    printer = into(tmp_path / "out.pdf", pdf, 2, 3)
    printer.setCopyCount(3)
    sent = printing.printing(pdf, printer, "Banner")(silent)
    printed = PdfDocument(tmp_path / "out.pdf")
    assert (sent.pages, sent.copies) == (2, 3)
    assert len(printed) == (2 if printer.supportsMultipleCopies() else 6)
    printed.close()


@pytest.mark.parametrize(("first", "last"), [(0, 0), (4, 4), (3, 9), (9, 9)])
def test_pages_beyond_the_last_are_not_asked_of_the_printer(
    qapp: object, pdf: bytes, tmp_path: Path, first: int, last: int
) -> None:
    pages = list(printing.chosen_pages(into(tmp_path / "out.pdf", pdf, first, last), len(WORDS)))
    assert pages == list(range(max(first, 1) - 1, min(last or 4, 4)))


@pytest.mark.qt_log_ignore("QPdfEngine|QPrinter|QPainter|QFile", extend=True)
def test_a_printer_that_is_not_there_is_said_in_a_sentence(qapp: object, pdf: bytes, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="printer-gone"):
        printing.printing(pdf, into(tmp_path / "no" / "such" / "folder.pdf", pdf), "Banner")(silent)


def test_a_printer_that_vanishes_half_way_is_said_and_the_paper_stays_in_the_preview(
    qtbot: QtBot, desk: Desk, pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = iter([False, False, True])
    monkeypatch.setattr(printing, "in_trouble", lambda _printer: next(states))
    preview = Preview(desk, pdf, "Banner")
    qtbot.addWidget(preview)
    done: list[Sent] = []
    with qtbot.waitSignal(desk.jobs.refused) as refused:
        send(desk, pdf, "Banner", into(tmp_path / "out.pdf", pdf), done.append)
    assert refused.args is not None
    assert refused.args[0].code == "printer-gone"
    assert (done, preview.pdf) == ([], pdf)


def test_what_was_printed_is_printed_again_from_the_list(
    qtbot: QtBot, desk: Desk, pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.folder = tmp_path
    preview = Preview(desk, pdf, "Banner")
    qtbot.addWidget(preview)

    def choose(desk: Desk, pdf: bytes, title: str, _parent: object, done: object) -> None:
        send(desk, pdf, title, into(tmp_path / "out.pdf", pdf), done)  # type: ignore[arg-type]

    monkeypatch.setattr(printing, "print_pdf", choose)
    with qtbot.waitSignal(preview.printed):
        preview.print_it()
    qtbot.waitUntil(lambda: len(prints(tmp_path)) == 1)
    (one,) = prints(tmp_path)
    assert (one.title, one.pages, one.actor) == ("Banner", 4, "Zhang Min")
    assert kept_pdf(tmp_path, one) == pdf
    dialog = PrintsDialog(desk)
    qtbot.addWidget(dialog)
    dialog.print_again()
    qtbot.waitUntil(lambda: dialog.again_shown is not None)
    assert dialog.again_shown is not None
    assert dialog.again_shown.preview.pdf == pdf
    dialog.again_shown.accept()


def test_a_receipt_is_printed_again_as_a_copy_and_one_that_is_gone_is_said(
    qtbot: QtBot, desk: Desk, make: Maker, tmp_path: Path
) -> None:
    place = make.enrol(make.new_offering(title="Choir", fee=60_00), make.new_resident("Ann"))
    given = desk.office.write(pay_fees, PayFees(((place.id, 60_00),), Method.MOBILE), actor="test")
    desk.folder = tmp_path
    for title, ids in (("Receipt", (given.receipt_id,)), ("Gone", (uuid4(),))):
        wanted = KeepPrint(b"", title, datetime(2026, 11, 23, 9), "Zhang Min", 1, 1, "Office", recipe(RECEIPTS, ids))
        keep_print(tmp_path, wanted, 0)
    dialog = PrintsDialog(desk)
    qtbot.addWidget(dialog)
    dialog.print_again()
    assert "no longer kept" in dialog.banner.label.text()
    dialog.search.setText("Receipt")
    dialog.refresh()
    dialog.print_again()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(CountedPreview)))
    shown = dialog.findChildren(CountedPreview)[0]
    assert shown.preview.recipe == recipe(RECEIPTS, (given.receipt_id,))
    shown.accept()


@pytest.mark.parametrize(("name", "there"), [("Office", True), ("Taken away", False)])
def test_a_printer_that_the_system_no_longer_lists_is_in_trouble(
    name: str, there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Listed:
        @staticmethod
        def availablePrinterNames() -> list[str]:
            return ["Office"]

    class Native:
        def printerState(self) -> QPrinter.PrinterState:
            return QPrinter.PrinterState.Idle

        def outputFormat(self) -> QPrinter.OutputFormat:
            return QPrinter.OutputFormat.NativeFormat

        def printerName(self) -> str:
            return name

    monkeypatch.setattr(printing, "QPrinterInfo", Listed)
    assert printing.in_trouble(Native()) is not there  # type: ignore[arg-type]  # stands for a QPrinter


def test_a_page_that_lies_is_seen_whole_at_once_and_one_that_stands_at_full_width(qtbot: QtBot, desk: Desk) -> None:
    lying, standing = Paper(landscape(A4), "x"), Paper(A4, "x")
    for paper in (lying, standing):
        paper.text(100, 100, "x", Setting())
    preview = Preview(desk, lying.finish(), "Certificate")
    qtbot.addWidget(preview)
    preview.resize(1_200, 500)
    preview.show()
    qtbot.waitExposed(preview)
    view = preview.view
    assert view._boxes()[0].height() <= view.viewport().height()
    preview.fit.click()
    assert view._boxes()[0].height() > view.viewport().height()
    preview.show_pdf(standing.finish(), "Notice")
    assert view._boxes()[0].height() > view.viewport().height()
    preview.whole.click()
    assert view._boxes()[0].height() <= view.viewport().height()


def test_the_preview_goes_to_any_page_and_renders_only_what_is_in_sight(qtbot: QtBot, desk: Desk, pdf: bytes) -> None:
    preview = Preview(desk, pdf, "Banner")
    qtbot.addWidget(preview)
    preview.resize(600, 500)
    preview.show()
    qtbot.waitExposed(preview)
    for page in (3, 0, 2):
        with qtbot.waitSignal(preview.view.moved) as moved:
            preview.view.go_to(page)
        assert moved.args == [page]
        preview.view.viewport().repaint()
    assert {page for page, _scale in preview.view._kept} <= {0, 2, 3}
    assert preview.where.text() == "Page 3 of 4"
