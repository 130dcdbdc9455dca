"""The centre's wall clock: lessons are local dates and times, what happened is UTC."""

from datetime import datetime, tzinfo

from sqlalchemy.orm import Session

from commedu_desktop.store.journal import happened


def wall_time(moment: datetime, zone: tzinfo | None = None) -> datetime:
    """An aware moment as naive local time of the centre; without a zone, that of this computer."""
    return moment.astimezone(zone).replace(tzinfo=None)


def local_now(session: Session) -> datetime:
    """The wall-clock time of the write that is under way."""
    return wall_time(happened(session), session.info.get("zone"))
