"""What of the timetable is printed, and how large."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commedu_desktop.i18n import _, language
from commedu_desktop.services.timetable import Only, Week
from commedu_desktop.services.timetable_papers import class_timetable_pdf, day_pdf, timetable_pdf
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.papers import open_paper
from commedu_desktop.ui.widgets.dialogs import FormDialog
from commedu_desktop.ui.widgets.fields import ChoiceField

SHOWN, CLASSES = "shown", "classes"


class PrintDialog(FormDialog):
    """Enter previews it."""

    def __init__(self, desk: Desk, parent: QWidget, shown: Week | None, only: Only) -> None:
        super().__init__(desk.look, parent, _("Print the timetable"), _("Preview"))
        self.desk, self._shown, self._only = desk, shown, only
        what = [(SHOWN, _("as it is shown"))]
        if shown is not None and shown.term is not None:
            what.append((CLASSES, _("all classes of {term}, for the bulletin board").format(term=shown.term.title)))
        self.what = ChoiceField(_("What"), what)
        self.size_field = ChoiceField(_("Paper"), [("A4", "A4"), ("A3", "A3")])
        self.add(self.what)
        self.add(self.size_field)
        self.form.addStretch(1)
        self.resize(desk.look.px(440), desk.look.px(320))
        self.save_button.setFocus()

    def save(self) -> None:
        build = self.build()
        self.accept()
        if build is not None:
            open_paper(self.desk, build, _("Timetable"))

    def build(self) -> Callable[[], bytes] | None:
        """Makes the paper; None while nothing is shown."""
        shown, only, size, read = self._shown, self._only, self.size_field.value, self.desk.office.read
        if shown is None:
            return None
        if self.what.value == CLASSES and shown.term is not None:
            term_id = shown.term.id
            return lambda: read(class_timetable_pdf, term_id, only, language(), size)
        if shown.by:
            day, by = shown.columns[0].day, shown.by
            return lambda: read(day_pdf, day, by, language(), size)
        return lambda: read(timetable_pdf, shown.monday, only, language(), size)
