"""The page: four cards, saved as it happens."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from commedu_desktop.domain.settings import BY_YEAR
from commedu_desktop.i18n import LANGUAGES, N_, _, language
from commedu_desktop.services.settings import ALWAYS, ChangeSettings, centre_settings, change_settings
from commedu_desktop.ui.actions import Action
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.menu import THEMES
from commedu_desktop.ui.page import Page, Stop
from commedu_desktop.ui.pages.settings.rows import (
    CENTRE,
    CLASHES,
    DESK,
    FEES,
    FIGURES,
    PRIVACY,
    SAFETY,
    TEACHERS,
    AmountField,
    SettingRow,
    read,
    show,
)
from commedu_desktop.ui.theme import TEXT_SIZES
from commedu_desktop.ui.widgets.basics import Card, column, row, words
from commedu_desktop.ui.widgets.dialogs import scrolled
from commedu_desktop.ui.widgets.fields import CheckField, ChoiceField, Field, TextField
from commedu_desktop.ui.widgets.flow import Even
from commedu_desktop.ui.widgets.messages import PageHeader, page_column


class SettingsPage(Page):
    """What belongs to the centre goes to its database, with undo; what belongs to this computer stays here."""

    ACTIONS = (
        Action("backup", N_("Back up now"), "back_up", "", "database-backup"),
        Action("restore", N_("Restore a backup…"), "restore", "", "history"),
        Action("group-discounts", N_("Discounts by group…"), "show_group_discounts", "", "users"),
        Action("check-outs", N_("Branches with check-out…"), "show_check_outs", "", "log-out"),
        Action("own-fields", N_("Fields of our own…"), "show_own_fields", "", "list-checks"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.fields: dict[str, Field] = {}
        now = desk.wall_clock().year
        years = [(ALWAYS, _("Every year")), *((year, str(year)) for year in (now - 1, now, now + 1))]
        self.year = ChoiceField(
            _("Holds in"), years, ALWAYS, hint=_("A year's own value wins over that of every year.")
        )
        self.year.edited.connect(self.refresh)
        left = column(
            self._card(_("The centre"), CENTRE),
            self._card(_("Front desk"), DESK, self._sound()),
            self._fees(),
            self._card(_("When lessons clash"), CLASHES),
            self._register(),
            1,
            gap=16,
        )
        right = column(
            self._appearance(),
            self._card(_("How figures are counted"), FIGURES, first=self.year),
            self._card(_("Teachers"), TEACHERS),
            self._safety(),
            1,
            gap=16,
        )
        sides = QWidget(), QWidget()
        sides[0].setLayout(left)
        sides[1].setLayout(right)
        inside = QWidget()
        page_column(
            inside,
            PageHeader(
                _("Settings"),
            ),
            Even(*sides, gap=16),
        )
        whole = column(scrolled(inside), gap=0)
        self.setLayout(whole)

    def refresh(self) -> None:
        settings = self.desk.read(centre_settings, self.year.value or ALWAYS)
        for name, field in self.fields.items():
            if isinstance(field, AmountField):
                field.currency = settings.currency
            show(field, getattr(settings, name))

    def back_up(self) -> None:
        self.desk.asking.emit("backup")

    def restore(self) -> None:
        self.desk.asking.emit("restore")

    def _card(self, title: str, rows: tuple[SettingRow, ...], *more: Field, first: Field | None = None) -> Card:
        card = Card(gap=14)
        card.body.addWidget(words(title, "heading"))
        for field in (*([first] if first else []), *(self._field(one) for one in rows), *more):
            card.body.addWidget(field)
        return card

    def _field(self, one: SettingRow) -> Field:
        field = one.make(one)
        self.fields[one.name] = field
        if isinstance(field.control, QLineEdit):
            field.control.editingFinished.connect(partial(self._keep, one.name))
        else:
            field.edited.connect(partial(self._keep, one.name))
        return field

    def _keep(self, name: str) -> None:
        """Save one setting when its field is left; the same value again is no change."""
        field = self.fields[name]
        year = self.year.value if name in BY_YEAR else ALWAYS
        value = read(field)
        if value == getattr(self.desk.read(centre_settings, year), name):
            return
        if value is None:
            field.refuse(_("This cannot be read as such a value."))
            return
        self.desk.write(change_settings, ChangeSettings({name: value}, year), toast=_("Saved."), refused=field.refuse)

    def _appearance(self) -> Card:
        self.theme = ChoiceField(_("Theme"), [(mode, _(text)) for mode, text in THEMES.items()], self.look.mode)
        sizes = [(size, f"{size}%") for size in TEXT_SIZES]
        self.text_size = ChoiceField(_("Text size"), sizes, self.look.text_size)
        self.language = ChoiceField("Language · 语言", list(LANGUAGES.items()), language())
        self.actor = TextField(
            _("Who is at work"), self.desk.actor, hint=_("Stands in the history; from the next start.")
        )
        self.theme.edited.connect(lambda: self.desk.asking.emit(f"theme {self.theme.value}"))
        self.text_size.edited.connect(lambda: self.desk.asking.emit(f"size {self.text_size.value}"))
        self.language.edited.connect(lambda: self.desk.asking.emit(f"language {self.language.value}"))
        self.actor.edit.editingFinished.connect(lambda: self.desk.settings.change(actor=self.actor.value))
        self.look.changed.connect(self._follow)
        return self._card(_("This window"), (), self.theme, self.text_size, self.language, self.actor)

    def _follow(self) -> None:
        self.theme.value, self.text_size.value = self.look.mode, self.look.text_size

    def _sound(self) -> Field:
        sound = CheckField(_("Sounds at check-in"), value=self.desk.settings.now.sound)
        sound.edited.connect(lambda: self.desk.settings.change(sound=sound.value))
        return sound

    def _fees(self) -> Card:
        card = self._card(_("Fees"), FEES)
        buttons = (self.button("group-discounts"), self.button("check-outs"))
        card.body.addLayout(column(*(row(button, 1) for button in buttons)))
        return card

    def show_group_discounts(self) -> None:
        from commedu_desktop.ui.pages.settings.fees import GroupDiscounts

        GroupDiscounts(self.desk, self).open()

    def show_check_outs(self) -> None:
        from commedu_desktop.ui.pages.settings.fees import CheckOutBranches

        CheckOutBranches(self.desk, self).open()

    def tour_stops(self) -> Iterator[Stop]:
        from commedu_desktop.ui.pages.settings.fees import CheckOutBranches, GroupDiscounts

        yield "group-discounts", lambda: GroupDiscounts(self.desk, self)
        yield "check-outs", lambda: CheckOutBranches(self.desk, self)

    def _register(self) -> Card:
        card = self._card(_("Register"), PRIVACY)
        card.body.addLayout(row(self.button("own-fields"), 1))
        return card

    def show_own_fields(self) -> None:
        from commedu_desktop.ui.pages.residents.own_fields import OwnFields

        OwnFields(self.desk, self).open()

    def _safety(self) -> Card:
        card = self._card(_("Backups"), SAFETY)
        card.body.addLayout(column(row(self.button("backup"), 1), row(self.button("restore"), 1)))
        return card
