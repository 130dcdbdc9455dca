"""Notices: what hangs on the bulletin board."""

from enum import StrEnum


class NoticeKind(StrEnum):
    OPENING = "opening"
    LECTURE = "lecture"
    CANCELLATION = "cancellation"
    HOLIDAY = "holiday"
    RESULT = "result"
    FESTIVAL = "festival"
    THANKS = "thanks"
    FREE = "free"
