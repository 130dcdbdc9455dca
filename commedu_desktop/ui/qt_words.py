"""Qt's own texts (buttons of its dialogs, context menus) in the language that is spoken."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from commedu_desktop.ui.theme import qt_locale


def translate(application: QApplication, language: str) -> None:
    """Change the language of what Qt says, and how its fields write dates."""
    QLocale.setDefault(qt_locale(language))
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language}", folder):
        application.installTranslator(translator)
