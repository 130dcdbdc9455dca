"""What is done with residents from the table: cards printed, lists given out, groups joined, found from anywhere."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from commedu_desktop.domain.ages import age_on
from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.domain.residents import shown_phone
from commedu_desktop.i18n import _, ngettext
from commedu_desktop.services.residents import FoundResident, find_residents, population_groups
from commedu_desktop.services.settings import centre_settings
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.everything import Found

if TYPE_CHECKING:
    from commedu_desktop.services.resident_lists import Shown


def name_of(one: FoundResident) -> str:
    """As written and as read."""
    return f"{one.name}  {shown_pinyin(one.name, one.pinyin)}".strip()


def found(desk: Desk, typed: str) -> list[Found]:
    """Residents for the box that finds everything."""
    today = desk.wall_clock().date()
    lines = []
    for one in desk.read(find_residents, typed, 6):
        age = [str(age_on(one.born, today))] if one.born else []
        detail = " · ".join([one.card, *age, *([shown_phone(one.phone)] if one.phone else [])])
        lines.append(Found(name_of(one), detail, "user", "residents", {"resident_id": one.id}))
    return lines


def print_cards(desk: Desk, ids: Sequence[Any], *, single: bool = False) -> None:
    """Preview the cards of those who are chosen: ten to a sheet, or each on a page of its own size."""
    if not ids:
        desk.toast(_("Choose whose cards shall be printed."), "info")
        return
    from commedu_desktop.services.centre_papers import cards_pdf

    title = _("Resident cards")
    language = desk.read(centre_settings).language
    desk.work(
        lambda _progress: desk.read(cards_pdf, ids, language, single),
        done=lambda pdf: desk.preview(pdf, title),
        title=title,
    )


def give_out(desk: Desk, parent: QWidget, shown: "Shown") -> None:
    """Ask where, and write what the table shows."""
    from commedu_desktop.services.exports import form_of
    from commedu_desktop.services.files import write_atomically
    from commedu_desktop.services.resident_lists import list_file

    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    start = Path(desk.settings.now.save_folder or documents) / f"{_('Residents')}.xlsx"
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, _("Export list"), str(start), f"{_('Spreadsheet')} (*.xlsx);;CSV (*.csv)"
    )
    if not chosen:
        return
    path = Path(chosen)
    desk.settings.change(save_folder=str(path.parent))

    def write(_progress: Any) -> None:
        write_atomically(path, desk.read(list_file, shown, form_of(path.name), desk.actor))

    done = _("Saved as {path}").format(path=path)
    desk.work(write, done=lambda _none: desk.toast(done), title=_("Export list"))


def choose_group(desk: Desk, parent: QWidget, ids: Sequence[Any]) -> None:
    """A menu of the groups; the chosen residents join the one that is picked."""
    from commedu_desktop.services.resident_lists import AddToGroup, add_to_group

    menu = QMenu(parent)
    for group in desk.read(population_groups):
        menu.addAction(group.name).setData(group.id)
    picked = menu.exec(parent.mapToGlobal(parent.rect().center()))
    if picked is None or not ids:
        return
    people = ngettext("{count} resident", "{count} residents", len(ids)).format(count=len(ids))
    toast = _("{people} added to {group}").format(people=people, group=picked.text())
    desk.write(add_to_group, AddToGroup(tuple(ids), picked.data()), toast=toast)
