"""Paper on its way from a service to the preview."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from commedu_desktop.i18n import _
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.preview import PreviewDialog
from commedu_desktop.ui.widgets.dialogs import Ask


def open_paper(desk: Desk, build: Callable[[], bytes], title: str) -> None:
    """Make a paper on the worker and preview it: `open_paper(desk, lambda: desk.read(register_pdf, id), title)`."""
    desk.work(lambda _progress: build(), done=lambda pdf: desk.preview(pdf, title), title=_("Setting the paper"))


def may_print(desk: Desk, parent: QWidget, missing: Sequence[Any]) -> bool:
    """Say which characters no font has (MissingCharacter) and ask; true at once when there are none."""
    if not missing:
        return True
    lines = [f"{one.character}   {one.code}   {', '.join(one.whose)}" for one in missing[:12]]
    more = [_("and {count} more").format(count=len(missing) - 12)] if len(missing) > 12 else []
    said = _("No font has these characters. Their codes will be printed instead, or correct the names first.")
    ask = Ask(
        desk.look, parent, _("Characters that cannot be printed"), "\n".join([said, "", *lines, *more]), _("Go on")
    )
    return bool(ask.exec())


class CountedPreview(PreviewDialog):
    """A preview that says when its paper went to the printer or into a file; `recipe` as in `Preview`."""

    def __init__(
        self,
        desk: Desk,
        pdf: bytes,
        title: str,
        parent: QWidget,
        used: Callable[[], None],
        recipe: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(desk, pdf, title, parent, recipe)
        self._used: Callable[[], None] | None = used
        self.preview.printed.connect(self._once)
        self.preview.saved.connect(self._once)

    def _once(self, *_what: object) -> None:
        used, self._used = self._used, None
        if used is not None:
            used()
