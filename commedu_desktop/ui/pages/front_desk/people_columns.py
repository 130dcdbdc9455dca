"""What the list of people found says of each."""

from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.i18n import N_
from commedu_desktop.services.residents import FoundResident
from commedu_desktop.ui.lazy_table import Column


def people_columns() -> tuple[Column, ...]:
    return (
        Column(N_("Name"), lambda one: f"{one.name}  {shown_pinyin(one.name, one.pinyin)}", 150, stretch=2),
        Column(N_("Card"), lambda one: one.card, 105, stretch=1, kind="muted"),
        Column(N_("Born · group"), _born, 110, stretch=1, kind="muted"),
        Column(N_("Telephone"), lambda one: one.phone, 115, stretch=1, kind="muted"),
    )


def _born(one: FoundResident) -> str:
    parts = [str(one.born.year) if one.born else "", *one.groups[:1]]
    return " · ".join(filter(None, parts))
