"""Calendars for telephones and mail programs: iCalendar, RFC 5545."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

_LONGEST_LINE = 75
"""Bytes, RFC 5545 section 3.1."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Event:
    """One entry; times are the wall clock of whoever reads it (a "floating" time), as the centre and they share it."""

    id: UUID
    title: str
    starts: datetime
    ends: datetime
    place: str = ""
    note: str = ""
    cancelled: bool = False


def write_calendar(events: Iterable[Event], name: str) -> bytes:
    """The events as an .ics file; equal events give equal bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CommEdu Desktop//EN", f"X-WR-CALNAME:{_escaped(name)}"]
    for event in events:
        lines += _entry(event)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line)).encode()


def _entry(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}"
    yield f"DTSTAMP:{event.starts:%Y%m%dT%H%M%S}Z"
    yield f"DTSTART:{event.starts:%Y%m%dT%H%M%S}"
    yield f"DTEND:{event.ends:%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{_escaped(event.title)}"
    for key, text in (("LOCATION", event.place), ("DESCRIPTION", event.note)):
        if text:
            yield f"{key}:{_escaped(text)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """Parts of at most 75 bytes, never in the middle of a character; all but the first begin with a space."""
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part
