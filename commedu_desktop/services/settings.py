"""The centre's settings: read as one frozen value, changed one or several at a time."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from commedu_desktop.domain.settings import BY_YEAR, CentreSettings, check, settings_of
from commedu_desktop.store.journal import name_write
from commedu_desktop.store.ready import Ready
from commedu_desktop.store.tables import CentreSetting

ALWAYS = 0
"""The `year` of a value that holds until a year has its own."""
_STORED = Ready(
    select(CentreSetting.key, CentreSetting.value)
    .where(or_(CentreSetting.year == ALWAYS, CentreSetting.year == bindparam("wanted")))
    .order_by(CentreSetting.year)
)
"""Put together once: every check-in asks."""


@dataclass(frozen=True)
class ChangeSettings:
    """New values by the names of `CentreSettings`; `year` for those that hold in one year only."""

    values: dict[str, Any]
    year: int = ALWAYS


def centre_settings(session: Session, year: int = ALWAYS) -> CentreSettings:
    """The settings in force; for a figure, in the figure's year."""
    stored: dict[str, Any] = dict(_STORED.rows(session.connection(), {"wanted": year}))
    return settings_of(stored)


def change_settings(session: Session, request: ChangeSettings) -> None:
    """Keep new values; a year is only kept for settings that may differ by year."""
    for name, value in request.values.items():
        check(name, value)
        year = request.year if name in BY_YEAR else ALWAYS
        kept = select(CentreSetting).where(CentreSetting.key == name, CentreSetting.year == year)
        row = session.scalars(kept).one_or_none()
        if row is None:
            row = CentreSetting(key=name, year=year)
            session.add(row)
        row.value = list(value) if isinstance(value, tuple) else value
    name_write(session, ", ".join(sorted(request.values)))
