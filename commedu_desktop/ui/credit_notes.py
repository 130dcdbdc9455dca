"""Credits of a class's learners in a few words: growing until the class is completed."""

from uuid import UUID

from babel.numbers import format_decimal

from commedu_desktop.i18n import _, locale
from commedu_desktop.services.credits import class_credits
from commedu_desktop.ui.desk import Desk


def credit_notes(desk: Desk, offering_id: UUID) -> dict[UUID, str]:
    """`1.5 of 2 credits` by resident; nothing where a class gives none."""
    found = {}
    for resident_id, (so_far, whole) in desk.read(class_credits, offering_id).items():
        shown = [format_decimal(float(one), "0.##", locale=locale()) for one in (so_far, whole)]
        found[resident_id] = _("{number} of {whole} credits").format(number=shown[0], whole=shown[1])
    return found
