"""Offered places that ran out while nobody was there: passed on once after the centre has opened, and said."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from commedu_desktop.i18n import ngettext
from commedu_desktop.ui.desk import Desk

if TYPE_CHECKING:
    from commedu_desktop.services.waiting_list import Settled
    from commedu_desktop.ui.main_window import MainWindow


SOON = 4_000
"""Milliseconds after the centre has opened: the first page is seen and the start is over."""


def pass_on_soon(window: "MainWindow") -> None:
    """Once, in a while; nothing in a window that has closed meanwhile."""
    QTimer.singleShot(SOON, window, lambda: pass_on_in(window))


def pass_on_in(window: "MainWindow") -> None:
    if window.desk is not None and window.isVisible() and window.isEnabled():
        pass_on_offers(window.desk)


def pass_on_offers(desk: Desk) -> None:
    """Look on the worker; only when an offer has run out is anything written."""
    from commedu_desktop.services.offers import offers_standing

    def work(_progress: object) -> "Settled | None":
        if not any(one.lapsed for one in desk.office.read(offers_standing, desk.wall_clock())):
            return None
        from commedu_desktop.services.waiting_list import SettleOffers, settle_offers

        return desk.office.write(settle_offers, SettleOffers(), actor=desk.actor)

    def done(settled: "Settled | None") -> None:
        if settled is not None and settled.lapsed:
            desk.changed.emit()
            desk.toast(passed_on(settled), "info", undo=True)

    desk.work(work, done=done)


def passed_on(settled: "Settled") -> str:
    """How many offers ran out, and how many places somebody else is offered now."""
    lapsed, offered = len(settled.lapsed), len(settled.offered)
    ran_out = ngettext("{count} offered place ran out.", "{count} offered places ran out.", lapsed)
    went_on = ngettext("{count} place passed on to the next", "{count} places passed on to the next", offered)
    return f"{ran_out.format(count=lapsed)} {went_on.format(count=offered)}"
