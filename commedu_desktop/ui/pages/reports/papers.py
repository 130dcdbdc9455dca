"""Previewing and saving what the Reports page shows."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from commedu_desktop.domain.periods import Period
from commedu_desktop.i18n import N_, _, locale
from commedu_desktop.services.report_words import period_name
from commedu_desktop.ui.desk import Desk

if TYPE_CHECKING:
    from commedu_desktop.services.report_files import ReportFile

PAPERS = {
    "monthly": N_("Return"),
    "annual": N_("Report with text and charts"),
    "attendance": N_("Attendance of every class"),
    "participation": N_("Who takes part"),
    "teachers": N_("Hours of the teachers"),
    "credits": N_("Credit bank by branch"),
    "targets": N_("Targets"),
    "funds": N_("Funds"),
}


def paper_title(name: str, period: Period) -> str:
    return f"{_(PAPERS[name])} {period_name(period)}"


def request(desk: Desk, name: str, period: Period, branch: str, *, live: bool) -> "ReportFile":
    from commedu_desktop.services.report_files import ReportFile

    return ReportFile(name, period, branch, locale(), desk.wall_clock().date(), live)


def preview(desk: Desk, wanted: "ReportFile") -> None:
    from commedu_desktop.services.report_files import report_file

    desk.work(
        lambda progress: desk.office.read(report_file, wanted, ".pdf", progress),
        done=lambda pdf: desk.preview(pdf, paper_title(wanted.name, wanted.period)),
        title=_("Setting the paper"),
    )


def ask_where(parent: QWidget, title: str) -> Path | None:
    """Where to save; the ending says which form."""
    kinds = [_("Workbook (*.xlsx)"), "PDF (*.pdf)", "CSV (*.csv)", "JSON (*.json)"]
    start = str(Path.home() / f"{title}.xlsx")
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("Save the report"), start, ";;".join(kinds))
    return Path(chosen) if chosen else None


def save_as(desk: Desk, wanted: "ReportFile", path: Path) -> None:
    from commedu_desktop.services.files import write_atomically
    from commedu_desktop.services.report_files import report_file

    desk.work(
        lambda progress: write_atomically(path, desk.office.read(report_file, wanted, path.suffix, progress)),
        done=lambda _result: desk.toast(_("Saved: {path}").format(path=path)),
        title=_("Writing the report"),
    )
