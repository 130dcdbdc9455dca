"""What the tour shows of the front desk."""

from collections.abc import Iterator
from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commedu_desktop.domain.check_in import Outcome
from commedu_desktop.i18n import _
from commedu_desktop.services.check_in import CheckedIn, CheckIn
from commedu_desktop.services.fees import unpaid
from commedu_desktop.ui.fees import CashDialog, PaymentsDialog, UnpaidDialog
from commedu_desktop.ui.page import Stop
from commedu_desktop.ui.pages.front_desk.enrol_dialog import EnrolDialog
from commedu_desktop.ui.pages.front_desk.exceptions import LetInDialog, RoomDialog
from commedu_desktop.ui.pages.front_desk.lessons_now import someone_expected
from commedu_desktop.ui.self_service import SelfService

if TYPE_CHECKING:
    from commedu_desktop.ui.pages.front_desk.page import FrontDeskPage


def stops(page: "FrontDeskPage") -> Iterator[Stop]:
    yield "found", lambda: _found(page)
    yield "checked-in", lambda: _checked_in(page)
    yield "enrol", lambda: _enrolling(page)
    yield "payments", lambda: _paying(page)
    yield "discount", lambda: _changing(page, "discount")
    yield "refund", lambda: _changing(page, "refund")
    yield "void", lambda: _changing(page, "void")
    yield "unpaid", lambda: UnpaidDialog(page.desk, page)
    yield "let-in", lambda: _letting_in(page)
    yield "room", lambda: RoomDialog(page.desk, page)
    yield "self-service", lambda: _self_service(page)
    yield "cash", lambda: CashDialog(page.desk, page)


def _found(page: "FrontDeskPage") -> None:
    page.field.setText("zh")
    page.field.finish()


def _checked_in(page: "FrontDeskPage") -> None:
    if (card := someone_expected(page.desk)) is not None:
        page.check_in(CheckIn(card))


def _enrolling(page: "FrontDeskPage") -> QWidget | None:
    resident = page.panel.resident
    return None if resident is None else EnrolDialog(page.desk, page, resident.id, resident.name)


def _paying(page: "FrontDeskPage") -> QWidget | None:
    """Somebody who has paid a part."""
    owing = page.desk.read(unpaid, page.desk.wall_clock())
    one = max(owing, key=lambda line: line.account.paid, default=None)
    return None if one is None else PaymentsDialog(page.desk, page, one.resident_id, one.name)


def _letting_in(page: "FrontDeskPage") -> QWidget | None:
    """Whoever stands there comes too early."""
    resident = page.panel.resident
    if resident is None:
        return None
    facts = {"lesson": _("Calligraphy"), "starts": time(14), "opens": time(13)}
    now = page.desk.wall_clock()
    answer = CheckedIn(Outcome.LOOK, "check-in-too-early", resident.name, resident.card, now, facts)
    return LetInDialog(page.desk, page, answer)


def _self_service(page: "FrontDeskPage") -> QWidget:
    screen = SelfService(page.desk)
    if (answer := page.answer) is not None:
        screen.show_answer(answer)
    screen.may_close = True
    screen.resize(page.window().size())
    return screen


def _changing(page: "FrontDeskPage", what: str) -> QWidget | None:
    """Of somebody who has paid a part."""
    from commedu_desktop.services.receipts import receipts_of
    from commedu_desktop.services.settings import centre_settings
    from commedu_desktop.ui.fees.changes import DiscountDialog, RefundDialog, TakeBackDialog

    desk = page.desk
    one = max(desk.read(unpaid, desk.wall_clock()), key=lambda line: line.account.paid, default=None)
    if one is None:
        return None
    currency = desk.read(centre_settings).currency
    if what == "discount":
        return DiscountDialog(desk, page, one, currency)
    if what == "refund":
        return RefundDialog(desk, page, one, currency)
    return TakeBackDialog(desk, page, desk.read(receipts_of, one.resident_id)[0])
