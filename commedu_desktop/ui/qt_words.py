"""Qt's own texts (buttons of its dialogs, context menus) in the language that is spoken."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from commedu_desktop.i18n import N_, _
from commedu_desktop.ui.theme import qt_locale

GAPS = {
    ("QFileDialog", "&Look in:"): N_("&Look in:"),
    ("QFileDialog", "Files of &type:"): N_("Files of &type:"),
    ("QAbstractFileIconProvider", "Drive"): N_("Drive"),
    ("QAbstractFileIconProvider", "File"): N_("File"),
    ("QAbstractFileIconProvider", "File Folder"): N_("Folder"),
    ("QAbstractFileIconProvider", "Folder"): N_("Folder"),
    ("QAbstractFileIconProvider", "Shortcut"): N_("Shortcut"),
    ("QAbstractFileIconProvider", "Unknown"): N_("Unknown"),
    ("QPageSetupWidget", "Page &order:"): N_("Page &order:"),
    ("QPageSetupWidget", "Pages &per sheet:"): N_("Pages &per sheet:"),
    ("QPrintSettingsOutput", "Page &Set:"): N_("Page &set:"),
    ("QCupsJobWidget", "&Billing information:"): N_("&Billing information:"),
    ("QCupsJobWidget", "&End:"): N_("Sheet at the &end:"),
    ("QCupsJobWidget", "&Start:"): N_("Sheet at the &start:"),
    ("QCupsJobWidget", "Job &priority:"): N_("Job &priority:"),
    ("QCupsJobWidget", "Scheduled &printing:"): N_("Scheduled &printing:"),
}
"""Texts of the dialogs for files and printing that Qt's own translations leave out: context and source -> our words."""


class _Gaps(QTranslator):
    """Asked for what no other translator knows."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, _why: str | None = None, _n: int = -1) -> str:
        known = GAPS.get((context, text))
        return _(known) if known else None  # type: ignore[return-value]  # Qt's null text


def translate(application: QApplication, language: str) -> None:
    """Change the language of what Qt says, and how its fields write dates."""
    QLocale.setDefault(qt_locale(language))
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    application.installTranslator(_Gaps(application))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language}", folder):
        application.installTranslator(translator)
