"""What the table says of each resident."""

from commedu_desktop.domain.residents import shown_phone
from commedu_desktop.i18n import N_
from commedu_desktop.services.residents import FoundResident
from commedu_desktop.ui.lazy_table import Column
from commedu_desktop.ui.pages.residents.doing import name_of


def columns() -> tuple[Column, ...]:
    return (
        Column(N_("Name"), name_of, 150, stretch=3, sort="name", kind="strong", tip=lambda one: one.name),
        Column(N_("Card"), lambda one: one.card, 104, sort="card", kind="muted"),
        Column(N_("Born · group"), _born_and_group, 126, stretch=2, sort="born", spare=1),
        Column(N_("Phone"), lambda one: shown_phone(one.phone), 120),
        Column(N_("Branch"), lambda one: one.branch, 90, stretch=1, sort="branch", kind="muted", spare=2),
    )


def _born_and_group(one: FoundResident) -> str:
    return " · ".join([*([str(one.born.year)] if one.born else []), *one.groups[:1]])
