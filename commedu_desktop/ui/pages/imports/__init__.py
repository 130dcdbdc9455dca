"""The import assistant: from the Residents page, the welcome and the menu."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.imports.aside import put_aside_before
from commedu_desktop.ui.pages.imports.assistant import ImportAssistant

__all__ = ["ImportAssistant", "open_import"]


def open_import(
    desk: Desk, parent: QWidget | None, kind: str = "residents", file: Path | None = None
) -> ImportAssistant:
    """Show the assistant, at the columns when a file is given already; without one, the assistant put aside before."""
    before = put_aside_before(parent)
    if isinstance(before, ImportAssistant) and file is None:
        before.come_back()
        return before
    assistant = ImportAssistant(desk, parent, kind)
    assistant.open()
    if file is not None:
        assistant.take_file(file)
    return assistant
